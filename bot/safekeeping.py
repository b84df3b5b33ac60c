"""Backups, restores and migrations of the configured database, and what is said of them."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from bot.errors import BotError
from bot.settings import Settings, load
from bot.wiring import database_url, make_state_folder, version
from corpus.errors import CorpusError
from corpus.model import Manifest
from corpus.reading import Located, read
from digests.errors import StoreError
from digests.store.backup import back_up
from digests.store.engine import Database, connect
from digests.store.migrate import HISTORY, Step, migrate_to, revision_of, steps
from digests.store.restore import Restored, no_sender, restore
from digests.store.sealed import Facts, Seal
from digests.store.sole import sole_sender
from digests.store.store import Store

Result = TypeVar("Result")

_COUNTED: Final = ("chats", "subscriptions", "deliveries")


def back_up_to(file: Path, *, replace: bool) -> Sequence[str]:
    """Back the configured database up; what to say of it. BotError."""
    settings = load()

    async def work() -> Sequence[str]:
        database = connect(database_url(settings))
        try:
            seal = await back_up(database, file, _now(settings), replace=replace)
        finally:
            await database.close()
        return [f"Backed up to {file}: {_counted(seal)}. `briefing restore {file}` brings it back."]

    return _done(work())


def restore_from(file: Path, kept: Path | None, *, other_dossier: bool) -> Sequence[str]:
    """Restore a backup into the configured database; what to say of it. BotError."""
    settings = load()
    now = _now(settings)
    beside = kept or _beside(settings, "restore", now.taken)

    def accept(seal: Seal) -> None:
        if not other_dossier and None not in (seal.dossier, now.dossier) and seal.dossier != now.dossier:
            raise BotError(
                f"{file} is a backup of a bot with the dossier {seal.dossier}, and the one configured is "
                f"{now.dossier}. If that is meant, say --other-dossier."
            )

    async def work() -> Sequence[str]:
        make_state_folder(settings)
        return list(_restored(file, await restore(database_url(settings), file, beside, now, accept)))

    return _done(work())


def _restored(file: Path, done: Restored) -> Iterator[str]:
    taken = f" of {done.seal.taken:%Y-%m-%d %H:%M} UTC" if done.seal.taken is not None else ""
    yield f"Restored {file}{taken}: {_counted(done.seal)}."
    yield (
        f"Set aside, so that nothing is sent twice: deliveries under way {done.open:,}, digests that came "
        f"due since {done.due:,}. What is new since the backup is told with the next digest."
    )
    if done.back:
        yield f"Chats that are known again: {done.back:,}. Some may have asked to be forgotten since then."
    if done.gone:
        yield f"Chats that came since the backup, and are not known any more: {done.gone:,}."
    if done.kept is not None:
        yield f"What was there before is in {done.kept}."
    for bot in done.paused:
        yield f"{bot} is paused. `briefing resume --bot {bot}` ends it."


def migrate_tables(to: str | None, kept: Path | None, *, is_dry: bool) -> Sequence[str]:
    """Bring the configured database's tables to a revision; what was done, or would be. BotError."""
    settings = load()
    now = _now(settings)
    beside = kept or _beside(settings, "migration", now.taken)

    async def work() -> Sequence[str]:
        make_state_folder(settings)
        database = connect(database_url(settings))
        try:
            stored = await _stored(database)
            made = steps(database, stored, to)
            told = list(_told(database, stored, made))
            if not made or is_dry:
                return told if not made else [*told, "Nothing was done: this was a dry run."]
            with sole_sender(database_url(settings)):
                return [*told, *await _migrated(database, stored, to or HISTORY.head, beside, now)]
        finally:
            await database.close()

    return _done(work())


async def _stored(database: Database) -> str | None:
    """The revision of its tables; None where there are none, and no file is made to find out."""
    if database.file is not None and not database.file.is_file():
        return None
    async with database.glance() as connection:
        return await revision_of(connection)


async def _migrated(database: Database, stored: str | None, to: str, kept: Path, now: Facts) -> Sequence[str]:
    """Back up what is there, then migrate it."""
    is_down = stored is not None and stored > to
    said = f"The tables are at revision {to} now."
    if stored is None:
        await migrate_to(database, to)
        return [said]
    async with no_sender(Store(database), now.taken) if is_down else nullcontext():
        await back_up(database, kept, now)
        await migrate_to(database, to)
    if is_down:
        said += " Start the version that knows it: this one would bring them up to date again."
    return [said, f"What was there before is in {kept}."]


def _told(database: Database, stored: str | None, made: Sequence[Step]) -> Iterator[str]:
    where = database.file or f"“{database.engine.url.database}”"
    has = f"is at revision {stored}" if stored is not None else "has no tables yet"
    yield f"The database {where} {has}; this program knows {HISTORY.head}."
    for step in made:
        if step.undone is None:
            yield f"  {step.revision}: {step.words}"
        else:
            yield f"  undo {step.revision}: {step.words} ({step.undone})"
    if not made:
        yield "There is nothing to do."


def _now(settings: Settings) -> Facts:
    return Facts(datetime.now(UTC), _dossier(settings), version())


def _dossier(settings: Settings) -> str | None:
    """The id of the configured dossier; None while its files cannot be read: who wants a backup gets one."""
    try:
        for found in read(settings.dossier):
            if isinstance(found, Located) and isinstance(found.value, Manifest):
                return found.value.id
    except CorpusError:
        pass
    return None


def _beside(settings: Settings, what: str, at: datetime) -> Path:
    """Where a backup goes that nobody named: beside an SQLite file, else into the user's state folder."""
    file = connect(database_url(settings)).file
    if file is None:
        alone = settings.model_copy(update={"database_url": None})
        make_state_folder(alone)
        file = Path(database_url(alone).removeprefix("sqlite:///")).with_name("briefing")
    return file.with_name(f"{file.name}.before-{what}-{at:%Y%m%dT%H%M%SZ}.backup")


def _counted(seal: Seal) -> str:
    """ "chats 12, subscriptions 9, deliveries 340"."""
    return ", ".join(f"{name} {seal.rows.get(name, 0):,}" for name in _COUNTED)


def _done(work: Coroutine[Any, Any, Result]) -> Result:
    """What goes wrong with a database is a BotError."""
    try:
        return asyncio.run(work)
    except StoreError as error:
        raise BotError(str(error)) from None
