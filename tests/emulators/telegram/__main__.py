"""The emulator as a process of its own: prints its address on one line and runs until it is ended."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from tests.emulators.telegram import TOKEN, Emulator, Limits


def main() -> None:
    """Read the options and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.emulators.telegram")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--username", default="briefing_bot")
    parser.add_argument("--limits", choices=("off", "telegram"), default="off")
    parser.add_argument(
        "--speed", type=float, default=1.0, help="how many times as fast the limits' windows pass"
    )
    asyncio.run(_serve(parser.parse_args()))


async def _serve(options: argparse.Namespace) -> None:
    limits = Limits(speed=options.speed) if options.limits == "telegram" else None
    ended = asyncio.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(one, ended.set)
    async with Emulator(
        token=options.token, limits=limits, username=options.username, port=options.port
    ) as telegram:
        sys.stdout.write(telegram.url + "\n")
        sys.stdout.flush()
        await ended.wait()


main()
