"""SQLite's connection: small steps are taken at once, and nothing overtakes a statement in its thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from digests.store.nearby import near

SLOW = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT max(i) FROM n"


def test_only_statements_and_commits_go_to_the_thread(tmp_path: Path) -> None:
    async def main() -> None:
        async with near(str(tmp_path / "file"), isolation_level=None) as connection:
            done, calls = connection._done, list[object]()

            def counted(work: Callable[[], object]) -> object:
                calls.append(work)
                return done(work)

            connection._done = counted  # type: ignore[method-assign]
            cursor = await connection.cursor()
            await cursor.execute("SELECT 1 UNION SELECT 2")
            assert await cursor.fetchall() == [(1,), (2,)]
            await cursor.close()
            await connection.rollback()
            assert len(calls) == 1
            await connection.execute("BEGIN")
            await connection.rollback()
            assert len(calls) == 3

    asyncio.run(main())


def test_what_follows_a_statement_that_nobody_waits_for_comes_after_it(tmp_path: Path) -> None:
    async def main() -> None:
        async with near(str(tmp_path / "file")) as connection:
            cursor = await connection.cursor()
            left = asyncio.create_task(cursor.execute(SLOW))
            await asyncio.sleep(0)
            left.cancel()
            await asyncio.gather(left, return_exceptions=True)
            assert await cursor.fetchall() == [(200000,)]
            await cursor.close()

    asyncio.run(main())
