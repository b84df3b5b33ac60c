"""What operators and their machines ask over HTTP: /livez, /readyz and /metrics, in plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.lives import Stage
from digests.store.migrate import HISTORY

if TYPE_CHECKING:
    from bot.condition import BotCondition, Condition, Watch
    from bot.metrics import Metrics


@dataclass(frozen=True, slots=True)
class Health:
    """The answers; HEAD is answered as GET is."""

    watch: Watch
    metrics: Metrics

    @property
    def routes(self) -> Sequence[web.RouteDef]:
        """Where each is answered."""
        return (
            web.get("/livez", self._livez),
            web.get("/readyz", self._readyz),
            web.get("/metrics", self._metrics),
        )

    async def _livez(self, _: web.Request) -> web.Response:
        """That this is answered shows that the event loop turns; 503 where a sending loop does not."""
        hanging = self.watch.hanging()
        return _told(not hanging, [f"{bot}: its sending loop hangs" for bot in hanging] or ["alive"])

    async def _readyz(self, _: web.Request) -> web.Response:
        condition = await self.watch.look()
        return _told(condition.is_ready, lines(condition))

    async def _metrics(self, _: web.Request) -> web.Response:
        text = self.metrics.text(await self.watch.look())
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_LATEST})


def lines(condition: Condition) -> Iterator[str]:
    """Whether it is ready, then what it rests on, a line each."""
    yield "ready" if condition.is_ready else "not ready"
    yield f"database: {condition.failure or 'answers'}"
    if not condition.failure:
        is_current = condition.revision == HISTORY.head
        yield f"tables: revision {condition.revision}, " + (
            "current" if is_current else f"but this program knows {HISTORY.head}"
        )
    dossier = condition.dossier
    yield f"dossier: {dossier.id}, revision {dossier.revision}" + (
        f"; the files as they are now were refused: {dossier.refusal}" if dossier.refusal else ""
    )
    yield from (f"{bot.id}: {_stage(bot)}" for bot in condition.bots)


def _stage(bot: BotCondition) -> str:
    if bot.stage is Stage.REFUSED:
        return f"{bot.stage.value}: {bot.refusal}"
    if bot.stage is not Stage.CONNECTED:
        return bot.stage.value
    reached = "" if bot.is_up else "; its platform does not answer at present"
    return f"{bot.stage.value}, {'holds the lease' if bot.has_lease else 'standby'}{reached}"


def _told(is_well: bool, said: Sequence[str] | Iterator[str]) -> web.Response:
    status = HTTPStatus.OK if is_well else HTTPStatus.SERVICE_UNAVAILABLE
    return web.Response(status=status, text="".join(f"{line}\n" for line in said))
