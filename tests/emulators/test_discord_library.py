"""The real library talks to the emulated Discord as it does to the real one."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import discord
import pytest

from tests.emulators.discord import Emulator
from tests.emulators.discord.people import Person
from tests.emulators.discord.rooms import Room, Server
from tests.emulators.discord_bot import Bot, Troops, addressed, running

DIALOG = """\
Ada: /troops claimant:Budanov
bot: # Troops Budanov  ‹More›
  ---
  ▾ Scope
Ada ▸: ‹More›
bot → Ada: 15,000 sent
Ada ▾: In Kursk
bot ✎: # Troops kursk  ‹More›
  ---
  ▾ Scope
Ada: /chart
bot: # Troops  ‹More›
  ---
  ▾ Scope
  [chart.png: Six claims]
"""
POSTED = """\
bot: News
  [a.txt]
bot ✎: News
  [a.txt]
bot (published): News
  [a.txt]
"""
PRIVATE = """\
Ada: /slow
bot → Ada: done
bot ✎ → Ada: edited
Ada: /zone
Ada: Kyiv
bot → Ada: It is Kyiv
"""


@dataclass(slots=True)
class Play:
    """The emulator, a server with its owner, and the bot in it."""

    emulator: Emulator
    ada: Person
    talk: Server
    news: Room
    wire: Room
    forum: Room
    bot: Bot

    def channel(self, room: Room) -> discord.TextChannel:
        """A text channel as the library knows it."""
        found = self.bot.get_channel(room.id)
        assert isinstance(found, discord.TextChannel)
        return found


def _play(scenario: Callable[[Play], Awaitable[None]]) -> None:
    async def run() -> None:
        async with Emulator() as emulator:
            ada = emulator.person("Ada")
            talk = emulator.guild("Talk", ada)
            rooms = talk.text("news"), talk.announcement("wire"), talk.forum("forum", ("Weekly",))
            async with running(emulator) as bot:
                await scenario(Play(emulator, ada, talk, *rooms, bot))
            assert emulator.world.losses == []

    asyncio.run(run())


def test_commands_buttons_selects_and_pictures() -> None:
    async def scenario(at: Play) -> None:
        await at.ada.asks("/troops claimant:Budanov", at.news)
        await at.ada.presses("More", at.news)
        await at.ada.chooses("In Kursk", on=at.news.messages()[0])
        await at.ada.asks("/chart", at.news)
        assert at.news.transcript() == DIALOG
        assert at.emulator.record.refused() == []

    _play(scenario)


def test_private_answers_later_ones_and_modals() -> None:
    async def scenario(at: Play) -> None:
        asked = await at.ada.asks("/slow")
        await at.emulator.until(lambda: asked.seen.text == "edited")
        form = await at.ada.asks("/zone")
        await at.ada.fills(form, {"Where": "Kyiv"})
        assert at.ada.private.transcript() == PRIVATE
        assert at.emulator.record.refused() == []

    _play(scenario)


def test_commands_are_offered_and_completed_in_the_readers_language() -> None:
    async def scenario(at: Play) -> None:
        bob = at.emulator.person("Bob", locale="fr")
        bob.installs()
        assert bob.menu() == {
            "troupes": "Effectifs",
            "chart": "Something",
            "slow": "Something",
            "zone": "Something",
            "chercher": "",
        }
        assert await bob.completes("/troupes auteur:k") == ["Korotchenko"]
        assert (await bob.asks("/troupes auteur:Reuters")).seen.text == "# Troops Reuters"
        elsewhere = at.emulator.guild("Elsewhere", bob, bot=False).text("general")
        assert list(bob.menu(elsewhere)) == ["troupes"]
        assert (await bob.asks("/troupes", elsewhere)).seen.labels == ["More"]
        at.ada.says("What of Kursk?", at.news)
        found = await at.ada.applies("look up", at.news.messages()[-1], at.news)
        assert found.seen.text == "'What of Kursk?' is not known"

    _play(scenario)


def test_an_old_button_works_after_a_restart() -> None:
    async def scenario(at: Play) -> None:
        sent = (await at.ada.asks("/troops", at.news)).seen
        await at.bot.close()
        async with running(at.emulator):
            assert (await at.ada.presses("More", on=sent)).seen.text == "15,000 sent"

    _play(scenario)


def test_messages_go_to_channels_threads_forums_and_people() -> None:
    async def scenario(at: Play) -> None:
        first = await at.channel(at.news).send(view=Troops(), nonce="digest-1")
        again = await at.channel(at.news).send(view=Troops(), nonce="digest-1")
        assert first.id == again.id == at.news.last().id
        post = await at.channel(at.wire).send("News", file=discord.File(io.BytesIO(b"x"), "a.txt"))
        await post.edit(attachments=post.attachments)
        await post.publish()
        place = at.bot.get_channel(at.forum.id)
        assert isinstance(place, discord.ForumChannel)
        opened = await place.create_thread(name="Digest", view=Troops(), applied_tags=place.available_tags)
        await opened.thread.send("more")
        await (await at.bot.fetch_user(at.ada.id)).send("Hello")
        await (await first.create_thread(name="About it")).send("in the thread")
        await first.edit(view=Troops("2024"))
        assert at.wire.transcript() == POSTED
        assert [one.lines()[0] for one in at.forum.posts()[0].messages()] == ["# Troops  ‹More›", "more"]
        assert at.ada.private.last().text == "Hello"
        assert at.news.messages()[0].text == "# Troops 2024"
        assert at.emulator.record.refused() == []

    _play(scenario)


def test_refusals_are_the_errors_that_the_library_knows() -> None:
    async def scenario(at: Play) -> None:
        at.news.denies_bot("send_messages")
        with pytest.raises(discord.Forbidden) as forbidden:
            await at.channel(at.news).send("x")
        assert forbidden.value.code == 50013
        at.news.allows_bot("send_messages")
        with pytest.raises(discord.HTTPException, match="Must be 2000 or fewer") as wrong:
            await at.channel(at.news).send("x" * 2001)
        assert wrong.value.code == 50035
        at.emulator.faults.flood(0.01)
        at.emulator.faults.flood(0.01, everywhere=True)
        assert (await at.channel(at.news).send("after two floods")).content == "after two floods"
        at.emulator.faults.ban()
        with pytest.raises(discord.HTTPException, match="429"):
            await at.channel(at.news).send("x")
        at.emulator.faults.fail(503)
        with pytest.raises(discord.DiscordServerError):
            await at.channel(at.news).send("x")
        gone = at.channel(at.news)
        at.ada.deletes(at.news)
        with pytest.raises(discord.NotFound) as unknown:
            await gone.send("x")
        assert unknown.value.code == 10003

    _play(scenario)


def test_a_wrong_token_and_an_intent_that_was_not_given_keep_the_bot_out() -> None:
    async def run() -> None:
        async with Emulator() as emulator, addressed(emulator):
            async with Bot() as bot:
                with pytest.raises(discord.LoginFailure):
                    await bot.start("wrong")
            async with Bot(discord.Intents(message_content=True)) as bot:
                with pytest.raises(discord.PrivilegedIntentsRequired):
                    await bot.start(emulator.token)
            assert emulator.gateway.identified == 0

    asyncio.run(run())
