"""Citations lead to a place: paragraphs exist, and footnotes are called where they are said to be."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.checks.problem import Problem, warning
from corpus.model import Document, Dossier, Footnote, FootnoteStatus
from corpus.stated import stated
from corpus.text import fold


def paragraphs(dossier: Dossier) -> Iterator[Problem]:
    """A paragraph that is named is one that the document has."""
    lengths = {document.id: document.paragraphs for document in dossier.documents}
    for document in dossier.documents:
        for field, paragraph in _named_paragraphs(document):
            if not 1 <= paragraph <= document.paragraphs:
                yield Problem(document, field, _no_paragraph(paragraph, document.paragraphs))
    for claim in dossier.claims:
        for index, appearance in enumerate(claim.appearances):
            count = lengths.get(appearance.document)
            if count is not None and appearance.paragraph > count:
                yield Problem(
                    claim, f"appearances.{index}.paragraph", _no_paragraph(appearance.paragraph, count)
                )


def defect_paragraphs(dossier: Dossier) -> Iterator[Problem]:
    """The paragraphs that a defect's words name are among those that it is in."""
    for document in dossier.documents:
        for index, defect in enumerate(document.defects):
            for language, text in defect.text.items():
                told = stated(text, language)
                own = told.documents <= {document.number}
                for paragraph in sorted(told.paragraphs - set(defect.paragraphs)) if own else ():
                    message = f"the words name §{paragraph}, and `paragraphs` does not"
                    field = f"defects.{index}.text.{language}"
                    yield Problem(document, field, f"{message}: correct the one or the other")


def locators(dossier: Dossier) -> Iterator[Problem]:
    """A claim cites a place once, and a paragraph has one hash."""
    hashes: dict[tuple[str, int], str] = {}
    for claim in dossier.claims:
        seen = set()
        for index, appearance in enumerate(claim.appearances):
            place = appearance.document, appearance.paragraph
            locator = (*place, fold(appearance.anchor), appearance.nth)
            if locator in seen:
                message = "the claim has this document, paragraph and anchor already: drop one appearance"
                yield Problem(claim, f"appearances.{index}", message)
            seen.add(locator)
            if hashes.setdefault(place, appearance.hash) != appearance.hash:
                message = f"another claim gives §{appearance.paragraph} the hash {hashes[place]}"
                yield Problem(claim, f"appearances.{index}.hash", f"{message}: one of them is wrong")


def carriers(dossier: Dossier) -> Iterator[Problem]:
    """Between claimant and document stand others, each once; a publisher does not carry its own document."""
    names = {actor.id: {fold(name) for name in actor.names.values()} for actor in dossier.actors}
    publishers = {document.id: fold(document.publisher or "") for document in dossier.documents}
    for claim in dossier.claims:
        for index, appearance in enumerate(claim.appearances):
            for step, carrier in enumerate(appearance.relayed_by):
                field = f"appearances.{index}.relayed_by.{step}"
                if carrier == claim.claimant:
                    yield Problem(claim, field, f"`{carrier}` is the claimant: it does not relay itself")
                if carrier in appearance.relayed_by[:step]:
                    yield Problem(claim, field, f"`{carrier}` stands in the chain twice: keep one")
                if publishers.get(appearance.document, "") in names.get(carrier, ()):
                    yield Problem(
                        claim, field, f"`{carrier}` publishes the document: leave it out of the chain"
                    )


def appearance_notes(dossier: Dossier) -> Iterator[Problem]:
    """A claim's note is one that its document has, called in the claim's own paragraph."""
    notes = {
        (document.id, note.number): note for document in dossier.documents for note in document.footnotes
    }
    known = {document.id: document.number for document in dossier.documents}
    for claim in dossier.claims:
        for index, appearance in enumerate(claim.appearances):
            if appearance.footnote is None or appearance.document not in known:
                continue
            note = notes.get((appearance.document, appearance.footnote))
            field, where = f"appearances.{index}.footnote", f"[{known[appearance.document]}]"
            if note is None:
                yield Problem(claim, field, f"{where} has no note {appearance.footnote}")
            elif appearance.paragraph not in note.called_in:
                message = f"{where} note {note.number} is not called in §{appearance.paragraph}"
                yield Problem(
                    claim, field, f"{message}: drop it here, or add the paragraph to its `called_in`"
                )


def note_numbers(dossier: Dossier) -> Iterator[Problem]:
    """A document's notes have a number each, and those listed count 1, 2, 3."""
    for document in dossier.documents:
        seen: set[int] = set()
        for index, note in enumerate(document.footnotes):
            if note.number in seen:
                field = f"footnotes.{index}.number"
                yield Problem(
                    document, field, f"[{document.number}] has note {note.number} already: keep one"
                )
            seen.add(note.number)
        listed = sorted({note.number for note in document.footnotes if note.listed_in is not None})
        missing = sorted(set(range(1, len(listed) + 1)) - set(listed))
        if missing:
            numbers = ", ".join(str(number) for number in missing)
            message = f"[{document.number}] lists {len(listed)} notes, but none with the number {numbers}"
            yield warning(document, "footnotes", f"{message}: is one left out?")


def note_status(dossier: Dossier) -> Iterator[Problem]:
    """A note's status follows from where it is called and listed."""
    for document in dossier.documents:
        for index, note in enumerate(document.footnotes):
            status = _status(note)
            if status is None:
                message = f"[{document.number}] note {note.number} is neither called nor listed"
                yield Problem(document, f"footnotes.{index}", f"{message}: say where, or delete it")
            elif status is not note.status:
                message = (
                    f"[{document.number}] note {note.number} is {status}, by where it is called and listed"
                )
                yield Problem(document, f"footnotes.{index}.status", f"{message}, and not {note.status}")


def broken_notes(dossier: Dossier) -> Iterator[Problem]:
    """Notes that lead nowhere, that nothing calls, or that repeat another's address."""
    for document in dossier.documents:
        urls: dict[str, int] = {}
        for index, note in enumerate(document.footnotes):
            name = f"[{document.number}] note {note.number}"
            match _status(note):
                case FootnoteStatus.DANGLING:
                    called = ", ".join(f"§{paragraph}" for paragraph in note.called_in)
                    yield warning(document, f"footnotes.{index}", f"{name}, called in {called}, dangles")
                case FootnoteStatus.UNCITED:
                    yield warning(
                        document,
                        f"footnotes.{index}",
                        f"{name}, listed in §{note.listed_in}, is called nowhere",
                    )
            first = urls.setdefault(note.url or f"note {note.number}", note.number)
            if first != note.number:
                yield warning(
                    document, f"footnotes.{index}.url", f"{name} repeats the address of note {first}"
                )


def _named_paragraphs(document: Document) -> Iterator[tuple[str, int]]:
    for index, note in enumerate(document.footnotes):
        for place, paragraph in enumerate(note.called_in):
            yield f"footnotes.{index}.called_in.{place}", paragraph
        if note.listed_in is not None:
            yield f"footnotes.{index}.listed_in", note.listed_in
    for index, defect in enumerate(document.defects):
        for place, paragraph in enumerate(defect.paragraphs):
            yield f"defects.{index}.paragraphs.{place}", paragraph


def _no_paragraph(paragraph: int, count: int) -> str:
    return f"there is no §{paragraph}: the document has {count} paragraphs"


def _status(note: Footnote) -> FootnoteStatus | None:
    if note.called_in:
        return FootnoteStatus.DANGLING if note.listed_in is None else FootnoteStatus.OK
    return None if note.listed_in is None else FootnoteStatus.UNCITED
