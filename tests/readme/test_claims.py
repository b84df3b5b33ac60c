"""What README says of commands, settings and files is so."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.conversing import HERE
from bot.dispatch import answer
from bot.platforms.terminal.render import rendered
from bot.services import Services
from bot.settings import Settings
from tests.readme.examples import CHECKOUT, README

AT = datetime(2026, 11, 23, 7, tzinfo=UTC)
MOST_LINES = 300
NOT_OURS = {"/newbot", "/quit", "/livez", "/readyz", "/metrics"}
"""@BotFather's, the terminal's, and addresses."""
PROSE = re.sub(r"^```.*?^```$", "", README, flags=re.DOTALL | re.MULTILINE)
PAGES = [*CHECKOUT.glob("*.md"), *(CHECKOUT / "corpus" / "dossiers").glob("*/README.md")]
LINK = re.compile(r"\]\(([^)\s]+)\)|<img[^>]* src=\"([^\"]+)\"")


def settings(model: type[BaseModel] = Settings, table: str = "") -> Iterator[tuple[str, Any]]:
    """Every setting by its name in the file, and its default."""
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from settings(field.annotation, f"{name}.")
        else:
            yield table + name, field.default


def rows() -> list[str]:
    """The table of settings."""
    table = README.split("### Settings")[1].split("\n### ")[0]
    return [line for line in table.splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("line", sorted({*re.findall(r"`(/[a-z]+(?: [^`]*)?)`", PROSE)} - NOT_OURS))
def test_every_command_that_is_named_is_known(line: str, services: Services) -> None:
    said = rendered(asyncio.run(answer(line, HERE, AT, "en", services)))
    assert not said.startswith(("Unknown command", "Commande inconnue")), said


def test_the_settings_that_are_named_are_those_there_are() -> None:
    firsts = {name for row in rows() for name in re.findall(r"`([a-z_.]+)`", row.split("|")[1])}
    named = {name for row in rows() for name in re.findall(r"`([a-z_.]+)`", row)}
    there = dict(settings())
    assert firsts - there.keys() == set()
    assert there.keys() - named == set()


def test_the_defaults_that_are_named_are_those_there_are() -> None:
    plain = {name: str(it).lower() for name, it in settings() if isinstance(it, bool | int | str)}
    wrong = [
        (name, default)
        for name, default in plain.items()
        for row in rows()
        if f"`{name}`" in row.split("|")[1]
        and not default.startswith("http")
        and not re.search(rf"\b{re.escape(default)}\b", row.split("|")[2])
    ]
    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_what_a_page_links_to_is_there(page: Path) -> None:
    named = [one or other for one, other in LINK.findall(page.read_text("utf-8"))]
    missing = [
        link
        for link in named
        if "://" not in link and not link.startswith("#") and not (page.parent / link.split("#")[0]).exists()
    ]
    assert missing == []


def test_readme_can_be_read_by_a_person() -> None:
    assert len(README.splitlines()) <= MOST_LINES
