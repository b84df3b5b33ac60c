"""What a platform's buttons stand for where it does not fit on them; and the topics that a chat has."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from digests.store.engine import Database
from digests.store.rows import CHATS, chat_of, chunks
from digests.store.tables import buttons, chats
from digests.subscription import Chat, ChatId

RENEWED: Final = timedelta(days=1)
"""How old a use must be before another is written down."""


class SqlButtons:
    """Commands under their keys; a mixin of Store. Methods raise StoreError, as in `digests.register`."""

    database: Database

    async def keep_command(self, key: str, command: str, at: datetime) -> None:
        """Remember a command under its key, as used at `at`."""
        insert = sqlite.insert if self.database.is_sqlite else postgresql.insert
        async with self.database.write() as connection:
            await connection.execute(
                insert(buttons)
                .values(key=key, command=command, used=at)
                .on_conflict_do_update(index_elements=["key"], set_={"used": at})
            )

    async def kept_command(self, key: str, at: datetime, since: datetime) -> str | None:
        """The command under the key, if it was used after `since` or at it; that is a use too."""
        async with self.database.glance() as connection:
            row = (await connection.execute(select(buttons).where(buttons.c.key == key))).first()
        if row is None or row.used < since:
            return None
        if row.used < at - RENEWED:
            async with self.database.write() as connection:
                await connection.execute(update(buttons).where(buttons.c.key == key).values(used=at))
        command: str = row.command
        return command

    async def clean_commands(self, before: datetime) -> int:
        """Delete those last used before then; how many."""
        async with self.database.write() as connection:
            return (await connection.execute(delete(buttons).where(buttons.c.used < before))).rowcount

    async def places_of(self, chat: ChatId) -> Sequence[ChatId]:
        """Those of a chat and its topics (`<key>/<topic>`) that are kept."""
        under = f"{chat.key}/"
        async with self.database.glance() as connection:
            found = await connection.execute(
                select(chats.c.key).where(
                    chats.c.bot == chat.bot,
                    or_(chats.c.key == chat.key, chats.c.key.startswith(under, autoescape=True)),
                )
            )
            return [ChatId(chat.bot, key) for key in found.scalars()]

    async def chats_among(self, bot: str, keys: Collection[str]) -> Sequence[Chat]:
        """Those of a bot's chats with these keys that are kept."""
        found = list[Chat]()
        for some in chunks(keys):
            async with self.database.glance() as connection:
                rows = await connection.execute(CHATS.where(chats.c.bot == bot, chats.c.key.in_(some)))
                found += [chat_of(row) for row in rows]
        return found
