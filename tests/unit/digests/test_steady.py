"""A wall clock that is set: noticed at once, obeyed only when it stays so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from digests.steady import Jump, SteadyClock

BEGINNING = datetime(2026, 11, 20, 8, tzinfo=UTC)


@dataclass
class Machine:
    seconds: float = 0.0
    off: float = 0.0

    def clock(self) -> SteadyClock:
        return SteadyClock(
            wall=lambda: BEGINNING + timedelta(seconds=self.seconds + self.off), running=lambda: self.seconds
        )


def at(seconds: float) -> datetime:
    return BEGINNING + timedelta(seconds=seconds)


def test_it_counts_seconds() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.seconds = 90
    assert clock.now() == at(90)
    assert clock.observe() is None


def test_a_small_correction_is_followed_forwards_and_waited_out_backwards() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.off = 1.5
    assert clock.observe() is None
    assert clock.now() == at(1.5)
    machine.off = 0.5
    assert clock.observe() is None
    assert clock.now() == at(1.5)


def test_a_jump_is_told_once_and_not_obeyed() -> None:
    for leap in (86400.0, -86400.0):
        machine = Machine()
        clock = machine.clock()
        machine.off = leap
        assert clock.observe() == Jump(timedelta(seconds=leap), obeyed=False)
        machine.seconds = 300
        assert clock.observe() is None
        assert clock.now() == at(300)


def test_a_jump_that_is_taken_back_was_nothing() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.off = 3600
    clock.observe()
    machine.seconds, machine.off = 500, 0
    assert clock.observe() is None
    machine.seconds, machine.off = 700, 3600
    assert clock.observe() == Jump(timedelta(hours=1), obeyed=False)
    assert clock.now() == at(700)


def test_a_jump_that_stays_is_believed() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.off = -7200
    clock.observe()
    machine.seconds = 601
    assert clock.observe() == Jump(timedelta(hours=-2), obeyed=True)
    assert clock.now() == at(601 - 7200)
    assert clock.observe() is None
