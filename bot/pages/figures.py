"""A topic's figures: rivals side by side, then in words what contradicts, fits or measures what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.names import AFTER, topic_typed, typed
from bot.page import Action, Block, Code, Figures, Heading, Line, Mark, Page, Paragraph, Sign, Text
from bot.pages.claims import bare, card, counted, figure_of, row
from bot.phrases.catalogue import Phrases
from bot.phrases.documents import sources
from corpus.dates import Edtf
from corpus.index.views import ClaimView, Item, Pair, Slice
from corpus.model import Claim, Dating, Leads, Manifest, Topic
from corpus.verdicts import Verdict


def figures(  # noqa: PLR0913 - the topic, its figures and what is said around them
    topic: Topic,
    claims: Slice[ClaimView],
    pairs: Sequence[Pair],
    manifest: Manifest,
    phrases: Phrases,
    *,
    statements: int = 0,
    narrowed: str = "",
    words: str = "",
    period: Edtf | None = None,
) -> Page:
    """The reply to `/troops`.

    `statements` counts the claims without a figure; `narrowed` says the filter, `words` are it as typed. With
    a `period`, figures whose day is open stand apart from those that are of it.
    """
    blocks: list[Block] = [Heading(heading(topic, phrases), aside(claims, manifest, phrases))]
    if narrowed:
        blocks.append(Paragraph(((Text(narrowed),),)))
    blocks += _tables(claims.items, period, phrases)
    verdicts = verdict_lines(topic, claims.items, pairs, phrases)
    if verdicts:
        blocks.append(Paragraph(verdicts))
    return Page(
        language=phrases.language,
        blocks=tuple(blocks),
        sources=sources(claims.items, phrases),
        sources_title=phrases.say("Sources"),
        actions=tuple(_actions(topic, claims, phrases, statements, words)),
    )


def table(claims: Sequence[ClaimView], phrases: Phrases) -> Figures:
    """Figures in rows, in the order given."""
    heads = (
        phrases.say("figure"),
        phrases.say("measures"),
        phrases.say("claimant, as of"),
        phrases.say("cite"),
    )
    return Figures(tuple(row(view, phrases) for view in claims), heads)


def _tables(claims: Sequence[ClaimView], period: Edtf | None, phrases: Phrases) -> Iterable[Block]:
    """One table; of a period two, what is of it first."""
    if period is None:
        return (table(claims, phrases),)
    dated = [view for view in claims if _is_of(view.claim, period)]
    undecided = [view for view in claims if view not in dated]
    blocks: list[Block] = [table(dated, phrases)] if dated else []
    if undecided:
        said = phrases.say("Day open (“by”, “or later”, “undated”), so these may hold then:")
        blocks += [Paragraph(((Text(said),),)), table(undecided, phrases)]
    return blocks


def _is_of(claim: Claim, period: Edtf) -> bool:
    """Whether its time is in or around the period, and not merely a bound that leaves the day open."""
    moment = claim.when or claim.said_on
    if moment is None:
        return False
    bound = moment.open_start or claim.dating is Dating.PUBLICATION
    return period.contains(moment) or not bound


def figures_typed(topic: Topic, phrases: Phrases, *words: str) -> str:
    """The command for a topic's figures: the bare one, unless its statements come first."""
    asked = ("figures",) if topic.leads is Leads.STATEMENTS else ()
    return topic_typed(phrases.language, topic, *asked, *words)


def heading(topic: Topic, phrases: Phrases) -> str:
    """ "TROOPS: North Korean personnel"."""
    return phrases.say(
        "{title}: {subject}", title=phrases.pick(topic.title).upper(), subject=phrases.pick(topic.subject)
    )


def aside(shown: Slice[ClaimView], manifest: Manifest, phrases: Phrases) -> str:
    """The dossier's revision, and which part of a longer list this is."""
    revision = phrases.say("rev {n}", n=manifest.revision)
    if shown.total <= len(shown.items):
        return revision
    return f"{place_in(shown, phrases)}, {revision}"


def place_in(shown: Slice[Item], phrases: Phrases) -> str:
    """ "1–7 of 15"."""
    return phrases.say(
        "{first}–{last} of {total}",
        first=shown.first,
        last=shown.first + len(shown.items) - 1,
        total=shown.total,
    )


