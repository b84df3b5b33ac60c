"""The sender in worlds where everything goes wrong: ten thousand a policy, each from a seed, in virtual time.

FAULT_SEED sets the first seed (0), FAULT_SEEDS their number; a seed that fails is printed and can be run
alone.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeAlias

import pytest
import structlog

from digests.delivery import OnDoubt, State
from tests.fakes.store import FakeStore
from tests.faults.mutants import MUTANTS
from tests.faults.world import OpenStore, live

Tell: TypeAlias = Callable[[str], None]

FIRST = int(os.environ.get("FAULT_SEED", "0"))
SEEDS = int(os.environ.get("FAULT_SEEDS", "10000"))
SHARES = 8
"""Tests that the worlds of a policy are divided among, for as many cores to work on them."""
ENOUGH = 6000
"""Seeds within which a mutant must be found."""


@asynccontextmanager
async def in_memory() -> AsyncIterator[FakeStore]:
    yield FakeStore()


def silence() -> None:
    """The sender's log is of no interest here."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(50),
        logger_factory=structlog.ReturnLoggerFactory(),
    )


def share(count: int, number: int, of: int) -> range:
    """The seeds of one share of so many worlds."""
    return range(FIRST + number * count // of, FIRST + (number + 1) * count // of)


def lived(policy: OnDoubt, seeds: range, opening: OpenStore, tell: Tell, *, real: bool = False) -> None:
    """Run worlds and tell their sums; AssertionError with the seeds that failed."""
    silence()
    sums: Counter[str] = Counter()
    failed = []
    for seed in seeds:
        account = live(seed, policy, opening, real=real)
        sums.update(row.state.value for row in account.rows)
        sums.update(kills=account.kills, stops=account.stops, doubled=account.doubled)
        if account.faults:
            failed.append(f"seed {seed}, {policy.value}: {'; '.join(account.faults[:3])}")
    told = ", ".join(f"{name} {sums[name]:,}" for name in ("kills", "stops", *State, "doubled"))
    tell(f"{policy.value}, seeds {seeds.start} to {seeds.stop - 1}: {told}")
    assert not failed, "\n".join(failed[:20])
    assert sums["sent"] > len(seeds) // 2
    assert sums["doubled"] == 0 or policy is OnDoubt.RESEND


@pytest.mark.parametrize("number", range(SHARES))
@pytest.mark.parametrize("policy", OnDoubt)
def test_nothing_is_lost_or_doubled(policy: OnDoubt, number: int, tell: Tell) -> None:
    lived(policy, share(SEEDS, number, SHARES), in_memory, tell)


@pytest.mark.parametrize("name", MUTANTS)
def test_a_broken_rule_is_found(name: str) -> None:
    mutant = MUTANTS[name]

    @asynccontextmanager
    async def store() -> AsyncIterator[FakeStore]:
        yield mutant.store()

    silence()
    with mutant.code():
        for seed in range(FIRST, FIRST + ENOUGH):
            if live(seed, mutant.policy, store, ported=mutant.ported).faults:
                return
    pytest.fail(f"{ENOUGH} worlds, and nobody noticed: {name}")


def test_the_same_seed_is_the_same_world() -> None:
    silence()
    one, other = (live(11, OnDoubt.NONCE, in_memory) for _ in range(2))
    assert one.rows == other.rows
    assert one.rows
