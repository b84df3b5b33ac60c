"""What this is and how to read it: `/start`, `/help`, `/about`, `/language`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.names import COMMANDS, topic_typed, typed
from bot.page import Action, Block, Bullets, Code, Entry, Heading, Line, Mark, Page, Paragraph, Sign, Text
from bot.pages.privacy import long_commands
from bot.phrases import dates
from bot.phrases.catalogue import SPOKEN, Phrases
from corpus.model import Manifest, Topic

MENU = ("timeline", "sources", "disputed")
"""The built-in commands that `/start` offers beside the topics."""


def start(manifest: Manifest, topics: Sequence[Topic], phrases: Phrases) -> Page:
    """What it is, how to read it, where to press."""
    legend: tuple[Line, ...] = (
        (Text(phrases.say("Every figure keeps its owner and date.")),),
        (Mark(Sign.CONTESTED), Text(" " + phrases.say("contested: cannot both be true, or in tension"))),
        (Text(phrases.say("[3] §8: document 3, paragraph 8")),),
    )
    return Page(
        language=phrases.language,
        blocks=(Paragraph(((Text(phrases.pick(manifest.summary)),), *legend)),),
        actions=(
            *topic_actions(topics, phrases),
            *(_built_in(name, phrases) for name in MENU),
            Action(phrases.say("Subscribe"), typed(phrases.language, "subscribe")),
            *_languages(phrases),
        ),
    )


def help_page(topics: Sequence[Topic], phrases: Phrases, *, is_typed: bool = True) -> Page:
    """Every command with what it answers; and what can be typed after it, where lines are typed."""
    language = phrases.language
    built_in = tuple(
        Entry((Code(f"{typed(language, name)} {arguments}".rstrip()), Text(f"  {says}")))
        for name, arguments, says in _described(phrases)
    )
    asked = tuple(
        Entry((Code(topic_typed(language, topic)), Text(f"  {phrases.pick(topic.description)}")))
        for topic in topics
    )
    narrow = (
        phrases.say(
            "After a topic: a date, a claimant, a scope, “{chart}”, “{statements}” or “{filter}”."
            " For instance {example}.",
            chart=topic_typed(language, topics[0], "chart").partition(" ")[2],
            statements=topic_typed(language, topics[0], "statements").partition(" ")[2],
            filter=topic_typed(language, topics[0], "filter").partition(" ")[2],
            example=topic_typed(language, topics[0], "2024-11-01"),
        )
        if topics and is_typed
        else ""
    )
    blocks: list[Block] = [
        Heading(phrases.say("Topics")),
        Bullets(asked),
        Heading(phrases.say("Commands")),
        Bullets(built_in),
    ]
    if narrow:
        blocks.append(
            Paragraph(((Text(narrow),), (Text(phrases.say("Words without a command are searched for.")),)))
        )
    return Page(language=language, blocks=tuple(blocks), actions=_languages(phrases))


def descriptions(phrases: Phrases) -> dict[str, str]:
    """What each built-in command answers, in the order in which they are listed."""
    return {name: says for name, _, says in _described(phrases)}


def about(manifest: Manifest, version: str, operator: str | None, phrases: Phrases) -> Page:
    """Who runs it, what it runs, what it keeps."""
    revised = dates.span(manifest.revised, phrases)
    lines: tuple[Line, ...] = (
        (Text(phrases.say("Briefing bot {version}.", version=version)),),
        (
            Text(
                phrases.say(
                    "Run by {operator}.",
                    operator=operator or phrases.say("whoever started it: no name was set"),
                )
            ),
        ),
        (
            Text(
                phrases.say(
                    "Dossier: {title}, revision {n} of {date}.",
                    title=phrases.pick(manifest.title),
                    n=manifest.revision,
                    date=revised,
                )
            ),
        ),
        (Text(phrases.say("It reports who claims what; it takes no side and guesses nothing.")),),
        (
            Text(
                phrases.say("No telemetry. What you type is answered and not kept.")
                + " "
                + long_commands(phrases)
            ),
        ),
        (
            Text(
                phrases.say(
                    "Kept: a chat’s id, its language if it chose one, its subscription and the record of its"
                    " digests. {mydata} shows it, {forgetme} erases it.",
                    mydata=typed(phrases.language, "mydata"),
                    forgetme=typed(phrases.language, "forgetme"),
                )
            ),
        ),
    )
    return Page(language=phrases.language, blocks=(Heading(phrases.say("About")), Paragraph(lines)))


def languages(current: Phrases) -> Page:
    """Which languages there are."""
    said = current.say("This chat is answered in {language}.", language=SPOKEN[current.language])
    return Page(
        language=current.language,
        blocks=(Paragraph(((Text(said),),)),),
        actions=_languages(current),
        private=True,
    )


def topic_actions(topics: Sequence[Topic], phrases: Phrases) -> tuple[Action, ...]:
    """A button for each topic."""
    return tuple(Action(phrases.pick(topic.title), topic_typed(phrases.language, topic)) for topic in topics)


def _built_in(name: str, phrases: Phrases) -> Action:
    labels = {
        "timeline": phrases.say("Timeline"),
        "sources": phrases.say("Sources"),
        "disputed": phrases.say("Disputed"),
    }
    return Action(labels[name], typed(phrases.language, name))


def _languages(phrases: Phrases) -> tuple[Action, ...]:
    """The other languages, each named in itself."""
    return tuple(
        Action(name, f"{typed(code, 'language')} {code}")
        for code, name in SPOKEN.items()
        if code != phrases.language
    )


def _described(phrases: Phrases) -> tuple[tuple[str, str, str], ...]:
    described = (
        (
            "timeline",
            phrases.say("[period] [topic, actor or place]"),
            phrases.say("what happened, in order"),
        ),
        (
            "sources",
            phrases.say("[n]"),
            phrases.say("the documents; one of them with its notes and defects"),
        ),
        (
            "claim",
            phrases.say("id"),
            phrases.say("one claim: who says it, through whom, where, what stands against it"),
        ),
        (
            "disputed",
            phrases.say("[topic]"),
            phrases.say("where claims cannot both be true, or are in tension"),
        ),
        (
            "search",
            phrases.say("words"),
            phrases.say("claims, events and documents; typing errors are forgiven, digits never"),
        ),
        ("digest", phrases.say("[topics]"), phrases.say("the digest as it is now")),
        (
            "subscribe",
            phrases.say("[days] [times] [city] [topics]"),
            phrases.say("a digest of the key developments, at your time"),
        ),
        ("settings", "", phrases.say("the digest’s time, time zone, topics, contents; the language")),
        ("unsubscribe", "", phrases.say("no digest any more")),
        ("language", "|".join(SPOKEN), phrases.say("the language of this chat")),
        ("mydata", "", phrases.say("what is kept about this chat")),
        ("forgetme", "", phrases.say("erase what is kept about this chat")),
        ("about", "", phrases.say("who runs this, version, revision")),
        ("help", "", phrases.say("this list")),
    )
    return tuple(row for row in described if row[0] in COMMANDS)
