"""Schedules and instants in words, as readers of each language write them."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from bot.phrases import schedules
from bot.phrases.catalogue import Phrases
from digests.schedule import Schedule

EN, FR = Phrases("en"), Phrases("fr")


@pytest.mark.parametrize(
    ("weekdays", "english", "french"),
    [
        ({1, 2, 3, 4, 5, 6, 7}, "daily", "chaque jour"),
        ({1, 2, 3, 4, 5}, "Mon–Fri", "du lundi au vendredi"),
        ({6, 7}, "Sat and Sun", "le samedi et le dimanche"),
        ({6, 7, 1}, "Sat–Mon", "du samedi au lundi"),
        ({1, 2, 4}, "Mon, Tue and Thu", "le lundi, le mardi et le jeudi"),
        (
            {1, 2, 3, 4, 6},
            "Mon, Tue, Wed, Thu and Sat",
            "le lundi, le mardi, le mercredi, le jeudi et le samedi",
        ),
        ({3}, "Wed", "le mercredi"),
        ({7, 1, 2, 3, 4, 5}, "Sun–Fri", "du dimanche au vendredi"),
    ],
)
def test_days(weekdays: set[int], english: str, french: str) -> None:
    assert (schedules.days(weekdays, EN), schedules.days(weekdays, FR)) == (english, french)


def test_a_schedule() -> None:
    twice = Schedule(frozenset({1, 4}), (time(8, 5), time(18)), "America/New_York")
    assert schedules.schedule(twice, EN) == "Mon and Thu 08:05 and 18:00 (America/New_York)"
    assert (
        schedules.schedule(twice, FR).replace("\u00a0", "_")
        == "le lundi et le jeudi à 8_h_05 et 18_h_00 (America/New_York)"
    )


def test_an_instant_is_shown_as_the_clock_of_its_zone_shows_it() -> None:
    at = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert schedules.instant(at, "Europe/Paris", EN).replace("\u00a0", "_") == "Tue_1_Dec_2026, 00:30"
    assert schedules.instant(at, "Europe/Paris", FR).replace("\u00a0", "_") == "mar._1er_déc._2026 à 0_h_30"
    assert schedules.instant(at, "America/New_York", EN).replace("\u00a0", "_") == "Mon_30_Nov_2026, 18:30"
