"""The bot on Telegram: an update in, and what it asks for is done, one thing at a time a chat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.logs import logger
from bot.page import Action, Page
from bot.pages.problems import problem, unstored
from bot.platforms.floods import CHAT, INLINE, PERSON, Allowed, Floods
from bot.platforms.lanes import Lanes
from bot.platforms.telegram.answers import Answer, Answers
from bot.platforms.telegram.buttons import button, payload_of
from bot.platforms.telegram.here import Here
from bot.platforms.telegram.incoming import (
    Added,
    Asked,
    Chosen,
    Migrated,
    Pressed,
    Said,
    StaffChanged,
    Standing,
    incoming,
)
from bot.platforms.telegram.inline import Inline
from bot.platforms.telegram.members import Change, Members
from bot.platforms.telegram.places import Person, Place
from digests.errors import StoreError
from digests.subscription import ChatKind

if TYPE_CHECKING:
    from telegram import Update


@dataclass(slots=True, repr=False)
class Adapter:
    """Takes updates; what goes wrong with one never stops the next."""

    here: Here
    lanes: Lanes
    seconds: Callable[[], float]
    """Of any steady clock."""
    floods: Floods = field(default_factory=Floods)
    answers: Answers = field(init=False)
    members: Members = field(init=False)
    inline: Inline = field(init=False)

    def __post_init__(self) -> None:
        self.answers = Answers(self.here)
        self.members = Members(self.here, self.answers)
        self.inline = Inline(self.here)

    def take(self, update: Update) -> None:
        """Have it done; returns at once."""
        come = incoming(update, self.here.name)
        match come:
            case None:
                pass
            case Said():
                self._hear(come)
            case Pressed():
                self.lanes.put(come.by.id, lambda: self._press(come))
            case Asked():
                if self.floods.ask(f"inline {come.by.id}", INLINE, self.seconds()) is Allowed.YES:
                    self.lanes.put(("inline", come.by.id), lambda: self.inline.answer(come))
            case Standing() | Migrated() | Chosen() | Added():
                self.lanes.put(_lane(come), lambda: self.members.change(come))
            case StaffChanged():
                self.here.rights.forget(come.chat)

    def _hear(self, said: Said) -> None:
        match self._allowed(said.place, said.by):
            case Allowed.YES:
                self.lanes.put(said.place.chat, lambda: self._answer(said))
            case Allowed.NOTICE:
                self.lanes.put(said.place.chat, lambda: self._notice(said.place, said.by))
            case Allowed.SILENCE:
                pass

    def _allowed(self, place: Place | None, by: Person) -> Allowed:
        """By the person, then by the chat, if others read it."""
        now = self.seconds()
        if by.id:
            allowed = self.floods.ask(f"person {by.id}", PERSON, now)
            if allowed is not Allowed.YES:
                return allowed
        if place is not None and place.is_shared:
            return self.floods.ask(f"chat {place.chat}", CHAT, now)
        return Allowed.YES

    async def _answer(self, said: Said) -> None:
        answer = await self.answers.to_said(said)
        if answer is None:
            return
        try:
            if answer.is_private:
                await self._privately(said, answer)
            else:
                to = said.message if said.place.is_shared else None
                await self.here.replies.send(said.place, answer.page, to=to, below=answer.below)
        except TelegramError as error:
            _untold(said.place, error)
        except StoreError as error:
            await self._unstored(said.place, said.by, error)

    async def _privately(self, said: Said, answer: Answer) -> None:
        """To the person alone, where we may write to them; in the group a line that says where to look."""
        here, phrases = self.here, await self.here.phrases(said.place, said.by)
        is_sent = False
        if said.by.id:
            try:
                await here.replies.send(said.by.private, answer.page)
                is_sent = True
            except (Forbidden, BadRequest):
                pass  # they never wrote to us, or blocked us
        if is_sent:
            line = problem(phrases.say("You have it in private."), phrases)
        else:
            opens = Action(phrases.say("Open in private"), f"/at {said.place.key} {said.line[1:]}")
            line = problem(phrases.say("That is for you alone."), phrases, (opens,))
        await here.replies.send(said.place, line, to=said.message)

    async def _notice(self, place: Place, by: Person) -> None:
        """That it is too much, once."""
        phrases = await self.here.phrases(place, by)
        page = problem(phrases.say("That is too fast. Wait a moment, then ask again."), phrases)
        await self._say(place, page)

    async def _unstored(self, place: Place, by: Person, error: StoreError) -> None:
        """An answer whose buttons cannot be kept is not given with buttons that do nothing."""
        logger().error("buttons_not_kept", reason=str(error))
        await self._say(place, unstored(await self.here.phrases(place, by)))

    async def _say(self, place: Place, page: Page) -> None:
        try:
            await self.here.replies.send(place, page)
        except TelegramError as error:
            _untold(place, error)

    async def _press(self, press: Pressed) -> None:
        """Answered first, so that the button stops waiting; then done."""
        here, place = self.here, press.place
        toast, url = "", None
        allowed = self._allowed(place, press.by)
        is_alone = place is not None and not place.is_shared
        if allowed is Allowed.NOTICE:
            phrases = await here.phrases(press.by.private, press.by)
            toast = phrases.say("That is too fast. Wait a moment, then ask again.")
        elif allowed is Allowed.YES and not is_alone and press.data.startswith("/"):
            url = await self._link(press.data)
        try:
            await here.bot.answer_callback_query(press.id, toast or None, url=url)
        except TelegramError as error:
            logger().info("press_not_answered", reason=type(error).__name__)
        if allowed is Allowed.YES and is_alone and place is not None:
            await self._show(press, place)

    async def _link(self, command: str) -> str | None:
        """The address that opens the private chat with the command; None where its key cannot be kept."""
        try:
            if payload_of(command).startswith("-k"):
                await self.here.keys.keep(command)
        except StoreError as error:
            logger().error("buttons_not_kept", reason=str(error))
            return None
        return button(Action("", command), self.here.name).url

    async def _show(self, press: Pressed, place: Place) -> None:
        line = await self.answers.resolved(press.data, place, press.by)
        try:
            if isinstance(line, Page):
                await self.here.replies.send(place, line)
            elif line.startswith("/"):
                answer = await self.answers.alone(line, place, press.by)
                if press.message is not None and answer.below is None:
                    is_photo = press.has_photo
                    await self.here.replies.edit(place, press.message, answer.page, is_photo=is_photo)
                else:
                    await self.here.replies.send(place, answer.page, below=answer.below)
        except TelegramError as error:
            _untold(place, error)
        except StoreError as error:
            await self._unstored(place, press.by, error)


def _lane(come: Change) -> int:
    """In line with what the same chat says; of channels, with the person who is told of it."""
    match come:
        case Migrated():
            return come.old
        case Standing() if come.place.kind is ChatKind.CHANNEL:
            return come.by.id
        case Standing() | Added():
            return come.place.chat
        case Chosen():
            return come.by.id


def _untold(place: Place, error: TelegramError) -> None:
    """An answer did not arrive: who blocked us is no trouble of ours."""
    logger().warning("answer_not_sent", chat=place.key, error=type(error).__name__, reason=str(error))
