"""A private chat, as people live through it: typed and pressed, in both languages, over long polling."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.dialogs.telegram.running import At, compare, scene
from tests.emulators.telegram.people import Person

LINES = {
    "en": (
        *("/start", "/help", "/about", "/troops", "/troops chart", "/troops statements", "/losses 2025"),
        *("/treaty", "/timeline", "/sources", "/sources 3", "/claim k7m2", "/disputed", "/search korotchenk"),
        *("submarines", "/digest", "/digest changes", "/language", "/settings", "/mydata", "/forgetme"),
        *("/subscribe weekdays 8am New York", "/settings time", "/settings time 9:30", "/settings zone"),
        *("/settings topics", "/settings topics troops", "/settings content", "/settings content changes"),
        *("/mydata", "/settings language fr", "/reglages language en", "/unsubscribe", "/unsubscribe"),
        *("/forgetme", "/forgetme yes", "/trops", "/troops@briefing_bot china", "/channel", "/claim zzzz"),
    ),
    "fr": (
        *("/start", "/aide", "/apropos", "/effectifs", "/effectifs graphique", "/pertes 2025"),
        *("/chronologie", "/sources", "/sources 3", "/fiche k7m2", "/desaccords", "/chercher korotchenk"),
        *("sous-marins", "/point", "/langue", "/reglages", "/mesdonnees", "/oubliezmoi"),
        *("/abonner lundi 8h Paris effectifs", "/reglages heure", "/reglages fuseau", "/reglages"),
        *("/desabonner", "/oubliezmoi oui", "/efectifs", "/canal", "/langue en", "/language"),
    ),
}
WAYS = {
    "en": ("Troops", "⚠️\xa015,000", "Troops", "Disputed", "Next", "Back"),
    "fr": ("Effectifs", "⚠️\xa015\u202f000", "Effectifs", "Désaccords", "Suite", "Retour"),
}


async def says(at: At, who: Person, line: str) -> None:
    """Say it, and wait until it was answered."""
    who.says(line)
    await at.settled()


@pytest.mark.parametrize("language", LINES)
def test_every_command_is_answered_in_the_language_of_the_persons_telegram(
    folder: Path, language: str
) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            who = at.telegram.person("Zoé" if language == "fr" else "Ann", language=f"{language}-CA")
            for line in LINES[language]:
                await says(at, who, line)
            at.faultless()
            compare(f"commands.{language}", who.private.transcript())

    asyncio.run(run())


@pytest.mark.parametrize("language", WAYS)
def test_a_press_changes_the_message_that_it_is_on(folder: Path, language: str) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            who = at.telegram.person("Ann", language=language)
            await says(at, who, "/start")
            for label in WAYS[language]:
                await who.presses(label)
                await at.settled()
            assert len(who.private.messages()) == 2
            at.faultless()
            compare(f"presses.{language}", who.private.transcript())

    asyncio.run(run())


@pytest.mark.parametrize("language", LINES)
def test_every_button_of_every_answer_does_something(folder: Path, language: str) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            who, pressed = at.telegram.person("Ann", language=language), set[str]()
            for line in LINES[language]:
                if "language" in line or "langue" in line:
                    continue
                await says(at, who, line)
                shown = who.private.last()
                for row in shown.rows:
                    for button in row:
                        data = button.get("callback_data", "")
                        if data and data not in pressed:
                            pressed.add(data)
                            who.private.unread()
                            press = who.sends_press(data, who.private, shown)
                            await at.settled()
                            assert press.answered
                            assert who.private.unread(), f"nothing came of {data} below {line}"
            at.faultless()
            assert len(pressed) > 60

    asyncio.run(run())
