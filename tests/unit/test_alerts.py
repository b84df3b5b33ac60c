"""What the operator is told: each trouble when it begins and when it is over, and once an hour at most."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, cast

import pytest

from bot.alerting import Alerting
from bot.alerts import NOTHING, Knows, alerts
from bot.condition import BotCondition, Condition
from bot.lives import Stage
from bot.page import Page
from digests.outbox import Outbox
from digests.outcomes import Gone, NotSent, Outcome, Sent
from tests.unit.test_health import AT, DOSSIER

QUIET = Outbox(0, 0, 0, oldest=None, unplanned=None, is_paused=False)
WELL = Condition(
    AT, DOSSIER, (BotCondition("telegram:1", Stage.CONNECTED, is_up=True, has_lease=True, outbox=QUIET),)
)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def with_outbox(**what: Any) -> Condition:
    return replace(WELL, bots=(replace(WELL.bots[0], outbox=replace(QUIET, **what)),))


LATE = with_outbox(pending=1200, oldest=AT - 11 * MINUTE)
UNKNOWN = with_outbox(unknown=3)
REFUSED = replace(
    WELL, bots=(BotCondition("telegram:1", Stage.REFUSED, "Telegram does not know this token."),)
)
BROKEN = replace(WELL, dossier=replace(DOSSIER, refusal="events.yaml:3: field: no such day."))


@pytest.mark.parametrize(
    ("condition", "said", "over"),
    [
        (
            LATE,
            "A digest of telegram:1 was due at 07:49 UTC on 2026-11-28 and is not sent yet; 1,200 wait."
            " `briefing deliveries` says why; after six hours it is missed.",
            "No digest of telegram:1 is late any more.",
        ),
        (
            UNKNOWN,
            "Nobody knows whether these digests of telegram:1 arrived: 3."
            " `briefing deliveries --state unknown` lists them: look into the chats,"
            " then say so with `briefing deliveries resolve`.",
            "No delivery of telegram:1 is unknown any more.",
        ),
        (
            REFUSED,
            "telegram:1 is off: Telegram does not know this token. Set the right one and restart the bot.",
            "telegram:1 is connected again.",
        ),
        (
            BROKEN,
            "The dossier’s files are broken, so revision 4 as it was is served: events.yaml:3: field:"
            " no such day. `briefing dossier check` lists all that is to be mended;"
            " then they are taken by themselves.",
            "The dossier’s files are right again, and served.",
        ),
    ],
)
def test_a_trouble_is_told_with_what_to_do_and_so_is_its_end(
    condition: Condition, said: str, over: str
) -> None:
    lines, knows = alerts(condition, NOTHING)
    assert lines == [said]
    assert alerts(replace(condition, at=AT + MINUTE), knows) == ([], knows)
    lines, knows = alerts(replace(WELL, at=AT + 2 * MINUTE), knows)
    assert lines == [over]
    assert alerts(replace(WELL, at=AT + 3 * MINUTE), knows)[0] == []


def lines_of(*steps: tuple[int, Condition]) -> list[tuple[int, Sequence[str]]]:
    """What is told at which minute, the first words of each line."""
    told, knows = [], cast("Knows", NOTHING)
    for minute, condition in steps:
        lines, knows = alerts(replace(condition, at=AT + minute * MINUTE), knows)
        if lines:
            told.append((minute, [line.split(" telegram:1")[0] for line in lines]))
    return told


def test_one_that_comes_and_goes_is_told_once_an_hour() -> None:
    came, went = "Nobody knows whether these digests of", "No delivery of"
    come, go = UNKNOWN, WELL
    assert lines_of((0, come), (1, go), (2, come), (30, go), (59, come), (60, come), (61, go)) == [
        (0, [came]),
        (1, [went]),
        (60, [came]),
        (61, [went]),
    ]  # fmt: skip


def test_one_that_lasts_is_told_again_after_an_hour_if_there_is_news_of_it() -> None:
    more = with_outbox(unknown=4)
    came = "Nobody knows whether these digests of"
    assert lines_of((0, UNKNOWN), (30, more), (60, more), (61, UNKNOWN), (121, more)) == [
        (0, [came]),
        (60, [came]),
    ]


def test_what_an_operators_pause_holds_up_and_what_is_due_for_minutes_is_no_trouble() -> None:
    paused = with_outbox(oldest=AT - HOUR, unplanned=AT - HOUR, is_paused=True)
    for condition in (paused, with_outbox(oldest=AT - 9 * MINUTE)):
        assert alerts(condition, NOTHING) == ([], {})
    assert len(alerts(with_outbox(unplanned=AT - 11 * MINUTE), NOTHING)[0]) == 1


def test_a_database_that_is_away_ends_no_trouble() -> None:
    _, knows = alerts(UNKNOWN, NOTHING)
    away = replace(WELL, failure="It is away.", bots=(replace(WELL.bots[0], outbox=None),))
    assert alerts(away, knows) == ([], knows)


@dataclass
class FakeBot:
    """A life with a service whose courier answers as told; its lease is held unless it is a standby."""

    answers: list[Outcome]
    is_standby: bool = False
    sent: list[tuple[str, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        lease = None if self.is_standby else "held"
        keeper = type("FakeKeeper", (), {"lease": lambda _: lease})()
        self.platform = type("FakePlatform", (), {"id": "telegram:1"})()
        self.sender = type("FakeSender", (), {"keeper": keeper})()
        self.service: Any = self
        self.courier = self

    def parts(self, page: Page) -> Sequence[str]:
        return [str(len(page.blocks))]

    async def send(self, chat: str, part: str, nonce: str) -> Outcome:
        self.sent.append((chat, part, nonce))
        return self.answers.pop(0) if self.answers else Sent("1")


class FakeWatch:
    def __init__(self, *lives: FakeBot) -> None:
        self.lives = lives
        self.condition = WELL

    async def look(self) -> Condition:
        return self.condition


def looks(watch: FakeWatch, chat: str | None, *conditions: Condition) -> None:
    async def story() -> None:
        alerting = Alerting(cast("Any", watch), chat)
        for minute, condition in enumerate(conditions):
            watch.condition = replace(condition, at=AT + minute * MINUTE)
            await alerting.look()

    asyncio.run(story())


def logged(capfd: pytest.CaptureFixture[str]) -> list[str]:
    return [line.split("] ")[1].split()[0] for line in capfd.readouterr().err.splitlines()]


def test_the_operators_chat_is_told_through_its_bot(capfd: pytest.CaptureFixture[str]) -> None:
    bot = FakeBot([])
    looks(FakeWatch(bot), "telegram:42", UNKNOWN, UNKNOWN, WELL)
    assert [(chat, part) for chat, part, _ in bot.sent] == [("42", "1"), ("42", "1")]
    assert bot.sent[0][2] == f"alert.{int(AT.timestamp())}.0"
    assert logged(capfd) == ["alert", "alert"]


def test_without_a_chat_the_log_alone_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    looks(FakeWatch(FakeBot([])), None, UNKNOWN, UNKNOWN)
    assert logged(capfd) == ["alert"]


def test_what_did_not_arrive_is_sent_with_the_next_look_and_is_no_trouble_of_its_own(
    capfd: pytest.CaptureFixture[str],
) -> None:
    bot = FakeBot([NotSent("no route"), NotSent("no route")])
    looks(FakeWatch(bot), "telegram:42", UNKNOWN, UNKNOWN, BROKEN)
    assert [part for _, part, _ in bot.sent] == [
        "1",
        "1",
        "3",
    ]  # unknown; that again; both, and the end of one
    assert logged(capfd) == ["alert", "operator_not_told", "alert", "alert"]


def test_a_chat_that_is_gone_is_not_tried_again(capfd: pytest.CaptureFixture[str]) -> None:
    bot = FakeBot([Gone("blocked")])
    looks(FakeWatch(bot), "telegram:42", UNKNOWN, UNKNOWN)
    assert len(bot.sent) == 1
    assert logged(capfd) == ["alert", "operator_not_told"]


def test_a_standby_leaves_it_to_the_process_that_posts() -> None:
    bot = FakeBot([], is_standby=True)
    looks(FakeWatch(bot), "telegram:42", UNKNOWN, UNKNOWN)
    assert bot.sent == []


def test_a_bot_that_is_not_connected_is_told_in_the_log_and_later(capfd: pytest.CaptureFixture[str]) -> None:
    bot = FakeBot([])
    bot.service = None
    looks(FakeWatch(bot), "telegram:42", REFUSED, REFUSED)
    assert bot.sent == []
    assert logged(capfd) == ["alert", "operator_not_told"]
