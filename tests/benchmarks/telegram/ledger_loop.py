"""Our own send loop as a process: the ledger on SQLite, the sender and the courier, with no limits.

`python -m tests.benchmarks.telegram.ledger_loop URL READY DATABASE`; READY as for `bare`.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import insert

from bot import logs
from bot.platform_settings import TelegramSettings
from bot.platforms.keys import StoredKeys
from bot.platforms.telegram.buttons import Button
from bot.platforms.telegram.courier import TelegramCourier
from bot.platforms.telegram.parts import Part, written
from bot.platforms.telegram.render import Message
from bot.platforms.telegram.sender import TelegramSender
from bot.platforms.telegram.service import connected
from bot.platforms.telegram.turns import Turns
from digests.delivery import State
from digests.pace import Limits
from digests.ports import Prepared
from digests.sender import Sender
from digests.steady import SteadyClock
from digests.store.store import Store, open_store
from digests.store.tables import chats, subscriptions
from digests.subscription import Subscription
from tests.emulators.telegram import TOKEN

BOT = f"telegram:{TOKEN.partition(':')[0]}"


@dataclass
class OneEdition:
    """The ready-made text for everybody."""

    prepared: Prepared

    async def prepare(self, _subscription: Subscription, _due: datetime, *, late: bool) -> Prepared:
        return self.prepared

    def forget(self) -> None:
        """Nothing is remembered that could be gone."""


async def subscribe(store: Store, keys: Sequence[int], due: datetime) -> None:
    """A daily digest for each, due at `due`."""
    wish = {
        "bot": BOT, "is_suspended": False, "next_due": due, "weekdays": "1234567", "zone": "UTC",
        "times": f"{due:%H:%M}", "topics": [], "language": "en", "content": "brief",
    }  # fmt: skip
    async with store.database.write() as connection:
        people = [{"id": n, "bot": BOT, "key": str(key), "kind": 2} for n, key in enumerate(keys, 1)]
        await connection.execute(insert(chats), people)
        await connection.execute(insert(subscriptions), [{"chat": one["id"], **wish} for one in people])


def lately() -> datetime:
    """The minute before this one: what was due then is due now, and not late."""
    return datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=1)


async def send(url: str, ready: dict[str, Any], database: str) -> None:
    """Send to every chat, and end when the ledger says that all are sent."""
    settings = TelegramSettings(token=SecretStr(TOKEN), api_url=url)
    async with open_store(database) as store, connected(settings) as bot:
        clock = SteadyClock()
        editor = OneEdition(await _prepared(store, ready["answers"]["help"]))
        await subscribe(store, ready["chats"], lately())
        messenger = TelegramSender(bot, StoredKeys(store, clock.now))
        courier = TelegramCourier(BOT, messenger, Limits(10**6), turns=Turns(10**6))
        sender = Sender(store, courier, editor, clock, "bench", sole=True)
        await sender.keeper.turn()
        await sender.tick(clock.now())
        stop = asyncio.Event()
        running = asyncio.create_task(sender.run(stop))
        while (await store.counts(BOT))[State.SENT] < len(ready["chats"]):  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.2)
        stop.set()
        await running


async def _prepared(store: Store, told: dict[str, Any]) -> Prepared:
    keyboard = tuple(
        tuple(Button(one["text"], one.get("callback_data", ""), one.get("url", "")) for one in row)
        for row in told["reply_markup"]["inline_keyboard"]
    )
    text = written(Part(Message(told["text"], keyboard)))
    edition = await store.keep_edition("bench", {}, "{}")
    return Prepared(edition, await store.keep_parts(edition, "bench", [text]))


if __name__ == "__main__":
    address, path, where = sys.argv[1:]
    logs.set_up()
    asyncio.run(send(address, json.loads(Path(path).read_text("utf-8")), where))
