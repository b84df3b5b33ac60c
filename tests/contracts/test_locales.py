"""The catalogues say what the code says and nothing else; `make words` brings them up to date."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

BOT = Path(__file__).parents[2] / "bot"
KEYWORDS = {"say": None, "count": (1, 2), "among": ((1, "c"), 2)}
CATALOGUES = sorted(BOT.glob("locales/*/LC_MESSAGES/bot.po"))
PLACEHOLDER = re.compile(r"\{\w+\}")


def said() -> set[tuple[str | None, object]]:
    found = extract_from_dir(str(BOT), keywords=KEYWORDS)
    return {(context, message) for _, _, message, _, context in found}


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
class TestCatalogue:
    def test_translates_what_the_code_says_and_nothing_else(self, path: Path) -> None:
        translated = {(message.context, message.id) for message in messages(read(path))}
        assert translated == said()

    def test_leaves_nothing_empty_or_fuzzy(self, path: Path) -> None:
        left = [
            m.id
            for m in messages(read(path))
            if m.fuzzy or not all(m.string if m.pluralizable else [m.string])
        ]
        assert left == []

    def test_keeps_every_placeholder(self, path: Path) -> None:
        changed = []
        for message in messages(read(path)):
            one = message.id[-1] if message.pluralizable else message.id
            strings = message.string if message.pluralizable else (message.string,)
            if message.string != "-" and any(
                set(PLACEHOLDER.findall(s)) - set(PLACEHOLDER.findall(one)) for s in strings
            ):
                changed.append(message.id)
        assert changed == []

    def test_is_compiled_as_it_is_written(self, path: Path) -> None:
        compiled = BytesIO()
        write_mo(compiled, read(path))
        assert path.with_suffix(".mo").read_bytes() == compiled.getvalue()
