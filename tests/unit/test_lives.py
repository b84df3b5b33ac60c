"""Bots side by side: what ails one leaves the others be, and all end in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from bot import lives
from bot.errors import BotError
from bot.lives import Life, Stage, live_all
from bot.platform import Given
from bot.posting import Post, PostOffice
from digests.sender import Sender
from tests.unit.digests.sending import BOT, FakeCourier

PATIENCE = 20.0


class FakeKeeper:
    def lease(self) -> None:
        return None


class FakeOffice:
    """Hands out a sender for each bot, and remembers who has one."""

    def __init__(self) -> None:
        self.open: list[str] = []

    @asynccontextmanager
    async def sending(self, post: Post) -> AsyncIterator[Sender]:
        self.open.append(post.courier.bot)
        try:
            yield cast("Sender", type("FakeSender", (), {"keeper": FakeKeeper()})())
        finally:
            self.open.remove(post.courier.bot)


@dataclass
class FakePlatform:
    """Connects as told, then does as told."""

    id: str
    connect: Callable[[int], Coroutine[Any, Any, None]]
    """Is told how often it was tried before."""
    work: Callable[[], Coroutine[Any, Any, None]]
    tried: int = 0
    told: list[str] = field(default_factory=list)
    routes: Sequence[Any] = ()
    up: asyncio.Event = field(default_factory=asyncio.Event)

    def connected(self, given: Given) -> AbstractAsyncContextManager[Any]:
        return self._connected()

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[FakePlatform]:
        self.tried += 1
        await self.connect(self.tried - 1)
        try:
            yield self
        finally:
            self.told.append("left")

    @property
    def courier(self) -> Any:
        return FakeCourier(bot=self.id)

    def render(self, *_: object) -> Sequence[str]:
        return ()

    async def run(self, is_turn: Callable[[], bool]) -> None:
        self.told.append("runs")
        self.up.set()
        try:
            await self.work()
        finally:
            self.told.append("stops")

    async def close(self, seconds: float) -> None:
        self.told.append("closes")


async def at_once(_tried: int) -> None:
    """Connected."""


async def never(_tried: int) -> None:
    await asyncio.Event().wait()


async def refused(_tried: int) -> None:
    raise BotError("This token is not known.")


async def forever() -> None:
    await asyncio.Event().wait()


def lived(*platforms: FakePlatform) -> tuple[list[Life], FakeOffice]:
    office = FakeOffice()
    return [Life(one, cast("Given", None), cast("PostOffice", office)) for one in platforms], office


def run(work: Coroutine[Any, Any, None]) -> None:
    async def patient() -> None:
        async with asyncio.timeout(PATIENCE):
            await work

    asyncio.run(patient())


def test_a_bot_takes_answers_posts_and_is_closed_in_order() -> None:
    async def story() -> None:
        platform = FakePlatform(BOT, at_once, forever)
        (life,), office = lived(platform)
        async with live_all([life]):
            await platform.up.wait()
            assert (life.stage, life.service, office.open) == (Stage.CONNECTED, platform, [BOT])
        assert platform.told == ["runs", "stops", "closes", "left"]
        assert (life.stage, life.service, office.open) == (Stage.CLOSED, None, [])

    run(story())


def test_one_that_is_not_reached_holds_up_neither_the_other_nor_the_end() -> None:
    async def story() -> None:
        silent, well = FakePlatform("a:1", never, forever), FakePlatform("b:2", at_once, forever)
        all_, office = lived(silent, well)
        async with live_all(all_):
            await well.up.wait()
            assert office.open == ["b:2"]
        assert (silent.told, well.told) == ([], ["runs", "stops", "closes", "left"])

    run(story())


def test_one_whose_token_is_refused_is_told_in_one_line_and_the_other_goes_on(
    capfd: pytest.CaptureFixture[str],
) -> None:
    async def story() -> None:
        bad, well = FakePlatform("a:1", refused, forever), FakePlatform("b:2", at_once, forever)
        all_, _ = lived(bad, well)
        async with live_all(all_) as over:
            await well.up.wait()
            while all_[0].stage is not Stage.REFUSED:  # noqa: ASYNC110 - it sets no event
                await asyncio.sleep(0)
            await asyncio.sleep(0)
            assert not over.is_set()
        assert (bad.tried, all_[0].refusal, all_[1].stage) == (1, "This token is not known.", Stage.CLOSED)

    run(story())
    (line,) = capfd.readouterr().err.splitlines()
    assert line.endswith("platform_refused               bot=a:1 reason='This token is not known.'")


def test_when_all_are_refused_that_is_the_end_a_line_each() -> None:
    async def story() -> None:
        all_, _ = lived(FakePlatform("a:1", refused, forever), FakePlatform("b:2", refused, forever))
        async with live_all(all_) as over:
            await over.wait()

    with pytest.raises(BotError, match=r"^This token is not known\.\nThis token is not known\.$"):
        run(story())


def test_a_token_that_is_revoked_while_it_runs_is_refused_too() -> None:
    async def revoked() -> None:
        raise BotError("This token is not known any more.")

    async def story() -> None:
        platform = FakePlatform("a:1", at_once, revoked)
        all_, office = lived(platform)
        async with live_all(all_) as over:
            await over.wait()
            assert office.open == []

    with pytest.raises(BotError, match="any more"):
        run(story())


def test_one_that_breaks_is_begun_anew(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lives, "FIRST", 0.0)

    async def story() -> None:
        async def breaks_twice() -> None:
            if platform.tried < 3:
                raise RuntimeError("a mistake of ours")
            again.set()
            await forever()

        again = asyncio.Event()
        platform = FakePlatform("a:1", at_once, breaks_twice)
        (life,), office = lived(platform)
        async with live_all([life]):
            await again.wait()
            assert (life.stage, office.open) == (Stage.CONNECTED, ["a:1"])

    run(story())
    assert capfd.readouterr().err.count("platform_failed") == 2
