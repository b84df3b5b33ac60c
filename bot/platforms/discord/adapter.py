"""The bot on Discord: an interaction in, and what it asks for is done, one thing at a time a person."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from bot.logs import logger
from bot.names import option_named
from bot.pages.problems import broken, problem, unstored
from bot.platforms.discord.answers import Answers
from bot.platforms.discord.autocomplete import proposed
from bot.platforms.discord.folds import beyond
from bot.platforms.discord.incoming import Asked, Pressed, Typing, incoming, person_of, place_of
from bot.platforms.discord.render import sources_of
from bot.platforms.discord.replies import IN_TIME, Reply, Way
from bot.platforms.discord.servers import Servers
from bot.platforms.floods import CHAT, INLINE, PERSON, Allowed, Floods
from bot.request import split
from digests.errors import StoreError

if TYPE_CHECKING:
    import discord

    from bot.page import Page
    from bot.platforms.discord.here import Here
    from bot.platforms.lanes import Lanes

PATIENCE: Final = 1.5
"""Seconds after which the person is told that the answer takes a while."""


@dataclass(slots=True, repr=False)
class Adapter:
    """Takes what the library tells; what goes wrong with one thing never stops the next."""

    here: Here
    lanes: Lanes
    seconds: Callable[[], float]
    """Of any steady clock."""
    floods: Floods = field(default_factory=Floods)
    answers: Answers = field(init=False)
    servers: Servers = field(init=False)

    def __post_init__(self) -> None:
        self.answers = Answers(self.here)
        self.servers = Servers(self.here)

    def take(self, event: str, args: tuple[Any, ...]) -> None:
        """Have it done; returns at once."""
        if event == "interaction":
            self._take(args[0])
        elif event.startswith(("guild_", "member_", "thread_", "raw_thread_")):
            self.lanes.put("servers", lambda: self.servers.change(event, args))

    def _take(self, interaction: discord.Interaction) -> None:
        come = incoming(interaction)
        match come:
            case None:
                if interaction.message is not None:
                    self.lanes.put(interaction.user.id, lambda: self._forgotten(interaction))
            case Typing():
                if self.floods.ask(f"typing {come.by.id}", INLINE, self.seconds()) is Allowed.YES:
                    self.lanes.put(("typing", come.by.id), lambda: self._propose(interaction, come))
            case Asked() | Pressed():
                self._hear(interaction, come)

    def _hear(self, interaction: discord.Interaction, come: Asked | Pressed) -> None:
        allowed = self.floods.ask(f"person {come.by.id}", PERSON, self.seconds())
        if isinstance(come, Asked):
            come = self._quieter(come) if allowed is Allowed.YES else come
            way = Way.ALL if come.is_public else Way.ALONE
        else:
            way = Way.IN_PLACE if come.in_place else Way.ALONE
        reply = self._reply(interaction, way, is_shared=come.place.is_shared)
        match allowed:
            case Allowed.YES:
                self.lanes.put(come.by.id, lambda: self._answer(come, reply))
                asyncio.get_running_loop().call_later(PATIENCE, self._soothe, reply)
            case Allowed.NOTICE:
                self.lanes.put(come.by.id, lambda: self._notice(come, reply))
            case Allowed.SILENCE:
                pass

    def _reply(self, interaction: discord.Interaction, way: Way, *, is_shared: bool) -> Reply:
        until = asyncio.get_running_loop().time() + IN_TIME
        return Reply(interaction, self.here.keys, way, is_shared, until)

    def _soothe(self, reply: Reply) -> None:
        if not reply.is_given:
            self.lanes.put(reply, reply.later)

    def _quieter(self, asked: Asked) -> Asked:
        """Where many ask at a time, the answer is for the asker alone: who asks once is not to blame."""
        if not asked.is_public:
            return asked
        has_room = self.floods.ask(f"chat {asked.place.channel}", CHAT, self.seconds()) is Allowed.YES
        return asked if has_room else replace(asked, is_alone=True)

    async def _answer(self, come: Asked | Pressed, reply: Reply) -> None:
        try:
            page, line, way = await self._found(come, reply)
        except Exception as error:
            reference = secrets.token_hex(3)
            logger().exception("answer_failed", reference=reference, error=type(error).__name__)
            phrases = self.here.services.phrases(come.by.language or self.here.language)
            page, line, way = broken(reference, phrases), "", Way.ALONE
        await self._give(reply, page, line, way)

    async def _found(self, come: Asked | Pressed, reply: Reply) -> tuple[Page, str, Way]:
        """The page, what it answers, and where it goes."""
        if _is_slow(come.line):
            await reply.later()  # drawing keeps everything else waiting, this too
        if isinstance(come, Asked):
            answer = await self.answers.to(come.line, come.place, come.by, come.target, alone=come.is_alone)
            return answer.page, answer.line, Way.ALONE if answer.is_alone else Way.ALL
        answer = await self.answers.to(come.line, come.place, come.by, alone=True)
        if come.of_sources and answer.page.sources:
            return (sources_of if come.in_place else beyond)(answer.page), "", Way.ALONE
        return answer.page, answer.line, Way.IN_PLACE if come.in_place else Way.ALONE

    async def _give(self, reply: Reply, page: Page, line: str, way: Way) -> None:
        try:
            await reply.give(page, line, way)
        except StoreError as error:  # an answer with buttons that do nothing is not given
            logger().error("buttons_not_kept", reason=str(error))
            phrases = self.here.services.phrases(page.language)
            await reply.give(unstored(phrases), "", way)

    async def _propose(self, interaction: discord.Interaction, come: Typing) -> None:
        services, here = self.here.services, self.here
        phrases = services.phrases(come.by.language or here.language)
        found = proposed(come.completes, come.typed, come.command, services.index(), phrases, services.zone())
        await self._reply(interaction, Way.ALONE, is_shared=False).propose(found)

    async def _notice(self, come: Asked | Pressed, reply: Reply) -> None:
        """That it is too much, once."""
        phrases = await self.here.phrases(come.place, come.by)
        page = problem(phrases.say("That is too fast. Wait a moment, then ask again."), phrases)
        await reply.give(page, "", Way.ALONE)

    async def _forgotten(self, interaction: discord.Interaction) -> None:
        """A button of an earlier version, which nobody knows any more."""
        place = place_of(interaction)
        phrases = await self.here.phrases(place, person_of(interaction))
        reply = self._reply(interaction, Way.ALONE, is_shared=place.is_shared)
        await reply.give(self.answers.too_old(phrases), "", Way.ALONE)


def _is_slow(line: str) -> bool:
    return any(option_named(word.lower()) == "chart" for word in split(line)[1])
