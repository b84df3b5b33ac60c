"""The answer to one interaction: in time, once, to whom it is for, in place of what was pressed or below."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

import aiohttp
import discord

from bot.logs import logger
from bot.platforms.discord.edits import is_past_editing
from bot.platforms.discord.render import Message, rendered
from bot.platforms.discord.sender import keep
from bot.platforms.discord.views import MessageView, files_of

if TYPE_CHECKING:
    from bot.page import Page
    from bot.platforms.discord.autocomplete import Choice
    from bot.platforms.keys import KeyStore

IN_TIME: Final = 2.8
"""Seconds in which Discord must have the first answer, less what the way there may take."""
LATER: Final = 60.0
"""Seconds for each message after that."""
_FAILED: Final = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError, ValueError)
"""The last of an answer that says it is JSON and is none."""


class Way(Enum):
    """Where an answer goes."""

    ALL = "all"
    """A new message that everybody there reads."""
    ALONE = "alone"
    """A new message that the asker alone reads."""
    IN_PLACE = "in place"
    """In place of the message that was pressed."""


@dataclass(slots=True, repr=False, eq=False)
class Reply:
    """One interaction's answer; what cannot be said is logged, for nobody is there to be told."""

    interaction: discord.Interaction
    keys: KeyStore
    way: Way
    """Where it is most likely to go."""
    is_shared: bool
    """Whether others read along, so that what is for one alone must be hidden from them."""
    until: float
    """When, by the event loop's clock, the first answer must be there."""
    _announced: Way | None = None
    _is_given: bool = False
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def is_given(self) -> bool:
        """Whether nothing more is to come but what is on its way."""
        return self._is_given

    async def later(self) -> None:
        """Say that the answer takes a while, unless it is there."""
        async with self._lock:
            if self._announced is not None or self._is_given:
                return
            response, alone = self.interaction.response, self._hides(self.way)
            in_place = self.way is Way.IN_PLACE
            call = response.defer() if in_place else response.defer(ephemeral=alone, thinking=True)
            if await self._tried(call, self.until):
                self._announced = self.way

    async def give(self, page: Page, line: str, way: Way) -> None:
        """The page that answers `line`, in as many messages as it needs; StoreError before any is sent."""
        messages = rendered(page, line)
        for message in messages:
            await keep(message, self.keys)
        async with self._lock:
            if self._is_given:
                return
            self._is_given = True
            first, *more = messages
            if not await self._first(first, way):
                return
            for message in more:
                if not await self._tried(self._below(message, way), _now() + LATER):
                    return

    async def propose(self, choices: tuple[Choice, ...]) -> None:
        """What an option can be."""
        proposals = [discord.app_commands.Choice(name=one.label, value=one.value) for one in choices]
        await self._tried(self.interaction.response.autocomplete(proposals), self.until)

    async def _first(self, message: Message, way: Way) -> bool:
        """Whether it is there."""
        if self._announced is None:
            if way is Way.IN_PLACE:
                return await self._in_place(message)
            call = self.interaction.response.send_message(**_told(message), ephemeral=self._hides(way))
            return await self._tried(call, self.until)
        until = _now() + LATER
        if self._announced is Way.ALL and self._hides(way):  # what was announced to all is for one alone
            await self._tried(self.interaction.delete_original_response(), until)
            return await self._tried(self._below(message, way), until)
        return await self._tried(self.interaction.edit_original_response(**_changed(message)), until)

    async def _in_place(self, message: Message) -> bool:
        """A message that cannot be changed any more is left, and the answer is below it."""
        try:
            async with asyncio.timeout_at(self.until):
                await self.interaction.response.edit_message(**_changed(message))
        except discord.HTTPException as error:
            if not is_past_editing(error):
                return self._failed(error)
            call = self.interaction.response.send_message(**_told(message), ephemeral=self._hides(Way.ALONE))
            return await self._tried(call, self.until)
        except _FAILED as error:
            return self._failed(error)
        return True

    def _below(self, message: Message, way: Way) -> Awaitable[Any]:
        pressed = self.interaction.message
        hidden = pressed is not None and pressed.flags.ephemeral if way is Way.IN_PLACE else self._hides(way)
        return self.interaction.followup.send(**_told(message), ephemeral=hidden)

    def _hides(self, way: Way) -> bool:
        return way is Way.ALONE and self.is_shared

    async def _tried(self, call: Awaitable[Any], until: float) -> bool:
        """Whether Discord took it, before `until`: the library would go on trying, and answer too late."""
        try:
            async with asyncio.timeout_at(until):
                await call
        except _FAILED as error:
            return self._failed(error)
        return True

    def _failed(self, error: BaseException) -> bool:
        code, status = getattr(error, "code", None), getattr(error, "status", None)
        logger().warning("answer_not_sent", error=type(error).__name__, code=code, status=status)
        return False


def _now() -> float:
    return asyncio.get_running_loop().time()


def _told(message: Message) -> dict[str, Any]:
    told: dict[str, Any] = {"view": MessageView(message)}
    return told | ({"files": files_of(message)} if message.pictures else {})


def _changed(message: Message) -> dict[str, Any]:
    """Pictures of what was there before go."""
    return {"view": MessageView(message), "attachments": files_of(message)}
