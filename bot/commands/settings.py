"""`/settings`: the chat's digest and its language, and each part of them to be changed."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import BotError
from bot.names import typed
from bot.page import Page
from bot.pages import choices, subscriptions, wish_problems
from bot.pages.problems import shortened
from bot.request import Request
from bot.services import Services
from bot.wish_names import PARTS, language_named, named
from digests.subscription import Subscription


async def settings(request: Request, services: Services) -> Page:
    """Everything; or a part's choices (`time`); or a change (`time 8h30`, or without the part's name)."""
    phrases = services.phrases(request.language)
    part = named(request.words[0], PARTS) if request.words else None
    words = request.words[1:] if part else request.words
    if part == "language":
        return await _language(words, request, services)
    now = await (await services.register.opened()).subscription(request.asker.chat)
    if now is None or now.next_due is None:
        return subscriptions.no_digest(now, request.spoken, phrases, is_unchanged=bool(words))
    if words:
        return await _change(now, part, words, request, services)
    topics = services.index().topics
    match part:
        case "time":
            return choices.times(now, phrases)
        case "zone":
            return choices.zones(now, services.zone(), phrases)
        case "topics":
            return choices.topics(now, topics, phrases)
        case "content":
            return choices.contents(now, phrases)
        case _:
            return subscriptions.settings(now, request.spoken, topics, phrases)


async def _change(
    before: Subscription, part: str | None, words: tuple[str, ...], request: Request, services: Services
) -> Page:
    """What the words say changes; topics are added or taken away, when it is them that the words are for."""
    from bot import wishes  # noqa: PLC0415 - its patterns take time to compile, at every start

    topics, phrases = services.index().topics, services.phrases(request.language)
    asked = typed(phrases.language, "settings") if part is None else subscriptions.asked(phrases, part)
    change = wishes.understood(words, asked, topics, phrases)
    wish = change.over(before.wish)
    if part == "topics" and change.topics:
        wish = replace(wish, topics=before.wish.topics ^ change.topics)
    now = await wishes.keep(wish, before, request, await services.register.opened())
    if part == "topics":
        return choices.topics(now, topics, phrases)
    return subscriptions.settings(now, request.spoken, topics, phrases)


async def _language(words: tuple[str, ...], request: Request, services: Services) -> Page:
    """Show the languages; or change the chat's and its digests', and show it all in the new one."""
    phrases = services.phrases(request.language)
    if not words:
        return choices.languages(request.spoken, phrases)
    chosen = language_named(" ".join(words))
    if chosen is None:
        sentence = phrases.say("No language {words} here.", words=phrases.quote(shortened(" ".join(words))))
        offers = choices.languages(request.spoken, phrases).actions
        raise BotError(f"{sentence} {wish_problems.unchanged(phrases)}", offers)
    await services.register.choose_language(request.asker, chosen, request.at)
    spoken = services.phrases(chosen)
    now = await (await services.register.opened()).subscription(request.asker.chat)
    if now is None or now.next_due is None:
        return subscriptions.no_digest(now, chosen, spoken)
    return subscriptions.settings(now, chosen, services.index().topics, spoken)
