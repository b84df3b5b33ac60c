"""Invented articles for the invented dossier of `tests.dossiers`, and a draft that records them as they are.

held = Held(tmp_path)                          # a draft, and the folder its articles are in
held.article("d1", 2, "Other words.")          # another text for a paragraph; the record keeps the old one
held.record()                                  # hashes, counts and files of the documents as they are now
loaded = held.load()
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpus.reading import Loaded, load
from corpus.text import document_hash, passage_hash
from tests.dossiers import Draft

ENGLISH = {
    "d1": [
        "The Gazette, a paper of the harbour, 2024-03-01, 2024-03-02, 2024-03-10",
        "On Saturday the mayor said that 300 boats were lost[1] in one night, as the Agency had it.",
        "Out of a fleet of 4,100 hulls the storm struck the old ones, under 10% of them[2].",
        "[1] https://a.example/1 [2] https://a.example/2",
    ],
    "d2": [
        "People on the quay speak of between 30 and 60 in all.",
        "The Gazette, 2024-03-15, 2024-04-02",
        "Two of them were new.",
        "Nothing more is known.",
    ],
}


class Held:
    """A draft of a dossier and its articles, in two folders."""

    def __init__(self, folder: Path, languages: Sequence[str] = ("en", "fr")) -> None:
        self.draft = Draft(languages)
        self.dossier, self.articles = folder / "dossier", folder / "articles"
        self.articles.mkdir()
        self.texts = {name: list(lines) for name, lines in ENGLISH.items()}
        self.record()

    def article(self, document: str, paragraph: int, text: str) -> Held:
        """Give a paragraph of an article another text."""
        self.texts[document][paragraph - 1] = text
        return self

    def record(self) -> Held:
        """Have the draft record the articles as they are: their hashes and lengths, and the passages'."""
        for name in self.texts:
            self.draft.set(name, "sha256", document_hash(self.text(name)))
            self.draft.set(name, "paragraphs", len(self.texts[name]))
        for claim in self.draft.files["claims/boats.yaml"]:
            for appearance in claim["appearances"]:
                lines = self.texts.get(appearance["document"], [])
                if appearance["paragraph"] <= len(lines):
                    appearance["hash"] = passage_hash(lines[appearance["paragraph"] - 1])
        return self

    def text(self, document: str) -> str:
        """The whole article, a blank line between its paragraphs."""
        return "\n\n".join(self.texts[document]) + "\n"

    def path(self, document: str) -> Path:
        """The article's file."""
        return self.articles / self.draft.record(document)["file"]

    def write(self) -> Held:
        """Write the dossier and the articles."""
        self.draft.write(self.dossier)
        for name in self.texts:
            self.path(name).write_text(self.text(name), "utf-8")
        return self

    def load(self) -> Loaded:
        """Write everything and read the dossier."""
        return load(self.write().dossier)
