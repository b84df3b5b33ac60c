"""The words of exports are the sentences of answers, in both languages."""

from __future__ import annotations

import pytest

from bot.phrases.catalogue import Phrases
from bot.phrases.exports import export_words
from corpus.export.words import Words
from corpus.index.draft import Draft as Compiled
from corpus.index.views import Checked


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def said(words: Words, compiled: Compiled) -> list[str]:
    events = {event.id: event for event in compiled.dossier.events}
    dates = [words.when(events[id_]) for id_ in ("e001", "e002", "e003", "e006")]
    documents = [f"{words.source(each)}, {words.published(each)}" for each in compiled.dossier.documents]
    checked = [words.checked(checked, "2024-06-02") for checked in Checked]
    return [plain(line) for line in (*dates, *documents, words.contested, *checked)]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "1 Mar 2024",
                "Mar 2024, day not stated",
                "from 2 Apr 2024, planned",
                "Feb to 4 Mar 2024, possible",
                "The Gazette, “Storm, and ‘after’”, 10 Mar 2024",
                "The Gazette (footer only (en)), title not stated (Article 2 (en)), Jan 2024 or later",
                "⚠ contested",
                "✓ citation checked 2024-06-02: the words are there",
                "○ unchecked",
                "○ unchecked: the claim changed since its last check",
            ],
        ),
        (
            "fr",
            [
                "1er mars 2024",
                "mars 2024, jour non précisé",
                "à partir du 2 avr. 2024, prévu",
                "de févr. au 4 mars 2024, éventuel",
                "The Gazette, « Storm, and “after” », 10 mars 2024",
                "The Gazette (footer only (fr)), titre non précisé (Article 2 (fr)), janv. 2024 ou après",
                "⚠ contesté",
                "✓ citation vérifiée le 2024-06-02 : les mots y sont",
                "○ non vérifiée",
                "○ non vérifiée : l’affirmation a changé depuis",
            ],
        ),
    ],
)
def test_the_words(compiled: Compiled, language: str, lines: list[str]) -> None:
    assert said(export_words(Phrases(language), language), compiled) == lines
