"""The seam to platforms: what each is given to work with, and what it is asked to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from aiohttp.web import RouteDef

    from bot.page import Page
    from bot.request import Asker
    from bot.services import Services
    from corpus.index import Index
    from digests.edition import Dateline, Edition
    from digests.ports import Courier
    from digests.store.store import Store
    from digests.subscription import Chat


class Ask(Protocol):
    """One way in: `bot.wiring.ask`, on the dossier as it is now."""

    async def __call__(self, line: str, asker: Asker, at: datetime, language: str) -> Page:
        """The page for a line; never raises."""


@dataclass(frozen=True, slots=True, repr=False)
class Given:
    """What every platform is given."""

    language: str
    """Of who chose none and whose own we do not speak."""
    services: Services
    store: Store
    ask: Ask
    now: Callable[[], datetime]
    """The time at which commands are answered, aware UTC."""


class Service(Protocol):
    """One bot that its platform knows."""

    @property
    def courier(self) -> Courier:
        """Digests' way out."""

    @property
    def is_up(self) -> bool:
        """Whether the platform answered when it was last asked."""

    def parts(self, page: Page) -> Sequence[str]:
        """A page as what the courier sends to a chat."""

    def render(self, edition: Edition, index: Index, dateline: Dateline, chat: Chat) -> Sequence[str]:
        """A digest's parts (`digests.editor.Render`)."""

    async def run(self, is_turn: Callable[[], bool]) -> None:
        """Take what people ask, in turn, until cancelled; BotError for a token that is gone."""

    async def close(self, seconds: float) -> None:
        """Finish what was taken, in so many seconds at most."""


class Platform(Protocol):
    """One bot on one platform, from its token on."""

    @property
    def id(self) -> str:
        """As our records call it: `telegram:8123456`; known from the token alone."""

    @property
    def routes(self) -> Sequence[RouteDef]:
        """What it answers on the HTTP server; before it is connected with 503."""

    def connected(self, given: Given) -> AbstractAsyncContextManager[Service]:
        """The bot, once its platform is reached, however late; BotError for a token it refuses."""
