"""Buttons: which command each stands for, within Telegram's limits, and how many share a row."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.page import Action
from bot.platforms.keys import is_key, key_of
from bot.platforms.plain import clean

DATA_BYTES: Final = 64
"""The most that Telegram keeps with a button, and hands on in a deep link."""
MOST: Final = 100
"""Telegram takes no more buttons on a message."""
WIDEST: Final = (0, 200, 20, 13, 9)
"""How many characters a label may have where so many buttons share a row, to be read on a phone."""
_PLAIN = re.compile(r"[a-z0-9_]{1,32}(--(?!-)[A-Za-z0-9_]([A-Za-z0-9_]|-(?!-))*(?<!-))*")


@dataclass(frozen=True, slots=True)
class Button:
    """A label, and either what a press tells the bot or where it leads."""

    label: str
    data: str = ""
    """Command text, or a key."""
    url: str = ""


def data_of(command: str) -> str:
    """What a press tells the bot: the command itself, or its key where it is too long."""
    return command if 0 < len(command.encode()) <= DATA_BYTES else key_of(command)


def payload_of(command: str) -> str:
    """The command as a deep link hands it on: 1 to 64 of `A-Z a-z 0-9 _ -`.

    `/troops` is `troops` and `/claim k7m2` is `claim--k7m2`, so that people can write such links; other
    commands are `-b` and base64, and what is too long for that is `-k` and its key.
    """
    plain = "--".join(command.removeprefix("/").split())
    if command == "/" + plain.replace("--", " ") and len(plain) <= DATA_BYTES and _PLAIN.fullmatch(plain):
        return plain
    coded = "-b" + urlsafe_b64encode(command.encode()).decode().rstrip("=")
    return coded if len(coded) <= DATA_BYTES else "-k" + key_of(command)[1:]


def command_of(payload: str) -> str | None:
    """The command text or the key behind a deep link; None for what is neither."""
    if _PLAIN.fullmatch(payload):
        return "/" + payload.replace("--", " ")
    if payload.startswith("-k"):
        key = "~" + payload[2:]
        return key if is_key(key) else None
    if not payload.startswith("-b"):
        return None
    try:
        coded = payload[2:].encode()
        command = urlsafe_b64decode(coded + b"=" * (-len(coded) % 4)).decode()
    except (NotBase64, ValueError):
        return None
    return command if command.startswith("/") else None


def button(action: Action, bot: str = "") -> Button:
    """The button of an action; with the name of a `bot`, one that opens a private chat with it."""
    label = clean(action.label).strip() or action.command
    if bot:
        return Button(label, url=f"https://t.me/{bot}?start={payload_of(action.command)}")
    return Button(label, data=data_of(action.command))


def is_kept(command: str, bot: str = "") -> bool:
    """Whether such a button knows the command by its key only, so that the key must be kept."""
    return payload_of(command).startswith("-k") if bot else is_key(data_of(command))


def rows(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    """Four a row at most, fewer where labels are long."""
    done: list[list[Button]] = []
    for one in buttons[:MOST]:
        row = [*done[-1], one] if done else []
        if row and len(row) < len(WIDEST) and all(len(it.label) <= WIDEST[len(row)] for it in row):
            done[-1] = row
        else:
            done.append([one])
    return tuple(map(tuple, done))
