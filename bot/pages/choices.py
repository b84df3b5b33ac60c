"""What `/settings` offers for one part of a digest: times, zones, topics, contents; each button a command."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time
from typing import Final

from bot.names import topic_typed, typed
from bot.page import Action, Page, Paragraph, Text
from bot.pages.subscriptions import asked, content_action, content_said, next_said, topics_said
from bot.phrases import schedules
from bot.phrases.catalogue import SPOKEN, Phrases
from bot.wish_names import ALL
from bot.wish_names import typed as named
from corpus.model import Topic
from digests.subscription import Content, Subscription

TIMES: Final = tuple(map(time, (7, 8, 12, 18, 20)))
ZONES: Final = ("Europe/Paris", "Europe/London", "America/New_York", "Asia/Seoul", "UTC")


def times(now: Subscription, phrases: Phrases) -> Page:
    """When it comes, and other times and days."""
    example = phrases.say("Mon and Thu 08:30 and 18:00")
    lines = (
        phrases.say("Digest: {schedule}", schedule=schedules.schedule(now.wish.schedule, phrases)),
        next_said(now, phrases),
        phrases.say(
            "Any days and times can be typed: {example}",
            example=asked(phrases, "time", example),
        ),
    )
    clocks = (Action(schedules.at(at, phrases), asked(phrases, "time", f"{at:%H:%M}")) for at in TIMES)
    days = (
        Action(phrases.say("Every day"), asked(phrases, "time", phrases.say("every day"))),
        Action(phrases.say("Weekdays"), asked(phrases, "time", phrases.say("weekdays"))),
    )
    return _page(lines, (*clocks, *days), phrases)


def zones(now: Subscription, usual: str, phrases: Phrases) -> Page:
    """The zone of its times, and others; `usual` is what a chat gets that names none."""
    zone = now.wish.schedule.zone
    city = phrases.say("London")
    lines = (
        phrases.say("Time zone: {zone}", zone=zone),
        next_said(now, phrases),
        phrases.say("A city is enough: {example}", example=asked(phrases, "zone", city)),
    )
    offered = [one for one in dict.fromkeys((usual, *ZONES)) if one != zone]
    return _page(lines, (Action(one, asked(phrases, "zone", one)) for one in offered), phrases)


def topics(now: Subscription, known: Sequence[Topic], phrases: Phrases) -> Page:
    """Its topics, each to be added or taken away."""
    said = phrases.say("Topics: {topics}.", topics=topics_said(now.wish, known, phrases))
    if not now.wish.topics:
        how = phrases.say("Choose one to get it alone; then add others.")
    else:
        how = phrases.say("+ adds a topic, − takes it away.")
    actions = [_topic(one, now.wish.topics, phrases) for one in known]
    if now.wish.topics:
        everything = named(ALL, phrases.language)
        actions.append(Action(phrases.say("All topics"), asked(phrases, "topics", everything)))
    return _page((said, how, next_said(now, phrases)), actions, phrases)


def contents(now: Subscription, phrases: Phrases) -> Page:
    """What each digest holds, and the other choice."""
    lines = (
        phrases.say("Each time: {content}.", content=content_said(now.wish.content, phrases)),
        phrases.say("The brief: what is new, then the key developments, every time."),
        phrases.say("Only changes: what is new; nothing is sent when nothing changed."),
    )
    return _page(lines, (content_action(one, phrases) for one in Content if one != now.wish.content), phrases)


def languages(spoken: str, phrases: Phrases) -> Page:
    """The language of the chat and its digests, and the others."""
    line = phrases.say("This chat is answered in {language}.", language=SPOKEN[spoken])
    others = (
        Action(name, asked(phrases, "language", code)) for code, name in SPOKEN.items() if code != spoken
    )
    return _page((line,), others, phrases)


def _topic(topic: Topic, chosen: frozenset[str], phrases: Phrases) -> Action:
    title, name = phrases.pick(topic.title), topic_typed(phrases.language, topic)[1:]
    sign = "" if not chosen else "− " if topic.id in chosen else "+ "
    return Action(f"{sign}{title}", asked(phrases, "topics", name))


def _page(lines: Iterable[str], actions: Iterable[Action], phrases: Phrases) -> Page:
    back = Action(phrases.say("Settings"), typed(phrases.language, "settings"))
    texts = tuple((Text(line),) for line in lines)
    return Page(phrases.language, (Paragraph(texts),), actions=(*actions, back), private=True)
