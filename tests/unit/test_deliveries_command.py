"""`briefing deliveries`: what waits and what went wrong, and a person's word on the unknown."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.deliveries import Shown, all_unknown, listing, settle
from bot.errors import BotError
from digests.delivery import State
from digests.moves import Verdict
from tests.fakes.store import FakeStore
from tests.unit.digests.sending import DUE, leased, pending, rows


async def some(store: FakeStore) -> None:
    """A pending, an unknown, a dead and a sent delivery."""
    await pending(store, await leased(store), "a", "b", "c", "d")
    changes: list[dict[str, Any]] = [
        {"not_before": DUE + timedelta(minutes=9), "reason": "connection refused", "attempts": 3},
        {"state": State.UNKNOWN, "reason": "read timeout", "ended": DUE, "doubted": DUE, "attempts": 1},
        {"state": State.DEAD, "reason": "kicked", "ended": DUE, "attempts": 1},
        {"state": State.SENT, "part": 1, "messages": ("m",), "ended": DUE, "attempts": 0},
    ]
    for row, change in zip(await rows(store), changes, strict=True):
        store._put(replace(row, **change))


def listed(store: FakeStore, shown: Shown) -> str:
    async def main() -> str:
        return "\n".join(await listing(store, shown, DUE + timedelta(minutes=5)))

    return asyncio.run(main())


@pytest.fixture
def store() -> FakeStore:
    made = FakeStore()
    asyncio.run(some(made))
    return made


def test_what_waits_and_what_went_wrong_is_listed_with_what_to_do(store: FakeStore) -> None:
    assert listed(store, Shown()) == (
        "id  state    chat      due (UTC)         parts sent  tries  why\n"
        "1   pending  fake:1/a  2026-11-20 08:00  0           3      "
        "connection refused; tried again in 4 min\n"
        "2   unknown  fake:1/b  2026-11-20 08:00  0           1      read timeout; expires in 24 h\n"
        "3   dead     fake:1/c  2026-11-20 08:00  0           1      kicked\n"
        "\n"
        "Deliveries: pending 1, sent 1, dead 1, unknown 1.\n"
        "Nobody knows whether an unknown one arrived: look into the chat, then say so, for instance:\n"
        "  briefing deliveries resolve sent 2    (or lost, or resend)"
    )


def test_a_state_a_bot_and_a_part_of_the_list_can_be_asked_for(store: FakeStore) -> None:
    assert "\n4   sent " in listed(store, Shown((State.SENT,)))
    assert listed(store, Shown(bot="another:1")) == "Deliveries: none."
    assert "There are more: --after 1" in listed(store, Shown(limit=1))
    assert listed(store, Shown(limit=1, after=2)).splitlines()[1].startswith("3 ")


def test_how_long_the_pending_ones_take_is_said_where_it_can_be_told() -> None:
    store = FakeStore()

    async def main() -> None:
        await pending(store, await leased(store), *(f"c{n}" for n in range(6000)))
        for row in await rows(store):
            store._put(replace(row, bot="telegram:1"))

    asyncio.run(main())
    assert "At 25 a second, the pending ones take 4 min." in listed(store, Shown(limit=1))


@pytest.mark.parametrize(
    ("verdict", "state", "said"),
    [
        (Verdict.SENT, State.SENT, "2: counted as sent; its items will not come again."),
        (Verdict.LOST, State.DEAD, "2: counted as lost; its items come again with the next edition."),
        (Verdict.RESEND, State.PENDING, "2: will be sent again."),
    ],
)
def test_a_persons_word_is_kept(store: FakeStore, verdict: Verdict, state: State, said: str) -> None:
    assert asyncio.run(settle(store, verdict, [2], DUE)) == ([said], True)
    assert store.deliveries[2].state is state


def test_what_is_not_unknown_is_left_as_it_is(store: FakeStore) -> None:
    lines, is_done = asyncio.run(settle(store, Verdict.RESEND, [4, 99, 2], DUE))
    assert not is_done
    assert lines == [
        "4: it is sent, not unknown; nothing was changed.",
        "99: there is no such delivery.",
        "2: will be sent again.",
    ]


def test_all_unknown_ones_can_be_named_at_once(store: FakeStore) -> None:
    assert asyncio.run(all_unknown(store)) == [2]
    with pytest.raises(BotError, match="no unknown"):
        asyncio.run(all_unknown(FakeStore()))


def test_the_command_line_on_a_real_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_DATABASE_URL", f"sqlite:///{tmp_path / 'b.sqlite'}")
    run = CliRunner()
    empty = run.invoke(app, ["deliveries"])
    assert (empty.exit_code, empty.stdout) == (0, "Deliveries: none.\n")
    wrong = run.invoke(app, ["deliveries", "resolve", "sent", "7"])
    assert (wrong.exit_code, wrong.stdout) == (1, "7: there is no such delivery.\n")
    assert isinstance(run.invoke(app, ["deliveries", "resolve", "sent"]).exception, BotError)
