"""Buttons and selects: what each of them tells the bot when it is pressed, within Discord's limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.page import Action
from bot.platforms.discord.components import (
    LABEL_UNITS,
    OPTION_UNITS,
    OPTIONS,
    PLACEHOLDER_UNITS,
    Component,
    button,
    option,
    row,
    select,
)
from bot.platforms.keys import key_of
from bot.platforms.plain import clean, units

IN_A_ROW: Final = 5
ANSWER: Final = "c"
"""What the command that follows is answered."""
SOURCES: Final = "s"
"""What is folded of it: the end of a long answer, and its sources."""
_ID = re.compile(rf"({ANSWER}|{SOURCES})[0-9]*:([/~].*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Press:
    """What somebody wants who pressed a button or chose an option."""

    line: str
    """The command text, or a key (`bot.platforms.keys`) for it."""
    of_sources: bool = False
    """Not the answer but what is folded of it (`folds.sources_of`): for the presser alone, always below."""


def pressed(custom_id: str, values: Sequence[str] = ()) -> Press | None:
    """What a component's id, or the option that was chosen from it, stands for; None for what is not ours.

    Nothing in the id says where the answer goes: on a message that is ephemeral, or the answer to the same
    person in their direct messages, it takes the message's place; everywhere else it is ephemeral.
    """
    found = _ID.fullmatch(values[0] if values else custom_id)
    return Press(found[2], found[1] == SOURCES) if found else None


@dataclass(slots=True)
class Ids:
    """The ids of one message: no two alike, and the commands that are told by their keys."""

    _used: set[str] = field(default_factory=set)
    kept: list[str] = field(default_factory=list)

    def id_of(self, kind: str, command: str) -> str:
        """An id that no other component of the message has."""
        data, number = command, ""
        if not command.startswith("/") or units(command) > OPTION_UNITS - 4:  # room for "c99:"
            data = key_of(command)
            self.kept.append(command)
        while (id_ := f"{kind}{number}:{data}") in self._used:
            number = str(int(number or 1) + 1)
        self._used.add(id_)
        return id_

    def button(self, action: Action, kind: str = ANSWER) -> Component:
        """The button of an action."""
        return button(_label(action, LABEL_UNITS), self.id_of(kind, action.command))

    def selects(self, title: str, actions: Sequence[Action]) -> Iterator[Component]:
        """Rows with a select each, under a title."""
        for at in range(0, len(actions), OPTIONS):
            options = [
                option(_label(action, OPTION_UNITS), self.id_of(ANSWER, action.command))
                for action in actions[at : at + OPTIONS]
            ]
            yield row((select(self._select_id(), shortened(title, PLACEHOLDER_UNITS), options),))

    def _select_id(self) -> str:
        id_ = f"v{len(self._used)}"
        self._used.add(id_)
        return id_


def rows(buttons: Sequence[Component]) -> Iterator[Component]:
    """Rows of buttons."""
    for at in range(0, len(buttons), IN_A_ROW):
        yield row(buttons[at : at + IN_A_ROW])


def shortened(text: str, most: int) -> str:
    """A label: what is too long ends between two words, for it only names what is told elsewhere."""
    words = clean(text).strip()
    if units(words) <= most:
        return words
    while units(words) > most - 1:
        words = words.rpartition(" ")[0].rstrip() or words[:-1]
    return words + "…"


def _label(action: Action, most: int) -> str:
    return shortened(action.label, most) or shortened(action.command, most)
