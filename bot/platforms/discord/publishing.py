"""Brings the commands that Discord shows up to date; what is so is left alone, for changes are rationed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import discord
from discord.http import Route

from bot.logs import logger
from bot.platforms.discord.tree import commands, same

if TYPE_CHECKING:
    from bot.services import Services


@dataclass(slots=True, repr=False)
class Publisher:
    """Compares with what Discord has, once; then only when the dossier changed."""

    client: discord.Client
    services: Services
    _published: list[dict[str, Any]] = field(default_factory=list)

    async def publish(self) -> bool:
        """Do it, unless it is done; whether it is: what Discord refuses is logged, and to be tried again."""
        wanted = commands(self.services)
        if wanted == self._published:
            return True
        application, http = self.client.application_id, self.client.http
        path = "/applications/{application_id}/commands"
        try:
            read = Route("GET", f"{path}?with_localizations=true", application_id=application)
            if not same(await http.request(read), wanted):
                await http.request(Route("PUT", path, application_id=application), json=wanted)
                logger().info("commands_published", commands=len(wanted))
        except discord.DiscordException as error:
            logger().warning("commands_not_published", error=type(error).__name__, reason=str(error))
            return False
        self._published = wanted
        return True
