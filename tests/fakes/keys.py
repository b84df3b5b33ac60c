"""A key store in memory."""

from __future__ import annotations

from bot.platforms.keys import key_of


class FakeKeyStore:
    """Remembers for as long as it lives."""

    def __init__(self) -> None:
        self.commands: dict[str, str] = {}

    async def keep(self, command: str) -> str:
        self.commands[key_of(command)] = command
        return key_of(command)

    async def command(self, key: str) -> str | None:
        return self.commands.get(key)
