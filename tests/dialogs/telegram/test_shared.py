"""Groups, topics and channels: what others read too, and who may change what."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.dialogs.telegram.running import At, compare, scene
from tests.emulators.telegram.people import Person
from tests.emulators.telegram.rooms import Room
from tests.emulators.telegram.seen import Seen


async def says(at: At, who: Person, line: str, room: Room | None = None, topic: int | None = None) -> None:
    """Say it, and wait until it was answered, or not."""
    who.says(line, room, topic=topic)
    await at.settled()


async def follows(at: At, who: Person, button: dict[str, str]) -> Seen:
    """Press a button that leads to the bot, and Start there."""
    who.private.unread()
    who.opens_link(button["url"].removeprefix("https://t.me/briefing_bot?start="))
    return await who.private.reply()


def transcripts(*rooms: tuple[str, Room]) -> str:
    return "\n".join(f"== {name}\n{room.transcript()}" for name, room in rooms)


def test_a_group_asks_and_each_reader_opens_what_is_below_alone(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            bob = at.telegram.person("Bob", language="fr")
            talk = at.telegram.supergroup("Talk", at.ada, bob)
            await says(at, bob, "hello everybody", talk)
            await says(at, bob, "/ban @ada", talk)
            await says(at, bob, "/trops@briefing_bot", talk)
            await says(at, bob, "/claim@briefing_bot k7m2", talk)
            await says(at, bob, "/claim@other_bot k7m2", talk)
            card = talk.last()
            assert card.raw["reply_to_message"]["text"] == "/claim@briefing_bot k7m2"
            assert all(one["url"].startswith("https://t.me/") for row in card.rows for one in row)
            opened = await follows(at, bob, card.button("Source [3]"))
            assert "[3]" in opened.text
            at.faultless()
            compare("group.asks", transcripts(("Talk", talk), ("Bob, alone", bob.private)))

    asyncio.run(run())


def test_only_admins_change_a_group_and_read_its_settings_alone(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            bob = at.telegram.person("Bob")
            talk = at.telegram.supergroup("Talk", at.ada, bob)
            await says(at, bob, "/subscribe", talk)
            assert await at.held(talk.id) is None
            await says(at, at.ada, "/subscribe weekdays 8h Paris", talk)
            await says(at, at.ada, "/settings", talk)
            shown = at.ada.private.last()
            await at.ada.presses("Time", on=shown)
            await at.settled()
            await at.ada.presses("12:00", on=shown)
            await at.settled()
            assert (await at.subscription(talk.id)).wish.schedule.times[0].hour == 12
            assert await at.held(at.ada.id) is None
            # Somebody who is no admin (any more) presses the very same button.
            data = at.ada.private.last().button("Stop")["callback_data"]
            bob.says("/start")
            await at.settled()
            bob.sends_press(data, bob.private, bob.private.last())
            await at.settled()
            assert (await at.subscription(talk.id)).next_due
            at.faultless()
            compare(
                "group.settings",
                transcripts(("Talk", talk), ("Ada, alone", at.ada.private), ("Bob, alone", bob.private)),
            )

    asyncio.run(run())


def test_an_admin_whom_we_may_not_write_to_and_an_anonymous_one_get_a_link(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            eve = at.telegram.person("Eve")
            talk = at.telegram.supergroup("Talk", eve)
            await says(at, eve, "/settings", talk)
            opened = await follows(at, eve, talk.last().button("Open in private"))
            assert opened.text.startswith("Talk\n")
            at.telegram.grants(talk, eve, creator=True, anonymous=True)
            await says(at, eve, "/subscribe daily 7:00 London", talk)
            await says(at, eve, "/mydata", talk)
            refused = [one for one in at.telegram.record.refused() if one.method != "sendMessage"]
            assert refused == []
            compare("group.links", transcripts(("Talk", talk), ("Eve, alone", eve.private)))

    asyncio.run(run())


def test_a_link_changes_nothing_before_the_person_says_so(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            await says(at, at.ada, "/subscribe daily 7:00 London")
            await says(at, at.ada, "/start unsubscribe")
            assert (await at.subscription(at.ada.id)).next_due
            await at.ada.presses("Yes, do it")
            await at.settled()
            assert (await at.subscription(at.ada.id)).next_due is None
            await says(at, at.ada, "/start troops")
            await says(at, at.ada, "/start claim--k7m2")
            await says(at, at.ada, "/start no-such-thing-")
            talk = at.telegram.supergroup("Talk", at.ada)
            await says(at, at.ada, "/subscribe", talk)
            await says(at, at.ada, "/start@briefing_bot unsubscribe", talk)
            assert (await at.subscription(talk.id)).next_due
            at.faultless()
            compare("links", transcripts(("Ada", at.ada.private), ("Talk", talk)))

    asyncio.run(run())


def test_a_topic_is_a_place_of_its_own(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            forum = at.telegram.supergroup("Forum", at.ada, topics=("News", "Off-topic"))
            news, other = forum.chat.topics
            await says(at, at.ada, "/language@briefing_bot fr", forum)
            await says(at, at.ada, "/subscribe daily 7:00 London", forum, news)
            await says(at, at.ada, "/settings", forum, news)
            await says(at, at.ada, "/langue en", forum, other)
            await says(at, at.ada, "/settings", forum, other)
            sent = [one.topic for one in forum.messages() if at.telegram.world.is_ours(one.raw)]
            assert sent == [None, news, news, other, other]
            assert (await at.subscription(f"{forum.id}/{news}")).wish.language == "fr"
            at.faultless()
            compare("topic", transcripts(("Forum", forum), ("Ada, alone", at.ada.private)))

    asyncio.run(run())


def test_a_channel_is_set_up_from_a_private_chat_or_in_the_channel(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            wire = at.telegram.channel("Wire", at.ada, username="the_wire")
            await says(at, at.ada, "/channel")
            at.ada.shares("Choose a channel", wire)
            await at.settled()
            await at.ada.presses("Subscribe")
            await at.settled()
            assert (await at.subscription(wire.id)).next_due
            other = at.telegram.channel("Other", at.ada)
            at.ada.promotes_bot(other)
            await at.settled()
            await says(at, at.ada, "/subscribe weekdays 8h Paris", other)
            await says(at, at.ada, "/troops statements", other)
            assert (await at.subscription(other.id)).next_due
            at.faultless()
            compare("channel", transcripts(("Ada", at.ada.private), ("Wire", wire), ("Other", other)))

    asyncio.run(run())


def test_what_was_edited_copied_or_sent_through_us_is_not_answered(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            said = at.ada.says("/about")
            await at.settled()
            at.ada.edits(said, "/help")
            question = await at.ada.asks_inline("troops")
            sent = at.ada.chooses(question, 0, at.ada.private)
            at.telegram.world.updates.put("message", sent.raw)
            talk = at.telegram.supergroup("Talk", at.ada)
            wire = at.telegram.channel("Wire", at.ada)
            copied = {**at.ada.says("x", wire).raw, "chat": talk.chat.wire(), "is_automatic_forward": True}
            at.telegram.world.updates.put("message", {**copied, "text": "/troops"})
            await at.settled()
            assert len(at.telegram.record.of("sendMessage")) == 1
            at.faultless()

    asyncio.run(run())


def test_a_press_on_a_post_that_others_read_answers_alone_and_changes_nothing(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            talk = at.telegram.supergroup("Talk", at.ada)
            await says(at, at.ada, "/about", talk)
            post = talk.last()
            for data in ("/troops", "/search " + "korea " * 9):
                press = at.ada.sends_press(data.strip(), talk, post)
                await at.settled()
                assert press.url.startswith("https://t.me/briefing_bot?start=")
                await follows(at, at.ada, {"url": press.url})
            press = at.ada.sends_press("nonsense", talk, post)
            await at.settled()
            assert (press.answered, press.url) == (True, "")
            assert talk.last() == post
            at.faultless()

    asyncio.run(run())


def test_the_key_of_a_long_command_is_kept_for_a_link_too(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            talk = at.telegram.supergroup("Talk", at.ada)
            await says(at, at.ada, "/search@briefing_bot north korea russia troops kursk soldiers", talk)
            opened = await follows(at, at.ada, talk.last().button("Next"))
            assert opened.text.startswith("SEARCH")
            at.faultless()

    asyncio.run(run())
