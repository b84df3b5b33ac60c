"""People do what people do at Telegram, and the bot hears of what Telegram tells bots."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.emulators.scenes import Scene, scene
from tests.emulators.telegram import TOKEN, rules
from tests.emulators.telegram.rooms import Room


def _heard(at: Scene) -> list[dict[str, Any]]:
    heard = list(at.telegram.world.updates.pending.values())
    at.telegram.world.updates.pending.clear()
    return heard


def _kinds(at: Scene) -> list[str]:
    return [list(one)[1] for one in _heard(at)]


def _play(scenario: Any) -> None:
    async def run() -> None:
        async with scene() as at:
            await scenario(at)

    asyncio.run(run())


def test_in_a_group_the_bot_hears_only_what_is_meant_for_it_until_it_is_an_administrator() -> None:
    async def scenario(at: Scene) -> None:
        sent = await at.asks("sendMessage", chat_id=at.group.id, text="Ask me")
        for words in ("hello", "/troops", "/troops@briefing_bot", "/troops@other_bot", "and @briefing_bot?"):
            at.ada.says(words, at.group)
        at.ada.says("yes", at.group, to=at.group.last())
        assert sent["result"]["message_id"] == at.group.last().id
        said = [one["message"]["text"] for one in _heard(at)]
        assert said == ["/troops", "/troops@briefing_bot", "and @briefing_bot?", "yes"]
        at.ada.promotes_bot(at.group, "can_pin_messages")
        at.ada.says("hello", at.group)
        assert _kinds(at) == ["my_chat_member", "message"]

    _play(scenario)


def test_an_anonymous_administrator_speaks_as_the_group() -> None:
    async def scenario(at: Scene) -> None:
        at.telegram.grants(at.group, at.ada, "can_manage_chat", anonymous=True)
        at.ada.says("/settings", at.group)
        message = _heard(at)[0]["message"]
        assert message["from"]["username"] == "GroupAnonymousBot"
        assert message["sender_chat"]["id"] == at.group.id
        assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 9}]

    _play(scenario)


def test_in_a_channel_a_post_has_no_sender_and_an_edit_is_told() -> None:
    async def scenario(at: Scene) -> None:
        at.ada.edits(at.ada.says("/digest", at.channel), "/digest fr", at.channel)
        heard = _heard(at)
        assert [list(one)[1] for one in heard] == ["channel_post", "edited_channel_post"]
        assert "from" not in heard[0]["channel_post"]

    _play(scenario)


def test_the_bot_is_blocked_unblocked_kicked_and_added_and_may_write_or_not() -> None:
    async def scenario(at: Scene) -> None:
        async def says(number: int) -> str:
            answer = await at.asks("sendMessage", chat_id=number, text="x")
            return str(answer.get("description", "sent"))

        at.ada.blocks_bot()
        assert await says(at.ada.id) == "Forbidden: bot was blocked by the user"
        at.ada.unblocks_bot()
        assert await says(at.ada.id) == "sent"
        at.ada.removes_bot(at.forum)
        assert await says(at.forum.id) == "Forbidden: bot was kicked from the supergroup chat"
        at.ada.adds_bot(at.forum)
        assert await says(at.forum.id) == "sent"
        told = _heard(at)
        assert [list(one)[1] for one in told] == ["my_chat_member"] * 4 + ["message"]
        assert told[2]["my_chat_member"]["new_chat_member"]["status"] == "kicked"

    _play(scenario)


def test_what_the_bot_may_not_do_to_messages_for_want_of_a_right() -> None:
    async def scenario(at: Scene) -> None:
        async def refusal(method: str, room: Room, **given: Any) -> str:
            answer = await at.asks(method, chat_id=room.id, **given)
            return str(answer.get("description"))

        at.ada.promotes_bot(at.foreign, "can_manage_chat")
        assert "need administrator rights" in await refusal("sendMessage", at.foreign, text="x")
        said = at.ada.says("/troops", at.group)
        assert "can't be deleted" in await refusal("deleteMessage", at.group, message_id=said.id)
        at.ada.promotes_bot(at.group, "can_delete_messages")
        assert (await at.asks("deleteMessage", chat_id=at.group.id, message_id=said.id))["ok"]
        photo = await at.asks("sendPhoto", chat_id=at.group.id, photo=at.file_id)
        number = photo["result"]["message_id"]
        assert "no text" in await refusal("editMessageText", at.group, message_id=number, text="x")

    _play(scenario)


@pytest.mark.parametrize("membership_first", [False, True])
def test_a_group_becomes_a_supergroup(membership_first: bool) -> None:
    async def scenario(at: Scene) -> None:
        new = at.telegram.migrates(at.group, at.ada, membership_first=membership_first)
        kinds = ["message"] * 2 + ["my_chat_member"] * 2
        assert _kinds(at) == (kinds[::-1] if membership_first else kinds)
        answer = await at.asks("sendMessage", chat_id=at.group.id, text="x")
        assert answer["parameters"] == {"migrate_to_chat_id": new.id}
        assert (await at.asks("sendMessage", chat_id=new.id, text="x"))["ok"]

    _play(scenario)


def test_a_channel_is_shared_by_a_button_and_the_bot_is_let_in() -> None:
    async def scenario(at: Scene) -> None:
        required = (one.name for one in rules.fields("ChatAdministratorRights") if one.required)
        rights = dict.fromkeys(required, False)
        wanted: dict[str, Any] = {"request_id": 3, "chat_is_channel": True, "request_title": True}
        wanted["bot_administrator_rights"] = rights | {"can_post_messages": True}
        keys = {"keyboard": [[{"text": "Choose a channel", "request_chat": wanted}]]}
        await at.asks("sendMessage", chat_id=at.ada.id, text="Which?", reply_markup=keys)
        at.ada.shares("Choose a channel", at.foreign)
        told = _heard(at)
        assert told[0]["my_chat_member"]["new_chat_member"]["can_post_messages"] is True
        assert told[1]["message"]["chat_shared"] == {
            "request_id": 3,
            "chat_id": at.foreign.id,
            "title": "Foreign",
        }
        assert (await at.asks("sendMessage", chat_id=at.foreign.id, text="x"))["ok"]

    _play(scenario)


def test_only_a_button_that_is_there_can_be_pressed() -> None:
    async def scenario(at: Scene) -> None:
        with pytest.raises(AssertionError, match="no button ‹Stop›"):
            at.ada.touches("Stop")
        old = at.ada.touches("Go")
        old.expired = True
        answer = await at.asks("answerCallbackQuery", callback_query_id=old.id)
        assert "query is too old" in answer["description"]

    _play(scenario)


def test_waiting_for_what_never_comes_fails_with_what_was_waited_for() -> None:
    async def scenario(at: Scene) -> None:
        at.ada.private.unread()
        with pytest.raises(
            AssertionError, match=r"not within 0\.01 s: sent or edited, in this chat:\nAda: /start"
        ):
            await at.ada.private.reply(within=0.01)

    _play(scenario)


def test_the_menu_shown_is_that_of_the_narrowest_scope_in_the_readers_language() -> None:
    async def scenario(at: Scene) -> None:
        async def menu(name: str, scope: str, language: str = "", **more: int) -> None:
            commands = [{"command": name, "description": "x"}]
            told = {"type": scope, **more}
            assert (await at.asks("setMyCommands", commands=commands, scope=told, language_code=language))[
                "ok"
            ]

        fran = at.telegram.person("Fran", language="fr", started=True)
        await menu("usual", "default")
        await menu("usuel", "default", "fr")
        await menu("groups", "all_group_chats")
        await menu("admins", "all_chat_administrators")
        await menu("here", "chat", chat_id=at.ada.id)
        assert (list(at.ada.menu()), list(fran.menu())) == (["here"], ["usuel"])
        assert (list(at.ada.menu(at.group)), list(fran.menu(at.group))) == (["admins"], ["groups"])

    _play(scenario)


def test_it_runs_as_a_process_of_its_own_and_is_driven_through_its_door() -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.emulators.telegram", "--limits", "telegram"]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            asyncio.run(_drive(process.stdout.readline().strip()))
        finally:
            process.terminate()
    assert process.returncode == 0


async def _drive(address: str) -> None:
    async with aiohttp.ClientSession() as client:

        async def control(name: str, **asked: Any) -> dict[str, Any]:
            async with client.post(f"{address}/control/{name}", json=asked) as response:
                told: dict[str, Any] = await response.json()
                return told

        async def asks(method: str, **given: Any) -> dict[str, Any]:
            told = {key: one if isinstance(one, str) else json.dumps(one) for key, one in given.items()}
            async with client.post(f"{address}/bot{TOKEN}/{method}", data=told) as response:
                answer: dict[str, Any] = await response.json()
                return answer

        ids = (await control("people", count=3))["ids"]
        put = await control("says", ids=ids, text="/help")
        assert put["last"] - put["first"] == 2
        assert len((await asks("getUpdates"))["result"]) == 3
        times = (await control("times"))["times"]
        assert [len(one) for one in times.values()] == [2, 2, 2]
        assert (await asks("sendMessage", chat_id=ids[0], text="x"))["ok"]
        assert (await asks("sendMessage", chat_id=ids[0], text="y"))["error_code"] == 429
        await control("limits", off=True)
        await control("fault", kind="refuse", method="sendMessage", code=502, description="Bad Gateway")
        assert (await asks("sendMessage", chat_id=ids[0], text="y"))["error_code"] == 502
        keys = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
        assert (await asks("sendMessage", chat_id=ids[0], text="z", reply_markup=keys))["ok"]
        await control("presses", ids=ids[:1], label="Go")
        transcript = (await control("transcript", chat=ids[0]))["transcript"]
        assert transcript == "P0: /help\nbot: x\nbot: z\n  ‹Go›\nP0 ▸: ‹Go›\n"
        counts = await control("counts")
        assert counts["calls"] == {
            "getUpdates 200": 1, "sendMessage 200": 2, "sendMessage 429": 1, "sendMessage 502": 1,
        }  # fmt: skip
        brief = (await control("record", method="sendMessage", brief=True))["calls"]
        assert [one[3] for one in brief] == [200, 429, 502, 200]
        assert len((await control("messages", chat=ids[0]))["messages"]) == 3
        assert "error" in await control("nonsense")
