"""Dates as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.periods import read


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2025-04-26", "2025-04-26"),
        ("2025-04", "2025-04"),
        ("2024", "2024"),
        ("196x", "196X"),
        ("26/04/2025", "2025-04-26"),
        ("26.4.2025", "2025-04-26"),
        ("04/2025", "2025-04"),
        ("26 Apr 2025", "2025-04-26"),
        ("April 26, 2025", "2025-04-26"),
        ("26th April 2025", "2025-04-26"),
        ("26 avril 2025", "2025-04-26"),
        ("1er novembre 2024", "2024-11-01"),
        ("1er nov. 2024", "2024-11-01"),
        ("Août 2022", "2022-08"),
        ("in May 2025", "2025-05"),
        ("en mai 2025", "2025-05"),
        ("since 2024", "2024/.."),
        ("from Nov 2024", "2024-11/.."),
        ("depuis juin 2024", "2024-06/.."),
        ("à partir du 1er novembre 2024", "2024-11-01/.."),
        ("until 2024", "../2024"),
        ("jusqu’à avril 2025", "../2025-04"),
        ("jusqu'en 2024", "../2024"),
        ("avant le 26 avril 2025", "../2025-04-26"),
        ("2024 to 2025", "2024/2025"),
        ("from Jun 2024 to 1 Nov 2024", "2024-06/2024-11-01"),
        ("de juin 2024 au 1er novembre 2024", "2024-06/2024-11-01"),
        ("entre 2024 et avril 2025", "2024/2025-04"),
        ("2024-06..2024-11", "2024-06/2024-11"),
        ("2024-11-01/..", "2024-11-01/.."),
        ("../2024", "../2024"),
    ],
)
def test_a_typed_period_is_read(typed: str, edtf: str) -> None:
    assert str(read(tuple(typed.split())).period) == edtf


@pytest.mark.parametrize(
    ("typed", "period", "rest"),
    [
        ("2024 Kursk", "2024", ("Kursk",)),
        ("Kursk from Jun 2024 to 2025 Poutine", "2024-06/2025", ("Kursk", "Poutine")),
        ("Corée du Nord en avril 2025", "2025-04", ("Corée", "du", "Nord")),
        ("Maine", None, ("Maine",)),
        ("2600", None, ("2600",)),
    ],
)
def test_the_words_around_a_period_are_kept(typed: str, period: str | None, rest: tuple[str, ...]) -> None:
    found = read(tuple(typed.split()))
    assert (str(found.period) if found.period else None, found.rest) == (period, rest)


@pytest.mark.parametrize(
    ("typed", "unreadable"),
    [
        ("31/02/2025", "31/02/2025"),
        ("Kursk 2025-13-01", "2025-13-01"),
        ("30 février 2025", "30 février 2025"),
        ("2025 to 2024", "2025 to 2024"),
        ("12-2025-40", "12-2025-40"),
    ],
)
def test_what_looks_like_a_date_and_is_none_is_named(typed: str, unreadable: str) -> None:
    assert read(tuple(typed.split())).unreadable == unreadable


@given(st.text(max_size=200))
def test_no_text_makes_it_fail(text: str) -> None:
    words = tuple(text.split())
    found = read(words)
    assert set(found.rest) <= set(words)
