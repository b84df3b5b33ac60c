"""The fake store's part as an Overview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from digests.delivery import OPEN, Delivery, State
from digests.moves import Move
from digests.register import Pause
from tests.fakes.records import FakeRecords, FakeSender


class FakeOverview(FakeRecords):
    """What operators look at and decide, in memory."""

    async def counts(self, bot: str | None = None) -> Mapping[State, int]:
        await self._reading("counts")
        counts = Counter(row.state for row in self.deliveries.values() if bot in (None, row.bot))
        return {state: counts[state] for state in State}

    async def listed(self, states: Sequence[State], limit: int, after: int = 0) -> Sequence[Delivery]:
        await self._reading("listed")
        ids = sorted(id_ for id_, row in self.deliveries.items() if row.state in states and id_ > after)
        return [self.deliveries[id_] for id_ in ids[:limit]]

    async def resolve(self, move: Move) -> bool:
        await self._before("resolve")
        stored = self._make(move)
        await self._after("resolve")
        return stored

    async def bots(self) -> Sequence[str]:
        await self._reading("bots")
        return sorted({*self.senders, *(chat.bot for chat in self.chats)})

    async def pause(self, bot: str, at: datetime, why: str = "") -> bool:
        await self._before("pause")
        sender = self.senders.setdefault(bot, FakeSender())
        was_paused, sender.is_paused, sender.paused_why = sender.is_paused, True, why
        sender.paused_since = sender.paused_since if was_paused else at
        await self._after("pause")
        return not was_paused

    async def paused(self, at: datetime) -> Sequence[Pause]:
        await self._reading("paused")
        due = Counter(
            chat.bot
            for chat, id_ in self.subscription_of.items()
            if (one := self.subscriptions[id_])
            and self.chats[chat].suspended is None
            and one.next_due is not None
            and one.next_due <= at
        )
        return [
            Pause(bot, sender.paused_since, sender.paused_why, due[bot])
            for bot, sender in sorted(self.senders.items())
            if sender.is_paused
        ]

    async def resume(self, bot: str) -> bool:
        await self._before("resume")
        sender = self.senders.get(bot)
        was_paused = sender is not None and sender.is_paused
        if sender is not None:
            sender.is_paused, sender.paused_since, sender.paused_why = False, None, ""
        await self._after("resume")
        return was_paused

    async def clean(self, at: datetime, keep_days: int) -> int:
        await self._before("clean")
        oldest = at - timedelta(days=keep_days)
        old = [
            row
            for row in self.deliveries.values()
            if row.state not in OPEN and row.ended is not None and row.ended < oldest
        ]
        for row in old:
            self._drop(row)
        self._drop_editions()
        self._drop_parts()
        self._drop_snapshots()
        await self._after("clean")
        return len(old)

    def _drop_editions(self) -> None:
        """Those that nothing refers to; what is newer than all in use may be about to be used."""
        used = {row.edition for row in self.deliveries.values() if row.edition} | set(self.seen.values())
        for id_ in [id_ for id_ in self.editions if id_ not in used and id_ < max(used, default=0)]:
            del self.edition_ids[self.editions.pop(id_).key]
            for name in [name for name in self.rendered_ids if name[0] == id_]:
                del self.rendered[self.rendered_ids.pop(name)]

    def _drop_parts(self) -> None:
        """Those that no delivery refers to; likewise."""
        used = {row.parts for row in self.deliveries.values() if row.parts}
        for name, id_ in list(self.rendered_ids.items()):
            if id_ not in used and id_ < max(used, default=0):
                del self.rendered[self.rendered_ids.pop(name)]

    def _drop_snapshots(self) -> None:
        """Those that no edition shows, but never a dossier's newest."""
        used = {id_ for edition in self.editions.values() for id_ in edition.shows.values()}
        used.update(self.newest_snapshots.values())
        for id_ in [id_ for id_ in self.snapshots if id_ not in used]:
            del self.snapshots[id_]
