"""Buttons' commands are kept for as long as somebody presses them; a chat's topics are found."""

from __future__ import annotations

from digests.store import open_store
from digests.subscription import ChatKind
from tests.contracts.store.scene import AT, DAY, chat

LONG = "/search " + "words " * 20


async def test_a_command_is_found_by_its_key_until_nobody_pressed_for_long(url: str) -> None:
    async with open_store(url) as store:
        await store.keep_command("~a", LONG, AT)
        assert await store.kept_command("~b", AT, AT - 90 * DAY) is None
        assert await store.kept_command("~a", AT + 80 * DAY, AT - 10 * DAY) == LONG
        assert await store.clean_commands(AT + 70 * DAY) == 0  # that press was a use
        assert await store.kept_command("~a", AT + 171 * DAY, AT + 81 * DAY) is None
        assert await store.clean_commands(AT + 81 * DAY) == 1


async def test_keeping_twice_is_keeping_anew(url: str) -> None:
    async with open_store(url) as store:
        await store.keep_command("~a", LONG, AT)
        await store.keep_command("~a", LONG, AT + DAY)
        assert await store.clean_commands(AT + DAY) == 0
        assert await store.kept_command("~a", AT + DAY, AT + DAY) == LONG


async def test_a_chat_and_its_topics_are_found_and_no_other(url: str) -> None:
    async with open_store(url) as store:
        for key in ("-1001", "-1001/5", "-1001/12", "-10011", "-10010", "-1002/5"):
            await store.choose_language(chat(key), ChatKind.GROUP, "fr", AT)
        assert sorted(one.key for one in await store.places_of(chat())) == ["-1001", "-1001/12", "-1001/5"]
        assert await store.places_of(chat("-7")) == []


async def test_those_of_many_chats_that_are_kept_are_found_with_what_is_kept_of_them(url: str) -> None:
    async with open_store(url) as store:
        for key in ("1", "2", "3"):
            await store.choose_language(chat(key), ChatKind.GROUP, "fr", AT)
        await store.suspend(chat("2"), "gone", AT)
        found = await store.chats_among(chat().bot, ["2", "3", *map(str, range(4, 3000))])
        assert {one.id.key: one.suspended for one in found} == {"2": "gone", "3": None}
        assert await store.chats_among("discord:1", ["2"]) == []
        assert await store.chats_among(chat().bot, []) == []
