"""Two processes of one bot on PostgreSQL: one answers, the other takes over when it is killed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from digests.lease import LASTS, RENEWED_EVERY
from tests.dialogs.telegram.processes import environment, process
from tests.emulators.telegram import Emulator
from tests.postgres import Postgres, running

START = 90.0
TAKES_OVER = LASTS.total_seconds() + RENEWED_EVERY.total_seconds() + 30.0
"""Seconds: the lease runs out, the standby asks for it, and a busy machine is slow."""


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with running() as postgres:
        yield postgres


@dataclass
class Heard:
    """A process, and what it has said."""

    child: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)
    said: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def listen(self) -> None:
        assert self.child.stdout
        async for line in self.child.stdout:
            async with self.said:
                self.lines.append(line.decode())
                self.said.notify_all()

    async def says(self, word: str) -> None:
        async with self.said:
            await self.said.wait_for(lambda: any(word in line for line in self.lines))


@asynccontextmanager
async def heard(variables: dict[str, str]) -> AsyncIterator[Heard]:
    async with process(variables) as child:
        one = Heard(child)
        listening = asyncio.create_task(one.listen())
        try:
            yield one
        finally:
            if child.returncode is None:
                child.kill()
            await listening


def test_the_standby_answers_nothing_and_takes_over_when_the_holder_is_killed(
    folder: Path, server: Postgres
) -> None:
    async def run() -> None:
        async with Emulator() as telegram:
            ada = telegram.person("Ada", started=True)
            variables = environment(telegram, folder, BRIEFING_DATABASE_URL=server.create("standby"))
            async with heard(variables) as first:
                await asyncio.wait_for(first.says("telegram_ready"), START)
                async with heard(variables) as second:
                    await asyncio.wait_for(second.says("telegram_stands_by"), START)
                    for _ in range(3):
                        ada.says("/about")
                        await ada.private.reply(within=START)
                    first.child.kill()
                    ada.says("/about")
                    await ada.private.reply(within=TAKES_OVER)
                    assert any("telegram_ready" in line for line in second.lines)
                    await telegram.drained()
            assert len(telegram.record.of("sendMessage")) == 4
            assert telegram.world.updates.conflicts == 0

    asyncio.run(run())
