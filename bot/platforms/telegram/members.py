"""Where we are: added, removed, blocked, back, made an admin, chosen for a channel, moved with a group."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import ReplyKeyboardRemove
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.logs import logger
from bot.names import typed
from bot.pages.problems import problem
from bot.platforms.aims import AT, aimed
from bot.platforms.telegram.answers import Answers
from bot.platforms.telegram.here import Here
from bot.platforms.telegram.incoming import Added, Chosen, Migrated, Standing
from bot.platforms.telegram.places import Person, Place
from digests.errors import StoreError
from digests.subscription import ChatId, ChatKind

Change = Standing | Migrated | Chosen | Added


@dataclass(slots=True, repr=False)
class Members:
    """Keeps our records true to where we are, and says a word where one is due."""

    here: Here
    answers: Answers

    async def change(self, come: Change) -> None:
        """Do what the change asks for; what cannot be kept or said is logged."""
        try:
            match come:
                case Standing():
                    await self._stand(come)
                case Migrated():
                    await self._migrate(come)
                case Chosen():
                    await self._choose(come)
                case Added():
                    await self._greet(come)
        except StoreError as error:
            logger().error("membership_not_kept", reason=str(error))
        except TelegramError as error:
            logger().info("membership_not_told", error=type(error).__name__, reason=str(error))

    async def _stand(self, come: Standing) -> None:
        """What is due waits while we cannot write, and goes on when we can again: in every topic."""
        self.here.rights.forget(come.place.chat)
        if come.could_write == come.can_write:
            return
        register = await self.here.services.register.opened()
        for chat in await self.here.places_of(self.here.chat(come.place)):
            if come.can_write:
                await register.revive(chat, self.here.now())
            else:
                await register.suspend(chat, _reason(come), self.here.now())
        is_channel = come.place.kind is ChatKind.CHANNEL
        if is_channel and come.can_write and come.by.id and not self.answers.is_asking(come.by):
            await self._offer(come.place, come.by)

    async def _migrate(self, come: Migrated) -> None:
        """The records move along; that we left the old group may have been told before."""
        here, register = self.here, await self.here.services.register.opened()
        new = ChatId(here.id, str(come.new))
        if await register.rekey(ChatId(here.id, str(come.old)), new):
            await register.revive(new, here.now())
        here.rights.forget(come.old)

    async def _choose(self, come: Chosen) -> None:
        """The channel's settings in the private chat; the button that asked for the channel goes away."""
        here, phrases = self.here, await self.here.phrases(come.place, come.by)
        self.answers.asked(come.by)
        here.rights.forget(come.chat)
        known = await here.rights.known(come.chat)
        if known is None:
            example = typed(phrases.language, "subscribe")
            said = phrases.say(
                "This bot cannot get into that channel. Make it an admin there that may post messages, then"
                " post {example} in the channel.",
                example=example,
            )
        else:
            said = phrases.say("Chosen: {title}", title=known.title)
        await here.replies.send(come.place, problem(said, phrases), below=ReplyKeyboardRemove())
        if known is not None:
            await self._offer(known.place, come.by)

    async def _offer(self, place: Place, by: Person) -> None:
        """The settings of a chat, to a person alone; nothing where we may not write to them."""
        answer = await self.answers.alone(f"/{AT} {place.key} settings", by.private, by)
        try:
            await self.here.replies.send(by.private, answer.page)
        except (Forbidden, BadRequest):
            logger().info("nobody_to_tell", chat=place.key)

    async def _greet(self, come: Added) -> None:
        """A first message in a group: what this is, with buttons that each opens alone."""
        here = self.here
        asker = here.asker(come.place, come.by, admin=False)
        page = await here.ask("/start", asker, here.now(), await here.usual(come.place, come.by))
        await here.replies.send(come.place, aimed(page, come.place.key))


def _reason(come: Standing) -> str:
    if come.is_there:
        return "the bot may not write there"
    return "blocked by the person" if come.place.kind is ChatKind.PRIVATE else "the bot was removed"
