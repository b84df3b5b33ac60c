"""What is kept about a chat, and that it was erased: `/mydata`, `/forgetme`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.names import typed
from bot.page import Action, Block, Bullets, Entry, Heading, Page, Paragraph, Text
from bot.pages.subscriptions import content_said, language_said, next_said, subscribe_action, topics_said
from bot.phrases import schedules
from bot.phrases.catalogue import SPOKEN, Phrases
from bot.wish_names import YES
from bot.wish_names import typed as named
from corpus.model import Topic
from digests.delivery import State
from digests.subscription import Chat, ChatId, ChatKind, Subscription

if TYPE_CHECKING:
    from digests.register import Held


def held(data: Held, zone: str, topics: Sequence[Topic], phrases: Phrases) -> Page:
    """Everything that is kept about the chat, and what is not; instants are shown in `zone`."""
    blocks: list[Block] = [
        Heading(phrases.say("Kept about this chat")),
        Bullets(tuple(_entry(line) for line in _chat(data.chat, zone, phrases))),
        Heading(phrases.say("Subscription")),
        Bullets(tuple(_entry(line) for line in _subscription(data.subscription, topics, phrases))),
        Heading(phrases.say("Digests")),
        Bullets(tuple(_entry(line) for line in _deliveries(data, zone, phrases))),
        Heading(phrases.say("Not kept")),
        Paragraph(((Text(_not_kept(phrases)),),)),
    ]
    return Page(phrases.language, tuple(blocks), actions=(_forget(phrases),), private=True)


def nothing_held(chat: ChatId, phrases: Phrases) -> Page:
    """Nothing is kept about the chat."""
    lines = (
        phrases.say("Nothing is kept about this chat ({id}).", id=str(chat)),
        _not_kept(phrases),
    )
    return _page(lines, (subscribe_action(phrases),), phrases)


def confirm(data: Held, phrases: Phrases) -> Page:
    """What would be erased, and how to say yes."""
    yes = typed(phrases.language, "forgetme", named(YES, phrases.language))
    lines = (
        phrases.say("This erases {what}. It cannot be undone.", what=_erasable(data, phrases)),
        phrases.say("To erase it: {command}", command=yes),
    )
    look = Action(phrases.say("What is kept"), typed(phrases.language, "mydata"))
    return _page(lines, (Action(phrases.say("Erase"), yes), look), phrases)


def forgotten(data: Held, phrases: Phrases) -> Page:
    """What was erased."""
    lines = (
        phrases.say("Erased: {what}.", what=_erasable(data, phrases)),
        phrases.say("Nothing is kept about this chat any more. If it subscribes again, it starts anew."),
    )
    return _page(lines, (subscribe_action(phrases),), phrases)


def _erasable(data: Held, phrases: Phrases) -> str:
    parts = [phrases.say("the chat’s id")]
    if data.chat.language:
        parts.append(phrases.say("its language"))
    if data.subscription:
        parts.append(phrases.say("its subscription"))
    if number := sum(data.deliveries.values()):
        parts.append(phrases.count("the record of {n} digest", "the record of {n} digests", number))
    return phrases.listed(parts)


def _chat(chat: Chat, zone: str, phrases: Phrases) -> Iterator[str]:
    yield phrases.say("Chat: {id}, {kind}", id=str(chat.id), kind=_kind(chat.kind, phrases))
    if chat.language:
        yield phrases.say("Language: {language}", language=SPOKEN.get(chat.language, chat.language))
    else:
        yield phrases.say("Language: none chosen")
    if chat.since:
        yield phrases.say("Known since: {when}", when=schedules.instant(chat.since, zone, phrases))
    if chat.suspended:
        yield phrases.say("Held back: {reason}", reason=chat.suspended)


def _subscription(kept: Subscription | None, topics: Sequence[Topic], phrases: Phrases) -> Iterator[str]:
    if kept is None:
        yield phrases.say("None")
        return
    when = schedules.schedule(kept.wish.schedule, phrases)
    if kept.next_due is None:
        yield phrases.say("Stopped: {schedule}", schedule=when)
    else:
        yield phrases.say("Digest: {schedule}", schedule=when)
        yield next_said(kept, phrases)
    yield phrases.say("Topics: {topics}.", topics=topics_said(kept.wish, topics, phrases))
    content = phrases.say("Each time: {content}.", content=content_said(kept.wish.content, phrases))
    yield f"{content} {language_said(kept.wish.language, phrases)}"
    if kept.seen:
        titles = {topic.id: phrases.pick(topic.title) for topic in topics}
        yield phrases.say(
            "Told of so far, by topic: {topics} (the number of the dossier’s state)",
            topics=", ".join(f"{titles.get(id_, id_)}\u00a0{state}" for id_, state in kept.seen.items()),
        )


def _deliveries(data: Held, zone: str, phrases: Phrases) -> Iterator[str]:
    counted = [
        phrases.say("{state}: {n}", state=_state(state, phrases), n=phrases.integer(n))
        for state, n in data.deliveries.items()
        if n
    ]
    if not counted:
        yield phrases.say("None")
        return
    yield ", ".join(counted)
    if data.first and data.last:
        first, last = (schedules.instant(each, zone, phrases) for each in (data.first, data.last))
        yield phrases.say("The first: {when}", when=first)
        yield phrases.say("The last: {when}", when=last)
    yield phrases.say("With each, the numbers of its messages; nothing of their text")


def _not_kept(phrases: Phrases) -> str:
    not_kept = phrases.say("What is typed, who typed it and names are not kept.")
    return f"{not_kept} {long_commands(phrases)}"


def long_commands(phrases: Phrases) -> str:
    """The one thing that is kept of what was asked."""
    return phrases.say("A command too long for a button is kept for 90 days, without who asked.")


def _kind(kind: ChatKind, phrases: Phrases) -> str:
    match kind:
        case ChatKind.CHANNEL:
            return phrases.say("a channel")
        case ChatKind.GROUP:
            return phrases.say("a group")
        case ChatKind.PRIVATE:
            return phrases.say("a private chat")


def _state(state: State, phrases: Phrases) -> str:
    names = {
        State.PENDING: phrases.among("digests", "waiting"),
        State.SENDING: phrases.among("digests", "being sent"),
        State.SENT: phrases.among("digests", "sent"),
        State.DEAD: phrases.among("digests", "not deliverable"),
        State.UNKNOWN: phrases.among("digests", "sent, perhaps not arrived"),
        State.MISSED: phrases.among("digests", "left out"),
        State.EXPIRED: phrases.among("digests", "never known to have arrived"),
    }
    return names[state]


def _forget(phrases: Phrases) -> Action:
    return Action(phrases.say("Erase it all"), typed(phrases.language, "forgetme"))


def _entry(line: str) -> Entry:
    return Entry((Text(line),))


def _page(lines: Sequence[str], actions: tuple[Action, ...], phrases: Phrases) -> Page:
    return Page(
        phrases.language,
        (Paragraph(tuple((Text(line),) for line in lines)),),
        actions=actions,
        private=True,
    )
