"""Words for readers: there in every language, of a length that fits, typed as each language is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Final

from corpus.checks.problem import Problem, warning
from corpus.model import Dossier, Record

LONGEST_DESCRIPTION: Final = 99
"""Characters of a topic's description."""

_URL: Final = re.compile(r"https?://\S+")
_BLUNDERS: Final = (
    (re.compile(r"(?<![\u00a0\u202f!?])[;!?]"), "French has U+202F, a narrow no-break space, before “{}”"),
    (re.compile(r"(?<![\u00a0\u202f]):(?=\s|$)"), "French has U+00A0, a no-break space, before “{}”"),
    (
        re.compile(r"«(?![\u00a0\u202f])|(?<![\u00a0\u202f])»"),
        "French has U+00A0, a no-break space, inside « »",
    ),
    (re.compile(r"(?<=\w)'(?=\w)"), "French has the apostrophe ’, not {}"),
)
_PLACEHOLDER: Final = re.compile(r"\{n\}")


def languages(dossier: Dossier) -> Iterator[Problem]:
    """Every text is there in each of the dossier's languages, and in no other."""
    wanted = dossier.manifest.languages
    for record, field, texts in all_texts(dossier):
        for language in wanted:
            if language not in texts:
                yield Problem(record, field, f"`{field}` has no text in `{language}`: add it")
        for language in texts:
            if language not in wanted:
                message = f"`{field}` has a text in `{language}`, which is none of the dossier's languages"
                yield warning(record, f"{field}.{language}", message)


def descriptions(dossier: Dossier) -> Iterator[Problem]:
    """A topic's description fits a command menu."""
    for topic in dossier.topics:
        for language, text in topic.description.items():
            if len(text) > LONGEST_DESCRIPTION:
                message = (
                    f"the description has {len(text)} characters, {LONGEST_DESCRIPTION} at most fit a menu"
                )
                yield Problem(topic, f"description.{language}", f"{message}: shorten it")


def unit_formats(dossier: Dossier) -> Iterator[Problem]:
    """A unit's format holds `{n}` once, for the number, and no other braces."""
    for index, unit in enumerate(dossier.vocabulary.units):
        for language, text in unit.format.items():
            rest, count = _PLACEHOLDER.subn("", text)
            if count != 1 or "{" in rest or "}" in rest:
                message = f"“{text}” must hold {{n}} once, where the number goes, and no other braces"
                yield Problem(dossier.vocabulary, f"units.{index}.format.{language}", message)


def typography(dossier: Dossier) -> Iterator[Problem]:
    """Texts are typed as their language is: single spaces, and French punctuation where it is French."""
    for record, field, texts in all_texts(dossier):
        for language, text in texts.items():
            bare = _URL.sub("", text)
            if "  " in bare:
                yield warning(record, f"{field}.{language}", "two spaces in a row: keep one")
            for pattern, message in _BLUNDERS if language == "fr" else ():
                if found := pattern.search(bare):
                    near = bare[max(found.start() - 12, 0) : found.end() + 4].strip()
                    yield warning(record, f"{field}.{language}", f"{message.format(found[0])}: near “{near}”")


def all_texts(dossier: Dossier) -> Iterator[tuple[Record, str, Mapping[str, str]]]:
    """Every text of every record: the record, the dotted field, the words by language."""
    for place in fields(dossier):
        held = getattr(dossier, place.name)
        for record in held if isinstance(held, tuple) else (held,):
            yield from ((record, field, texts) for field, texts in _texts(record, ""))


def _texts(value: object, field: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    if isinstance(value, Mapping):
        yield field, value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            if name not in ("old", "new"):  # a correction's values: any JSON, and checked where they are laid
                yield from _texts(getattr(value, name), f"{field}.{name}".lstrip("."))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, f"{field}.{index}")
