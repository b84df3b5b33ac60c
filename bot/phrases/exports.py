"""The words of exports for people, calendars and bibliographies, in the sentences that answers have too."""

from __future__ import annotations

from collections.abc import Iterator

from bot.page import Emphasis, Text
from bot.phrases import dates, documents
from bot.phrases.catalogue import Phrases
from corpus.export.words import Words
from corpus.index.views import Checked
from corpus.model import Document, Texts


def export_words(phrases: Phrases, language: str) -> Words:
    """What an export says besides the editors' words; these are in `language`."""

    def source(document: Document) -> str:
        texts = {name: {language: held[language]} for name, held in _texts(document)}
        line = documents.described(document.model_copy(update=texts), phrases)
        return "".join(inline.text for inline in line if isinstance(inline, Text | Emphasis))

    return Words(
        when=lambda event: dates.of_event(event, phrases),
        source=source,
        published=lambda document: documents.dated(document, phrases),
        contested=f"⚠ {phrases.say('contested')}",
        checked=lambda checked, day: _checked(checked, day, phrases),
    )


def _texts(document: Document) -> Iterator[tuple[str, Texts]]:
    """What editors wrote of a document, for readers."""
    yield "label", document.label
    if document.publisher_note is not None:
        yield "publisher_note", document.publisher_note


def _checked(checked: Checked, day: str | None, phrases: Phrases) -> str:
    match checked:
        case Checked.CHECKED:
            said = phrases.say("citation checked {date}: the words are there", date=day or "")
            return f"✓ {said}"
        case Checked.STALE:
            return f"○ {phrases.say('unchecked: the claim changed since its last check')}"
        case Checked.UNCHECKED:
            return f"○ {phrases.say('unchecked')}"
