"""How updates come: by polling or by webhook, beside another process, after a restart, too many at once."""

from __future__ import annotations

import asyncio
import io
import json
import socket
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest

from bot.errors import BotError, SettingsError
from bot.lives import Stage
from bot.platforms.telegram import polling
from bot.platforms.telegram.webhook import HEADER
from digests.errors import StoreError
from digests.subscription import ChatKind
from tests.dialogs.telegram.running import scene, started
from tests.dialogs.telegram.test_digests import subscribe
from tests.emulators.telegram import Emulator

UNSTORED = "What is kept about this chat cannot be read or changed now. Please try again later."
SECRET = "of-the-webhook-in-tests"  # noqa: S105 -- this test's own


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def hooked(port: int) -> dict[str, str]:
    return {
        "BRIEFING_TELEGRAM__MODE": "webhook",
        "BRIEFING_TELEGRAM__WEBHOOK_URL": f"http://127.0.0.1:{port}/updates/telegram",
        "BRIEFING_TELEGRAM__SECRET": SECRET,
        "BRIEFING_HTTP__LISTEN": f"127.0.0.1:{port}",
    }


def test_by_webhook_it_converses_as_well(folder: Path) -> None:
    async def run() -> None:
        port = free_port()
        async with scene(folder, **hooked(port)) as at:
            at.ada.says("/start")
            assert "Troops" in (await at.ada.private.reply()).labels
            await at.ada.presses("Troops")
            assert (await at.ada.private.reply("edited")).text.startswith("TROOPS")
            (asked,) = at.telegram.record.of("setWebhook")
            assert asked.given["secret_token"] == SECRET
            assert "edited_message" not in asked.given["allowed_updates"]
            assert at.telegram.record.of("getUpdates") == []
            at.faultless()

    asyncio.run(run())


def test_with_a_webhook_a_revoked_token_is_heard_of_from_the_next_digest(
    folder: Path,
) -> None:
    async def run() -> None:
        async with scene(folder, **hooked(free_port())) as at:
            at.telegram.server.token = "7000001:another"  # noqa: S105 -- the emulator's
            await subscribe(at.store, [(at.ada.id, ChatKind.PRIVATE, "en")])
            at.bot.life.office.at_once()
            async with asyncio.timeout(20):
                while at.bot.life.stage is not Stage.REFUSED:  # noqa: ASYNC110 - it sets no event
                    await asyncio.sleep(0.01)

    with pytest.raises(SettingsError, match=r"^Telegram does not know this token\."):
        asyncio.run(run())


def test_the_webhook_hears_only_telegram_and_nothing_twice(folder: Path) -> None:
    async def run() -> None:
        port = free_port()
        address = f"http://127.0.0.1:{port}/updates/telegram"
        async with scene(folder, **hooked(port)) as at, aiohttp.ClientSession() as client:

            async def post(body: bytes, said: str = SECRET) -> int:
                async with client.post(address, data=io.BytesIO(body), headers={HEADER: said}) as response:
                    return response.status

            at.ada.says("/about")
            await at.ada.private.reply()
            update = next(iter(at.telegram.world.updates.times))
            said = {"message_id": 99, "date": 1, "chat": at.ada.private.chat.wire(), "from": at.ada.user}
            again = {"update_id": update, "message": {**said, "text": "/about"}}
            assert await post(b"{}", "wrong") == 403
            assert await post(b"{}", "") == 403
            assert await post(b"no json") == 400
            assert await post(b"[]") == 200
            assert await post(json.dumps(again).encode()) == 200
            assert await post(b"x" * (1024 * 1024 + 1)) == 413
            async with client.get(address) as response:
                assert response.status == 405
            await at.settled()
            assert len(at.telegram.record.of("sendMessage")) == 1

    asyncio.run(run())


def test_a_place_that_is_taken_is_one_line(folder: Path) -> None:
    async def run() -> None:
        async with Emulator() as telegram:
            with pytest.raises(BaseExceptionGroup) as told:
                async with started(telegram, folder, **hooked(telegram.port)):
                    pass
            assert told.group_contains(BotError, match="cannot listen on 127.0.0.1:", depth=None)

    asyncio.run(run())


def test_beside_another_poller_it_waits_and_says_so_once(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "FIRST", 0.01)
    monkeypatch.setattr(polling, "MOST", 0.05)

    async def run() -> None:
        async with scene(folder) as at:
            refuse = {"code": 409, "description": "Conflict: terminated by other getUpdates request"}
            before = len(at.telegram.record.of("getUpdates"))
            at.telegram.faults.add("refuse", "getUpdates", times=8, **refuse)
            at.ada.says("/start")
            await at.ada.private.reply()
            assert len(at.telegram.record.of("getUpdates")) >= before + 8

    asyncio.run(run())
    said = capsys.readouterr().err
    assert said.count("another_process_polls") == 1
    assert said.count("polls_again") == 1


