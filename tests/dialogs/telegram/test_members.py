"""The bot is added, removed, blocked, restored and moved; digests wait and go on accordingly."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.dialogs.telegram.running import At, compare, scene
from tests.emulators.telegram.people import Person
from tests.emulators.telegram.rooms import Room


async def says(at: At, who: Person, line: str, room: Room | None = None, topic: int | None = None) -> None:
    who.says(line, room, topic=topic)
    await at.settled()


async def suspended(at: At, key: int | str) -> str | None:
    return (await at.subscription(key)).chat.suspended


def test_who_blocks_the_bot_gets_nothing_and_who_comes_back_goes_on(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            await says(at, at.ada, "/subscribe daily 7:00 London")
            at.ada.blocks_bot()
            await at.settled()
            assert await suspended(at, at.ada.id) == "blocked by the person"
            at.ada.unblocks_bot()
            await at.settled()
            assert await suspended(at, at.ada.id) is None
            at.faultless()

    asyncio.run(run())


def test_a_group_is_greeted_once_and_every_topic_of_it_waits_while_the_bot_is_out(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            forum = at.telegram.supergroup("Forum", at.ada, bot=False, topics=("News",))
            (news,) = forum.chat.topics
            at.ada.adds_bot(forum)
            await at.settled()
            subscribe = forum.last().button("Subscribe")["url"]
            at.ada.opens_link(subscribe.removeprefix("https://t.me/briefing_bot?start="))
            await at.settled()
            await at.ada.presses("Yes, do it")
            await at.settled()
            await says(at, at.ada, "/subscribe daily 7:00 London", forum, news)
            at.ada.removes_bot(forum)
            await at.settled()
            keys = (forum.id, f"{forum.id}/{news}")
            assert [await suspended(at, key) for key in keys] == ["the bot was removed"] * 2
            at.ada.adds_bot(forum)
            await at.settled()
            assert [await suspended(at, key) for key in keys] == [None] * 2
            at.faultless()
            text = f"== Forum\n{forum.transcript()}\n== Ada, alone\n{at.ada.private.transcript()}"
            compare("group.added", text)

    asyncio.run(run())


def test_a_channel_where_the_bot_may_not_post_waits(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            wire = at.telegram.channel("Wire", at.ada)
            at.ada.promotes_bot(wire)
            await at.settled()
            await says(at, at.ada, "/subscribe daily 7:00 London", wire)
            at.ada.promotes_bot(wire, "can_manage_chat")
            await at.settled()
            assert await suspended(at, wire.id) == "the bot may not write there"
            at.ada.promotes_bot(wire)
            await at.settled()
            assert await suspended(at, wire.id) is None
            at.faultless()

    asyncio.run(run())


@pytest.mark.parametrize("membership_first", [False, True])
def test_a_group_that_becomes_a_supergroup_takes_its_digest_along(
    folder: Path, membership_first: bool
) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            talk = at.telegram.group("Talk", at.ada)
            await says(at, at.ada, "/subscribe daily 7:00 London", talk)
            there = at.telegram.migrates(talk, at.ada, membership_first=membership_first)
            await at.settled()
            assert await at.held(talk.id) is None
            assert (await at.subscription(there.id)).next_due
            assert await suspended(at, there.id) is None
            assert there.unread() == []
            await says(at, at.ada, "/settings", there)
            at.faultless()

    asyncio.run(run())


def test_who_is_no_admin_any_more_is_refused_as_soon_as_the_bot_is_told(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            bob = at.telegram.person("Bob")
            talk = at.telegram.supergroup("Talk", at.ada, bob)
            at.telegram.grants(talk, bob)
            await says(at, bob, "/subscribe daily 7:00 London", talk)
            was = talk.chat.member(bob.user)
            at.ada.promotes_bot(talk, "can_manage_chat")
            talk.chat.members[bob.id] = now = type(was)(bob.user, "member")
            told = {"chat": talk.chat.wire(), "from": at.ada.user, "date": at.telegram.world.now()}
            told |= {"old_chat_member": was.wire(), "new_chat_member": now.wire()}
            assert at.telegram.world.updates.put("chat_member", told)
            await says(at, bob, "/unsubscribe", talk)
            assert "Only this chat’s admins" in talk.last().text
            assert (await at.subscription(talk.id)).next_due

    asyncio.run(run())


def test_where_nobody_can_tell_who_the_admins_are_nothing_is_changed(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            talk = at.telegram.supergroup("Talk", at.ada)
            at.telegram.faults.add("refuse", "getChatAdministrators", times=1)
            await says(at, at.ada, "/subscribe", talk)
            assert "cannot be found out now" in talk.last().text
            await says(at, at.ada, "/subscribe", talk)
            assert (await at.subscription(talk.id)).next_due

    asyncio.run(run())
