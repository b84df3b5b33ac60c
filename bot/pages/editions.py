"""A digest: what changed, the key developments, where sources disagree, its sources; always one message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from bot.names import topic_typed, typed
from bot.page import Action, Block, Bullets, Code, Heading, Line, Page, Paragraph, Source, Strong, Text
from bot.pages.claims import contested_legend
from bot.pages.coverage import covered, dateline_lines
from bot.pages.cuts import Anchors, Cut, cuts
from bot.pages.developments import Present, entry, present
from bot.pages.news import changed
from bot.pages.room import size
from bot.phrases.catalogue import Phrases
from bot.phrases.documents import sources
from corpus.index import Index
from corpus.index.views import ClaimView
from corpus.model import Topic
from digests.choices import Change
from digests.edition import Dateline, Edition, Told
from digests.snapshot import ItemKind
from digests.subscription import Content

TOPICS = 3
"""The most topics that have a button."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A page and what of its edition it shows."""

    page: Page
    cut: Cut


def edition(of: Edition, index: Index, dateline: Dateline | None, phrases: Phrases) -> LaidOut:
    """The page with as much of the edition as one message holds; what has no room is counted on it.

    `index` is the one that the edition was composed from, or one with the same records.
    """
    held = present((*of.changes, *of.developments, *of.disputes), index)
    laid = _Layout(of, held, index, dateline, phrases)
    for cut in cuts(of):
        page = laid.page(cut)
        if size(page).is_one_message:
            break
    return LaidOut(page, cut)


def nothing_changed(since: int | None, dateline: Dateline | None, phrases: Phrases) -> Page:
    """The answer where only changes are wanted and there are none."""
    lines = list(dateline_lines(dateline, phrases))
    if since is None:
        lines.append((Text(phrases.say("Nothing changed.")),))
    else:
        lines.append((Text(phrases.say("Nothing changed since revision {n}.", n=since)),))
    brief = Action(phrases.say("The brief"), typed(phrases.language, "digest", "brief"))
    return Page(
        phrases.language, (Heading(phrases.say("CHANGES")), Paragraph(tuple(lines))), actions=(brief,)
    )


