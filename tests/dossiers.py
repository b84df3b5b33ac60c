"""A small invented dossier for tests: valid as it is, easily broken one field at a time.

    draft = Draft()                            # English and French; Draft(("de", "nl")) for another pair
    draft.set("b001", "estimate.best", 9000)   # a record by its id, a field by its dotted path
    draft.drop("b001", "gloss.fr")             # without a field
    draft.remove("r001")                       # without a record
    draft.add("claims/boats.yaml", {...})      # one record more
    folder = draft.write(tmp_path)             # files; each field of a record on a line of its own
    dossier = draft.dossier(tmp_path)          # the same, read

The story: how many boats a made-up harbour lost, by two documents. A record is found by its id (`b001`), by
`kind/id` where two kinds share one (`places/harbour`), by its file where that is one record (`dossier.yaml`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from corpus.model import Dossier
from corpus.reading import load

HASHES = {("d1", 2): "1:0123456789abcdef", ("d1", 3): "1:1123456789abcdef", ("d2", 1): "1:2123456789abcdef"}


class Draft:
    """The files of a dossier as plain values, before they are written."""

    def __init__(self, languages: Sequence[str] = ("en", "fr")) -> None:
        self.languages = tuple(languages)
        self.files: dict[str, Any] = deepcopy(_files(self))

    def texts(self, words: str) -> dict[str, str]:
        """A text in every language of the dossier: the words and the language."""
        return {language: f"{words} ({language})" for language in self.languages}

    def record(self, name: str) -> dict[str, Any]:
        """A record by its id, `kind/id` or file."""
        if name in self.files:
            return self.files[name]
        kind, _, id_ = name.rpartition("/")
        for file, held in self.files.items():
            if file.startswith(kind):
                for record in held if isinstance(held, list) else [held]:
                    if record.get("id") == id_:
                        return record
        raise KeyError(name)

    def set(self, name: str, field: str, value: Any) -> Draft:
        """Give a field another value; a field that is not there yet is added."""
        parent, last = self._parent(name, field)
        parent[last] = value
        return self

    def drop(self, name: str, field: str) -> Draft:
        """Leave a field out."""
        parent, last = self._parent(name, field)
        del parent[last]
        return self

    def add(self, file: str, record: dict[str, Any]) -> Draft:
        """Put a record at the end of a file."""
        self.files.setdefault(file, []).append(record)
        return self

    def remove(self, name: str) -> Draft:
        """Leave a record out."""
        record = self.record(name)
        for held in self.files.values():
            if isinstance(held, list) and record in held:
                held.remove(record)
        return self

    def like(self, name: str, **changes: Any) -> dict[str, Any]:
        """A copy of a record with other values in some of its fields, to `add`."""
        return deepcopy(self.record(name)) | changes

    def write(self, folder: Path) -> Path:
        """Write the files into a folder and give it back; each field of a record is on its own line."""
        for name, held in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_yaml(held), "utf-8")
        return folder

    def dossier(self, folder: Path) -> Dossier:
        """Write and read it; the draft must be readable, its rules may be broken."""
        loaded = load(self.write(folder))
        assert loaded.dossier is not None, "\n".join(map(str, loaded.findings))
        return loaded.dossier

    def _parent(self, name: str, field: str) -> tuple[Any, Any]:
        value: Any = self.record(name)
        *outer, last = (int(step) if step.isdecimal() else step for step in field.split("."))
        for step in outer:
            value = value[step]
        return value, last


def _yaml(held: Any) -> str:
    """YAML with a line for each field; what a field holds is JSON, which is YAML too."""
    if isinstance(held, dict):
        return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in held.items())
    lines = []
    for record in held:
        fields = [f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in record.items()]
        lines += [f"{'  ' if index else '- '}{line}" for index, line in enumerate(fields)]
    return "".join(lines) or "[]\n"


def _files(draft: Draft) -> dict[str, Any]:
    texts = draft.texts
    return {
        "dossier.yaml": {
            "id": "harbour",
            "title": texts("The harbour"),
            "summary": texts("Boats lost in a made-up harbour."),
            "languages": list(draft.languages),
            "window": "2020/2024",
            "revision": 3,
            "revised": "2024-06-01",
            "minimums": {"documents": 2, "claims": 5, "events": 1, "actors": 3, "places": 2},
        },
        "vocabulary.yaml": {
            "units": [
                {"id": "boats", "format": dict.fromkeys(draft.languages, "{n}")},
                {"id": "percent", "format": dict.fromkeys(draft.languages, "{n} %")},
            ],
            "measures": [
                {"id": "lost", "unit": "boats", "label": texts("Boats lost"), "sane": [1, 100000]},
                {"id": "share", "unit": "percent", "label": texts("Share lost"), "sane": [0, 100]},
            ],
            "scopes": [
                {"id": "storm", "measure": "lost", "label": texts("In the storm")},
                {"id": "fleet", "measure": "lost", "label": texts("Whole fleet")},
            ],
        },
        "topics.yaml": [
            {
                "id": "boats",
                "commands": {language: f"boats_{language}" for language in draft.languages},
                "title": texts("Boats"),
                "subject": texts("boats lost"),
                "description": texts("How many boats, and who says it"),
                "measures": ["lost", "share"],
            }
        ],
        "actors.yaml": [
            {"id": "mayor", "kind": "person", "names": texts("Mayor"), "part_of": "town",
             "aliases": ["the mayor"]},
            {"id": "town", "kind": "organisation", "names": texts("Town"), "aliases": ["Council"]},
            {"id": "agency", "kind": "media", "names": texts("Agency"), "full": texts("News Agency"),
             "aliases": ["the Agency"]},
        ],
        "places.yaml": [
            {"id": "harbour", "names": texts("Harbour"), "aliases": ["Port"], "within": "coast"},
            {"id": "coast", "names": texts("Coast")},
        ],
        "documents/001.yaml": _document(draft, 1, published="2024-03-10", notes=_notes()),
        "documents/002.yaml": _document(draft, 2, published="2024-04/..", notes=[]),
        "claims/boats.yaml": _claims(draft),
        "events.yaml": [
            {"id": "e001", "date": "2024-03-01", "gloss": texts("The storm"), "place": "harbour",
             "participants": ["town"], "claims": ["b004"]}
        ],
        "relations.yaml": [
            {"id": "r001", "kind": "contradicts", "on": "value", "sides": [["b001"], ["b002"]],
             "question": texts("How many were lost"), "reason": texts("Both count the storm alone.")}
        ],
        "corrections.yaml": [
            {"id": "c001", "date": "2024-05-01", "target": "b003", "field": "estimate.best", "old": 4000,
             "new": 4100, "reason": texts("A digit was misread.")}
        ],
    }  # fmt: skip


def _claims(draft: Draft) -> list[dict[str, Any]]:
    figure = {"topic": "boats", "kind": "quantity", "measure": "lost", "scope": "storm", "place": "harbour"}
    return [
        {"id": "b001", **figure, "gloss": draft.texts("The mayor says 300 were lost."), "claimant": "mayor",
         "attribution": "named", "as_of": "2024-03-02",
         "estimate": {"comparator": "exact", "best": 300, "unit": "boats"},
         "appearances": [_appearance("d1", 2, "300 boats were lost", relayed_by=["agency"], footnote=1)]},
        {"id": "b002", **figure, "gloss": draft.texts("30-60, by the document."), "attribution": "none",
         "as_of": "2024-03", "estimate": {"comparator": "between", "low": 30, "high": 60, "unit": "boats"},
         "appearances": [_appearance("d2", 1, "between 30 and 60")]},
        {"id": "b003", **figure, "scope": "fleet", "gloss": draft.texts("The fleet had 4100 boats."),
         "attribution": "none", "estimate": {"comparator": "exact", "best": 4000, "unit": "boats"},
         "appearances": [_appearance("d1", 3, "a fleet of 4,100")]},
        {"id": "b004", "topic": "boats", "kind": "event", "gloss": draft.texts("A storm struck."),
         "attribution": "none", "period": "2024-03",
         "appearances": [_appearance("d1", 3, "the storm struck")]},
        {"id": "b005", **figure, "measure": "share", "scope": None, "gloss": _under(draft, "10%"),
         "attribution": "own_analysis",
         "estimate": {"comparator": "less_than", "high": 10, "unit": "percent",
                      "base": {"gloss": draft.texts("the fleet"), "whole": "b003", "part": "b001"}},
         "appearances": [_appearance("d1", 3, "under 10% of them")]},
    ]  # fmt: skip


def _under(draft: Draft, amount: str) -> dict[str, str]:
    """A hedged figure: each language has its own word for the hedge."""
    words = {"fr": "Moins de", "de": "Unter", "es": "Menos de"}
    return {
        language: f"{words.get(language, 'Under')} {amount}. ({language})" for language in draft.languages
    }


def _appearance(document: str, paragraph: int, anchor: str, **more: Any) -> dict[str, Any]:
    place = {"document": document, "paragraph": paragraph, "anchor": anchor}
    return place | {"hash": HASHES[document, paragraph]} | more


def _document(draft: Draft, number: int, *, published: str, notes: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": f"d{number}",
        "number": number,
        "file": f"00{number}.txt",
        "sha256": f"{number:064x}",
        "paragraphs": 4,
        "language": "en",
        "publisher": "The Gazette",
        "label": draft.texts(f"Article {number}"),
        "published": published,
        "published_evidence": draft.texts("Its own date."),
        "footnotes": notes,
        "defects": [{"kind": "missing_title", "paragraphs": [1], "text": draft.texts("No title.")}],
    }


def _notes() -> list[dict[str, Any]]:
    return [
        {"number": 1, "url": "https://a.example/1", "called_in": [2], "listed_in": 4},
        {"number": 2, "url": "https://a.example/2", "called_in": [3], "listed_in": 4},
    ]
