"""Both platforms in one process: what ails one leaves the other be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.lives import Life, Stage
from bot.serving import running
from bot.settings import load
from tests.dialogs.discord.processes import environment as on_discord
from tests.dialogs.telegram.processes import environment as on_telegram
from tests.dialogs.telegram.processes import process
from tests.emulators.discord import Emulator as Discord
from tests.emulators.telegram import Emulator as Telegram

WRONG = "NzAwMDAw.emulated.another-token-of-the-right-shape"


@asynccontextmanager
async def serving(
    telegram: Telegram, discord: Discord, folder: Path, **more: str
) -> AsyncIterator[list[Life]]:
    """Both bots in this process; the lives of those that are connected."""
    variables = on_telegram(telegram, folder) | on_discord(discord, folder) | more
    settings = load({name: value for name, value in variables.items() if name != "BRIEFING_TEST_CACHE"})
    stop, lives = asyncio.Event(), list[Life]()
    task = asyncio.create_task(running(settings, stop, lives.append))
    try:
        yield lives
    finally:
        stop.set()
        async with asyncio.timeout(30):
            await task


async def talk_on_telegram(telegram: Telegram) -> None:
    ada = telegram.person("Ada", started=True)
    ada.says("/about")
    await ada.private.reply(within=30)


async def talk_on_discord(discord: Discord) -> None:
    await discord.connected(30)
    await discord.until(lambda: discord.world.commands[0], "commands", 30)
    await discord.person("Ada").asks("/about", within=20)


def test_one_process_answers_on_both(folder: Path) -> None:
    async def run() -> None:
        async with Telegram() as telegram, Discord() as discord, serving(telegram, discord, folder):
            await talk_on_telegram(telegram)
            await talk_on_discord(discord)

    asyncio.run(run())


def test_discord_refuses_its_token_and_telegram_goes_on(folder: Path) -> None:
    async def run() -> None:
        async with Telegram() as telegram, Discord() as discord:
            variables = on_telegram(telegram, folder) | on_discord(discord, folder)
            variables["BRIEFING_DISCORD__TOKEN"] = WRONG
            async with process(variables) as child:
                await talk_on_telegram(telegram)
                await discord.until(discord.record.refused, "a refusal", 30)
                await talk_on_telegram(telegram)
                assert child.returncode is None
                child.terminate()
                said, _ = await asyncio.wait_for(child.communicate(), 30)
            assert said.decode().count("Discord does not know this token") == 1
            assert child.returncode == 0

    asyncio.run(run())


def test_telegram_refuses_its_token_and_discord_goes_on(folder: Path) -> None:
    async def run() -> None:
        wrong = "7000001:wrong-token-of-the-right-shape"
        async with Telegram() as telegram, Discord() as discord:
            more = {"BRIEFING_TELEGRAM__TOKEN": wrong}
            async with serving(telegram, discord, folder, **more) as lives:
                await talk_on_discord(discord)
                assert [one.platform.id for one in lives] == ["discord:700000"]

    asyncio.run(run())


def test_one_that_is_not_reached_is_tried_again_while_the_other_works(folder: Path) -> None:
    async def run() -> None:
        async with Telegram() as telegram, Discord() as discord:
            await discord.hang_up()
            async with serving(telegram, discord, folder) as lives:
                await talk_on_telegram(telegram)
                assert [one.platform.id for one in lives] == ["telegram:7000001"]
                await discord.listen()
                await talk_on_discord(discord)
                await telegram.hang_up()
                await talk_on_discord(discord)
                assert {one.stage for one in lives} == {Stage.CONNECTED}
                await telegram.listen()
                await talk_on_telegram(telegram)

    asyncio.run(run())