def verdict_lines(
    topic: Topic, claims: Sequence[ClaimView], pairs: Sequence[Pair], phrases: Phrases
) -> tuple[Line, ...]:
    """What the figures say of each other: contested, fitting both, later, and the rest."""
    by_id = {view.claim.id: view for view in claims}
    among = [pair for pair in pairs if pair.claim in by_id and pair.other in by_id]
    contested = [pair for pair in among if pair.verdict.contested]
    later = [pair for pair in among if pair.verdict is Verdict.LATER]
    lines = [_contest(pair, by_id, phrases) for pair in contested]
    lines += [_later(pair, by_id, phrases) for pair in later]
    rivals = {claim for pair in contested for claim in (pair.claim, pair.other)}
    fitting = _fitting(among, rivals, by_id)
    if fitting:
        words = phrases.listed(phrases.quote(bare(view, phrases)) for view in fitting)
        lines.append((Text(_fits(words, len(fitting), len(rivals), phrases)),))
    placed = rivals | {view.claim.id for view in fitting} | {c for p in later for c in (p.claim, p.other)}
    rest = [view for view in claims if view.claim.id not in placed]
    if contested and rest:
        lines.append(
            (
                Text(
                    phrases.count(
                        "The other measures something else.", "The rest measures something else.", len(rest)
                    )
                ),
            )
        )
    elsewhere = [view for view in claims if view.contested and view.claim.id not in rivals]
    if elsewhere:
        lines.append(_elsewhere(topic, elsewhere, phrases))
    if not contested and not elsewhere and len(claims) > 1:
        lines.append((Text(phrases.say("No figure here contradicts another.")),))
    return tuple(lines)


def _elsewhere(topic: Topic, views: Sequence[ClaimView], phrases: Phrases) -> Line:
    """Figures whose rivals are not on this page: statements, or what a filter left out."""
    named = phrases.listed(figure_of(view, phrases) for view in views)
    words = phrases.say("{figures}: contested by claims that are not in this table. See", figures=named)
    command = typed(phrases.language, "disputed", topic_typed(phrases.language, topic)[1:])
    return (Mark(Sign.CONTESTED), Text(f" {words} "), Code(command))


def _contest(pair: Pair, by_id: dict[str, ClaimView], phrases: Phrases) -> Line:
    one, other = (
        f"{figure_of(by_id[id_], phrases)} ({counted(by_id[id_], phrases)})"
        for id_ in (pair.claim, pair.other)
    )
    if pair.verdict is Verdict.CONTRADICTS:
        words = phrases.say("contested, cannot both be true: {one} or {other}.", one=one, other=other)
    else:
        words = phrases.say("contested, in tension: {one} and {other}.", one=one, other=other)
    reason = f" {phrases.pick(pair.reason)}" if pair.reason else ""
    return (Mark(Sign.CONTESTED), Text(f" {words}{reason}"))


def _later(pair: Pair, by_id: dict[str, ClaimView], phrases: Phrases) -> Line:
    old, new = by_id[pair.claim], by_id[pair.other]
    return (
        Text(
            phrases.say(
                "Later figure: {old} → {new}.", old=figure_of(old, phrases), new=figure_of(new, phrases)
            )
        ),
    )


def _fitting(pairs: Iterable[Pair], rivals: set[str], by_id: dict[str, ClaimView]) -> list[ClaimView]:
    """Figures outside every contest that are compatible with each of its rivals."""
    fits: dict[str, set[str]] = {}
    for pair in pairs:
        if pair.verdict is Verdict.COMPATIBLE:
            fits.setdefault(pair.claim, set()).add(pair.other)
            fits.setdefault(pair.other, set()).add(pair.claim)
    return [
        view for id_, view in by_id.items() if rivals and id_ not in rivals and fits.get(id_, set()) >= rivals
    ]


def _fits(words: str, n: int, rivals: int, phrases: Phrases) -> str:
    if rivals == 2:  # noqa: PLR2004 - "both" is said of two
        return phrases.count("{words} fits both.", "{words} fit both.", n, words=words)
    return phrases.count("{words} fits all of them.", "{words} fit all of them.", n, words=words)


def _actions(
    topic: Topic, claims: Slice[ClaimView], phrases: Phrases, statements: int, words: str
) -> Iterable[Action]:
    language = phrases.language
    filters = words.split()
    if claims.previous_after is not None:
        back = (AFTER + claims.previous_after,) if claims.previous_after else ()
        yield Action(phrases.say("Back"), figures_typed(topic, phrases, *filters, *back))
    if claims.next_after is not None:
        onward = figures_typed(topic, phrases, *filters, AFTER + claims.next_after)
        yield Action(phrases.say("Next"), onward)
    if any(view.claim.estimate and view.claim.estimate.amounts for view in claims.items):
        yield Action(phrases.say("Chart"), topic_typed(language, topic, "chart"))
    contested = [view for view in claims.items if view.contested]
    if contested:
        yield Action(phrases.say("Disputed"), typed(language, "disputed", topic_typed(language, topic)[1:]))
    if statements:
        label = phrases.say("Statements ({n})", n=statements)
        yield Action(label, topic_typed(language, topic, "statements"))
    first = (contested or list(claims.items))[:1]
    for view in first:
        yield card(view, phrases, bare(view, phrases))
    yield Action(phrases.say("Filter"), topic_typed(language, topic, "filter"))
