"""Digests reach a private chat, a group, a topic and a channel; who is killed in the middle doubles none."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from digests.deliver import LANES
from digests.delivery import State
from digests.schedule import Schedule
from digests.store.store import Store, open_store
from digests.subscription import ChatId, ChatKind, Wish
from tests.dialogs.telegram.processes import environment, process
from tests.dialogs.telegram.running import BOT, started
from tests.emulators.telegram import Emulator

CHATS = int(os.environ.get("TELEGRAM_DIGESTS", "60"))
"""How many get a digest while the process is killed; 5000 for the long run."""
EVERY_DAY = frozenset(range(1, 8))


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'briefing.sqlite'}"


async def subscribe(store: Store, chats: Sequence[tuple[int | str, ChatKind, str]]) -> None:
    """Give each a digest that has just come due."""
    now = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=1)
    for key, kind, language in chats:
        wish = Wish(Schedule(EVERY_DAY, (time(now.hour, now.minute),), "UTC"), language=language)
        await store.subscribe(ChatId(BOT, str(key)), kind, wish, now, now - timedelta(days=1))


async def over(store: Store, count: int, within: float = 60.0) -> Counter[State]:
    """The states once nothing waits any more."""
    async with asyncio.timeout(within):
        while True:
            counts = Counter(await store.counts(BOT))
            if counts.total() >= count and not counts[State.PENDING] and not counts[State.SENDING]:
                return counts
            await asyncio.sleep(0.05)


def test_every_kind_of_chat_gets_its_digest_in_its_language(folder: Path) -> None:
    async def run() -> None:
        async with Emulator() as telegram:
            ada = telegram.person("Ada", language="fr", started=True)
            talk = telegram.group("Talk", ada)
            forum = telegram.supergroup("Forum", ada, topics=("News",))
            (news,) = forum.chat.topics
            wire = telegram.channel("Wire", ada)
            ada.promotes_bot(wire)
            telegram.world.updates.pending.clear()
            async with open_store(url(folder)) as store:
                await subscribe(
                    store,
                    [
                        (ada.id, ChatKind.PRIVATE, "fr"),
                        (talk.id, ChatKind.GROUP, "en"),
                        (f"{forum.id}/{news}", ChatKind.GROUP, "en"),
                        (wire.id, ChatKind.CHANNEL, "fr"),
                    ],
                )
            pinned = {"BRIEFING_TELEGRAM__PIN": "true", "BRIEFING_TELEGRAM__SILENT": "true"}
            async with started(telegram, folder, real_time=True, **pinned) as bot:
                private = await ada.private.reply("sent")
                group, topic, channel = [await one.reply("sent") for one in (talk, forum, wire)]
                assert (await over(bot.store, 4))[State.SENT] == 4
                await bot.service.courier.pinned()
                assert private.text.startswith("POINT DE SITUATION")
                assert channel.text.startswith("POINT DE SITUATION")
                assert group.text.startswith("STANDING BRIEF")
                assert topic.topic == news
                assert group.topic is None
                assert private.button("Réglages")["callback_data"] == "/reglages"
                assert [one for one in channel.labels if one == "Réglages"] == []
                assert all(
                    "url" in one for seen in (group, topic, channel) for row in seen.rows for one in row
                )
                assert ada.private.chat.pinned == [private.id]
                sent = telegram.record.of("sendMessage")
                assert all(one.given["disable_notification"] for one in sent)
                # A digest's button answers: in private in place, elsewhere alone.
                await ada.presses("Effectifs", on=private)
                assert (await ada.private.reply("edited")).text.startswith("EFFECTIFS")
                link = channel.button("Effectifs")["url"]
                ada.opens_link(link.removeprefix("https://t.me/briefing_bot?start="))
                await ada.private.reply("sent")
            assert telegram.world.losses == []

    asyncio.run(run())


def test_killed_in_the_middle_and_started_again_no_digest_is_lost_and_none_doubled(
    folder: Path, tell: Callable[[str], None]
) -> None:
    async def run() -> Counter[State]:
        async with Emulator() as telegram:
            people = [telegram.person(f"P{n}", started=True) for n in range(CHATS)]
            variables = environment(telegram, folder)
            async with open_store(url(folder)) as store:
                await subscribe(store, [(one.id, ChatKind.PRIVATE, "en") for one in people])
                within = 60.0 + CHATS / 10
                async with process(variables, quiet=True) as child:
                    sent = telegram.record.of
                    await telegram.until(lambda: len(sent("sendMessage")) > CHATS // 3, "a third", within)
                    child.kill()
                    await child.wait()
                async with process(variables, quiet=True):
                    counts = await over(store, CHATS, within)
                rows = await store.listed(tuple(State), CHATS + 1)
            got = {str(one.id): len(one.private.messages()) for one in people}
            assert max(got.values()) == 1
            assert all(got[row.chat] == 1 for row in rows if row.state is State.SENT)
            assert counts[State.SENT] + counts[State.UNKNOWN] == CHATS
            assert counts[State.UNKNOWN] <= LANES
            told.append(f"{sum(got.values())} arrived")
            return counts

    told: list[str] = []
    counts = asyncio.run(run())
    told += [f"{state.value} {count}" for state, count in counts.items() if count]
    tell(f"{CHATS} digests, killed once: {', '.join(told)}")
