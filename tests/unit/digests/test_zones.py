"""Which zone people mean."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest

from digests.errors import Fault, ScheduleError
from digests.zone_names import CALLED, CHOICES
from digests.zones import clock, find, names


def test_every_zone_of_the_database_but_two_may_be_chosen() -> None:
    assert available_timezones() - names() <= {"Factory", "localtime"}
    assert not names() & {"Factory", "localtime"}


@pytest.mark.parametrize("spelt", [str, str.lower, str.upper, lambda name: name.replace("_", " ")])
def test_every_key_is_taken_as_it_is_however_it_is_spelt(spelt: type[str]) -> None:
    assert {name: find(spelt(name)) for name in names()} == {name: name for name in names()}


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Paris", "Europe/Paris"),
        ("new-york", "America/New_York"),
        ("NEW  YORK", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Port-au-Prince", "America/Port-au-Prince"),
        ("St. Johns", "America/St_Johns"),
        ("Séoul", "Asia/Seoul"),
        ("Genève", "Europe/Zurich"),
        ("Londres", "Europe/London"),
        ("le Caire", "Africa/Cairo"),
        ("Pékin", "Asia/Shanghai"),
        ("Kiev", "Europe/Kiev"),
        ("Kyiv", "Europe/Kyiv"),
        ("Asia/Calcutta", "Asia/Calcutta"),
        ("US/Eastern", "US/Eastern"),
        ("Istanbul", "Europe/Istanbul"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("GMT+0", "GMT+0"),
        ("japan", "Japan"),
    ],
)
def test_a_city_is_understood(typed: str, zone: str) -> None:
    assert find(typed) == zone


@pytest.mark.parametrize(
    ("typed", "fault", "nearest"),
    [
        ("Europe/Pari", Fault.ZONE, ("Europe/Paris",)),
        ("Foo/Paris", Fault.ZONE, ("Europe/Paris",)),
        ("Londn", Fault.ZONE, ("Europe/London",)),
        ("Tokio", Fault.ZONE, ("Asia/Tokyo",)),
        ("Grenobel", Fault.ZONE, ("Europe/Paris",)),
        ("every blue moon", Fault.ZONE, ()),
        ("localtime", Fault.ZONE, ()),
        ("", Fault.ZONE, ()),
        ("Samoa", Fault.SHARED, ("Pacific/Apia", "Pacific/Pago_Pago")),
        ("PST", Fault.SHARED, ("America/Los_Angeles", "America/Vancouver")),
        # The database's own sign is the other way round: Etc/GMT+2 is two hours behind.
        ("GMT+2", Fault.OFFSET, ()),
        ("utc −5:30", Fault.OFFSET, ()),
        ("+0100", Fault.OFFSET, ()),
    ],
)
def test_what_is_no_one_zone_is_refused_with_what_it_may_be(
    typed: str, fault: Fault, nearest: tuple[str, ...]
) -> None:
    with pytest.raises(ScheduleError) as caught:
        find(typed)
    assert (caught.value.fault, caught.value.text, caught.value.nearest) == (fault, typed, nearest)


def test_a_refusal_names_what_to_choose_from() -> None:
    with pytest.raises(
        ScheduleError, match=r"^“Samoa” can be Pacific/Apia or Pacific/Pago_Pago: say which\.$"
    ):
        find("Samoa")


def test_our_own_names_are_of_zones_that_are_and_are_spelt_plainly() -> None:
    for zone, called in CALLED.items():
        assert {find(name) for name in called.split(", ")} == {zone}
        assert called == called.casefold()
    for name, zones in CHOICES.items():
        assert set(zones) <= names()
        with pytest.raises(ScheduleError) as caught:
            find(name)
        assert caught.value.nearest == zones


def test_no_name_of_ours_stands_twice() -> None:
    ours = [name for called in CALLED.values() for name in called.split(", ")]
    assert sorted([*ours, *CHOICES]) == sorted({*ours, *CHOICES})


def test_keys_that_end_alike_and_are_taken_for_one_place_have_one_clock() -> None:
    alike = defaultdict[str, set[str]](set)
    for name in names():
        area, _, city = name.rpartition("/")
        if area not in ("", "Etc"):
            alike[city].add(name)
    moments = [datetime(2015, 1, 1, tzinfo=UTC) + timedelta(days=5 * n) for n in range(1500)]
    for city, keys in alike.items():
        try:
            found = find(city)
        except ScheduleError:
            continue  # several are offered
        for key in keys | {found}:
            offsets = [[at.astimezone(clock(zone)).utcoffset() for at in moments] for zone in {found, key}]
            assert offsets[0] == offsets[-1], (city, found, key)
