"""Messages at the emulated Discord: what is sent once, changed, published and seen as it would be there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from tests.emulators.discord import rules
from tests.emulators.discord_requests import GO, PNG, SHOWN, V2, gallery, rows, select, text
from tests.emulators.discord_scenes import CREATE, EDIT, Scene, scene

CROSSPOST = "POST /channels/{channel_id}/messages/{message_id}/crosspost"
UNDER = "POST /channels/{channel_id}/messages/{message_id}/threads"
HOUR = 3600.0


def _play(scenario: Callable[[Scene], Awaitable[None]]) -> None:
    async def run() -> None:
        async with scene() as at:
            await scenario(at)

    asyncio.run(run())


async def _says(at: Scene, room: Any = None, **body: Any) -> str:
    answer = await at.asks(CREATE, {"content": "x", **body}, channel_id=(room or at.news).id)
    assert answer.status == 200, answer.body
    return str(answer.body["id"])


def test_one_nonce_is_one_message_in_a_channel_for_five_minutes_when_that_is_asked_for() -> None:
    async def scenario(at: Scene) -> None:
        once = {"nonce": "digest-7", "enforce_nonce": True}
        first = await _says(at, **once)
        assert await _says(at, content="other words", **once) == first
        assert await _says(at, nonce="digest-7") != first
        assert at.discord.world.losses == []
        assert await _says(at, at.wire, **once) != first
        (loss,) = at.discord.world.losses
        assert "is another channel's too" in loss.what
        assert [one.text for one in at.news.messages()] == ["Hello", "x", "x"]
        at.discord.skip(rules.NONCE_SECONDS + 1)
        assert await _says(at, **once) != first

    _play(scenario)


def test_a_message_of_somebody_else_is_neither_changed_nor_taken_away() -> None:
    async def scenario(at: Scene) -> None:
        said: dict[str, Any] = {"channel_id": at.news.id, "message_id": at.ada.says("Hello", at.news).id}
        assert (await at.asks(EDIT, {"content": "x"}, **said)).code == 50005
        assert (await at.asks(EDIT.replace("PATCH", "DELETE"), **said)).code == 50013

    _play(scenario)


def test_permissions_are_asked_for_where_they_are_needed() -> None:
    async def scenario(at: Scene) -> None:
        async def code(room: Any, route: str = CREATE, **how: Any) -> int:
            return (await at.asks(route, how.pop("body", {"content": "x"}), channel_id=room.id, **how)).code

        at.news.denies_bot("attach_files")
        assert await code(at.news, files=PNG) == 50013
        at.news.denies_bot("read_message_history")
        reply = {"content": "x", "message_reference": {"message_id": str(at.message)}}
        assert await code(at.news, body=reply) == 160002
        where: dict[str, Any] = {"channel_id": at.news.id}
        one = "GET /channels/{channel_id}/messages/{message_id}"
        assert (await at.asks(one, message_id=at.message, **where)).code == 50013
        assert (await at.asks("GET /channels/{channel_id}/messages", **where)).body == []
        at.news.denies_bot("send_messages_in_threads", "create_public_threads")
        assert await code(at.thread) == 50013
        assert await code(at.news, UNDER, body={"name": "x"}, message_id=at.message) == 50013
        at.forum.denies_bot("send_messages")
        post = {"name": "x", "message": {"content": "x"}}
        assert await code(at.forum, "POST /channels/{channel_id}/threads", body=post) == 50013
        at.forum.allows_bot("send_messages")
        at.forum.denies_bot("attach_files")
        assert await code(at.forum, "POST /channels/{channel_id}/threads", body=post, files=PNG) == 50013
        at.wire.denies_bot("send_messages")
        assert await code(at.wire, CROSSPOST, message_id=at.post) == 50013
        at.mute.allows_bot("send_messages")
        await _says(at, at.mute)
        at.talk.bot_may()
        at.talk.everybody("view_channel")
        assert await code(at.tagged) == 50008
        assert await code(at.talk.text("new")) == 50013

    _play(scenario)


def test_a_locked_thread_takes_nothing_and_a_sleeping_one_wakes() -> None:
    async def scenario(at: Scene) -> None:
        at.thread.channel.archived = True
        said: dict[str, Any] = {"channel_id": at.thread.id, "message_id": await _says(at, at.thread)}
        assert at.thread.channel.archived is False
        at.thread.channel.archived = True
        assert (await at.asks(EDIT, {"content": "y"}, **said)).code == 50083
        at.thread.channel.locked = True
        assert (await at.asks(CREATE, {"content": "x"}, channel_id=at.thread.id)).code == 160005

    _play(scenario)


def test_a_message_has_one_thread_and_a_thread_has_none() -> None:
    async def scenario(at: Scene) -> None:
        async def opens(room: Any, message: Any) -> Any:
            return await at.asks(UNDER, {"name": "x"}, channel_id=room.id, message_id=message)

        assert (await opens(at.news, at.message)).body["id"] == str(at.message)
        assert (await opens(at.news, at.message)).code == 160004
        assert (await opens(at.thread, await _says(at, at.thread))).code == 50024
        join = "PUT /channels/{channel_id}/thread-members/@me"
        assert (await at.asks(join, channel_id=at.news.id)).code == 50024

    _play(scenario)


def test_somebody_who_takes_no_private_messages_or_knows_nothing_of_the_bot_gets_none() -> None:
    async def scenario(at: Scene) -> None:
        async def code(room: Any) -> int:
            return (await at.asks(CREATE, {"content": "x"}, channel_id=room.id)).code

        await _says(at, at.ada.private)
        at.ada.closes_chat()
        assert await code(at.ada.private) == 50007
        at.ada.opens_chat()
        await _says(at, at.ada.private)
        eve = at.discord.person("Eve")
        assert await code(eve.private) == 50278
        eve.installs()
        await _says(at, eve.private)
        assert await code(at.discord.chat(at.ada, at.bob)) == 50001

    _play(scenario)


def test_a_post_is_published_once_and_ten_an_hour() -> None:
    async def scenario(at: Scene) -> None:
        async def publishes(number: Any) -> Any:
            return await at.asks(CROSSPOST, channel_id=at.wire.id, message_id=number)

        assert (await publishes(at.post)).body["flags"] == rules.CROSSPOSTED
        assert (await publishes(at.post)).code == 40033
        for _ in range(9):
            assert (await publishes(await _says(at, at.wire))).status == 200
        late = await _says(at, at.wire)
        answer = await publishes(late)
        assert answer.status == 429
        assert HOUR - 30 < answer.body["retry_after"] <= HOUR
        at.discord.skip(HOUR)
        assert (await publishes(late)).status == 200

    _play(scenario)


def test_old_messages_are_changed_a_few_times_an_hour() -> None:
    async def scenario(at: Scene) -> None:
        async def changes(words: str) -> Any:
            where: dict[str, Any] = {"channel_id": at.news.id, "message_id": at.message}
            return await at.asks(EDIT, {"content": words}, **where)

        at.discord.skip(HOUR + 1)
        for one in "abc":
            assert (await changes(one)).status == 200
        answer = await changes("d")
        assert (answer.status, answer.code) == (429, 30046)
        at.discord.skip(HOUR + 1)
        assert (await changes("e")).status == 200

    _play(scenario)


def test_a_person_sees_components_as_lines_with_their_pictures() -> None:
    async def scenario(at: Scene) -> None:
        section = {"type": 9, "components": [text("# Troops"), text("15,000 sent")], "accessory": GO}
        shown = gallery({**SHOWN, "description": "Six claims"})
        chooser = select({"label": "Kursk", "value": "k"}, placeholder="Scope")
        container = {"type": 17, "components": [section, {"type": 14}, shown, *rows([chooser])]}
        body = {"components": [container], "flags": V2}
        sent = await at.asks(CREATE, body, channel_id=at.news.id, files=PNG)
        seen = at.news.last()
        assert seen.lines() == [
            "# Troops  ‹Go›",
            "15,000 sent",
            "---",
            "[chart.png: Six claims]",
            "▾ Scope",
        ]
        assert (seen.text, seen.labels, seen.options("Scope")) == ("# Troops\n15,000 sent", ["Go"], ["Kursk"])
        assert (seen.files, at.discord.world.losses) == (["chart.png"], [])
        async with at.client.get(sent.body["attachments"][0]["url"]) as file:
            assert await file.read() == PNG["chart.png"]

    _play(scenario)


def test_a_file_that_no_component_shows_is_written_down_as_lost() -> None:
    async def scenario(at: Scene) -> None:
        await at.asks(CREATE, {"components": [text("x")], "flags": V2}, channel_id=at.news.id, files=PNG)
        assert [one.what for one in at.discord.world.losses] == ["no component shows the file chart.png"]

    _play(scenario)


def test_an_edit_keeps_the_files_that_it_lists_and_the_others_go() -> None:
    async def scenario(at: Scene) -> None:
        sent = await at.asks(CREATE, {"content": "x"}, channel_id=at.news.id, files=PNG | {"b.png": b"x"})
        where = {"channel_id": at.news.id, "message_id": sent.body["id"]}
        kept = {"id": sent.body["attachments"][1]["id"]}
        await at.asks(EDIT, {"content": "y", "attachments": [kept]}, **where)
        assert at.news.last().files == ["b.png"]
        body = {"attachments": [kept, {"id": 0, "filename": "a new one.png"}]}
        await at.asks(EDIT, body, files={"c.png": b"y"}, **where)
        assert at.news.last().files == ["b.png", "a_new_one.png"]

    _play(scenario)


def test_whom_a_message_calls_is_seen_and_a_word_on_mentions_prevents_it() -> None:
    async def scenario(at: Scene) -> None:
        words = f"@everyone <@{at.ada.id}> <@&{at.talk.id}>"
        await _says(at, content=words)
        assert at.news.last().pings == ["everyone", str(at.ada.id), str(at.talk.id)]
        await _says(at, content=words, allowed_mentions={"parse": []})
        assert at.news.last().pings == []
        await _says(at, content=words, allowed_mentions={"users": [str(at.ada.id)]})
        assert at.news.last().pings == [str(at.ada.id)]
        await at.asks(CREATE, {"components": [text(words)], "flags": V2}, channel_id=at.news.id)
        assert len(at.news.last().pings) == 3

    _play(scenario)


def test_a_forum_post_is_a_thread_with_its_first_message() -> None:
    async def scenario(at: Scene) -> None:
        body = {"name": "Digest", "message": {"components": [text("News")], "flags": V2}}
        opened = await at.asks("POST /channels/{channel_id}/threads", body, channel_id=at.forum.id)
        (post,) = at.forum.posts()
        assert (post.channel.name, post.last().text) == ("Digest", "News")
        assert opened.body["id"] == str(post.id)
        assert opened.body["message"]["channel_id"] == str(post.id)
        assert at.forum.transcript() == "bot (opened): Digest\n"

    _play(scenario)
