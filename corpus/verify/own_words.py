"""The dossier's texts are in its own words: fewer than six in a row are the article's."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.checks.problem import Problem
from corpus.copied import SHORTEST
from corpus.verify.subject import Subject


def copied_texts(subject: Subject) -> Iterator[Problem]:
    """Glosses, labels, reasons and the like share no six running words with an article that they speak of."""
    document = subject.article.document
    for telling in subject.tellings:
        for language, text in telling.texts.items():
            run = subject.wording.copied(text)
            if run:
                message = (
                    f"{len(run)} running words of [{document.number}], from “{' '.join(run[:SHORTEST])}”"
                )
                yield Problem(
                    telling.record, f"{telling.field}.{language}", f"{message}: say it in our own words"
                )
