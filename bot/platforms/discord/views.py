"""Messages as the library's views and files, which it sends."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import discord

if TYPE_CHECKING:
    from bot.platforms.discord.render import Message


class MessageView(discord.ui.LayoutView):
    """A message's components as they were rendered.

    Nothing in it is dispatched by the library, which would keep each view in memory for good: presses come
    with the interaction, and their ids say what they stand for (`buttons.pressed`).
    """

    def __init__(self, message: Message) -> None:
        super().__init__(timeout=None)
        self._raw = list(message.components)
        self.stop()

    def has_components_v2(self) -> bool:
        """They are."""
        return True

    def to_components(self) -> list[dict[str, Any]]:
        """As they are sent."""
        return self._raw


def files_of(message: Message) -> list[discord.File]:
    """The pictures that its components name, to be uploaded with it; made anew for each attempt."""
    return [
        discord.File(BytesIO(picture.png), picture.name, description=picture.alt or None)
        for picture in message.pictures
    ]