@dataclass(frozen=True, slots=True)
class _Layout:
    """What every cut of one edition is laid out from."""

    of: Edition
    held: Present
    index: Index
    dateline: Dateline | None
    phrases: Phrases

    def page(self, cut: Cut) -> Page:
        of, phrases = self.of, self.phrases
        shown = (
            *of.changes[: cut.changes],
            *of.developments[: cut.developments],
            *of.disputes[: cut.disputes],
        )
        blocks: list[Block] = [Heading(self._title(), self._revisions()), self._about()]
        blocks += self._changes(cut)
        blocks += self._developments(cut)
        blocks += self._disputes(cut)
        blocks.append(Paragraph((covered(of, phrases),)))
        views = list(chain.from_iterable(self.held.behind(told) for told in shown))
        return Page(
            language=phrases.language,
            blocks=tuple(blocks),
            sources=_cited(views, phrases, cut.anchors),
            sources_title=phrases.say("Sources"),
            actions=tuple(self._actions(views)),
        )

    def _title(self) -> str:
        if self.of.since is None:
            return self.phrases.say("STANDING BRIEF")
        if self.of.content is Content.BRIEF:
            return self.phrases.say("BRIEF")
        return self.phrases.say("CHANGES")

    def _revisions(self) -> str:
        """ "rev 12→14"; "rev 14" where the number did not change, or nothing was seen before."""
        before = "" if self.of.since in (None, self.of.revision) else f"{self.of.since}→"
        return self.phrases.say("rev {n}", n=f"{before}{self.of.revision}")

    def _about(self) -> Paragraph:
        lines = list(dateline_lines(self.dateline, self.phrases))
        if self.of.topics:
            titles = (self.phrases.pick(self.index.topic(topic).title) for topic in self._topics())
            lines.append((Text(self.phrases.say("Only: {filters}", filters=", ".join(titles))),))
        return Paragraph(tuple(lines) or ((Text(self.phrases.pick(self.index.manifest.title)),),))

    def _topics(self) -> list[str]:
        known = {topic.id for topic in self.index.topics}
        return [topic for topic in self.of.topics if topic in known]

    def _changes(self, cut: Cut) -> Iterator[Block]:
        of, phrases = self.of, self.phrases
        if of.since is None:
            return
        if not of.changes:
            words = phrases.say("Nothing changed since revision {n}.", n=of.since)
            yield Paragraph(((Text(words),),))
            return
        if of.content is Content.BRIEF:
            yield Heading(phrases.say("WHAT CHANGED"))
        shown = in_order(of.changes[: cut.changes])
        withdrawn = frozenset(told.id for told in of.changes if told.change is Change.WITHDRAWN)
        yield Bullets(tuple(changed(told, self.held, self.index, phrases, withdrawn) for told in shown))
        yield Paragraph((self._rest(cut),))

    def _rest(self, cut: Cut) -> Line:
        """ "Nothing else changed.", or what else did, by kind, and where to look."""
        left: dict[Change, int] = dict(self.of.more)
        for told in self.of.changes[cut.changes :]:
            change = told.change or Change.NEW
            left[change] = left.get(change, 0) + 1
        phrases = self.phrases
        if not left:
            return (Text(phrases.say("Nothing else changed.")),)
        kinds = ", ".join(_counted(change, left[change], phrases) for change in _ORDER if change in left)
        topics = self._topics()
        where = typed(phrases.language, "timeline")
        if len(topics) == 1:
            where = topic_typed(phrases.language, self.index.topic(topics[0]))
        return (
            Text(phrases.say("More changes, not shown here: {kinds}.", kinds=kinds) + " "),
            Code(where),
        )

    def _developments(self, cut: Cut) -> Iterator[Block]:
        shown = self.of.developments[: cut.developments]
        if not shown:
            return
        if self.of.since is not None:
            yield Heading(self.phrases.say("KEY DEVELOPMENTS"))
        yield Bullets(
            tuple(
                entry(told, self.held, self.phrases, Strong(str(n)), Text(" "))
                for n, told in enumerate(shown, 1)
            )
        )

    def _disputes(self, cut: Cut) -> Iterator[Block]:
        """Further disputes, how many there are besides, and what the sign means where no dispute says so."""
        phrases, shown = self.phrases, self.of.disputes[: cut.disputes]
        if shown:
            yield Heading(phrases.say("WHERE SOURCES DISAGREE"))
            yield Bullets(tuple(entry(told, self.held, phrases) for told in shown))
        dropped = (*self.of.developments[cut.developments :], *self.of.disputes[cut.disputes :])
        more = self.of.more_disputes + sum(told.kind is ItemKind.DISPUTE for told in dropped)
        if more:
            words = phrases.count("{n} more question in dispute:", "{n} more questions in dispute:", more)
            yield Paragraph(((Text(f"{words} "), Code(self._disputed())),))
        told = (*self.of.changes[: cut.changes], *self.of.developments[: cut.developments], *shown)
        if not any(one.kind is ItemKind.DISPUTE for one in told) and self._has_contested(told):
            yield Paragraph((contested_legend(phrases, self._disputed().partition(" ")[2]),))

    def _has_contested(self, told: Iterable[Told]) -> bool:
        return any(view.contested for one in told for view in self.held.behind(one))

    def _disputed(self) -> str:
        topics = self._topics()
        words = (
            (topic_typed(self.phrases.language, self.index.topic(topics[0]))[1:],) if len(topics) == 1 else ()
        )
        return typed(self.phrases.language, "disputed", *words)

    def _actions(self, views: Iterable[ClaimView]) -> Iterator[Action]:
        """The topics told of, the first told first; where sources disagree; the digest's settings."""
        language = self.phrases.language
        asked = [self.index.topic(topic) for topic in self._topics()]
        topics: Mapping[str, Topic] = {one.id: one for one in asked or (view.topic for view in views)}
        for topic in list(topics.values())[:TOPICS]:
            yield Action(self.phrases.pick(topic.title), topic_typed(language, topic))
        told = (*self.of.changes, *self.of.developments, *self.of.disputes)
        if not asked or self.of.more_disputes or any(one.kind is ItemKind.DISPUTE for one in told):
            yield Action(self.phrases.say("Disputed"), self._disputed())
        yield Action(self.phrases.say("Settings"), typed(language, "settings"))


def in_order(changes: Iterable[Told]) -> list[Told]:
    """Changes as a page shows them: the new, the revised, the withdrawn, each as ranked."""
    return sorted(changes, key=lambda told: _ORDER[told.change or Change.NEW])


_ORDER = {change: n for n, change in enumerate(Change)}


def _counted(change: Change, n: int, phrases: Phrases) -> str:
    match change:
        case Change.NEW:
            return phrases.count("{n} new", "{n} new", n)
        case Change.REVISED:
            return phrases.count("{n} revised", "{n} revised", n)
        case Change.WITHDRAWN:
            return phrases.count("{n} withdrawn", "{n} withdrawn", n)


def _cited(views: Sequence[ClaimView], phrases: Phrases, anchors: Anchors) -> tuple[Source, ...]:
    match anchors:
        case Anchors.ALL:
            return sources(views, phrases)
        case Anchors.LEADING:
            return sources(_leading(views), phrases)
        case Anchors.NONE:
            bare = sources(views, phrases)
            return tuple(replace(source, passages=(), paragraphs=()) for source in bare)


def _leading(views: Iterable[ClaimView]) -> Iterator[ClaimView]:
    """The claims with one passage a paragraph left: that of the most important claim there."""
    taken: set[tuple[int, int]] = set()
    for view in sorted(views, key=lambda one: -one.claim.importance):
        kept = []
        for told in view.appearances:
            place = told.document.number, told.appearance.paragraph
            if place not in taken:
                taken.add(place)
                kept.append(told)
        yield replace(view, appearances=tuple(kept))
