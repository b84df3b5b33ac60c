"""Old buttons, what is proposed while somebody types, too much at once, and answers that take a while."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.platforms.keys import key_of
from tests.dialogs.discord.running import AT, At, scene, started
from tests.emulators.discord import Emulator

LONG = "/search " + "a very long question that no button holds " * 4
DEFERRED, DEFERRED_CHANGE = 5, 6
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"


def test_an_old_button_works_after_a_restart_or_says_why_not(folder: Path) -> None:
    async def run() -> None:
        async with Emulator() as discord:
            ada = discord.person("Ada")
            talk = discord.guild("Newsroom", ada).text("talk")
            async with started(discord, folder) as bot:
                shown = (await ada.asks("/start", talk)).seen
                await bot.service.keys.keep(LONG)
                old = key_of("/troops")
                await bot.store.keep_command(old, "/troops", AT - timedelta(days=91))
            discord.skip(100 * 24 * 3600)
            async with started(discord, folder):
                assert (await ada.presses("Troops", talk, on=shown)).seen.text.startswith("## TROOPS")
                for custom_id, begins in (
                    (f"c:{key_of(LONG)}", "## SEARCH"),
                    (f"c:{old}", "This button is too old"),
                    ("of an earlier version", "This button is too old"),
                ):
                    asked = ada.sends_press(custom_id, talk, shown)
                    await discord.until(lambda one=asked: one.settled, custom_id)
                    assert asked.seen.ephemeral
                    assert begins in asked.seen.text
            assert discord.record.refused() == []

    asyncio.run(run())


def test_a_button_of_an_earlier_version_is_answered_in_the_chats_language(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder, language="fr") as at:
            eve = at.discord.person("Eve", locale="de")
            at.server.guild.joins(eve.user, 0)
            await at.ada.asks("/language language:Français")
            for person, room in ((eve, at.talk), (at.ada, at.ada.private)):
                shown = (await person.asks("/start", room)).seen
                asked = person.sends_press("of an earlier version", room, shown)
                await at.discord.until(lambda one=asked: one.settled, "an answer")
                assert asked.seen.text.startswith("Ce bouton est trop ancien")
            at.faultless()

    asyncio.run(run())


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("/timeline topic:lo", "Losses"),
        ("/timeline topic:lsses", "Losses"),
        ("/digest topics:troops lo", "Troops, Losses"),
        ("/troops claimant:bud", "Budanov"),
        ("/troops claimant:boudanof", "Budanov"),
        ("/timeline place:kour", "Kursk"),
        ("/sources number:2", "[2] Pyongyang’s confirmation"),
        ("/sources number:busin", "[5] Troops still in Kursk"),
        ("/claim id:k7", "k7m2 · South Korean sources"),
        ("/claim id:korotchenko", "w3za"),
        ("/subscribe zone:new y", "America/New York"),
        ("/subscribe zone:lodnon", "Europe/London"),
        ("/subscribe zone:", "Europe/Paris"),
    ],
)
def test_what_is_proposed_while_somebody_types(folder: Path, typed: str, first: str) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            offered = await at.ada.completes(typed)
            assert len(offered) <= 25
            assert offered[0].startswith(first), offered
            at.faultless()

    asyncio.run(run())


def test_what_is_proposed_answers_what_it_says(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder, locale="fr") as at:
            (only,) = await at.ada.completes("/troupes objet:train")
            assert only.startswith("à l’entraînement"), only
            asked = at.ada.types("/troupes objet:in_training")
            await at.discord.until(lambda: asked.settled, "an answer")
            assert "11" in asked.seen.text
            at.faultless()

    asyncio.run(run())


def test_who_asks_too_fast_is_told_so_once_and_alone(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            at.bot.service.adapter.seconds = lambda: 0.0
            for _ in range(12):
                await at.ada.asks("/about", at.talk)
            notice = (await at.ada.asks("/about", at.talk)).seen
            assert notice.ephemeral
            assert notice.text.startswith("That is too fast.")
            asked = at.ada.types("/about", at.talk)
            await at.bob.asks("/about", at.talk)
            assert not asked.answer
            at.faultless()

    asyncio.run(run())


def test_where_many_ask_at_a_time_each_is_answered_alone(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            at.bot.service.adapter.seconds = lambda: 0.0
            for person, times in ((at.ada, 8), (at.bob, 7)):
                for _ in range(times):
                    assert not (await person.asks("/about", at.talk)).seen.ephemeral
            eve = at.discord.person("Eve")
            at.server.guild.joins(eve.user, 0)
            answer = (await eve.asks("/about", at.talk)).seen
            assert answer.ephemeral
            assert answer.text.startswith("## About")
            elsewhere = at.server.text("elsewhere")
            assert not (await eve.asks("/about", elsewhere)).seen.ephemeral
            at.faultless()

    asyncio.run(run())


async def hold(at: At) -> asyncio.Event:
    """Have commands wait until the event is set."""
    gate, asking = asyncio.Event(), at.bot.service.adapter.here.ask

    async def slow(*asked: object) -> object:
        await gate.wait()
        return await asking(*asked)  # type: ignore[arg-type]

    object.__setattr__(at.bot.service.adapter.here, "ask", slow)
    return gate


def test_an_answer_that_takes_a_while_is_announced_and_goes_to_the_right_readers(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            shown = (await at.ada.asks("/start", at.talk)).seen
            alone = (await at.ada.presses("Troops", at.talk, on=shown)).seen
            gate = await hold(at)
            asked = {
                "all": at.ada.types("/troops", at.talk),
                "error": at.bob.types("/claim id:zzzz", at.talk),
                "settings": at.discord.person("Eve").types("/troops"),
                "press": at.bob.touches("Losses", at.talk, on=shown),
            }
            await at.discord.until(lambda: all(one.answer for one in asked.values()) or None, "a sign")
            gate.set()
            for one in asked.values():
                await at.discord.until(lambda it=one: it.settled, "an answer")
            await at.settled()
            assert not asked["all"].seen.ephemeral
            assert asked["error"].seen.ephemeral
            assert asked["press"].seen.ephemeral
            assert alone.ephemeral
            gate.clear()
            edit = at.ada.touches("Disputed", at.talk, on=alone)
            await at.discord.until(lambda: edit.answer == 6 or None, "a sign")
            gate.set()
            await at.discord.until(lambda: edit.settled, "an answer")
            assert edit.seen.id == alone.id
            at.faultless()

    asyncio.run(run())


def test_a_chart_is_announced_before_it_is_drawn(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            assert (await at.ada.asks("/troops view:chart", within=60)).answer == DEFERRED
            shown = (await at.ada.asks("/troops")).seen
            assert (await at.ada.presses("Chart", on=shown)).answer == DEFERRED_CHANGE
            at.faultless()

    asyncio.run(run())


def test_an_answer_that_discord_refuses_stops_nothing(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            for code in (10062, 40060, 50013):
                at.discord.faults.refuse(code, CALLBACK, times=1)
                at.ada.types("/about", at.talk)
                (fault,) = at.discord.faults.listed
                await at.discord.until(lambda one=fault: one.met, "a refusal")
                await at.settled()
                at.discord.faults.clear()
            await at.ada.asks("/about", at.talk)

    asyncio.run(run())


def test_an_old_answer_is_left_and_one_that_cannot_be_changed_too_and_the_answer_is_below(
    folder: Path,
) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            old = (await at.ada.asks("/start")).seen
            at.discord.skip(2 * 3600)
            below = (await at.ada.presses("Troops", on=old)).seen
            assert below.id != old.id
            assert below.text.startswith("## TROOPS")
            changed = (await at.ada.presses("Chart", on=below, within=60)).seen
            assert changed.id == below.id
            assert changed.files
            back = (await at.ada.presses("TROOPS", on=changed)).seen
            assert back.id == below.id
            assert back.files == []
            at.faultless()
            at.discord.faults.refuse(10008, CALLBACK, times=1)
            reply = (await at.ada.presses("Disputed", on=back)).seen
            assert reply.id != back.id
            assert reply.text.startswith("## DISPUTED")

    asyncio.run(run())
