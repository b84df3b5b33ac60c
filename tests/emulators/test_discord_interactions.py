"""Answers to interactions at the emulated Discord: once, in time, to those who may see them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from tests.emulators.discord import rules
from tests.emulators.discord.world import APPLICATION
from tests.emulators.discord_requests import GO, field, text
from tests.emulators.discord_scenes import CALLBACK, FOLLOWUP, OTHER, Scene, scene
from tests.emulators.discord_scenes import ORIGINAL as ADDRESS

ORIGINAL = f"PATCH {ADDRESS}"
PRIVATELY = {"flags": rules.EPHEMERAL}


def _play(scenario: Callable[[Scene], Awaitable[None]]) -> None:
    async def run() -> None:
        async with scene() as at:
            await scenario(at)

    asyncio.run(run())


async def _code(asking: Awaitable[Any]) -> tuple[int, int]:
    answer = await asking
    return answer.status, answer.code


def test_an_interaction_is_answered_once_and_within_three_seconds() -> None:
    async def scenario(at: Scene) -> None:
        late = at.bob.types("/troops", at.news)
        assert (await at.answers(4, {"content": "x"})).status == 204
        assert await _code(at.answers(5)) == (400, 40060)
        at.discord.skip(rules.ANSWER_SECONDS + 0.1)
        assert await _code(at.answers(5, None, late)) == (404, 10062)
        assert late.settled is False

    _play(scenario)


def test_an_interactions_token_is_good_for_fifteen_minutes() -> None:
    async def scenario(at: Scene) -> None:
        await at.answers(5)
        at.discord.skip(rules.TOKEN_SECONDS - 5)
        assert (await at.follows({"content": "x"}, ORIGINAL)).status == 200
        at.discord.skip(10)
        assert await _code(at.follows({"content": "y"}, ORIGINAL)) == (401, 50027)
        assert await _code(at.follows({"content": "y"})) == (401, 50027)

    _play(scenario)


def test_a_deferred_answer_is_filled_by_the_first_followup_and_stays_as_private_as_it_was_announced() -> None:
    async def scenario(at: Scene) -> None:
        await at.answers(5, PRIVATELY)
        assert at.news.last(at.ada.id).lines() == ["(thinking)"]
        assert at.asked.settled is False
        filled = await at.follows({"content": "done"})
        assert filled.body["id"] == str(at.asked.original and at.asked.original.id)
        second = await at.follows({"content": "for all"})
        await at.follows({"content": "for all, changed"}, f"PATCH {OTHER}", message_id=second.body["id"])
        assert [(one.text, one.ephemeral) for one in at.asked.messages] == [
            ("done", True),
            ("for all, changed", False),
        ]
        assert [one.text for one in at.bob.reads(at.news)] == ["Hello", "for all, changed"]
        assert at.news.transcript().splitlines()[-3:] == [
            "bot → Ada: done",
            "bot: for all",
            "bot ✎: for all, changed",
        ]

    _play(scenario)


def test_an_answer_that_was_announced_for_all_cannot_become_private() -> None:
    async def scenario(at: Scene) -> None:
        await at.answers(5)
        await at.follows({"content": "x"} | PRIVATELY)
        assert at.asked.seen.ephemeral is False

    _play(scenario)


def test_an_answer_is_taken_away_and_then_it_is_unknown() -> None:
    async def scenario(at: Scene) -> None:
        await at.answers(4, {"content": "x"})
        assert (await at.follows(None, f"DELETE {ADDRESS}")).status == 204
        assert await _code(at.follows({"content": "y"}, ORIGINAL)) == (404, 10008)
        assert [one.text for one in at.news.messages()] == ["Hello"]

    _play(scenario)


def test_an_answer_is_told_back_when_that_is_asked_for() -> None:
    async def scenario(at: Scene) -> None:
        body = {"type": 4, "data": {"content": "x"} | PRIVATELY}
        where: dict[str, Any] = {"interaction_id": at.asked.id, "interaction_token": at.asked.token}
        told = (await at.asks(CALLBACK, body, query={"with_response": "true"}, **where)).body
        assert told["interaction"]["response_message_ephemeral"] is True
        assert told["resource"]["message"]["content"] == "x"

    _play(scenario)


def test_a_press_changes_its_message_at_once_or_later() -> None:
    async def scenario(at: Scene) -> None:
        press = at.ada.touches("Go", at.news)
        assert (await at.answers(7, {"content": "New", "components": []}, press)).status == 204
        assert (press.seen.text, press.seen.labels) == ("New", [])
        again = at.ada.sends_press("go", at.news, press.seen)
        await at.answers(6, None, again)
        assert again.settled is False
        hook: dict[str, Any] = {"webhook_id": APPLICATION, "webhook_token": again.token}
        await at.asks(ORIGINAL, {"content": "Newer"}, **hook)
        assert (again.settled, again.seen.text) == (True, "Newer")
        await at.asks(FOLLOWUP, {"content": "only you"} | PRIVATELY, **hook)
        assert (again.seen.text, again.seen.ephemeral) == ("only you", True)

    _play(scenario)


def test_a_press_on_a_shared_post_can_be_answered_to_the_presser_alone() -> None:
    async def scenario(at: Scene) -> None:
        button = {**GO, "custom_id": "mine", "label": "Mine"}
        parts = [text("for Bob"), {"type": 1, "components": [button]}]
        press = at.bob.touches("Go", at.news)
        await at.answers(4, {"components": parts, "flags": rules.COMPONENTS_V2 | rules.EPHEMERAL}, press)
        assert at.news.last().text == "Hello"
        assert at.news.last(at.bob.id).labels == ["Mine"]
        assert at.bob.touches("Mine", at.news).message is press.original

    _play(scenario)


def test_a_modal_is_filled_in_and_sent() -> None:
    async def scenario(at: Scene) -> None:
        modal = {"custom_id": "zone", "title": "Zone", "components": [field("Where", required=True)]}
        await at.answers(9, modal)
        filling = asyncio.create_task(at.ada.fills(at.asked, {"Where": "Europe/Paris"}))
        await at.discord.until(lambda: len(at.discord.world.interactions) == 2)
        sent = list(at.discord.world.interactions.values())[-1]
        assert sent.data["custom_id"] == "zone"
        assert sent.data["components"][0]["component"]["value"] == "Europe/Paris"
        await at.answers(4, {"content": "done"}, sent)
        assert (await filling).seen.text == "done"

    _play(scenario)


def test_a_private_app_in_a_server_that_allows_none_speaks_to_its_owner_alone() -> None:
    async def scenario(at: Scene) -> None:
        at.bob.installs()
        guild = at.foreign.channel.guild
        assert guild is not None
        shown = at.bob.types("/troops", at.foreign)
        await at.answers(4, {"content": "x"}, shown)
        assert (shown.owners, shown.seen.ephemeral) == ({"1": str(at.bob.id)}, False)
        eve = at.discord.person("Eve")
        eve.installs()
        guild.joins(eve.user, 0)
        guild.roles[guild.id]["permissions"] = str(rules.PERMISSIONS["view_channel"])
        hidden = eve.types("/troops", at.foreign)
        await at.answers(4, {"content": "x"}, hidden)
        assert hidden.seen.ephemeral is True

    _play(scenario)
