"""Figures: what each comparator claims, and which figures can both be true."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import numerals
from corpus.quantities import Amount, Bounds, Comparator, bounds, comparator_problems, numbers_in

amounts = st.integers(0, 6) | st.sampled_from([0.5, 2.5])
ends = st.none() | amounts
any_bounds = st.builds(Bounds, ends, ends, st.booleans(), st.booleans())
SWEEP = [quarter / 4 for quarter in range(-8, 41)]


def allows(claimed: Bounds, amount: Amount) -> bool:
    """What bounds mean, said the long way."""
    above = claimed.low is None or amount > claimed.low or (amount == claimed.low and not claimed.low_open)
    below = (
        claimed.high is None or amount < claimed.high or (amount == claimed.high and not claimed.high_open)
    )
    return above and below


def test_the_comparators_are_the_words_that_dossiers_use() -> None:
    assert " ".join(Comparator) == (
        "exact about at_least more_than up_to less_than between order_of_magnitude undisclosed"
    )


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        (bounds(Comparator.EXACT, best=800), Bounds(800, 800)),
        (bounds(Comparator.AT_LEAST, low=800), Bounds(800, None)),
        (bounds(Comparator.MORE_THAN, low=800), Bounds(800, None, low_open=True)),
        (bounds(Comparator.UP_TO, high=800), Bounds(0, 800)),
        (bounds(Comparator.LESS_THAN, high=800), Bounds(0, 800, high_open=True)),
        (bounds(Comparator.BETWEEN, low=300, high=800), Bounds(300, 800)),
        (bounds(Comparator.BETWEEN, low=300, best=500, high=800), Bounds(300, 800)),
        (bounds(Comparator.ORDER_OF_MAGNITUDE, magnitude=1000), Bounds(1000, None)),
        (bounds(Comparator.UNDISCLOSED), Bounds(None, None)),
    ],
)
def test_a_figure_allows_what_its_comparator_says(claimed: Bounds, expected: Bounds) -> None:
    assert claimed == expected


@pytest.mark.parametrize(
    ("best", "low", "high"),
    [
        (11_000, 10_000, 12_000),
        (400, 300, 500),
        (470_000, 460_000, 480_000),
        (50, 40, 60),
        (7_820, 7_810, 7_830),
        (5.5, 5.4, 5.6),
        (0.3, 0.2, 0.4),
        (5, 4, 6),
        (1, 0, 2),
        (0, 0, 1),
        (6_500_000_000.0, 6_400_000_000.0, 6_600_000_000.0),
    ],
)
def test_about_is_read_as_one_unit_of_the_last_digit_either_way(
    best: Amount, low: Amount, high: Amount
) -> None:
    claimed = bounds(Comparator.ABOUT, best=best)
    assert claimed == Bounds(low, high)
    assert [type(claimed.low), type(claimed.high)] == [type(best)] * 2


def test_stated_bounds_go_before_our_reading_of_about() -> None:
    assert bounds(Comparator.ABOUT, low=0, best=400) == Bounds(0, 500)
    assert bounds(Comparator.ABOUT, best=400, high=410) == Bounds(300, 410)


@pytest.mark.parametrize("comparator", Comparator)
def test_a_missing_value_leaves_its_side_unbounded(comparator: Comparator) -> None:
    at_most = comparator in (Comparator.UP_TO, Comparator.LESS_THAN)
    assert bounds(comparator) == Bounds(0 if at_most else None, None)


def test_a_comparator_that_nobody_gave_a_meaning_is_a_bug_not_a_figure() -> None:
    with pytest.raises(AssertionError):
        bounds(cast(Comparator, "nearly"), best=400)


@given(any_bounds, any_bounds)
def test_bounds_are_disjoint_both_ways_or_neither(one: Bounds, other: Bounds) -> None:
    assert one.disjoint(other) is other.disjoint(one)


@given(any_bounds, any_bounds)
def test_bounds_are_disjoint_when_no_amount_is_allowed_by_both(one: Bounds, other: Bounds) -> None:
    shared = [amount for amount in SWEEP if allows(one, amount) and allows(other, amount)]
    assert one.disjoint(other) is (not shared)


@given(any_bounds)
def test_bounds_are_empty_when_no_amount_is_allowed(claimed: Bounds) -> None:
    assert claimed.empty is not any(allows(claimed, amount) for amount in SWEEP)
    assert claimed.disjoint(claimed) is claimed.empty


def test_touching_bounds_share_their_end_unless_it_is_open() -> None:
    up_to, at_least = Bounds(0, 5), Bounds(5, None)
    assert not up_to.disjoint(at_least)
    assert up_to.disjoint(replace(at_least, low_open=True))
    assert at_least.disjoint(replace(up_to, high_open=True))


@pytest.mark.parametrize(
    ("comparator", "stated"),
    [
        (Comparator.EXACT, {"best": 0}),
        (Comparator.ABOUT, {"best": 400}),
        (Comparator.AT_LEAST, {"low": 400}),
        (Comparator.MORE_THAN, {"low": 400}),
        (Comparator.UP_TO, {"high": 400}),
        (Comparator.LESS_THAN, {"high": 0.5}),
        (Comparator.BETWEEN, {"low": 300, "high": 400}),
        (Comparator.BETWEEN, {"low": 300, "best": 300, "high": 400}),
        (Comparator.ORDER_OF_MAGNITUDE, {"magnitude": 10}),
        (Comparator.ORDER_OF_MAGNITUDE, {"magnitude": 1000.0}),
        (Comparator.UNDISCLOSED, {}),
    ],
)
def test_values_that_agree_with_their_comparator_have_no_problem(
    comparator: Comparator, stated: dict[str, Amount]
) -> None:
    assert comparator_problems(comparator, **stated) == ()


@pytest.mark.parametrize(
    ("comparator", "stated", "problems"),
    [
        (Comparator.EXACT, {}, ["“exact” needs a best value"]),
        (
            Comparator.EXACT,
            {"low": 3},
            ["“exact” needs a best value", "“exact” takes no low value"],
        ),
        (Comparator.ABOUT, {"best": 4, "high": 5}, ["“about” takes no high value"]),
        (Comparator.AT_LEAST, {"low": 4, "best": 5}, ["“at_least” takes no best value"]),
        (
            Comparator.UP_TO,
            {"low": 9, "high": 4},
            ["“up_to” takes no low value", "The low value 9 is above the high value 4"],
        ),
        (Comparator.BETWEEN, {"low": 4}, ["“between” needs a high value"]),
        (
            Comparator.BETWEEN,
            {"low": 4, "high": 4},
            ["“between” needs two values: low and high are both 4"],
        ),
        (
            Comparator.BETWEEN,
            {"low": 4, "best": 9, "high": 8},
            ["The best value 9 is above the high value 8"],
        ),
        (
            Comparator.BETWEEN,
            {"low": 9, "best": 8, "high": 7},
            ["The low value 9 is above the best value 8", "The best value 8 is above the high value 7"],
        ),
        (
            Comparator.ORDER_OF_MAGNITUDE,
            {"magnitude": 2000},
            ["The magnitude 2000 is not a power of ten: write 10, 100, 1000 and so on"],
        ),
        (
            Comparator.ORDER_OF_MAGNITUDE,
            {"magnitude": 1},
            ["The magnitude 1 is not a power of ten: write 10, 100, 1000 and so on"],
        ),
        (
            Comparator.ORDER_OF_MAGNITUDE,
            {"magnitude": 0},
            ["The magnitude 0 is not a power of ten: write 10, 100, 1000 and so on"],
        ),
        (Comparator.UNDISCLOSED, {"magnitude": 10}, ["“undisclosed” takes no magnitude value"]),
        (
            Comparator.EXACT,
            {"best": -1},
            ["The best value -1 is not an amount: write a finite number, 0 or more"],
        ),
        (
            Comparator.BETWEEN,
            {"low": math.nan, "high": math.inf},
            [
                "The low value nan is not an amount: write a finite number, 0 or more",
                "The high value inf is not an amount: write a finite number, 0 or more",
            ],
        ),
    ],
)
def test_values_that_do_not_agree_are_told_in_sentences(
    comparator: Comparator, stated: dict[str, Amount], problems: list[str]
) -> None:
    assert comparator_problems(comparator, **stated) == tuple(problems)


@given(st.sampled_from(Comparator), ends, ends, ends, st.none() | st.sampled_from([10, 100]))
def test_a_figure_without_problems_always_allows_some_amount(
    comparator: Comparator,
    low: Amount | None,
    best: Amount | None,
    high: Amount | None,
    magnitude: Amount | None,
) -> None:
    impossible = comparator is Comparator.LESS_THAN and high == 0
    if not comparator_problems(comparator, low, best, high, magnitude):
        assert bounds(comparator, low, best, high, magnitude).empty is impossible


def test_reading_numbers_is_at_hand_with_the_figures() -> None:
    assert numbers_in is numerals.numbers_in
