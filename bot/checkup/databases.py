"""Whether the database can be used, how old its tables are and who posts from it now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from bot.checkup.line import Line, error, ok
from bot.wiring import database_url
from digests.errors import StoreError

if TYPE_CHECKING:
    from bot.settings import Settings
    from digests.store.looking import Look


async def database(settings: Settings, now: Callable[[], datetime]) -> list[Line]:
    """The database as it is; nothing of it is changed."""
    from digests.store.looking import look  # noqa: PLC0415 - slow to import

    try:
        found = await look(database_url(settings), now())
    except StoreError as failed:
        return [error("database", f"{failed} Is BRIEFING_DATABASE_URL right, and may this user use it?")]
    return [_tables(found), *_users(found)]


def _tables(found: Look) -> Line:
    from digests.store.migrate import HISTORY  # noqa: PLC0415 - as above

    if found.is_newer:
        advice = "Install that version, or restore a backup."
        said = f"it was made by a newer version (revision {found.revision}, this one knows {HISTORY.head})"
        return error("database", f"{found.name}: {said}. {advice}")
    if found.revision is None:
        return ok("database", f"{found.name}: empty; its tables are made at the first start.")
    if not found.is_current:
        said = f"revision {found.revision}; the next start brings it to {HISTORY.head}"
        return ok("database", f"{found.name}: {said}, and copies an SQLite file first.")
    return ok("database", f"{found.name}: revision {found.revision}, up to date.")


def _users(found: Look) -> list[Line]:
    lines = [ok("database", f"{bot} is posted by {holder}.") for bot, holder in found.holders]
    if found.process is not None:
        said = f"{found.process} sends from it: it is the bot, or a chat in a terminal; only one can"
        lines.append(ok("database", f"{said}."))
    return lines
