"""What the running bot tells its operator: over HTTP, and in the chat that is theirs."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot import alerting
from bot.serving import running
from digests.store.migrate import HISTORY
from tests.dialogs.telegram.running import BOT, scene, settings, started
from tests.dialogs.telegram.test_ways import free_port
from tests.emulators.telegram import Emulator

PATIENCE = 30.0
VARNSUND = Path(__file__).parents[2] / "data" / "varnsund"


async def got(session: aiohttp.ClientSession, path: str) -> tuple[int, str]:
    async with session.get(path) as answer:
        return answer.status, await answer.text()


async def eventually(session: aiohttp.ClientSession, path: str, *words: str) -> tuple[int, str]:
    """The first answer with these words in it."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                status, text = await got(session, path)
            except aiohttp.ClientConnectorError:
                status, text = 0, ""
            if status and all(word in text for word in words):
                return status, text
            await asyncio.sleep(0.1)


def test_a_bot_that_answers_is_alive_and_ready_and_counts_what_it_does(folder: Path) -> None:
    async def run() -> None:
        port = free_port()
        async with (
            scene(folder, BRIEFING_HTTP__LISTEN=f"127.0.0.1:{port}") as at,
            aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
        ):
            at.ada.says("/about")
            at.ada.says("/troops")
            at.ada.says("who went there")
            at.ada.says("/secret-of-ada")
            await at.settled()
            assert await got(session, "/livez") == (200, "alive\n")
            manifest = at.bot.service.given.services.index().manifest
            assert await got(session, "/readyz") == (
                200,
                "ready\ndatabase: answers\n"
                f"tables: revision {HISTORY.head}, current\n"
                f"dossier: {manifest.id}, revision {manifest.revision}\n"
                f"{BOT}: connected, holds the lease\n",
            )
            status, text = await got(session, "/metrics")
            assert status == 200
            families = {one.name: one for one in text_string_to_metric_families(text)}
            asked = {
                (one.labels["platform"], one.labels["command"]): one.value
                for one in families["briefing_request_duration_seconds"].samples
                if one.name.endswith("_count")
            }
            assert asked == {("telegram", command): 1 for command in ("about", "topic", "search", "unknown")}
            assert [one.value for one in families["briefing_lease_held"].samples] == [1]
            assert [one.value for one in families["briefing_platform_up"].samples] == [1]
            for private in (str(at.ada.id), "secret-of-ada", "emulated-token"):
                assert private not in text

    asyncio.run(run())


def test_until_its_platform_is_reached_it_is_alive_and_not_ready(folder: Path) -> None:
    async def run() -> None:
        port, stop = free_port(), asyncio.Event()
        async with Emulator() as telegram:
            telegram.faults.add("refuse", "getMe", times=1000, code=502, description="Bad Gateway")
            given = settings(telegram, folder, BRIEFING_HTTP__LISTEN=f"127.0.0.1:{port}")
            serving = asyncio.create_task(running(given, stop))
            async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
                status, text = await eventually(session, "/readyz", f"{BOT}: connecting")
                assert (status, text.splitlines()[0]) == (503, "not ready")
                assert await got(session, "/livez") == (200, "alive\n")
                telegram.faults.clear()
                assert (await eventually(session, "/readyz", "holds the lease"))[0] == 200
            stop.set()
            async with asyncio.timeout(PATIENCE):
                await serving

    asyncio.run(run())


@pytest.mark.parametrize("listen", ["off"])
def test_where_http_is_off_nothing_listens_and_the_bot_answers(
    folder: Path, listen: str, capfd: pytest.CaptureFixture[str]
) -> None:
    async def run() -> None:
        async with scene(folder, BRIEFING_HTTP__LISTEN=listen) as at:
            at.ada.says("/about")
            await at.settled()
            assert await at.ada.private.reply()

    asyncio.run(run())
    said = capfd.readouterr().err
    assert "telegram_ready" in said
    assert "listening" not in said


def test_the_operators_chat_is_told_of_a_broken_dossier_and_that_it_is_mended(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerting, "EVERY", 0.1)
    dossier = folder / "dossier"
    shutil.copytree(VARNSUND, dossier)
    events = dossier / "events.yaml"
    well = events.read_text("utf-8")

    async def run() -> None:
        async with Emulator() as telegram:
            ada, boss = telegram.person("Ada", started=True), telegram.person("Boss", started=True)
            more = {"BRIEFING_DOSSIER": str(dossier), "BRIEFING_OPERATOR_CHAT": f"telegram:{boss.id}"}
            async with started(telegram, folder, real_time=True, **more):
                for text, words in (
                    (well + "  - no: {event\n", "The dossier’s files are broken, so revision"),
                    (well, "The dossier’s files are right again, and served."),
                ):
                    events.write_text(text, "utf-8")
                    ada.says("/about")
                    said = (await boss.private.reply(within=30)).text
                    assert said.startswith(words), said

    asyncio.run(run())
