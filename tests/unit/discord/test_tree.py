"""The commands that Discord is told of: whole, in both languages, and compared for what they say."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.platforms.discord.options import line_of
from bot.platforms.discord.tree import commands, same
from bot.services import Services


def told(one: dict[str, Any], language: str, depth: int = 0) -> Iterator[str]:
    """A command or an option as a reader of this language is shown it."""

    def said(what: str) -> str:
        return str(one.get(f"{what}_localizations", {}).get(language) or one.get(what, ""))

    marks = [name for name in ("required", "autocomplete", "default_member_permissions") if one.get(name)]
    yield f"{'  ' * depth}{said('name')}: {said('description')} {' '.join(marks)}".rstrip(" :")
    for inner in one.get("options", ()):
        yield from told(inner, language, depth + 1)
    for choice in one.get("choices", ()):
        name = choice.get("name_localizations", {}).get(language) or choice["name"]
        yield f"{'  ' * (depth + 1)}= {name} ({choice['value']})"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_command_in_each_language(
    language: str, services: Services, golden: Callable[[str, str], None]
) -> None:
    lines = [line for one in commands(services) for line in told(one, language)]
    golden(f"discord/{language}/menu.txt", "\n".join(lines) + "\n")


def test_what_discord_fills_in_is_no_difference(services: Services) -> None:
    wanted = commands(services)
    known = copy.deepcopy(wanted)[::-1]
    for number, one in enumerate(known):
        one |= {"id": str(number), "version": "7", "nsfw": False, "dm_permission": True, "guild_id": None}
        one.setdefault("description", "")
        one.setdefault("options", [])
        one.setdefault("default_member_permissions", None)
        one.setdefault("name_localizations", None)
    assert same(known, wanted)


@pytest.mark.parametrize("change", ["description", "name_localizations", "default_member_permissions"])
def test_any_word_that_changed_is_a_difference(change: str, services: Services) -> None:
    wanted = commands(services)
    known = copy.deepcopy(wanted)
    one = next(it for it in known if it.get(change))
    one[change] = {"fr": "autre"} if isinstance(one[change], dict) else "8"
    assert not same(known, wanted)
    assert not same(wanted[1:], wanted)


@pytest.mark.parametrize(
    ("name", "own", "given", "line"),
    [
        ("troops", "", {"claimant": "isw", "view": "chart"}, "/troops chart isw"),
        ("timeline", "timeline", {"place": "kursk", "period": "2025"}, "/timeline 2025 kursk"),
        ("sources", "sources", {"number": 3, "view": "notes"}, "/sources 3 notes"),
        ("settings", "settings", {"language": "fr", "channel": "5"}, "/settings language fr"),
        ("settings", "settings", {"language": "fr", "when": "8:00"}, "/settings 8:00 fr"),
        ("settings", "settings", {}, "/settings"),
        ("subscribe", "subscribe", {"channel": "5"}, "/subscribe"),
        ("about", "about", {}, "/about"),
    ],
)
def test_options_are_the_words_of_the_command(name: str, own: str, given: dict[str, Any], line: str) -> None:
    assert line_of(name, own, given) == line
