"""A private chat with the bot, as people live through it: typed and pressed, in both languages."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.dialogs.discord.running import compare, scene

LINES = {
    "en-US": (
        *("/start", "/help", "/about", "/troops", "/troops view:chart", "/troops view:statements"),
        *("/losses date:2025", "/treaty", "/timeline", "/timeline period:2025 place:kursk", "/sources"),
        *("/sources number:3", "/sources number:3 view:notes", "/claim id:k7m2", "/disputed"),
        *("/disputed topic:troops", "/search words:korotchenk", "/search words:submarines", "/digest"),
        *("/digest content:changes", "/language", "/settings", "/mydata", "/forgetme"),
        *("/subscribe when:weekdays 8am zone:New York", "/settings when:9:30", "/settings topics:troops"),
        *(
            "/settings content:changes",
            "/mydata",
            "/settings language:Français",
            "/settings language:English",
        ),
        *("/unsubscribe", "/unsubscribe", "/troops claimant:china", "/claim id:zzzz"),
        *("/subscribe when:whenever", "/settings zone:Lodnon"),
    ),
    "fr": (
        *("/start", "/aide", "/apropos", "/troupes", "/troupes vue:graphique", "/pertes date:2025"),
        *("/chronologie", "/sources numéro:3", "/fiche id:k7m2", "/desaccords", "/chercher mots:korotchenk"),
        *("/point", "/langue", "/reglages", "/mesdonnees", "/oubliezmoi"),
        *("/abonner quand:lundi 8h fuseau:Paris sujets:troupes", "/reglages", "/reglages quand:9h30"),
        *("/desabonner", "/langue langue:English", "/reglages langue:Français"),
    ),
}
WAYS = {
    "en-US": ("Troops", "Disputed", "Next", "Back"),
    "fr": ("Effectifs", "Désaccords", "Suite", "Retour"),
}


@pytest.mark.parametrize("locale", LINES)
def test_every_command_is_answered_in_the_language_of_the_persons_discord(folder: Path, locale: str) -> None:
    async def run() -> None:
        async with scene(folder, locale=locale) as at:
            for line in LINES[locale]:
                await at.ada.asks(line, within=60)
                await at.settled()
            at.faultless()
            compare(f"commands.{locale[:2]}", at.ada.private.transcript())

    asyncio.run(run())


@pytest.mark.parametrize("locale", WAYS)
def test_a_press_changes_the_message_that_it_is_on(folder: Path, locale: str) -> None:
    async def run() -> None:
        async with scene(folder, locale=locale) as at:
            await at.ada.asks("/start")
            for label in WAYS[locale]:
                await at.ada.presses(label)
                await at.settled()
            assert len(at.ada.private.messages()) == 1
            at.faultless()
            compare(f"presses.{locale[:2]}", at.ada.private.transcript())

    asyncio.run(run())


@pytest.mark.parametrize("locale", LINES)
def test_every_button_and_every_option_of_every_answer_does_something(folder: Path, locale: str) -> None:
    async def run() -> None:
        async with scene(folder, locale=locale) as at:
            pressed = set[str]()
            for line in LINES[locale]:
                if "language" in line or "langue" in line:
                    continue
                shown = (await at.ada.asks(line, within=60)).seen
                offered = [one for one in shown.components if one["type"] == 2]
                values = [it["value"] for one in shown.components for it in one.get("options", ())]
                for custom_id in (*(one["custom_id"] for one in offered), *values):
                    if custom_id not in pressed:
                        pressed.add(custom_id)
                        asked = at.ada.sends_press(custom_id, at.ada.private, shown)
                        await at.discord.until(lambda one=asked: one.settled, custom_id, 60)
                        assert asked.seen.lines()
            at.faultless()
            assert len(pressed) > 60

    asyncio.run(run())
