"""What Telegram shows of the bot: its commands per language and kind of chat, its name, what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.error import TelegramError

from bot.logs import logger
from bot.menu import COMMANDS, Gate
from bot.names import topic_typed, typed
from bot.pages.welcome import descriptions
from bot.phrases.catalogue import SPOKEN, Phrases
from bot.platforms.telegram import channels

if TYPE_CHECKING:
    from telegram import Bot

    from bot.services import Services
    from corpus.model import Manifest, Topic

COMMANDS_MOST: Final = 100
DESCRIPTION: Final = 256
NAME: Final = 64
ABOUT: Final = 512
SHORT: Final = 120
"""Telegram's limits, in characters."""


@dataclass(frozen=True, slots=True)
class Menu:
    """The commands of one kind of chat in one language; "" is for everybody whose language has none."""

    scope: BotCommandScope
    code: str
    commands: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What the bot says of itself in one language."""

    code: str
    name: str
    about: str
    short: str


def menus(topics: Sequence[Topic], usual: str, services: Services) -> Iterator[Menu]:
    """All menus; `usual` is the language of those whose own we do not speak."""
    for code in ("", *SPOKEN):
        phrases = services.phrases(code or usual)
        asked = [(topic_typed(phrases.language, one)[1:], phrases.pick(one.description)) for one in topics]
        said = descriptions(phrases)
        built_in = [(name, _command(name, phrases, said[name])) for name in said]
        every = [command for _, command in built_in]
        open_ = [command for name, command in built_in if COMMANDS[name].gate is Gate.ANYONE]
        elsewhere = (channels.NAMES[phrases.language], phrases.say("a digest for your channel or group"))
        alone = [*asked, *every, *([] if elsewhere[0] in dict(asked) else [elsewhere])]
        yield Menu(BotCommandScopeAllPrivateChats(), code, _fitting(alone))
        yield Menu(BotCommandScopeAllGroupChats(), code, _fitting([*asked, *open_]))
        yield Menu(BotCommandScopeAllChatAdministrators(), code, _fitting([*asked, *every]))


def profiles(manifest: Manifest, usual: str, services: Services) -> Iterator[Profile]:
    """What the bot says of itself, in each language."""
    for code in ("", *SPOKEN):
        phrases = services.phrases(code or usual)
        about = " ".join(
            (phrases.pick(manifest.summary), phrases.say("Every figure keeps its owner and date."))
        )
        short = phrases.say("Who claims what, as of when, and where to look it up.")
        yield Profile(
            code,
            cut(phrases.pick(manifest.title), NAME),
            cut(about, ABOUT),
            cut(short, SHORT),
        )


@dataclass(slots=True, repr=False)
class Publisher:
    """Brings Telegram's menus and texts up to date; changes are rationed, so what is so is left alone."""

    bot: Bot
    language: str
    services: Services
    _published: tuple[Menu | Profile, ...] = field(default_factory=tuple)

    async def publish(self) -> None:
        """Do it, unless it is done; what Telegram refuses is logged, and tried the next time."""
        index = self.services.index()
        wanted: tuple[Menu | Profile, ...] = (
            *menus(index.topics, self.language, self.services),
            *profiles(index.manifest, self.language, self.services),
        )
        if wanted == self._published:
            return
        try:
            for one in wanted:
                await (self._menu(one) if isinstance(one, Menu) else self._profile(one))
        except TelegramError as error:
            logger().warning("menus_not_published", error=type(error).__name__, reason=error.message)
            return
        self._published = wanted

    async def _menu(self, menu: Menu) -> None:
        known = await self.bot.get_my_commands(menu.scope, menu.code or None)
        if tuple((one.command, one.description) for one in known) != menu.commands:
            commands = [BotCommand(*one) for one in menu.commands]
            await self.bot.set_my_commands(commands, menu.scope, menu.code or None)

    async def _profile(self, profile: Profile) -> None:
        code = profile.code or None
        if (await self.bot.get_my_name(code)).name != profile.name:
            await self.bot.set_my_name(profile.name, code)
        if (await self.bot.get_my_description(code)).description != profile.about:
            await self.bot.set_my_description(profile.about, code)
        if (await self.bot.get_my_short_description(code)).short_description != profile.short:
            await self.bot.set_my_short_description(profile.short, code)


def cut(text: str, most: int) -> str:
    """At most so many characters, between words."""
    if len(text) <= most:
        return text
    return text[: most - 1].rpartition(" ")[0].rstrip(" ,;:.") + "…"


def _command(name: str, phrases: Phrases, says: str) -> tuple[str, str]:
    return typed(phrases.language, name)[1:], says


def _fitting(commands: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, cut(says, DESCRIPTION)) for name, says in commands[:COMMANDS_MOST])
