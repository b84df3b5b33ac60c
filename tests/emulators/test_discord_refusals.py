"""What Discord refuses is refused, one wrong request a rule; what stands just inside the rule is taken."""

from __future__ import annotations

import asyncio

import pytest

from tests.emulators import wrong_discord_answers, wrong_discord_requests
from tests.emulators.discord import rules
from tests.emulators.discord_requests import Make
from tests.emulators.discord_scenes import Answer, Scene, scene
from tests.emulators.right_discord_requests import RIGHT

WRONG = wrong_discord_requests.WRONG + wrong_discord_answers.WRONG
NEVER_TAKEN = {
    "GET /guilds/{guild_id}/members": "needs a privileged intent, which the bot has not",
    "DELETE /channels/{channel_id}": "needs permissions that the bot does not ask for",
}


def _asked(route: str, given: Make) -> tuple[Answer, Scene, tuple[int, ...]]:
    async def run() -> tuple[Answer, Scene, tuple[int, ...]]:
        async with scene() as at:
            how = given(at)
            before = _standing(at)
            answer = await at.asks(route, **how)
            return answer, at, before

    return asyncio.run(run())


def _standing(at: Scene) -> tuple[int, ...]:
    """How much there is: messages, channels, deeds of the bot, commands."""
    channels = at.discord.world.channels.values()
    deeds = sum(len(one.log) for one in channels)
    return sum(len(one.posts) for one in channels), len(channels), deeds, len(at.discord.world.commands[0])


@pytest.mark.parametrize(("route", "given", "why"), [pytest.param(*one[1:], id=one[0]) for one in WRONG])
def test_refused(route: str, given: Make, why: str) -> None:
    answer, at, before = _asked(route, given)
    status, code, *flaw = why.split(" ", 2)
    assert (answer.status, answer.code) == (int(status), int(code)), answer.body
    assert answer.flaws() == flaw, answer.body
    assert _standing(at) == before, "it had an effect"
    assert at.discord.record.refused()[-1].code == int(status)


def test_there_is_a_wrong_request_for_each_of_many_rules() -> None:
    assert len({one[0] for one in WRONG}) == len(WRONG) >= 160


@pytest.mark.parametrize(("route", "given", "status"), [pytest.param(*one[1:], id=one[0]) for one in RIGHT])
def test_taken(route: str, given: Make, status: int) -> None:
    answer, at, _ = _asked(route, given)
    assert answer.status == status, answer.body
    assert at.discord.record.refused() == []
    assert answer.headers["Via"]
    assert at.discord.world.losses == []


def test_there_is_a_right_request_for_each_route() -> None:
    assert {one[1] for one in RIGHT} | NEVER_TAKEN.keys() == rules.ROUTES.keys()


@pytest.mark.parametrize(
    ("limit", "case"),
    [
        ("CONTENT", "a text too long"),
        ("COMPONENTS", "41 components, nested"),
        ("ROWS", "6 rows"),
        ("TEXT", "4,001 characters in two texts"),
        ("EMBEDS_TEXT", "embeds too long together"),
        ("FILES", "11 files"),
        ("UPLOAD_BYTES", "files too large"),
        ("CHAT_COMMANDS", "101 commands"),
        ("MENU_COMMANDS", "16 menu commands"),
        ("COMMAND_TEXT", "a command of 8,001 characters"),
    ],
)
def test_a_limit_that_is_widened_lets_its_wrong_request_pass_so_nothing_else_refuses_it(
    monkeypatch: pytest.MonkeyPatch, limit: str, case: str
) -> None:
    monkeypatch.setattr(rules, limit, (1 << 30) - 1)
    _, route, given, _ = next(one for one in WRONG if one[0] == case)
    answer, _, _ = _asked(route, given)
    assert answer.status == 200, answer.body
