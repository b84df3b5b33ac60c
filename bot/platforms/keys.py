"""The commands that do not fit on a platform's button, kept in the store under their keys."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final, Protocol

KEPT: Final = timedelta(days=90)
RENEWED: Final = timedelta(days=1)
REMEMBERED: Final = 4096
"""How many keys are known to be kept, so that they are not written at each message."""
_KEY: Final = re.compile(r"~[A-Za-z0-9_-]{16}")


class KeyStore(Protocol):
    """Remembers commands that are too long for a button, for `KEPT`; StoreError."""

    async def keep(self, command: str) -> str:
        """Remember it, or remember it anew; always `key_of(command)`."""

    async def command(self, key: str) -> str | None:
        """The command; None when it was never kept, or too long ago."""


def key_of(command: str) -> str:
    """`~` and 16 letters, the same for the same command: rendering is pure, and keeping twice is harmless."""
    return "~" + urlsafe_b64encode(blake2b(command.encode(), digest_size=12).digest()).decode()


def is_key(data: str) -> bool:
    """Whether a button's data or a payload's command is a key; command text begins with a slash."""
    return _KEY.fullmatch(data) is not None


class Shelf(Protocol):
    """What of the store this needs; each method raises StoreError."""

    async def keep_command(self, key: str, command: str, at: datetime) -> None:
        """Remember it, as used at `at`."""

    async def kept_command(self, key: str, at: datetime, since: datetime) -> str | None:
        """The command under the key, if it was used since then."""

    async def clean_commands(self, before: datetime) -> int:
        """Delete those last used before then; how many."""


@dataclass(slots=True)
class StoredKeys:
    """The KeyStore of a store."""

    shelf: Shelf
    now: Callable[[], datetime]
    _kept: dict[str, datetime] = field(default_factory=dict)

    async def keep(self, command: str) -> str:
        """As in the protocol; written once a day for each."""
        key, at = key_of(command), self.now()
        if key not in self._kept or self._kept[key] < at - RENEWED:
            await self.shelf.keep_command(key, command, at)
            if len(self._kept) >= REMEMBERED:
                self._kept.clear()
            self._kept[key] = at
        return key

    async def command(self, key: str) -> str | None:
        """As in the protocol."""
        at = self.now()
        return await self.shelf.kept_command(key, at, at - KEPT)

    async def clean(self) -> int:
        """Forget those that nobody pressed for so long."""
        return await self.shelf.clean_commands(self.now() - KEPT)
