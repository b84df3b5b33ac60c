"""The documents: the list, and one of them with its notes and defects, where trust is decided."""

from __future__ import annotations

from bot.names import AFTER, typed
from bot.page import (
    Action,
    Block,
    Bullets,
    Code,
    Emphasis,
    Entry,
    Heading,
    Line,
    Link,
    Mark,
    Page,
    Paragraph,
    Sign,
    Strong,
    Text,
)
from bot.pages.claims import contested_legend, entry
from bot.pages.figures import place_in
from bot.phrases import dates
from bot.phrases.catalogue import Phrases
from bot.phrases.documents import dated, described, publisher, sources
from corpus.index.views import ClaimView, DocumentView, NoteView, Slice, SourceView
from corpus.model import Defect, Document, Footnote, FootnoteStatus


def documents(found: Slice[DocumentView], phrases: Phrases) -> Page:
    """The reply to `/sources`."""
    heading = Heading(
        phrases.count("SOURCES: {n} document", "SOURCES: {n} documents", found.total), _shown(found, phrases)
    )
    actions = []
    if found.previous_after is not None:
        words = (AFTER + found.previous_after,) if found.previous_after else ()
        actions.append(Action(phrases.say("Back"), typed(phrases.language, "sources", *words)))
    if found.next_after is not None:
        actions.append(
            Action(phrases.say("Next"), typed(phrases.language, "sources", AFTER + found.next_after))
        )
    return Page(
        language=phrases.language,
        blocks=(heading, Bullets(tuple(_listed(view, phrases) for view in found.items))),
        actions=tuple(actions),
    )


def document(found: SourceView, phrases: Phrases) -> Page:
    """The reply to `/sources 3`: what it is, what was checked, its notes in short, its defects."""
    about = found.document
    blocks: list[Block] = [
        Heading(f"[{about.number}] {_name(about, phrases)}"),
        Paragraph(tuple(_facts(found, phrases))),
    ]
    if found.notes:
        blocks += _notes(tuple(note for note in found.notes if _matters(note)), phrases, found, whole=False)
    if about.defects:
        blocks += [
            Heading(phrases.say("DEFECTS")),
            Bullets(tuple(_defect(defect, phrases) for defect in about.defects)),
        ]
    return Page(language=phrases.language, blocks=tuple(blocks), actions=tuple(_ways(found, phrases)))


def notes(found: SourceView, phrases: Phrases) -> Page:
    """The reply to `/sources 3 notes`: every note of the document."""
    none = Paragraph(((Text(phrases.say("It has no notes.")),),))
    return Page(
        language=phrases.language,
        blocks=tuple(_notes(found.notes, phrases, found, whole=True)) if found.notes else (none,),
        actions=(_open(found.document, phrases),),
    )


def claims(found: SourceView, phrases: Phrases) -> Page:
    """The reply to `/sources 3 claims`: what the document tells, in reading order."""
    number = str(found.document.number)
    told = found.claims

    def page(after: str) -> str:
        return typed(phrases.language, "sources", number, "claims", *((AFTER + after,) if after else ()))

    actions = []
    if told.previous_after is not None:
        actions.append(Action(phrases.say("Back"), page(told.previous_after)))
    if told.next_after is not None:
        actions.append(Action(phrases.say("Next"), page(told.next_after)))
    title = phrases.say("CLAIMS of [{n}]", n=number)
    legend = (Paragraph((contested_legend(phrases),)),) if any(view.contested for view in told.items) else ()
    return Page(
        language=phrases.language,
        blocks=(
            Heading(title, place_in(told, phrases)),
            Bullets(tuple(entry(view, phrases) for view in told.items)),
            *legend,
        ),
        sources=sources(told.items, phrases),
        sources_title=phrases.say("Sources"),
        actions=(*actions, _open(found.document, phrases)),
    )


def _shown(found: Slice[DocumentView], phrases: Phrases) -> str:
    return place_in(found, phrases) if found.total > len(found.items) else ""


def _listed(view: DocumentView, phrases: Phrases) -> Entry:
    about = view.document
    told = phrases.count("{n} claim", "{n} claims", view.claims)
    head: Line = (Strong(f"[{about.number}]"), Text(" "), *described(about, phrases))
    body: list[Line] = [(Text(phrases.say("{said}; {owner}", said=dated(about, phrases), owner=told)),)]
    missing = [note.number for note in about.footnotes if note.status is FootnoteStatus.DANGLING]
    if missing:
        body.append(
            (
                Mark(Sign.DEFECT),
                Text(" " + phrases.count("a note is missing", "{n} notes are missing", len(missing))),
            )
        )
    return Entry(head=head, body=tuple(body), open=_open(about, phrases))


