"""What is typed after `/subscribe`: days, times, a zone, topics, a language, what each digest holds."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pages import choices
from bot.phrases.catalogue import SPOKEN, Phrases
from bot.wish_names import ALL, CONTENTS, LANGUAGES, PARTS, lexicon, typed
from bot.wishes import Change, Several, read, usual
from corpus.model import Topic
from corpus.text import fold
from digests.errors import Fault, ScheduleError
from digests.schedule import DAILY, Schedule
from digests.subscription import Content, Wish
from digests.time_words import match

TOPICS = [
    Topic(
        id="troops",
        commands={"en": "troops", "fr": "troupes"},
        title={"en": "Troops", "fr": "Effectifs"},
        subject={"en": "x", "fr": "x"},
        description={"en": "x", "fr": "x"},
    ),
    Topic(
        id="un_vote",
        commands={"en": "vote", "fr": "scrutin"},
        title={"en": "Vote at the UN", "fr": "Vote à l’ONU"},
        subject={"en": "x", "fr": "x"},
        description={"en": "x", "fr": "x"},
    ),
]
WORKDAYS = frozenset({1, 2, 3, 4, 5})


def said(words: str) -> tuple[object, ...]:
    change = read(words.split(), TOPICS)
    typed = change.typed
    return typed.weekdays, typed.times, typed.zone, change.topics, change.language, change.content


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("", (None, None, None, None, None, None)),
        ("08:00 daily Europe/Paris", (DAILY, (time(8),), "Europe/Paris", None, None, None)),
        ("8h30, lundi, Paris", (frozenset({1}), (time(8, 30),), "Europe/Paris", None, None, None)),
        ("troops weekdays 7am", (WORKDAYS, (time(7),), None, frozenset({"troops"}), None, None)),
        ("Effectifs en français", (None, None, None, frozenset({"troops"}), "fr", None)),
        ("TROUPES", (None, None, None, frozenset({"troops"}), None, None)),
        ("Vote at the UN at 8", (None, (time(8),), None, frozenset({"un_vote"}), None, None)),
        ("vote à l’onu, effectifs", (None, None, None, frozenset({"troops", "un_vote"}), None, None)),
        ("all topics", (None, None, None, frozenset(), None, None)),
        ("tous les sujets tous les jours", (DAILY, None, None, frozenset(), None, None)),
        ("only changes", (None, None, None, None, None, Content.CHANGES)),
        ("seulement les changements", (None, None, None, None, None, Content.CHANGES)),
        ("le point de situation à midi", (None, (time(12),), None, None, None, Content.BRIEF)),
        ("en", (None, None, None, None, "en", None)),
        ("en 08:00", (None, (time(8),), None, None, "en", None)),
        ("en semaine", (WORKDAYS, None, None, None, None, None)),
        ("8h en heure de Paris", (None, (time(8),), "Europe/Paris", None, None, None)),
        ("in French, New York", (None, None, "America/New_York", None, "fr", None)),
    ],
)
def test_words_mean(words: str, meaning: tuple[object, ...]) -> None:
    assert said(words) == meaning


@pytest.mark.parametrize("words", ["English French", "brief changes", "all troops", "anglais fr 8h"])
def test_of_two_where_there_can_be_one_none_is_taken(words: str) -> None:
    with pytest.raises(Several):
        read(words.split(), TOPICS)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("25:00", Fault.TIME),
        ("every blue moon", Fault.WORDS),
        ("en Pariss", Fault.ZONE),
        ("trops 8h", Fault.WORDS),
        ("IST en", Fault.SHARED),
    ],
)
def test_what_is_not_understood_is_refused(words: str, fault: Fault) -> None:
    with pytest.raises(ScheduleError) as error:
        read(words.split(), TOPICS)
    assert error.value.fault is fault


def test_what_was_not_said_stays() -> None:
    before = Wish(Schedule(WORKDAYS, (time(7),), "Asia/Seoul"), frozenset({"un_vote"}), "fr", Content.CHANGES)
    changed = read(["18:00"], TOPICS).over(before)
    expected = Wish(Schedule(WORKDAYS, (time(18),), "Asia/Seoul"), before.topics, "fr", Content.CHANGES)
    assert read([], TOPICS).over(before) == before
    assert changed == expected


def test_all_topics_can_be_wanted_again() -> None:
    before = Wish(usual("UTC", "en").schedule, frozenset({"troops"}))
    assert read(["all"], TOPICS).over(before).topics == frozenset()


WORDS = [
    *lexicon(TOPICS),
    "8h",
    "08:00",
    "lundi",
    "weekdays",
    "Paris",
    "Seoul",
    "25:00",
    ",",
    "and",
    "zzz",
    "IST",
]


@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_known_words_in_any_order_are_understood_or_refused(words: list[str]) -> None:
    try:
        change = read(" ".join(words).split(), TOPICS)
    except (ScheduleError, Several):
        return
    assert isinstance(change, Change)
    assert change.topics is None or change.topics <= {"troops", "un_vote"}


@pytest.mark.parametrize("language", SPOKEN)
def test_what_buttons_say_is_understood(language: str) -> None:
    phrases = Phrases(language)
    for content in Content:
        assert read(typed(CONTENTS[content], language).split(), TOPICS).content is content
    assert read([typed(ALL, language)], TOPICS).topics == frozenset()
    assert read(phrases.say("every day").split(), TOPICS).typed.weekdays == DAILY
    assert read(phrases.say("weekdays").split(), TOPICS).typed.weekdays == WORKDAYS
    assert read(phrases.say("Mon and Thu 08:30 and 18:00").split(), TOPICS).typed.times == (
        time(8, 30),
        time(18),
    )
    assert read(phrases.say("London").split(), TOPICS).typed.zone is not None
    example = read(phrases.say("weekdays 08:00 Paris").split(), TOPICS).typed
    assert (example.weekdays, example.times, example.zone) == (WORKDAYS, (time(8),), "Europe/Paris")
    for zone in choices.ZONES:
        assert read([zone], TOPICS).typed.zone == zone


def test_no_name_means_two_things() -> None:
    contents = [fold(name) for called in CONTENTS.values() for names in called.values() for name in names]
    languages = [fold(name) for names in LANGUAGES.values() for name in names]
    everything = [name for names in ALL.values() for name in names]
    parts = [fold(name) for called in PARTS.values() for names in called.values() for name in names]
    for names in (contents + languages + everything, parts):
        assert len(names) == len(set(names))
    assert all(match(name, 0, listed=False) is None for name in parts)
