"""A chat that says back what it is told, for tests that talk to it as a process."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from bot.page import Heading, Image, Page, Paragraph, Text
from bot.platforms.terminal.adapter import Chat
from bot.platforms.terminal.sender import TerminalSender

NAMES = ("/ferries", "/oars", "/order")


def page(text: str) -> Page:
    return Page("en", (Paragraph(((Text(text),),)),))


async def answer(line: str) -> Page:
    command, _, rest = line.partition(" ")
    match command:
        case "/fail":
            raise RuntimeError("broken\nbadly \x1b[31m")
        case "/broken":
            return Page("en", ("not a block",))  # type: ignore[arg-type]
        case "/later":
            asyncio.get_running_loop().call_later(
                0.2, lambda: chat.post(chat.text(page("news from outside")))
            )
            return page(f"later: {rest}")
        case "/never":
            sender.write("working\n")
            await asyncio.Event().wait()
        case "/picture":
            return Page("en", (Heading("Picture"), Image(b"PNG", rest, "words that say the same")))
        case "/big":
            return page("word " * 100_000)
        case _:
            pass
    return page(f"said: {line!a}")


if __name__ == "__main__":
    if "OWN_TERMINAL" in os.environ:  # a leader of a session makes the terminal that it opens its own
        os.close(os.open(os.ttyname(0), os.O_RDWR))
    sender = TerminalSender(sys.stdout, os.environ, Path(os.environ["PICTURES"]))
    chat = Chat(answer, lambda length: page(f"too long: {length}"), sender, names=lambda: NAMES)
    interactive = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    sys.exit(asyncio.run(chat.run(sys.stdin, interactive=interactive, welcome=page("welcome"))))
