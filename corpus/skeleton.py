"""A new dossier: every file with its schema, a few words on what goes into it, and a commented example."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from corpus.errors import DossierError
from corpus.model.record import Language, Slug
from corpus.schemas import FOLDER as SCHEMAS

TEMPLATES: Final = Path(__file__).with_name("templates")
"""The files of a new dossier, `{{...}}` standing for what differs, `{{each:Town|fr=Ville}}` for a text."""

_EACH: Final = re.compile(r"\{\{each:(.*?)\}\}(?!\})")


@dataclass(frozen=True, slots=True)
class Story:
    """What a new dossier is about; made by `story`."""

    id: str
    titles: Mapping[str, str]
    """By language, in the dossier's order."""


def story(id_: str, languages: Sequence[str], titles: Sequence[str] = ()) -> Story:
    """Read what an editor asked for; a title is for every language, or for one: `de=Der Sturm`.

    Languages without a title get the first one given, else the id as words. Raises DossierError.
    """
    _require(
        Slug,
        id_,
        f"“{id_}” is no id: write lower-case letters, digits and _, a letter first, like the_storm.",
    )
    for language in languages:
        _require(Language, language, f"“{language}” is no language: write its code, like de.")
    if not languages or len(set(languages)) != len(languages):
        raise DossierError("Name each of the dossier’s languages once, the fallback first: de,es.")
    given = dict(_title(title, languages) for title in titles)
    for title in given.values():
        if not title.strip() or not title.isprintable():
            raise DossierError("A title is one line of text, not empty.")
    fallback = next(iter(given.values()), id_.replace("_", " ").capitalize())
    return Story(id_, {language: given.get(language) or given.get("") or fallback for language in languages})


def create(folder: Path, told: Story, today: date) -> tuple[str, ...]:
    """Write a valid dossier without records, and the names of its files; nothing is ever overwritten.

    Raises DossierError when the folder holds something, or cannot be written.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise DossierError(f"{folder} is there and not empty: a new dossier needs a folder of its own.")
        names = []
        for name, text in files(folder, told, today):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
            names.append(name)
    except OSError as error:
        raise DossierError(f"{folder} cannot be written: {error.strerror}.") from error
    return tuple(names)


def files(folder: Path, told: Story, today: date) -> Iterator[tuple[str, str]]:
    """The files by name, with forward slashes: the templates filled in for a dossier in `folder`."""
    for template in sorted(TEMPLATES.rglob("*.*")):
        name = template.relative_to(TEMPLATES).as_posix()
        values = {
            "id": told.id,
            "languages": ", ".join(told.titles),
            "language": next(iter(told.titles)),
            "title": _mapping(told.titles),
            "today": today.isoformat(),
            "schemas": _way((folder / name).parent, SCHEMAS),
        }
        text = template.read_text("utf-8")
        text = _EACH.sub(lambda found: _mapping(_spoken(found[1], told.titles)), text)
        for placeholder, value in values.items():
            text = text.replace(f"{{{{{placeholder}}}}}", value)
        yield name, text


def _spoken(words: str, languages: Iterable[str]) -> dict[str, str]:
    """An example's words, `Town|fr=Ville`, in each language; the first where it has none for that."""
    fallback, *others = words.split("|")
    known = dict(other.split("=", 1) for other in others)
    return {language: known.get(language, fallback) for language in languages}


def _title(text: str, languages: Sequence[str]) -> tuple[str, str]:
    """A title and its language, none for one that is for every language."""
    language, sign, title = text.partition("=")
    if sign and re.fullmatch(r"[a-z]{2,3}", language):
        if language not in languages:
            raise DossierError(f"A title is given in “{language}”, which is none of the dossier’s languages.")
        return language, title
    return "", text


def _require(kind: Any, value: str, sentence: str) -> None:
    try:
        TypeAdapter(kind).validate_python(value, strict=True)
    except ValidationError:
        raise DossierError(sentence) from None


def _mapping(texts: Mapping[str, str]) -> str:
    """Texts by language as YAML on one line."""
    return (
        f"{{{', '.join(f'{name}: {json.dumps(text, ensure_ascii=False)}' for name, text in texts.items())}}}"
    )


def _way(start: Path, target: Path) -> str:
    """The way from one folder to another, for an editor that follows schema comments."""
    try:
        return Path(os.path.relpath(target, start.resolve())).as_posix()
    except ValueError:  # on another drive
        return target.as_uri()
