"""Digests reach every kind of channel; whatever goes wrong on the way, none is lost and none doubled."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.lives import Stage
from digests.delivery import State
from digests.schedule import Schedule
from digests.store.store import Store, open_store
from digests.subscription import ChatId, ChatKind, Wish
from tests.dialogs.discord.processes import environment
from tests.dialogs.discord.running import BOT, scene, started
from tests.dialogs.telegram.processes import process
from tests.emulators.discord import Emulator
from tests.emulators.discord.rooms import Room

CHANNELS = int(os.environ.get("DISCORD_DIGESTS", "60"))
"""How many get a digest while the process is killed; 2000 for the long run."""
CREATE = "POST /channels/{channel_id}/messages"
EVERY_DAY = frozenset(range(1, 8))


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'briefing.sqlite'}"


async def subscribe(store: Store, rooms: Sequence[tuple[Room, ChatKind, str]]) -> None:
    """Give each a digest that has just come due."""
    now = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=1)
    for room, kind, language in rooms:
        wish = Wish(Schedule(EVERY_DAY, (time(now.hour, now.minute),), "UTC"), language=language)
        await store.subscribe(ChatId(BOT, str(room.id)), kind, wish, now, now - timedelta(days=1))


async def over(store: Store, count: int, within: float = 60.0) -> Counter[State]:
    """The states once nothing waits any more."""
    async with asyncio.timeout(within):
        while True:
            counts = Counter(await store.counts(BOT))
            if counts.total() >= count and not counts[State.PENDING] and not counts[State.SENDING]:
                return counts
            await asyncio.sleep(0.05)


def test_every_kind_of_channel_gets_its_digest_in_its_language(folder: Path) -> None:
    async def run() -> None:
        async with Emulator() as discord:
            ada, bob = discord.person("Ada", locale="fr"), discord.person("Bob")
            server = discord.guild("Newsroom", ada, bob)
            talk, news, forum = server.text("talk"), server.announcement("news"), server.forum("ideas")
            thread, post = server.thread(talk, "thread"), server.thread(forum, "post")
            rooms = [
                (ada.private, ChatKind.PRIVATE, "fr"),
                (talk, ChatKind.GROUP, "en"),
                (thread, ChatKind.GROUP, "en"),
                (post, ChatKind.GROUP, "en"),
                (news, ChatKind.CHANNEL, "fr"),
            ]
            async with open_store(url(folder)) as store:
                await subscribe(store, rooms)
            more = {"BRIEFING_DISCORD__PUBLISH": "true", "BRIEFING_DISCORD__SILENT": "true"}
            async with started(discord, folder, real_time=True, **more) as bot:
                seen = {room.id: await room.reply("sent") for room, _, _ in rooms}
                assert (await over(bot.store, len(rooms)))[State.SENT] == len(rooms)
                await bot.service.courier.published()
                for room, _, language in rooms:
                    begins = "## POINT DE SITUATION" if language == "fr" else "## STANDING BRIEF"
                    assert seen[room.id].text.startswith(begins)
                assert "Réglages" in seen[ada.private.id].labels
                assert not {"Settings", "Réglages"} & {*seen[talk.id].labels, *seen[news.id].labels}
                published = discord.record.of("POST /channels/{channel_id}/messages/{message_id}/crosspost")
                assert [one.chat for one in published] == [news.id]
                assert all(one.body["flags"] & 1 << 12 for one in discord.record.of(CREATE))
                # A press on what all read is answered to the presser alone, in their language.
                answer = (await bob.presses("Effectifs", news)).seen
                assert answer.ephemeral
                assert answer.text.startswith("## TROOPS")
                assert [one for one in news.channel.log if one.kind == "edited"] == []
                # In a private chat the digest stays too, and the answer is below it.
                await ada.presses("Effectifs")
                first, below = ada.private.messages(ada.id)
                assert first.text.startswith("## POINT DE SITUATION")
                assert below.text.startswith("## EFFECTIFS")
            assert discord.world.losses == []
            assert discord.record.refused() == []

    asyncio.run(run())


@pytest.mark.parametrize(
    ("fault", "state", "suspended"),
    [
        (lambda faults: faults.refuse(10003, CREATE, times=1), State.DEAD, True),
        (lambda faults: faults.refuse(50001, CREATE, times=1), State.DEAD, True),
        (lambda faults: faults.refuse(50013, CREATE, times=1), State.DEAD, True),
        (lambda faults: faults.flood(0.3, CREATE, times=1), State.SENT, False),
        (lambda faults: faults.flood(0.3, CREATE, times=1, everywhere=True), State.SENT, False),
        (lambda faults: faults.fail(500, CREATE, times=1), State.SENT, False),
        (lambda faults: faults.fail(503, CREATE, times=1), State.SENT, False),
        (lambda faults: faults.add("reset_before", CREATE, times=1), State.SENT, False),
        (lambda faults: faults.add("reset_after", CREATE, times=1), State.SENT, False),
        (lambda faults: faults.add("garbage_after", CREATE, times=1), State.SENT, False),
    ],
)
def test_whatever_goes_wrong_there_is_one_digest_or_the_channel_waits(
    folder: Path, fault: Callable[[object], object], state: State, suspended: bool
) -> None:
    async def run() -> None:
        async with Emulator() as discord:
            ada = discord.person("Ada")
            talk = discord.guild("Newsroom", ada).text("talk")
            async with open_store(url(folder)) as store:
                await subscribe(store, [(talk, ChatKind.GROUP, "en")])
            fault(discord.faults)
            async with started(discord, folder, real_time=True) as bot:
                counts = await over(bot.store, 1)
                assert +counts == Counter({state: 1})
                assert len(talk.messages()) == (state is State.SENT)
                kept = await bot.store.chat(ChatId(BOT, str(talk.id)))
                assert kept is not None
                assert bool(kept.suspended) is suspended

    asyncio.run(run())


def test_killed_in_the_middle_and_started_again_no_digest_is_lost_and_none_doubled(
    folder: Path, tell: Callable[[str], None]
) -> None:
    async def run() -> Counter[State]:
        async with Emulator() as discord:
            ada = discord.person("Ada")
            servers = [discord.guild(f"S{n}", ada) for n in range(1 + CHANNELS // 400)]
            rooms = [servers[n % len(servers)].text(f"c{n}") for n in range(CHANNELS)]
            variables = environment(discord, folder)
            async with open_store(url(folder)) as store:
                await subscribe(store, [(one, ChatKind.GROUP, "en") for one in rooms])
                within = 60.0 + CHANNELS / 10
                async with process(variables, quiet=True) as child:
                    sent = discord.record.of
                    await discord.until(lambda: len(sent(CREATE)) > CHANNELS // 3, "a third", within)
                    child.kill()
                    await child.wait()
                async with process(variables, quiet=True):
                    counts = await over(store, CHANNELS, within)
            assert [len(one.messages()) for one in rooms] == [1] * CHANNELS
            assert discord.world.losses == []
            asked.append(len(discord.record.of(CREATE)))
            return counts

    asked: list[int] = []
    counts = asyncio.run(run())
    assert +counts == Counter({State.SENT: CHANNELS})
    tell(f"{CHANNELS} digests, killed once: {counts[State.SENT]} arrived once each, by {asked[0]} requests")


def test_a_token_that_is_revoked_at_the_gateway_is_heard_of_from_the_next_digest(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            at.discord.server.token = "another"  # noqa: S105 - the emulator's
            await subscribe(at.store, [(at.talk, ChatKind.CHANNEL, "en")])
            at.bot.life.office.at_once()
            async with asyncio.timeout(20):
                while at.bot.life.stage is not Stage.REFUSED:  # noqa: ASYNC110 - it sets no event
                    await asyncio.sleep(0.01)

    with pytest.raises(SettingsError, match=r"^Discord does not know this token\."):
        asyncio.run(run())
