"""What operators see of the bot on Discord: an orderly end, one line where it cannot start, no secret."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

from tests.dialogs.discord.processes import environment
from tests.dialogs.telegram.processes import process
from tests.dialogs.telegram.test_operators import LOUD
from tests.emulators.discord import TOKEN, Emulator

WRONG = "NzAwMDAw.emulated.another-token-of-the-right-shape"
LINE = "Discord does not know this token. Is BRIEFING_DISCORD__TOKEN as the developer portal shows it?"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"


def test_a_signal_ends_it_in_order_and_what_was_asked_is_answered(folder: Path) -> None:
    async def run() -> None:
        async with Emulator() as discord:
            ada = discord.person("Ada")
            async with process(environment(discord, folder)) as child:
                await discord.connected(60)
                await discord.until(lambda: discord.world.commands[0], "commands", 60)
                asked = ada.types("/troops view:chart")
                await discord.until(lambda: asked.answer, "a sign", 10)
                child.send_signal(signal.SIGTERM)
                said, _ = await asyncio.wait_for(child.communicate(), 30)
            assert child.returncode == 0, said.decode()
            assert asked.seen.files
            assert "Traceback" not in said.decode()

    asyncio.run(run())


def test_a_wrong_token_is_one_line(folder: Path) -> None:
    async def run() -> None:
        async with Emulator() as discord:
            variables = environment(discord, folder, BRIEFING_DISCORD__TOKEN=WRONG)
            async with process(variables) as child:
                said, _ = await asyncio.wait_for(child.communicate(), 60)
            assert said.decode() == LINE + "\n"
            assert child.returncode == 78

    asyncio.run(run())


def test_a_token_that_is_revoked_ends_it_with_one_line(folder: Path) -> None:
    async def run() -> None:
        async with Emulator() as discord:
            async with process(environment(discord, folder)) as child:
                await discord.connected(60)
                discord.server.token = discord.gateway.token = WRONG
                for one in list(discord.gateway.sessions.values()):
                    discord.gateway.forget(one)
                discord.gateway.drop()
                said, _ = await asyncio.wait_for(child.communicate(), 60)
            assert child.returncode == 78
            assert said.decode().splitlines()[-1] == LINE
            assert "Traceback" not in said.decode()

    asyncio.run(run())


def test_no_secret_is_in_anything_that_it_prints(folder: Path) -> None:
    """At every level, with every kind of trouble on the way."""

    async def run() -> bytes:
        async with Emulator() as discord:
            ada = discord.person("Ada")
            variables = environment(discord, folder, PYTHONASYNCIODEBUG="1")
            async with process(variables, "-c", LOUD) as child:
                await discord.connected(60)
                await discord.until(lambda: discord.world.commands[0], "commands", 60)
                await ada.asks("/about", within=20)
                for kind in ("reset_before", "reset_after", "garbage", "garbage_after"):
                    discord.faults.add(kind, CALLBACK, times=1)
                    before = len(discord.record.of(CALLBACK))
                    ada.types("/about")
                    await discord.until(lambda n=before: len(discord.record.of(CALLBACK)) > n, kind, 20)
                discord.faults.flood(0.1, CALLBACK, times=1)
                ada.types("/about")
                discord.gateway.drop()
                await discord.until(lambda: discord.gateway.resumed == 1, "back", 20)
                await ada.asks("/troops view:chart", within=30)
                await discord.hang_up()
                child.send_signal(signal.SIGTERM)
                said, _ = await asyncio.wait_for(child.communicate(), 45)
            assert child.returncode == 0, said.decode()[-2000:]
            return said

    said = asyncio.run(run())
    assert len(said) > 3_000
    assert TOKEN.rpartition(".")[2].encode() not in said
