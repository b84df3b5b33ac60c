"""The table of README: every command and feature by platform; a gap has its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from bot.dispatch import find
from bot.names import COMMANDS, typed
from bot.platforms.discord.tree import commands
from bot.platforms.telegram.menus import menus
from bot.services import Services

README: Final = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- parity: made by tests/golden/test_parity.py -->\n", "<!-- end of parity -->\n"
HEAD: Final = ("", "terminal", "Telegram", "Discord")
YES: Final = "yes"
FEATURES: Final = (
    ("Buttons", "no: each names its command", YES, YES),
    ("Selects", "no: nothing to press", "no: Telegram has none", YES),
    ("Charts", "a file, and the words that say the same", YES, YES),
    ("Typed options, proposed while typing", "by Tab: commands", "no: Telegram completes commands only", YES),
    ("Words without a command are searched", YES, "in private", "no: Discord sends no words; `/search`"),
    ("Claims in any other chat", "no: one chat", "inline mode", "as a person’s own app"),
    ("A message looked up in the dossier", "no: nobody else writes", "no: Telegram has no such menu", YES),
    ("Answers for one reader in a shared chat", "no: one reader", "in private", "ephemeral"),
    ("Digests to a person", YES, YES, YES),
    (
        "Digests to groups, channels, threads",
        "no: one chat",
        "groups, their topics, channels",
        "channels, threads, forum posts",
    ),
    (
        "Published to followers",
        "no: nobody follows",
        "no: forwarding is the readers’",
        "announcement channels, if set",
    ),
    ("Silent digests", "no: no sound", "if set", "if set"),
    ("Pinned digests", "no: nothing to pin to", "if set", "no: it takes a permission over others’ messages"),
    ("Settings of another chat from here", "no: one chat", YES, "`channel:` option"),
    (
        "A doubtful digest",
        "no doubt: it is printed",
        "held, or sent again if set",
        "repeated under its nonce: no double",
    ),
    ("Waits while removed, goes on when back", "no: it is the process", YES, YES),
    ("Updates by", "the keyboard", "polling or webhook", "the gateway"),
)
"""Each feature, and what there is of it on each platform: `yes`, in words, or why not."""


def offered(services: Services) -> Iterator[tuple[str, str, str, str]]:
    """Every command and where it is: as the platforms are told of it, or can be typed."""
    topics = services.index().topics
    telegram = dict(next(menus(topics, "en", services)).commands)
    discord = {one["name"] for one in commands(services)}
    for name in ("", *COMMANDS):
        line = typed("en", name) if name else f"/{next(iter(topics[0].commands.values()))}"
        is_typed = find(line[1:], line, services)[0] is not None
        shown = f"`{line}`" if name else "a command a topic"
        on_telegram = line[1:] in telegram or name == "start"  # Telegram's own button sends it
        marks = (YES if it else "MISSING" for it in (is_typed, on_telegram, line[1:] in discord))
        yield (shown, *marks)


def table(services: Services) -> str:
    """As it stands in README."""
    lines = (HEAD, ("---",) * len(HEAD), *offered(services), *FEATURES)
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def test_every_command_is_on_every_platform(services: Services) -> None:
    assert [row[0] for row in offered(services) if set(row[1:]) != {YES}] == []


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature[0])
def test_a_gap_has_its_reason(feature: tuple[str, ...]) -> None:
    assert all(one and one != "no" and not one.endswith(":") for one in feature)


def test_the_table_is_what_readme_says(services: Services, golden: Callable[[str, str], None]) -> None:
    golden("parity.md", table(services))
    told = README.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]
    assert told.strip() == table(services).strip()
