"""The emulator as a process of its own: prints its API's root on one line and runs until it is ended."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from tests.emulators.discord import TOKEN, Emulator, Limits
from tests.emulators.discord.rules import ANSWER_SECONDS


def main() -> None:
    """Read the options and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.emulators.discord")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--limits", choices=("off", "discord"), default="off")
    parser.add_argument("--speed", type=float, default=1.0, help="of the limits' windows")
    parser.add_argument("--answer-seconds", type=float, default=ANSWER_SECONDS)
    asyncio.run(_serve(parser.parse_args()))


async def _serve(options: argparse.Namespace) -> None:
    limits = Limits(speed=options.speed) if options.limits == "discord" else None
    ended = asyncio.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(one, ended.set)
    async with Emulator(
        token=options.token, limits=limits, port=options.port, answer_seconds=options.answer_seconds
    ) as discord:
        sys.stdout.write(discord.url + "\n")
        sys.stdout.flush()
        await ended.wait()


main()
