"""What a digest says of itself: when it was due, how far its sources reach, which revision it tells."""

from __future__ import annotations

from collections.abc import Iterator

from bot.page import Line, Strong, Text
from bot.phrases import dates, schedules
from bot.phrases.catalogue import Phrases
from corpus.dates import Edtf, parse
from digests.edition import Coverage, Dateline, Edition


def dateline_lines(dateline: Dateline | None, phrases: Phrases) -> Iterator[Line]:
    """ "Fri 20 Nov 2026, 08:00 Paris", and in plain words when it comes late; nothing without a due time."""
    if dateline is None:
        return
    at = schedules.instant(dateline.due, dateline.zone, phrases)
    place = dateline.zone.rpartition("/")[2].replace("_", " ")
    yield (Strong(phrases.say("{instant} {place}", instant=at, place=place)),)
    if dateline.late:
        yield (Text(phrases.say("This digest comes late: it was due at that time.")),)


def covered(of: Edition, phrases: Phrases) -> Line:
    """ "Sources: 5 documents, Jun 2024 – Nov 2025 or later. Dossier revision 2, 21 Nov 2026."."""
    revision = phrases.say(
        "Dossier revision {n}, {day}.", n=of.revision, day=dates.span(parse(of.revised), phrases)
    )
    if not of.coverage.first:
        return (Text(revision),)
    counted = phrases.count("{n} document", "{n} documents", of.coverage.documents)
    said = phrases.say("Sources: {documents}, {span}.", documents=counted, span=_span(of.coverage, phrases))
    return (Text(f"{said} {revision}"),)


def _span(of: Coverage, phrases: Phrases) -> str:
    """From the first day of the earliest window to the end of the latest, which may be open."""
    first, last = parse(of.first), parse(of.last)
    if of.first == of.last or first.start is None:
        return dates.window(last, phrases)
    return f"{dates.span(_beginning(first), phrases)} – {_end(last, phrases)}"


def _beginning(window: Edtf) -> Edtf:
    return parse(str(window).partition("/")[0])


def _end(window: Edtf, phrases: Phrases) -> str:
    if window.open_end:
        return dates.window(window, phrases)
    return dates.span(parse(str(window).rpartition("/")[2]), phrases)
