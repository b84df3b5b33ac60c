"""A chat's digest: what was asked for, when the next one comes, and what can be changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from bot.names import COMMANDS, typed
from bot.page import Action, Line, Page, Paragraph, Text
from bot.phrases import schedules
from bot.phrases.catalogue import SPOKEN, Phrases
from bot.wish_names import CONTENTS, PARTS
from bot.wish_names import typed as named
from corpus.model import Topic
from digests.subscription import Content, Subscription, Wish

DIGEST: Final = "digest"
"""The command that shows a digest now."""


def subscribed(
    now: Subscription,
    before: Subscription | None,
    topics: Sequence[Topic],
    phrases: Phrases,
    *,
    took_zone: bool = False,
) -> Page:
    """What the subscription is after `/subscribe`; `took_zone`: no zone was named, so one was taken."""
    when = schedules.schedule(now.wish.schedule, phrases)
    if before is None or before.next_due is None:
        headline = phrases.say("Subscribed: {schedule}", schedule=when)
    elif before.wish == now.wish:
        headline = phrases.say("Subscribed as before: {schedule}", schedule=when)
    else:
        headline = phrases.say("Changed: {schedule}", schedule=when)
    lines = [headline, *_told(now, topics, phrases)]
    if took_zone:
        another = asked(phrases, "zone", phrases.say("London"))
        zone = now.wish.schedule.zone
        lines.append(
            phrases.say(
                "No time zone was named, so it is {zone}. Another: {example}", zone=zone, example=another
            )
        )
    other = Content.BRIEF if now.wish.content is Content.CHANGES else Content.CHANGES
    return _page(lines, phrases, _changes(content_action(other, phrases), phrases))


def settings(now: Subscription, spoken: str, topics: Sequence[Topic], phrases: Phrases) -> Page:
    """The whole subscription; `spoken` is the language that the chat is answered in."""
    when = schedules.schedule(now.wish.schedule, phrases)
    lines = [phrases.say("Digest: {schedule}", schedule=when), *_told(now, topics, phrases)]
    if spoken != now.wish.language:
        lines.append(phrases.say("This chat is answered in {language}.", language=SPOKEN[spoken]))
    each = Action(phrases.say("Each time"), asked(phrases, "content"))
    return _page(lines, phrases, (*_changes(each, phrases), *_languages(spoken, phrases)))


def no_digest(
    stopped: Subscription | None, spoken: str, phrases: Phrases, *, is_unchanged: bool = False
) -> Page:
    """No digest comes to this chat: `stopped` is the one that did; whether something was to be changed."""
    lines = [phrases.say("No digest comes here.")]
    if is_unchanged:
        lines.append(phrases.say("Nothing was changed."))
    if stopped:
        was = schedules.schedule(stopped.wish.schedule, phrases)
        lines.append(phrases.say("Before it was stopped: {schedule}", schedule=was))
    lines.append(phrases.say("This chat is answered in {language}.", language=SPOKEN[spoken]))
    return _page(lines, phrases, (subscribe_action(phrases), *_languages(spoken, phrases)))


def stopped(phrases: Phrases) -> Page:
    """The digest was stopped."""
    lines = (
        phrases.say("Stopped: no digest comes here any more."),
        phrases.say("What was chosen is kept, for {command}.", command=typed(phrases.language, "subscribe")),
    )
    forget = Action(phrases.say("Forget this chat"), typed(phrases.language, "forgetme"))
    return _page(lines, phrases, (subscribe_action(phrases), forget))


def subscribe_action(phrases: Phrases) -> Action:
    """The button that subscribes."""
    return Action(phrases.say("Subscribe"), typed(phrases.language, "subscribe"))


def asked(phrases: Phrases, part: str, *words: str) -> str:
    """A part of `/settings` as it is typed: "/settings time 08:00"."""
    return typed(phrases.language, "settings", named(PARTS[part], phrases.language), *words)


def topics_said(wish: Wish, topics: Iterable[Topic], phrases: Phrases) -> str:
    """ "all", "Troops and Losses"; a topic that the dossier has no more by its id."""
    titles = {topic.id: phrases.pick(topic.title) for topic in topics}
    if not wish.topics:
        return phrases.among("topics", "all")
    gone = sorted(wish.topics - titles.keys())
    return phrases.listed([*(title for id_, title in titles.items() if id_ in wish.topics), *gone])


def content_said(content: Content, phrases: Phrases) -> str:
    """What each digest holds, in a few words."""
    match content:
        case Content.BRIEF:
            return phrases.say("the brief")
        case Content.CHANGES:
            return phrases.say("only what changed")


def language_said(code: str, phrases: Phrases) -> str:
    """ "In French", as a sentence by itself."""
    said = {"en": phrases.say("In English."), "fr": phrases.say("In French.")}
    return said.get(code, SPOKEN.get(code, code))


def content_action(content: Content, phrases: Phrases) -> Action:
    """The button that chooses what each digest holds."""
    labels = {Content.BRIEF: phrases.say("The brief"), Content.CHANGES: phrases.say("Only changes")}
    return Action(labels[content], asked(phrases, "content", named(CONTENTS[content], phrases.language)))


def next_said(now: Subscription, phrases: Phrases) -> str:
    """When the next one comes, in the subscription's zone; why none does, where the chat is suspended."""
    if now.chat.suspended:
        again = typed(phrases.language, "subscribe")
        return phrases.say("Held back: nothing could be sent here. {command} tries again.", command=again)
    if now.next_due is None:
        return phrases.say("No digest comes here.")
    return phrases.say("Next: {when}", when=schedules.instant(now.next_due, now.wish.schedule.zone, phrases))


def _told(now: Subscription, topics: Sequence[Topic], phrases: Phrases) -> tuple[str, str]:
    about = (
        phrases.say("Topics: {topics}.", topics=topics_said(now.wish, topics, phrases)),
        phrases.say("Each time: {content}.", content=content_said(now.wish.content, phrases)),
        language_said(now.wish.language, phrases),
    )
    return next_said(now, phrases), " ".join(about)


def _changes(each: Action, phrases: Phrases) -> tuple[Action, ...]:
    """What can be changed; `each` is the button for what each digest holds."""
    now = (
        (Action(phrases.say("Send one now"), typed(phrases.language, DIGEST)),) if DIGEST in COMMANDS else ()
    )
    return (
        Action(phrases.say("Time"), asked(phrases, "time")),
        Action(phrases.say("Time zone"), asked(phrases, "zone")),
        Action(phrases.say("Topics"), asked(phrases, "topics")),
        each,
        *now,
        Action(phrases.say("Stop"), typed(phrases.language, "unsubscribe")),
    )


def _languages(spoken: str, phrases: Phrases) -> tuple[Action, ...]:
    return tuple(
        Action(name, asked(phrases, "language", code)) for code, name in SPOKEN.items() if code != spoken
    )


def _page(lines: Iterable[str], phrases: Phrases, actions: tuple[Action, ...]) -> Page:
    texts: tuple[Line, ...] = tuple((Text(line),) for line in lines)
    return Page(phrases.language, (Paragraph(texts),), actions=actions, private=True)
