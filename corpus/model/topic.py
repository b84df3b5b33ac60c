"""A topic: what readers ask about by name, and so a command."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from corpus.model.record import Language, Record, Slug, Texts

CommandName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,32}$")]
"""A command's name without its slash, by Telegram's rule for bot commands."""


class Leads(StrEnum):
    """What a topic's answer begins with."""

    FIGURES = "figures"
    STATEMENTS = "statements"


class Topic(Record):
    """A topic *is* a command: `/troops`, `/troupes`."""

    id: Slug
    commands: Mapping[Language, CommandName]
    """The command's name per language; unique over topics, languages and built-in commands."""
    title: Texts
    """One or two words, for a button: Troops, Effectifs."""
    subject: Texts
    """What is counted or told, after the title: "North Korean personnel"."""
    description: Texts
    """A short line for command menus, under 100 characters."""
    measures: tuple[Slug, ...] = ()
    """The measures whose figures this topic shows, in order; the first is the chart's."""
    leads: Leads = Leads.FIGURES
    """`statements` where the figures are by the way: what was said comes first, and they follow it."""
