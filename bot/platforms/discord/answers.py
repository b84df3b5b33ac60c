"""Commands and presses become pages, here or for another channel; who may what is asked each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import discord

from bot import wishes
from bot.dispatch import find
from bot.errors import BotError
from bot.menu import Command, Gate
from bot.names import command_named
from bot.page import Page
from bot.pages.problems import help_action, problem
from bot.platforms.aims import OF_THE_CHAT, aim_of, aimed, entitled, is_aim
from bot.platforms.discord.rights import is_closed, lacking, named
from bot.platforms.discord.targets import Targets
from bot.platforms.keys import is_key
from bot.request import split
from digests.errors import StoreError

if TYPE_CHECKING:
    from bot.phrases.catalogue import Phrases
    from bot.platforms.discord.here import Here
    from bot.platforms.discord.places import Person, Place

IN_CHATS_LANGUAGE: Final = "language"
"""Speaks of the language that others read, and shows it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A page, the command text that it answers, and whether it is for who asked alone."""

    page: Page
    line: str
    is_alone: bool


@dataclass(frozen=True, slots=True, repr=False)
class Answers:
    """Asks the commands, after seeing to it that they may be asked."""

    here: Here

    async def to(
        self, line: str, place: Place, by: Person, target: int | None = None, *, alone: bool = False
    ) -> Answer:
        """What a line is answered; `target`: the number of the channel that it is for, if it names one."""
        found = await self._resolved(line, place, by)
        if isinstance(found, Page):
            return Answer(found, line, is_alone=True)
        line = found
        aim = aim_of(line)
        if aim is not None:
            target, line = int(aim.key) if aim.key.isdigit() else 0, aim.line
        elif is_aim(line):
            target = 0
        own = self._own_name(line)
        if not place.is_ours and own in OF_THE_CHAT:
            return await self._personally(line, place, by)
        command = self._command(line)
        is_gated = command is not None and command.gate is Gate.ADMIN
        if is_gated and place.is_shared and not by.is_admin:
            return Answer(await self._refused(place, by), line, is_alone=True)
        if target is not None and target != place.channel and place.server is not None:
            return await self._elsewhere(line, target, place, by)
        if own == "subscribe" and place.server is not None:
            channel = Targets(here=self.here).channel(place.server, place.channel)
            if channel is not None and (trouble := await self._trouble(channel, place, by)) is not None:
                return Answer(trouble, line, is_alone=True)
        return await self._here(line, place, by, alone=alone or is_gated)

    async def _here(self, line: str, place: Place, by: Person, *, alone: bool) -> Answer:
        """Where it was asked. What turns out to be for the asker alone is said again in their language."""
        here = self.here
        page = await self._page(line, place, by, alone=alone)
        if page.private and not alone and here.asker(place, by, admin=True, alone=True).language:
            page = await self._page(line, place, by, alone=True)
        return Answer(page, line, alone or page.private)

    async def _page(self, line: str, place: Place, by: Person, *, alone: bool) -> Page:
        here = self.here
        in_theirs = alone and self._own_name(line) != IN_CHATS_LANGUAGE
        is_admin = by.is_admin or not place.is_shared or not place.is_ours
        asker = here.asker(place, by, admin=is_admin, alone=in_theirs)
        return await here.ask(line, asker, here.now(), here.usual(place, by))

    async def _personally(self, line: str, place: Place, by: Person) -> Answer:
        """Where we are with this person only, what is said of a chat is said of theirs with us."""
        private = await Targets(self.here).private(by)
        if private is None:
            phrases = await self.here.phrases(place, by)
            said = phrases.say("This bot cannot open a private chat with you: do you take messages from it?")
            return Answer(problem(said, phrases), line, is_alone=True)
        return Answer(await self._page(line, private, by, alone=True), line, is_alone=True)

    async def _elsewhere(self, line: str, target: int, place: Place, by: Person) -> Answer:
        """For another channel of the server, under its name; the buttons are for that one too."""
        here, phrases = self.here, await self.here.phrases(place, by)
        targets = Targets(here)
        channel = targets.channel(place.server, target)
        if channel is None:
            said = phrases.say("That channel cannot be found: can this bot see it?")
            return Answer(problem(said, phrases), line, is_alone=True)
        if self._own_name(line) == "subscribe":
            trouble = await self._trouble(channel, place, by) or self._unread(line, phrases)
            if trouble is not None:
                return Answer(trouble, line, is_alone=True)
        if isinstance(channel, discord.ForumChannel):
            chats = here.services.phrases(here.usual(place, by))
            channel = await targets.post(channel, chats) or channel
        if isinstance(channel, discord.ForumChannel):
            said = phrases.say("No post could be opened in that forum. Open one, and ask there.")
            return Answer(problem(said, phrases), line, is_alone=True)
        page = await self._page(line, targets.place(channel, place), by, alone=True)
        page = entitled(
            aimed(page, str(channel.id)), f"#{channel.name}", here.services.phrases(page.language)
        )
        return Answer(page, f"/at {channel.id} {line[1:]}", is_alone=True)

    async def _trouble(
        self, channel: discord.abc.GuildChannel | discord.Thread, place: Place, by: Person
    ) -> Page | None:
        """Why no digest can be posted in a channel, in words."""
        missing, phrases = lacking(channel), await self.here.phrases(place, by)
        if missing:
            said = phrases.say(
                "This bot cannot post in {channel}: it lacks {rights} there. Nothing was changed.",
                channel=f"#{channel.name}",
                rights=named(missing, phrases),
            )
            return problem(said, phrases)
        if is_closed(channel):
            said = phrases.say("This thread is locked, so no digest can be posted in it.")
            return problem(said, phrases)
        return None

    def _unread(self, line: str, phrases: Phrases) -> Page | None:
        """What is wrong with a wish, before a post is opened for it."""
        name, words = split(line)
        try:
            wishes.understood(words, f"/{name}", self.here.services.index().topics, phrases)
        except BotError as error:
            return problem(str(error), phrases, error.actions)
        return None

    async def _resolved(self, line: str, place: Place, by: Person) -> str | Page:
        """The command text that a button stands for; a page where it is too old."""
        if not is_key(line):
            return line
        phrases = await self.here.phrases(place, by)
        try:
            command = await self.here.keys.command(line)
        except StoreError:
            said = phrases.say("What this button stands for cannot be looked up now. Please try again later.")
            return problem(said, phrases)
        return self.too_old(phrases) if command is None else command

    def too_old(self, phrases: Phrases) -> Page:
        """What a button says that nobody knows any more."""
        said = phrases.say("This button is too old, and what it stood for is forgotten. Please ask again.")
        return problem(said, phrases, (help_action(phrases),))

    async def _refused(self, place: Place, by: Person) -> Page:
        phrases = await self.here.phrases(place, by)
        right = phrases.quote(phrases.say("Manage Server"))
        said = phrases.say(
            "Here that takes the permission {permission}. For yourself, ask in a private chat with this bot.",
            permission=right,
        )
        return problem(said, phrases)

    def _own_name(self, line: str) -> str:
        return command_named(split(line)[0]) or ""

    def _command(self, line: str) -> Command | None:
        return find(split(line)[0], line, self.here.services)[0]
