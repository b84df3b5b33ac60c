"""Asks for the first settings and writes their file, and the files of their secrets."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from bot.errors import BotError
from bot.initial import QUESTIONS, Question, trouble, written
from bot.stated import Place, variable_of

OURS_ALONE: Final = 0o600
FOR_ALL: Final = 0o644
Ask = Callable[[str, bool], str | None]
"""Asks a question, a secret one unseen; None where nobody answers any more."""


def begin(file: Path, ask: Ask | None, *, force: bool) -> list[str]:
    """Write the settings file, after questions where somebody answers; what to say of it. BotError."""
    if file.exists() and not force:
        raise BotError(f"{file} is there already: it is only written over with --force.")
    answers = _answered(ask) if ask is not None else {}
    secrets = {place: answers.pop(place) for place in _secret_places() if place in answers}
    kept, aside = secrets, dict[Place, str]()
    if secrets and ask is not None:
        words = "Keep what is secret in files beside the settings, that only you can read? [Y/n]"
        if (ask(words, False) or "y").lower().startswith("n"):
            kept, aside = {}, secrets
    files = {place: file.parent / f"{file.stem}.{'.'.join(place)}" for place in kept}
    for place, other in files.items():
        _write(other, f"{kept[place]}\n", OURS_ALONE, force=force)
    names = {place: other.name for place, other in files.items()}
    _write(file, written(answers, names), FOR_ALL, force=force)
    return [*_told(file, tuple(files.values()), aside)]


def asked_on_terminal(words: str, is_secret: bool) -> str | None:
    """Ask whoever sits there; what is secret is not shown."""
    try:
        if is_secret:
            return getpass.getpass(f"{words}: ").strip()
        sys.stderr.write(f"{words}: ")
        sys.stderr.flush()
        return _read()
    except EOFError:
        return None


def asked_of_pipe(_words: str, _is_secret: bool) -> str | None:
    """The next line that was piped in."""
    return _read()


def _read() -> str | None:
    line = sys.stdin.readline()
    return line.strip() if line else None


def _secret_places() -> tuple[Place, ...]:
    return tuple(one.place for one in QUESTIONS if one.is_secret)


def _answered(ask: Ask) -> dict[Place, str]:
    """The answers that are right; an empty one, and no one, leave a setting as it is."""
    answers: dict[Place, str] = {}
    for question in QUESTIONS:
        answer = _answer(question, ask, answers)
        if answer:
            answers[question.place] = answer
    return answers


def _answer(question: Question, ask: Ask, answers: Mapping[Place, str]) -> str:
    """A right answer; asked again where somebody sits there, else BotError."""
    while True:
        answer = ask(question.words, question.is_secret)
        if not answer:
            return ""
        wrong = trouble({**answers, question.place: answer}, question.place)
        if not wrong:
            return answer
        if ask is not asked_on_terminal:
            raise BotError(f"{'.'.join(question.place)}: {wrong}")
        sys.stderr.write(f"{wrong}\n")


def _write(file: Path, text: str, mode: int, *, force: bool) -> None:
    """Write a file with these rights from its first byte on."""
    try:
        if force:
            file.unlink(missing_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise BotError(f"{file} is there already: it is only written over with --force.") from None
    except OSError as error:
        raise BotError(f"{file} cannot be written: {error.strerror}.") from None


def _told(file: Path, files: tuple[Path, ...], aside: Mapping[Place, str]) -> Iterator[str]:
    yield f"{file} is written."
    yield from (f"{one} holds a secret; only you can read it." for one in files)
    for place in aside:
        variable = variable_of(place)
        yield f"Give {variable}, or {variable}_FILE with a file that holds it, to the bot yourself."
    yield "Next: `briefing check` tries them out, `briefing run` starts the bot."
