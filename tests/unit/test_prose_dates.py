"""Dates in prose and in web addresses: what is read, and what a dossier's date has to do with it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import parse
from corpus.prose_dates import DateMention, dates_in


def shown(mention: DateMention) -> str:
    """As "26 avril 2025 = 2025-4-26"; ? for what is not said; 10 or 100 years as +10, +100."""
    parts = [mention.year, mention.month, mention.day]
    while parts and parts[-1] is None:
        parts.pop()
    more = f" +{mention.years}" if mention.years > 1 else ""
    return f"{mention.text} = {'-'.join('?' if part is None else str(part) for part in parts)}{more}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le 26 avril 2025, puis en juin 2024", ["26 avril 2025 = 2025-4-26", "juin 2024 = 2024-6"]),
        ("dès le 1er novembre 2024", ["1er novembre 2024 = 2024-11-1"]),
        ("le 28 avril dernier, le 3 mai", ["28 avril dernier = ?-4-28", "3 mai = ?-5-3"]),
        ("entre janvier et mars 2025", ["janvier = ?-1", "mars 2025 = 2025-3"]),
        ("Février prochain, fevrier 2020", ["Février prochain = ?-2", "fevrier 2020 = 2020-2"]),
        ("le 3 sept. 2021, sept hommes, sept. 2022", ["3 sept. 2021 = 2021-9-3", "sept. 2022 = 2022-9"]),
        ("fin 2023, depuis 1950", ["2023 = 2023", "1950 = 1950"]),
        ("les années 1960 et les Années 80", ["années 1960 = 1960 +10", "Années 80 = 1980 +10"]),
        ("au XXe siècle, au XIVe siècle", ["XXe siècle = 1900 +100", "XIVe siècle = 1300 +100"]),
        ("au 21e siècle", ["21e siècle = 2000 +100"]),
        ("le 26/04/2025, le 26.04.2025", ["26/04/2025 = 2025-4-26", "26.04.2025 = 2025-4-26"]),
        ("le 2024-06-19", ["2024-06-19 = 2024-6-19"]),
        ("de 2022-2024", ["2022 = 2022", "2024 = 2024"]),
        ("le 31 février 2024", ["février 2024 = 2024-2"]),
        ("le 29 février", ["29 février = ?-2-29"]),
        ("les avrillées, marsouin, mais", []),
        ("1571 articles, 2 000 hommes, 2024%, 12,2024, 20245, T2024", []),
        ("au 0e siècle", []),
    ],
)  # fmt: skip
def test_french_dates(text: str, expected: list[str]) -> None:
    assert list(map(shown, dates_in(text, "fr"))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On April 26, 2025 and April 27", ["April 26, 2025 = 2025-4-26", "April 27 = ?-4-27"]),
        ("the 26th of April 2024, 3 May", ["26th of April 2024 = 2024-4-26", "3 May = ?-5-3"]),
        ("in June 2024, in June", ["June 2024 = 2024-6", "June = ?-6"]),
        ("3 Sept. 2021, Sept 2020", ["3 Sept. 2021 = 2021-9-3", "Sept 2020 = 2020-9"]),
        ("Dec. 2019", ["Dec. 2019 = 2019-12"]),
        ("They may march in May, since March", ["May = ?-5", "March = ?-3"]),
        ("It is 3 May. Jan. 4", ["3 May = ?-5-3", "Jan. 4 = ?-1-4"]),
        ("the 1960s, the '70s", ["1960s = 1960 +10", "'70s = 1970 +10"]),
        ("the 20th century", ["20th century = 1900 +100"]),
        ("2,024 men, 2024 men", ["2024 = 2024"]),
    ],
)  # fmt: skip
def test_english_dates(text: str, expected: list[str]) -> None:
    assert list(map(shown, dates_in(text, "en"))) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Am 2. März 2024, am 3. Mai", "de", ["2. März 2024 = 2024-3-2", "3. Mai = ?-5-3"]),
        ("Ende Juni 2024, im Juli", "de", ["Juni 2024 = 2024-6", "Juli = ?-7"]),
        ("in den 1960er Jahren", "de", ["1960er = 1960 +10"]),
        ("im 20. Jahrhundert", "de", ["20. Jahrhundert = 1900 +100"]),
        ("el 2 de marzo de 2024, el 3 de mayo", "es", ["2 de marzo de 2024 = 2024-3-2", "3 de mayo = ?-5-3"]),
        ("a fines de junio de 2024, en julio", "es", ["junio de 2024 = 2024-6", "julio = ?-7"]),
        ("los años 60, el siglo XX", "es", ["años 60 = 1960 +10", "siglo XX = 1900 +100"]),
    ],
)
def test_german_and_spanish_dates(text: str, language: str, expected: list[str]) -> None:
    assert list(map(shown, dates_in(text, language))) == expected


def test_other_languages_have_figures_only() -> None:
    assert list(map(shown, dates_in("op 26.04.2025, in april 2024", "nl"))) == [
        "26.04.2025 = 2025-4-26",
        "2024 = 2024",
    ]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/2022/07/24/storm", ["2022/07/24 = 2022-7-24"]),
        ("https://a.example/world/2025/apr/25/storm", ["2025/apr/25 = 2025-4-25"]),
        ("https://a.example/storm-december-16-2024", ["december-16-2024 = 2024-12-16"]),
        ("https://a.example/storm-12-aout-2024", ["12-aout-2024 = 2024-8-12"]),
        ("https://a.example/storm-20250428", ["20250428 = 2025-4-28"]),
        ("https://a.example/2024/06/storm", ["2024/06 = 2024-6"]),
        ("www.a.example/june-2024", ["june-2024 = 2024-6"]),
        ("https://a.example/storm-2023-00", ["2023 = 2023"]),
        ("https://a.example/about-600-lost-2c28e17a?mod=pos13&page=2", []),
        ("https://a.example/20251341", []),
    ],
)
def test_dates_in_web_addresses(address: str, expected: list[str]) -> None:
    found = dates_in(f"[5] {address} le 3 mai", "fr")

    assert list(map(shown, found)) == [*expected, "3 mai = ?-5-3"]


@given(
    st.text(alphabet="0123456789 -/.,eraviljunmsdoctbACXVI'", max_size=60),
    st.sampled_from(["fr", "en", "de"]),
)
def test_mentions_stand_where_they_say_in_order_and_apart(text: str, language: str) -> None:
    found = dates_in(text, language)

    assert [text[one.start : one.end] for one in found] == [one.text for one in found]
    assert all(one.end <= other.start for one, other in pairwise(found))


def mention(text: str) -> DateMention:
    (found,) = dates_in(text, "en")
    return found


@pytest.mark.parametrize(
    ("text", "date", "stated_by", "states"),
    [
        ("April 26, 2025", "2025-04-26", True, True),
        ("April 26, 2025", "2025-04", False, True),
        ("April 2025", "2025-04-26", True, False),
        ("2025", "2025-04-26", True, False),
        ("April 26", "2025-04-26", True, False),
        ("April 26", "2025-04-27", False, False),
        ("April 26, 2025", "../2025-04-26", True, False),
        ("2025", "2024/2025", True, False),
        ("the 1960s", "196X", True, True),
        ("the 1960s", "1960", False, False),
        ("1960", "196X", False, False),
        ("the 20th century", "1900", False, False),
        ("2025", "2025-33", True, False),
    ],
)
def test_a_dossiers_date_may_say_more_than_the_text_or_less(
    text: str, date: str, stated_by: bool, states: bool
) -> None:
    found = mention(text)

    assert (found.stated_by(parse(date)), found.states(parse(date))) == (stated_by, states)


@pytest.mark.parametrize(
    ("text", "other", "repeated"),
    [
        ("2025", "April 26, 2025", True),
        ("April 26", "26 April 2025", True),
        ("April 26, 2025", "2025", False),
        ("the 1960s", "1960", False),
        ("April 2025", "April 2024", False),
    ],
)
def test_a_mention_is_repeated_by_one_that_says_as_much(text: str, other: str, repeated: bool) -> None:
    assert mention(text).repeated_by(mention(other)) == repeated
