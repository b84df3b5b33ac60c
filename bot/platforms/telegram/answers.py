"""Commands and presses become pages, here or for another chat; who may what is asked each time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from bot.dispatch import find
from bot.menu import Command, Gate
from bot.names import command_named
from bot.page import Action, Code, Page, Paragraph, Text
from bot.pages.problems import help_action, problem, shortened
from bot.phrases.catalogue import Phrases
from bot.platforms.aims import Aim, aim_of, aimed, changes, entitled, is_aim
from bot.platforms.keys import is_key
from bot.platforms.telegram import channels
from bot.platforms.telegram.here import Here
from bot.platforms.telegram.incoming import Said
from bot.platforms.telegram.places import Person, Place, parsed
from bot.platforms.telegram.sender import Below
from bot.request import split
from digests.errors import StoreError

REMEMBERED: Final = 1000


@dataclass(frozen=True, slots=True)
class Answer:
    """A page, and whether it is for who asked alone."""

    page: Page
    is_private: bool = False
    below: Below | None = None
    """What is below the text field from then on."""


@dataclass(frozen=True, slots=True, repr=False)
class Answers:
    """Asks the commands, after seeing to it that they may be asked."""

    here: Here
    _asking: set[int] = field(default_factory=set)
    """Who was offered to choose a channel, and has not."""

    async def to_said(self, said: Said) -> Answer | None:
        """What a command or words are answered; None where it is better to be silent."""
        line = await self.resolved(said.line, said.place, said.by)
        if isinstance(line, Page):
            return Answer(line)
        command = self._command(line)
        if said.place.is_shared and command is None and not said.is_named:
            return None  # /ban: in groups it is another bot's
        if said.is_link and _may_change(line):
            if said.place.is_shared:  # t.me/us?startgroup=unsubscribe
                return await self._among_others("/start", self._command("/start"), said)
            return Answer(await self._confirming(line, said.place, said.by))
        if not said.place.is_shared:
            return await self.alone(line, said.place, said.by)
        return await self._among_others(line, command, said)

    async def alone(self, line: str, place: Place, by: Person) -> Answer:
        """In a private chat: for itself, or for the chat that the command is meant for."""
        here = self.here
        if channels.asks(line, here.services.index()):
            return await self._choosing(place, by)
        if is_aim(line):
            return Answer(await self._elsewhere(aim_of(line), place, by))
        asker = here.asker(place, by, admin=True)
        page = await here.ask(line, asker, here.now(), await here.usual(place, by))
        if command_named(split(line)[0]) == "subscribe":
            offer = channels.action(here.services.phrases(page.language))
            page = replace(page, actions=(*page.actions, offer))
        return Answer(page)

    async def _choosing(self, place: Place, by: Person) -> Answer:
        phrases = await self.here.phrases(place, by)
        if len(self._asking) >= REMEMBERED:
            self._asking.clear()
        self._asking.add(by.id)
        return Answer(channels.choosing(self.here.name, phrases), below=channels.asking(phrases))

    def is_asking(self, by: Person) -> bool:
        """Whether the person is about to choose a channel: then its settings are shown after that."""
        return by.id in self._asking

    def asked(self, by: Person) -> None:
        """They have chosen."""
        self._asking.discard(by.id)

    async def resolved(self, data: str, place: Place, by: Person) -> str | Page:
        """The command text that a button's data or a link stands for; a page where it is too old."""
        if not is_key(data):
            return data
        phrases = await self.here.phrases(place, by)
        try:
            command = await self.here.keys.command(data)
        except StoreError:
            said = phrases.say("What this button stands for cannot be looked up now. Please try again later.")
            return problem(said, phrases)
        if command is None:
            said = phrases.say(
                "This button is too old, and what it stood for is forgotten. Please ask again."
            )
            return problem(said, phrases, (help_action(phrases),))
        return command

    async def _among_others(self, line: str, command: Command | None, said: Said) -> Answer:
        here, place = self.here, said.place
        may: bool | None = True
        if command is not None and command.gate is Gate.ADMIN and not said.is_admin:
            may = await here.rights.is_admin(place.chat, said.by.id) if said.by.id else False
        if not may:
            phrases = await here.phrases(place, said.by)
            return Answer(self._untold(phrases) if may is None else _refused(line, phrases))
        asker = here.asker(place, said.by, admin=True)
        page = await here.ask(line, asker, here.now(), await here.usual(place, said.by))
        page = aimed(page, place.key)
        if command is not None and command.is_private:
            return Answer(entitled(page, said.title, here.services.phrases(page.language)), is_private=True)
        return Answer(page)

    async def _elsewhere(self, aim: Aim | None, place: Place, by: Person) -> Page:
        """For another chat, if the person is an admin there; under its title, for they have several."""
        here, phrases = self.here, await self.here.phrases(place, by)
        numbers = parsed(aim.key) if aim else None
        known = await here.rights.known(numbers[0]) if numbers else None
        if aim is None or numbers is None or known is None or not known.place.is_shared:
            return problem(phrases.say("That chat cannot be found: is this bot still in it?"), phrases)
        may = await here.rights.is_admin(known.place.chat, by.id)
        if may is None:
            return self._untold(phrases)
        target = replace(known.place, thread=numbers[1])
        asker = here.asker(target, by, admin=may)
        page = await here.ask(aim.line, asker, here.now(), await here.usual(target, by))
        return entitled(aimed(page, aim.key), known.title, here.services.phrases(page.language))

    async def _confirming(self, line: str, place: Place, by: Person) -> Page:
        """A link changes nothing by being followed: the person says so."""
        phrases = await self.here.phrases(place, by)
        aim = aim_of(line)
        shown = aim.line if aim else line
        page = Page(
            phrases.language,
            (
                Paragraph(
                    ((Text(phrases.say("This link is to change something:") + " "), Code(shortened(shown))),)
                ),
            ),
            actions=(Action(phrases.say("Yes, do it"), line),),
            private=True,
        )
        numbers = parsed(aim.key) if aim else None
        known = await self.here.rights.known(numbers[0]) if numbers else None
        return entitled(page, known.title, phrases) if known else page

    def _untold(self, phrases: Phrases) -> Page:
        said = phrases.say(
            "Who this chat’s admins are cannot be found out now. Please try again in a minute."
        )
        return problem(said, phrases)

    def _command(self, line: str) -> Command | None:
        return find(split(line)[0], line, self.here.services)[0]


def _refused(line: str, phrases: Phrases) -> Page:
    """What only admins may do here, everybody may where they are alone with us."""
    sentence = phrases.say("Only this chat’s admins can do that here. For yourself:")
    return problem(sentence, phrases, (Action(phrases.say("In private"), line),))


def _may_change(line: str) -> bool:
    aim = aim_of(line)
    return changes(aim.line if aim else line)