def _name(about: Document, phrases: Phrases) -> str:
    """The title, else our own label in parentheses, said to be ours."""
    return about.title or phrases.say("({label}), our label", label=phrases.pick(about.label))


def _facts(found: SourceView, phrases: Phrases) -> tuple[Line, ...]:
    about = found.document
    unstated = phrases.say("not stated")
    evidence = phrases.pick(about.published_evidence)
    told = phrases.count("{n} claim", "{n} claims", found.claims.total)
    read = phrases.count("{n} paragraph", "{n} paragraphs", about.paragraphs)
    lines: list[Line] = [
        (Strong(phrases.say("Publisher:")), Text(f" {publisher(about, phrases) or unstated}")),
        (Strong(phrases.say("Title:")), Text(f" {about.title or unstated}")),
        (Strong(phrases.say("Author:")), Text(f" {about.author or unstated}")),
        (Strong(phrases.say("Published:")), Text(f" {dated(about, phrases)} ({evidence})")),
        (Text(f"{read}, {told}"),),
    ]
    if found.checked == found.claims.total:
        lines.append(
            (
                Mark(Sign.CHECKED),
                Text(" " + phrases.say("every claim’s citation checked: the words are there")),
            )
        )
    elif found.checked:
        words = phrases.say(
            "{n} of {total} claims’ citations checked", n=found.checked, total=found.claims.total
        )
        lines.append((Mark(Sign.UNCHECKED), Text(f" {words}")))
    else:
        lines.append((Mark(Sign.UNCHECKED), Text(" " + phrases.say("citations unchecked"))))
    return tuple(lines)


def _notes(shown: tuple[NoteView, ...], phrases: Phrases, found: SourceView, *, whole: bool) -> list[Block]:
    """Notes with what they support; `whole` adds their addresses, else the others are counted."""
    listed = [note for note in found.notes if note.footnote.listed_in is not None]
    called = [note for note in found.notes if note.footnote.called_in]
    heading = phrases.say("NOTES: {called} called, {listed} listed", called=len(called), listed=len(listed))
    entries = Bullets(tuple(_note(note, phrases, whole=whole) for note in shown))
    said = [phrases.say("The pages behind the addresses were not read.")]
    if others := len(found.notes) - len(shown):
        said.insert(0, phrases.count("{n} other note.", "{n} other notes.", others))
    return [Heading(heading), entries, Paragraph(((Emphasis(" ".join(said)),),))]


def _matters(note: NoteView) -> bool:
    """Whether the note supports a figure, or is itself defective."""
    return note.footnote.status is not FootnoteStatus.OK or any(view.claim.estimate for view in note.claims)


def _note(note: NoteView, phrases: Phrases, *, whole: bool) -> Entry:
    about = note.footnote
    number = Strong(str(about.number))
    called = ", ".join(map(str, about.called_in))
    if about.status is FootnoteStatus.DANGLING:
        words = phrases.say("dangling: called in §{paragraphs}, missing from the list", paragraphs=called)
        return Entry((Mark(Sign.DEFECT), Text(" "), number, Text(f" {words}")))
    where = Text(f" §{called}") if called else Text(" " + phrases.say("called nowhere"))
    head: Line = (number, Text(" "), _site(about, phrases, whole=whole), where, *_dates(about, phrases))
    return Entry(head=head, body=tuple(_supported(view, phrases) for view in note.claims))


def _site(note: Footnote, phrases: Phrases, *, whole: bool) -> Text | Link:
    if note.url is None:
        return Text(phrases.say("no address"))
    site = note.label or note.url
    return Link(site, note.url) if whole else Text(site)


def _dates(note: Footnote, phrases: Phrases) -> Line:
    if note.dates is None:
        return ()
    return (Text(" " + phrases.say("(its address says {date})", date=dates.span(note.dates, phrases))),)


def _supported(view: ClaimView, phrases: Phrases) -> Line:
    return (Text(phrases.pick(view.claim.gloss) + " "), Code(typed(phrases.language, "claim", view.claim.id)))


def _defect(defect: Defect, phrases: Phrases) -> Entry:
    where = f" (§{', '.join(map(str, defect.paragraphs))})" if defect.paragraphs else ""
    return Entry((Text(phrases.pick(defect.text) + where),))


def _open(about: Document, phrases: Phrases) -> Action:
    return Action(f"[{about.number}]", typed(phrases.language, "sources", str(about.number)))


def _ways(found: SourceView, phrases: Phrases) -> list[Action]:
    number = str(found.document.number)
    ways = [Action(phrases.say("Claims"), typed(phrases.language, "sources", number, "claims"))]
    if found.notes:
        ways.append(Action(phrases.say("All notes"), typed(phrases.language, "sources", number, "notes")))
    return [*ways, Action(phrases.say("All sources"), typed(phrases.language, "sources"))]
