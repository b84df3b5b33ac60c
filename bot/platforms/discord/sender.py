"""Sends messages to Discord's channels, each under its nonce; no mention in them fires."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from bot.platforms.discord.render import Message
from bot.platforms.discord.rest import Reply, Rest
from bot.platforms.keys import KeyStore

SILENT: Final = 1 << 12
COMPONENTS_V2: Final = 1 << 15


@dataclass(frozen=True, slots=True)
class DiscordSender:
    """One bot's way to send what answers nobody; StoreError before anything is sent."""

    rest: Rest
    keys: KeyStore

    async def send(self, channel: int, message: Message, nonce: str, *, silent: bool = False) -> Reply:
        """Send it to a channel or a thread; of two under one nonce within minutes there is but one."""
        await keep(message, self.keys)
        return await self.rest.post(
            f"/channels/{channel}/messages", _payload(message, nonce, silent=silent), message.pictures
        )

    async def publish(self, channel: int, message: int) -> Reply:
        """Show a message of an announcement channel in all channels that follow it."""
        return await self.rest.post(f"/channels/{channel}/messages/{message}/crosspost")


async def keep(message: Message, keys: KeyStore) -> None:
    """Remember what the message's buttons know by key only; StoreError."""
    for command in message.kept:
        await keys.keep(command)


def _payload(message: Message, nonce: str, *, silent: bool) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "components": list(message.components),
        "flags": COMPONENTS_V2 | (SILENT if silent else 0),
        "allowed_mentions": {"parse": []},
        "nonce": nonce,
        "enforce_nonce": True,
    }
    if message.pictures:
        payload["attachments"] = [
            {"id": at, "filename": picture.name} | ({"description": picture.alt} if picture.alt else {})
            for at, picture in enumerate(message.pictures)
        ]
    return payload
