"""The first settings file: what `briefing init` asks, and the commented TOML that comes of it; pure."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.errors import SettingsError
from bot.settings import load
from bot.stated import FILE_VARIABLE, Place, variable_of

SAMPLE: Final = Path(__file__).with_name("sample.toml")
"""Every setting there is, said and not set."""
_UNSET: Final = re.compile(r"# (\w+) = ")
_TABLE: Final = re.compile(r"\[(\w+)\]")


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask; an empty answer leaves it as it is."""

    place: Place
    words: str
    is_secret: bool = False


QUESTIONS: Final = (
    Question(("language",), "Language of chats that chose none, en or fr"),
    Question(("timezone",), "Time zone of chats that named none, as Europe/Paris"),
    Question(("operator",), "Who runs this bot, as /about says it: a name, a way to reach you"),
    Question(("telegram", "token"), "Telegram token from @BotFather (not shown)", is_secret=True),
    Question(("discord", "token"), "Discord token from the developer portal (not shown)", is_secret=True),
    Question(("operator_chat",), "Chat that is told of troubles, as telegram:123456"),
    Question(("database_url",), "Database, as postgresql://USER@HOST/NAME (not shown)", is_secret=True),
)


def trouble(answers: Mapping[Place, str], place: Place) -> str:
    """What is wrong with the answer at this place, beside the others; empty if nothing."""
    variables = {variable_of(one): answer for one, answer in answers.items()}
    try:
        load({FILE_VARIABLE: os.devnull, **variables})
    except SettingsError as error:
        name = f"{variable_of(place)}: "
        lines = str(error).splitlines()
        return " ".join(line.removeprefix(name) for line in lines if line.startswith(name))
    return ""


def written(answers: Mapping[Place, str], files: Mapping[Place, str]) -> str:
    """The settings file: the sample with the answers set; `files` are the names of secrets' files."""
    return "".join(f"{line}\n" for line in _lines(SAMPLE.read_text("utf-8"), answers, files))


def _lines(sample: str, answers: Mapping[Place, str], files: Mapping[Place, str]) -> Iterator[str]:
    tables: Place = ()
    for line in sample.splitlines():
        if table := _TABLE.fullmatch(line):
            tables = (table[1],)
        unset = _UNSET.match(line)
        place = (*tables, unset[1]) if unset else ()
        if place in files:
            yield f"{place[-1]}_file = {_text(files[place])}"
        elif place in answers:
            yield f"{place[-1]} = {_text(answers[place])}"
        else:
            yield line


def _text(value: str) -> str:
    """A TOML string; JSON's are."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
