"""The bot is removed and invited again, channels go, threads are locked, rights come and go: digests wait."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.dialogs.discord.running import scene

GONE = "the bot was removed"


def test_a_server_without_the_bot_waits_and_goes_on_when_it_is_invited_again(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            thread = at.server.thread(at.talk, "thread")
            for room in (at.talk, thread):
                await at.ada.asks("/subscribe when:8:00", room)
            at.ada.removes_bot(at.server)
            for room in (at.talk, thread):
                await at.waits(room, GONE)
            at.ada.adds_bot(at.server)
            for room in (at.talk, thread):
                await at.waits(room, None)

    asyncio.run(run())


def test_an_outage_is_no_removal(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            await at.ada.asks("/subscribe when:8:00", at.talk)
            news = at.server.text("news")
            await at.ada.asks("/subscribe when:8:00", news)
            at.server.goes_away()
            at.server.comes_back()
            at.ada.deletes(news)
            await at.waits(news, "the channel was deleted")  # so what came before it is done
            assert await at.suspended(at.talk) is None

    asyncio.run(run())


def test_a_deleted_channel_waits_and_its_threads_too(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            thread = at.server.thread(at.talk, "thread")
            other = at.server.thread(at.server.text("more"), "other")
            for room in (at.talk, thread, other):
                await at.ada.asks("/subscribe when:8:00", room)
            at.ada.deletes(at.talk)
            at.ada.deletes(other)
            for room in (at.talk, thread, other):
                await at.waits(room, "the channel was deleted")

    asyncio.run(run())


def test_rights_that_are_taken_and_given_back(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            await at.ada.asks("/subscribe when:8:00", at.talk)
            at.talk.denies_bot("send_messages")
            await at.waits(at.talk, "missing in the channel: “Send Messages”")
            at.talk.allows_bot("send_messages")
            await at.waits(at.talk, None)
            at.server.everybody()
            at.server.bot_may()
            await at.waits(at.talk, "missing in the channel: “View Channel”, “Send Messages”")
            at.server.bot_may("view_channel", "send_messages")
            await at.waits(at.talk, None)
            roles = at.server.gives_bot(())
            await at.waits(at.talk, "missing in the channel: “View Channel”, “Send Messages”")
            at.server.gives_bot(roles)
            await at.waits(at.talk, None)
            at.server.loses_role(int(roles[0]))
            await at.waits(at.talk, "missing in the channel: “View Channel”, “Send Messages”")

    asyncio.run(run())


def test_a_locked_thread_waits_and_one_that_sleeps_does_not(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            thread = at.server.thread(at.talk, "thread")
            await at.ada.asks("/subscribe when:8:00", thread)
            for archived, locked, reason in (
                (True, True, "the thread is locked"),
                (False, False, None),
                (True, False, None),
            ):
                thread.channel.archived, thread.channel.locked = archived, locked
                at.discord.world.tell("THREAD_UPDATE", thread.channel.wire(), at.server.guild)
                await at.waits(thread, reason)

    asyncio.run(run())


def test_what_changed_while_the_bot_was_away_is_found_when_it_comes_back(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            await at.ada.asks("/subscribe when:8:00", at.talk)
            at.ada.removes_bot(at.server)
            await at.waits(at.talk, GONE)
            for one in list(at.discord.gateway.sessions.values()):
                at.discord.gateway.forget(one)
            at.ada.adds_bot(at.server)
            at.discord.gateway.drop()
            await at.waits(at.talk, None)

    asyncio.run(run())
