"""Servers, and other people's chats: what all read, what one alone reads, and who may change what."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.dialogs.discord.running import At, compare, scene
from tests.emulators.discord.rooms import Room


def told(at: At, *rooms: Room) -> str:
    """The transcripts of some channels."""
    return "\n".join(f"== #{one.channel.name}\n{one.transcript()}" for one in rooms)


def test_in_a_server_answers_are_for_all_and_errors_and_presses_for_one(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder, locale="fr") as at:
            talk = at.talk
            answer = (await at.ada.asks("/troops", talk)).seen
            assert not answer.ephemeral
            error = (await at.bob.asks("/claim id:zzzz", talk)).seen
            assert error.ephemeral
            for label in ("Disputed", "Sources [1]–[5]"):
                assert (await at.bob.presses(label, talk, on=answer)).seen.ephemeral
            pressed = (await at.bob.presses("Disputed", talk, on=answer)).seen
            shown = (await at.bob.presses("Suite", talk, on=pressed)).seen
            assert shown.id == pressed.id
            assert next(one for one in talk.messages() if one.id == answer.id).raw["edited_timestamp"] is None
            at.faultless()
            compare("server.en", told(at, talk))

    asyncio.run(run())


def test_more_of_a_post_in_another_language_is_all_of_it(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder, locale="fr") as at:
            post = (await at.ada.asks("/claim id:k7m2", at.talk)).seen
            (more,) = [label for label in post.labels if label.startswith("More · Sources")]
            seen = (await at.bob.presses(more, at.talk, on=post)).seen
            assert seen.ephemeral
            assert seen.text.startswith("## FICHE k7m2")
            assert "**Sources**" in seen.text
            at.faultless()

    asyncio.run(run())


def test_a_french_server_is_answered_in_french_and_an_english_person_alone_in_english(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder, language="fr") as at:
            await at.ada.asks("/troops", at.talk)
            await at.bob.presses("Désaccords", at.talk)
            await at.ada.asks("/subscribe when:8h zone:Paris", at.talk)
            assert (await at.subscription(at.talk)).wish.language == "fr"
            await at.ada.asks("/settings", at.talk)
            await at.ada.asks("/language", at.talk)
            at.faultless()
            compare("server.fr", told(at, at.talk))

    asyncio.run(run())


def test_a_server_that_never_chose_a_language_has_the_bots(folder: Path) -> None:
    """Discord says English of it."""

    async def run() -> None:
        async with scene(folder, language="en-US", BRIEFING_LANGUAGE="fr") as at:
            assert (await at.ada.asks("/troops", at.talk)).seen.text.startswith("## EFFECTIFS")
            at.faultless()

    asyncio.run(run())


def test_only_who_manages_the_server_changes_what_comes_there(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            hidden = {"subscribe", "unsubscribe", "settings", "language", "mydata", "forgetme"}
            assert not hidden & at.bob.menu(at.talk).keys()
            assert hidden <= at.ada.menu(at.talk).keys()
            start = (await at.bob.asks("/start", at.talk)).seen
            refused = (await at.bob.presses("Subscribe", at.talk, on=start)).seen
            assert refused.ephemeral
            assert "“Manage Server”" in refused.text
            assert await at.held(at.talk) is None
            await at.ada.presses("Subscribe", at.talk, on=start)
            for line in ("c:/unsubscribe", "c:/forgetme yes", f"c:/at {at.talk.id} unsubscribe"):
                asked = at.bob.sends_press(line, at.talk, start)
                await at.discord.until(lambda one=asked: one.settled, line)
                assert "“Manage Server”" in asked.seen.text
            assert (await at.subscription(at.talk)).next_due
            at.faultless()

    asyncio.run(run())


def test_who_manages_one_server_changes_nothing_in_another(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            other = at.discord.guild("Other", at.bob).text("other")
            await at.bob.asks("/subscribe", other)
            shown = (await at.ada.asks("/start", at.talk)).seen
            asked = at.ada.sends_press(f"c:/at {other.id} unsubscribe", at.talk, shown)
            await at.discord.until(lambda: asked.settled, "an answer")
            assert asked.seen.text.startswith("That channel cannot be found")
            assert (await at.subscription(other)).next_due
            at.faultless()

    asyncio.run(run())


def test_a_person_who_is_made_to_manage_the_server_may_at_once(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            at.ada.grants(at.server, at.bob, "manage_guild")
            await at.bob.asks("/subscribe", at.talk)
            assert (await at.subscription(at.talk)).next_due

    asyncio.run(run())


def test_every_kind_of_channel_can_be_subscribed_from_another_one(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            news, ideas = (
                at.server.announcement("news"),
                at.server.forum("ideas", ("Digest",), tag_required=True),
            )
            at.discord.world.tell("CHANNEL_UPDATE", ideas.channel.wire(), at.server.guild)  # its tags
            thread = at.server.thread(at.talk, "thread")
            for name in ("news", "thread", "ideas"):
                await at.ada.asks(f"/subscribe when:8:00 zone:London channel:#{name}", at.talk)
            (post,) = ideas.posts()
            for room in (news, thread, post):
                assert (await at.subscription(room)).next_due
            assert await at.held(at.talk) is None
            # Its buttons are for that channel, wherever they are pressed.
            shown = (await at.ada.asks("/settings channel:#news", at.talk)).seen
            await at.ada.presses("Stop", at.talk, on=shown)
            assert (await at.subscription(news)).next_due is None
            # A forum's second subscription changes the first.
            await at.ada.asks("/subscribe when:9:00 channel:#ideas", at.talk)
            assert len(ideas.posts()) == 1
            at.faultless()
            compare("channels.en", told(at, at.talk, post))

    asyncio.run(run())


@pytest.mark.parametrize(
    ("locale", "subscribe", "channel"),
    [("en-US", "/subscribe when:8:00", "channel"), ("fr", "/abonner quand:8h", "salon")],
)
def test_what_the_bot_may_not_is_said_by_its_name_before_anything_is_changed(
    folder: Path, locale: str, subscribe: str, channel: str
) -> None:
    async def run() -> None:
        async with scene(folder, locale=locale) as at:
            rooms = {
                "view": at.server.text("view"),
                "send": at.server.text("send"),
                "posts": at.server.forum("posts"),
            }
            rooms["view"].denies_bot("view_channel")
            rooms["send"].denies_bot("send_messages")
            rooms["posts"].denies_bot("send_messages_in_threads")
            thread = at.server.thread(at.talk, "held")
            at.talk.denies_bot("send_messages_in_threads")
            locked = at.server.thread(at.server.text("other"), "locked")
            locked.channel.locked = True
            at.discord.world.tell("THREAD_UPDATE", locked.channel.wire(), at.server.guild)
            for name in ("view", "send", "posts", "held", "locked"):
                answer = (await at.ada.asks(f"{subscribe} {channel}:#{name}", at.talk)).seen
                assert answer.ephemeral
            for room in (*rooms.values(), thread, locked):
                assert await at.held(room) is None
            await at.ada.asks(subscribe, rooms["send"])
            at.faultless()
            compare(f"permissions.{locale[:2]}", told(at, at.talk, rooms["send"]))

    asyncio.run(run())


def test_a_wrong_wish_opens_no_post_in_a_forum(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            forum = at.server.forum("ideas")
            answer = (await at.ada.asks("/subscribe when:whenever channel:#ideas", at.talk)).seen
            assert "“whenever”" in answer.text
            assert forum.posts() == []

    asyncio.run(run())


def test_as_a_persons_own_app_it_answers_anywhere_and_keeps_only_their_own_chat(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            at.ada.installs()
            chat = at.discord.chat(at.ada, at.bob)
            assert not (await at.ada.asks("/troops date:2024", chat)).seen.ephemeral
            answer = (await at.ada.asks("/subscribe when:8:00 zone:Seoul", chat)).seen
            assert answer.ephemeral
            assert (await at.subscription(at.ada.private)).next_due
            assert await at.held(chat) is None
            await at.ada.presses("Stop", chat, on=answer)
            assert (await at.subscription(at.ada.private)).next_due is None
            foreign = at.discord.guild("Foreign", at.bob, at.ada, bot=False)
            at.bob.grants(foreign, at.ada, "manage_guild")
            shown = (await at.ada.asks("/settings", foreign.text("hall"))).seen
            assert "Before it was stopped" in shown.text
            at.faultless()

    asyncio.run(run())


def test_a_message_is_looked_up_for_who_asks_alone(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            said = at.bob.says("15,000 soldiers, says Reuters @everyone", at.talk)
            found = (await at.ada.applies("Look up in the dossier", said, at.talk)).seen
            assert found.ephemeral
            assert "15,000" in found.text
            assert found.pings == []
            nothing = at.bob.says("?", at.talk)
            assert (await at.ada.applies("Look up in the dossier", nothing, at.talk)).seen.ephemeral
            at.faultless()
            compare("lookup.en", told(at, at.talk))

    asyncio.run(run())


def test_nobody_is_called_by_what_somebody_typed(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            for words in ("@everyone", f"<@{at.bob.id}>", "@here <@&1>"):
                for line in (f"/search words:{words}", f"/timeline period:{words}"):
                    assert (await at.ada.asks(line, at.talk)).seen.pings == []
            at.faultless()

    asyncio.run(run())
