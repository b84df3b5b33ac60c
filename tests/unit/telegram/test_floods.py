"""Who asks too fast: so many at once, then at a pace; told once."""

from __future__ import annotations

from bot.platforms.floods import Allowance, Allowed, Floods

FEW = Allowance(burst=4, every=2.0)


def test_so_many_at_once_then_one_notice_then_silence() -> None:
    floods = Floods()
    said = [floods.ask("a", FEW, 0.0) for _ in range(7)]
    assert said == [Allowed.YES] * 4 + [Allowed.NOTICE] + [Allowed.SILENCE] * 2
    assert floods.ask("b", FEW, 0.0) is Allowed.YES


def test_who_goes_on_at_the_pace_is_answered_and_not_told_again() -> None:
    floods = Floods()
    for _ in range(5):
        floods.ask("a", FEW, 0.0)
    assert floods.ask("a", FEW, 1.9) is Allowed.SILENCE
    assert floods.ask("a", FEW, 2.0) is Allowed.YES
    assert floods.ask("a", FEW, 2.1) is Allowed.SILENCE


def test_after_a_rest_it_is_as_at_first() -> None:
    floods = Floods()
    for _ in range(6):
        floods.ask("a", FEW, 0.0)
    said = [floods.ask("a", FEW, 60.0) for _ in range(6)]
    assert said == [Allowed.YES] * 4 + [Allowed.NOTICE, Allowed.SILENCE]


def test_a_clock_that_stands_still_or_goes_back_gives_nothing() -> None:
    floods = Floods()
    for _ in range(4):
        floods.ask("a", FEW, 100.0)
    assert floods.ask("a", FEW, 0.0) is Allowed.NOTICE
