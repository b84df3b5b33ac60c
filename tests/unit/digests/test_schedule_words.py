"""Schedules as people type them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.errors import Fault, ScheduleError
from digests.schedule import Schedule
from digests.schedule_words import EXAMPLES, Typed, read
from tests.unit.digests.walls import schedule


def _shown(typed: Typed) -> str:
    """Weekdays as digits, times, zone; a dash for what was not said."""
    days = "".join(map(str, sorted(typed.weekdays))) if typed.weekdays else "-"
    times = ",".join(f"{at:%H:%M}" for at in typed.times) if typed.times else "-"
    return f"{days} {times} {typed.zone or '-'}"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", "- - -"),
        ("daily 08:00 Europe/Paris", "1234567 08:00 Europe/Paris"),
        ("mon,wed,fri 07:30 and 19:00 Paris", "135 07:30,19:00 Europe/Paris"),
        ("Mondays 9pm New York", "1 21:00 America/New_York"),
        ("19:00, 8:00 & noon; Tokyo", "- 08:00,12:00,19:00 Asia/Tokyo"),
        ("UTC lundi", "1 - UTC"),
        ("du lundi au vendredi à 8 heures 30, heure de Paris", "12345 08:30 Europe/Paris"),
        ("à midi et à minuit (Genève)", "- 00:00,12:00 Europe/Zurich"),
        ("Monday at midnight", "1 00:00 -"),
        ("8h 8:00 08:00", "- 08:00 -"),
        # Days.
        ("weekdays", "12345 - -"),
        ("every weekday", "12345 - -"),
        ("working days", "12345 - -"),
        ("en semaine", "12345 - -"),
        ("jours ouvrés", "12345 - -"),
        ("week-end", "67 - -"),
        ("on weekends", "67 - -"),
        ("le week-end et lundi", "167 - -"),
        ("tous les jours", "1234567 - -"),
        ("every day", "1234567 - -"),
        ("chaque jour", "1234567 - -"),
        ("quotidien", "1234567 - -"),
        ("7j/7", "1234567 - -"),
        ("les lundis et jeudis", "14 - -"),
        ("chaque mercredi, samedi", "36 - -"),
        ("lun. mar. MER. jeu. ven. sam. dim.", "1234567 - -"),
        ("mon tues Weds thur fri sat sun", "1234567 - -"),
        ("mon-fri", "12345 - -"),
        ("Tuesday – Thursday", "234 - -"),
        ("from monday to friday", "12345 - -"),
        ("sat-mon", "167 - -"),
        ("lun.-ven.", "12345 - -"),
        ("tous les jours du lundi au vendredi", "12345 - -"),
        # Times.
        ("8h30", "- 08:30 -"),
        ("8 h 30", "- 08:30 -"),
        ("8\u202fh\u202f30", "- 08:30 -"),
        ("à 8 h", "- 08:00 -"),
        ("18 heures", "- 18:00 -"),
        ("8.30", "- 08:30 -"),
        ("0830", "- 08:30 -"),
        ("８：３０", "- 08:30 -"),
        ("@9:05", "- 09:05 -"),
        ("00:00 23:59", "- 00:00,23:59 -"),
        ("8 o'clock", "- 08:00 -"),
        ("at 8", "- 08:00 -"),
        ("at 8, 12 and 18", "- 08:00,12:00,18:00 -"),
        ("noon", "- 12:00 -"),
        ("midi", "- 12:00 -"),
        ("minuit", "- 00:00 -"),
        ("midnight", "- 00:00 -"),
        ("8am and 9pm", "- 08:00,21:00 -"),
        ("8 a.m.", "- 08:00 -"),
        ("12am 12pm", "- 00:00,12:00 -"),
        ("12:30 a.m.", "- 00:30 -"),
        ("11:59pm", "- 23:59 -"),
        ("08:00 and 9pm", "- 08:00,21:00 -"),
        ("8h du matin", "- 08:00 -"),
        ("8 in the evening", "- 20:00 -"),
        ("20h du soir", "- 20:00 -"),
        ("every evening at 8", "1234567 20:00 -"),
        ("tous les soirs à 8 h et 22h", "1234567 20:00,22:00 -"),
        ("tous les matins à 8h", "1234567 08:00 -"),
        ("lundi soir 8h", "1 20:00 -"),
        ("every evening at 8 and midnight", "1234567 00:00,20:00 -"),
        # Places.
        ("Paris time", "- - Europe/Paris"),
        ("8h30 au Caire", "- 08:30 Africa/Cairo"),
        ("in La Paz at 8", "- 08:00 America/La_Paz"),
        ("heure d’Alger", "- - Africa/Algiers"),
        ("Paris, France", "- - Europe/Paris"),
        ("fuseau horaire Asia/Seoul", "- - Asia/Seoul"),
        ("Etc/GMT+5 8h", "- 08:00 Etc/GMT+5"),
    ],
)
def test_what_people_type_is_understood(typed: str, meant: str) -> None:
    assert _shown(read(typed)) == meant


@pytest.mark.parametrize(
    ("typed", "fault", "text", "nearest"),
    [
        ("25:00", Fault.TIME, "25:00", ()),
        ("24:00", Fault.TIME, "24:00", ()),
        ("8:75", Fault.TIME, "8:75", ()),
        ("8:5", Fault.TIME, "8:5", ()),
        ("08:00:30", Fault.TIME, "08:00:30", ()),
        ("lundi à 25h Paris", Fault.TIME, "à 25h", ()),
        ("13pm", Fault.TIME, "13pm", ()),
        ("0am", Fault.TIME, "0am", ()),
        ("20h du matin", Fault.TIME, "20h du matin", ()),
        ("24h du soir", Fault.TIME, "24h du soir", ()),
        ("every evening at 0:30", Fault.TIME, "at 0:30", ()),
        ("8h-18h", Fault.TIME, "8h-18h", ()),
        ("8h30.Paris", Fault.TIME, "8h30.Paris", ()),
        # What could be two times is not guessed at.
        ("7 and 9pm", Fault.TIME, "7", ()),
        ("at 7 and 9pm", Fault.TIME, "at 7", ()),
        ("7:30 and 9pm", Fault.TIME, "7:30", ()),
        ("12h du soir", Fault.TIME, "12h du soir", ()),
        ("lundi 8", Fault.TIME, "8", ()),
        ("lundi 8h 2025", Fault.TIME, "2025", ()),
        ("every blue moon", Fault.WORDS, "every blue moon", ()),
        ("mars 8h", Fault.WORDS, "mars", ()),
        ("lundi!mardi", Fault.WORDS, "lundi!mardi", ()),
        ("every other monday 8:00", Fault.WORDS, "every other", ()),
        ("every 8 hours", Fault.WORDS, "every 8 hours", ()),
        ("toutes les 8 heures", Fault.WORDS, "toutes les", ()),
        ("tous les jours sauf dimanche 8h", Fault.WORDS, "sauf", ()),
        ("first monday of the month", Fault.WORDS, "first", ()),
        ("mornings and evenings at 8", Fault.WORDS, "evenings", ()),
        ("in", Fault.WORDS, "in", ()),
        ("x" * 100, Fault.WORDS, "x" * 59 + "…", ()),
        ("monday 8h, tuesday 9h", Fault.MIXED, "monday 8h, tuesday 9h", ()),
        ("8h lundi et 10h samedi", Fault.MIXED, "8h lundi et 10h samedi", ()),
        ("every day at 8, saturday at 10", Fault.MIXED, "every day at 8, saturday at 10", ()),
        ("daily 8h mondays", Fault.MIXED, "daily 8h mondays", ()),
        ("daily 08:00 Europe/Pari", Fault.ZONE, "Europe/Pari", ("Europe/Paris",)),
        ("8h, heure de Pariss", Fault.ZONE, "Pariss", ("Europe/Paris",)),
        ("8h Nowhere/Xyzzy", Fault.ZONE, "Nowhere/Xyzzy", ()),
        ("8 h UTC+2", Fault.OFFSET, "UTC+2", ()),
        ("8am eastern time", Fault.SHARED, "eastern", ("America/New_York", "America/Toronto")),
        ("Paris 8h Tokyo", Fault.SHARED, "Paris … Tokyo", ("Europe/Paris", "Asia/Tokyo")),
    ],
)
def test_what_is_not_understood_is_refused(
    typed: str, fault: Fault, text: str, nearest: tuple[str, ...]
) -> None:
    with pytest.raises(ScheduleError) as caught:
        read(typed)
    assert (caught.value.fault, caught.value.text, caught.value.nearest) == (fault, text, nearest)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("25:00", "“25:00” is not a time of day. Write it like noon, 08:00, 8h30 or 8am."),
        (
            "every blue moon",
            "“every blue moon” is neither a day nor a time nor a place."
            " Write it like daily 08:00 Europe/Paris, lundi et jeudi 8h30.",
        ),
        (
            "monday 8h, tuesday 9h",
            "“monday 8h, tuesday 9h” are several schedules. A schedule has the same times on all its days.",
        ),
        ("Paris, Tokyo", "“Paris … Tokyo” are several zones: say Europe/Paris or Asia/Tokyo."),
        ("UTC+2", "“UTC+2” has no summer time: name a city instead, such as Europe/Paris."),
    ],
)
def test_a_refusal_is_one_sentence_that_says_what_to_do(typed: str, sentence: str) -> None:
    with pytest.raises(ScheduleError) as caught:
        read(typed)
    assert str(caught.value) == sentence


def test_the_callers_words_come_back_in_order_unless_they_are_part_of_ours() -> None:
    typed = read("en semaine 8h Troops en changes Paris", others={"en", "fr", "troops", "changes"})
    assert (_shown(typed), typed.rest) == ("12345 08:00 Europe/Paris", ("Troops", "en", "changes"))


def test_what_was_not_said_is_as_usual() -> None:
    usual = schedule("Asia/Tokyo", "09:00")
    assert read("").over(usual) == usual
    assert read("Paris").over(usual) == schedule("Europe/Paris", "09:00")
    assert read("weekends 10h").over(usual) == schedule("Asia/Tokyo", "10:00", frozenset({6, 7}))


def test_examples_can_be_typed() -> None:
    assert [_shown(read(example)) for example in EXAMPLES] == [
        "1234567 08:00 Europe/Paris",
        "12345 08:00 America/New_York",
        "14 08:30 -",
    ]


PIECES = st.sampled_from((
    "lundi", "mon-fri", "daily", "en", "semaine", "le", "à", "at", "8", "8h", "8h30", "25:00", "9pm", "am",
    "noon", "soir", "du", "and", "et", ",", "(", ".", "–", "'", "d’", "8-9", "0830", "every", "other",
    "Paris", "New", "York", "UTC", "+2", "Europe/", "œ", "½", "\u0301",
))  # fmt: skip


@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=8).map(" ".join)))
@settings(deadline=None, max_examples=500)
def test_any_words_are_read_or_refused_with_a_sentence(words: str) -> None:
    try:
        typed = read(words)
    except ScheduleError as error:
        assert str(error).endswith((".", "?"))  # noqa: PT017 - either way out is right
        assert error.fault is not Fault.INCOMPLETE  # noqa: PT017 - either way out is right
    else:
        assert isinstance(typed.over(schedule("UTC", "08:00")), Schedule)


@given(
    st.frozensets(st.integers(1, 7), min_size=1),
    st.frozensets(st.times().map(lambda at: at.replace(second=0, microsecond=0)), min_size=1, max_size=5),
    st.sampled_from(
        ["Europe/Paris", "America/Argentina/Buenos_Aires", "UTC", "Etc/GMT+5", "NZ-CHAT", "W-SU"]
    ),
    st.sampled_from([("mon tue wed thu fri sat sun", "%H:%M"), ("lun mar mer jeu ven sam dim", "%Hh%M")]),
)
@settings(deadline=None, max_examples=200)
def test_what_is_written_out_is_read_back(
    weekdays: frozenset[int], times: frozenset[time], zone: str, written: tuple[str, str]
) -> None:
    names, form = written
    days = ", ".join(names.split()[day - 1] for day in weekdays)
    words = f"{days} {' '.join(at.strftime(form) for at in times)} {zone}"
    assert read(words) == Typed(weekdays, tuple(sorted(times)), zone)