def test_a_button_from_before_a_restart_works_and_one_that_is_forgotten_says_so(folder: Path) -> None:
    async def run() -> None:
        async with Emulator() as telegram:
            ada = telegram.person("Ada", started=True)
            long = "/search " + " ".join(["korea"] * 20)
            async with started(telegram, folder) as bot:
                ada.says("/start")
                menu = await ada.private.reply()
                key = await bot.service.keys.keep(long)
            async with started(telegram, folder):
                await ada.presses("Troops", on=menu)
                assert (await ada.private.reply("edited")).text.startswith("TROOPS")
                ada.sends_press(key, ada.private, menu)
                assert (await ada.private.reply("edited")).text.startswith("SEARCH")
                ada.sends_press("~0123456789abcdef", ada.private, menu)
                old = await ada.private.reply("sent")
                assert old.text.startswith("This button is too old")
                await ada.presses("Help", on=old)
                await ada.private.reply("edited")
            # A question that is given up at the end is ended by the one that confirms what was taken.
            assert [one for one in telegram.record.refused() if one.method != "getUpdates"] == []

    asyncio.run(run())


def test_who_floods_is_told_once_and_then_not_answered(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            at.bot.service.adapter.seconds = lambda: 0.0
            for _ in range(30):
                at.ada.says("/language")
            await at.settled()
            said = [
                one.text.partition(".")[0] for one in at.ada.private.messages() if one.raw["from"]["is_bot"]
            ]
            assert said == ["This chat is answered in English"] * 12 + ["That is too fast"]
            shown = next(one for one in at.ada.private.messages() if one.rows)
            press = at.ada.touches("Français", on=shown)
            await at.settled()
            assert press.answered
            at.bot.service.adapter.seconds = lambda: 60.0
            at.ada.says("/about")
            await at.settled()
            assert at.ada.private.last().text.startswith("About")

    asyncio.run(run())


def test_an_update_that_cannot_be_read_stops_no_other(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            at.telegram.world.updates.put("message", {"message_id": "x", "chat": 5})
            at.telegram.world.updates.put("callback_query", {"id": 1, "from": None})
            at.ada.says("/about")
            assert (await at.ada.private.reply()).text.startswith("About")

    asyncio.run(run())


def test_the_menus_are_told_once_and_after_that_only_what_changed(folder: Path) -> None:
    async def run() -> None:
        async with Emulator() as telegram:
            zoe, ada = telegram.person("Zoé", language="fr"), telegram.person("Ada", language="de")
            talk = telegram.supergroup("Talk", ada, zoe)
            texts = ("setMyName", "setMyDescription", "setMyShortDescription")
            told = ("setMyCommands", *texts)  # each text once more for French, not for English
            async with started(telegram, folder):
                gets = "getMyShortDescription"
                await telegram.until(lambda: len(telegram.record.of(gets)) == 3, "all compared")
                await telegram.until(lambda: len(telegram.record.of(*told)) == 15, "menus")
            assert "troupes" in zoe.menu()
            assert "troops" in ada.menu()
            assert "reglages" not in zoe.menu(talk)
            assert "settings" in ada.menu(talk)
            assert "channel" not in ada.menu(talk)
            assert telegram.world.profile.name["fr"].startswith("Troupes")
            telegram.world.profile.name["fr"] = "Autre"
            telegram.record.calls.clear()
            async with started(telegram, folder):
                gets = ("getMyShortDescription",)
                await telegram.until(lambda: len(telegram.record.of(*gets)) == 3, "all compared")
            assert [one.method for one in telegram.record.of(*told)] == ["setMyName"]

    asyncio.run(run())


class _Broken:
    """A shelf on a full disk."""

    async def keep_command(self, key: str, command: str, at: datetime) -> None:
        raise StoreError("The disk is full.")

    async def kept_command(self, key: str, at: datetime, since: datetime) -> str | None:
        raise StoreError("The disk is full.")

    async def clean_commands(self, before: datetime) -> int:
        return 0


def test_where_buttons_cannot_be_kept_or_looked_up_the_answer_says_so(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            at.ada.says("/start")
            await at.ada.private.reply()
            at.bot.service.keys.shelf = _Broken()
            at.ada.says("/search north korea russia troops kursk soldiers pyongyang moscow")
            assert (await at.ada.private.reply()).text == UNSTORED
            at.ada.sends_press("~0123456789abcdef", at.ada.private, at.ada.private.last())
            assert "cannot be looked up now" in (await at.ada.private.reply()).text
            at.ada.says("/about")
            assert (await at.ada.private.reply()).text.startswith("About")

    asyncio.run(run())
