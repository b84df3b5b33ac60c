"""A press is a typed command, however long it is, and a deep link is one too."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.page import Action
from bot.platforms.keys import is_key, key_of
from bot.platforms.telegram.buttons import (
    Button,
    button,
    command_of,
    data_of,
    is_kept,
    payload_of,
    rows,
)

commands = st.text(min_size=0, max_size=90).map(lambda words: f"/{words}")
typed = st.lists(st.text("abz09_-:é", min_size=1, max_size=12), min_size=1, max_size=6)


@given(commands.filter(lambda text: text.isprintable()) | typed.map(lambda words: "/" + " ".join(words)))
def test_every_command_comes_back_from_a_link_or_from_its_key(command: str) -> None:
    payload = payload_of(command)
    assert re.fullmatch("[A-Za-z0-9_-]{1,64}", payload)
    back = command_of(payload)
    assert back == (key_of(command) if is_kept(command, "bot") else command)
    data = data_of(command)
    assert 1 <= len(data.encode()) <= 64
    assert data == (key_of(command) if is_kept(command) else command)


@pytest.mark.parametrize(
    ("command", "payload"),
    [
        ("/troops", "troops"),
        ("/claim k7m2", "claim--k7m2"),
        ("/troops 2024-11-01 chart", "troops--2024-11-01--chart"),
        ("/timeline after:m2ts", "-bL3RpbWVsaW5lIGFmdGVyOm0ydHM"),
        ("/troupes déclarations", "-bL3Ryb3VwZXMgZMOpY2xhcmF0aW9ucw"),
    ],
)
def test_links_that_a_person_can_write(command: str, payload: str) -> None:
    assert payload_of(command) == payload
    assert command_of(payload) == command


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "-",
        "-b",
        "-bx",
        "-b????",
        "-k",
        "-kshort",
        "Troops",
        "troops chart",
        "-bdHJvb3Bz",
        "-b_w",
        "a" * 99,
    ],
)
def test_other_payloads_are_no_command(payload: str) -> None:
    assert command_of(payload) is None


@given(st.text(max_size=200))
def test_nothing_that_a_stranger_sends_breaks_it(payload: str) -> None:
    command = command_of(payload)
    assert command is None or command.startswith("/") or is_key(command)


def test_a_key_is_the_same_each_time_and_no_command_looks_like_one() -> None:
    assert key_of("/search é") == key_of("/search é") != key_of("/search e")
    assert is_key(key_of("/x"))
    assert not is_key("/x")
    assert not is_key("~short")


def test_a_button_presses_or_links() -> None:
    action = Action("Chart\n", "/troops chart")
    assert button(action) == Button("Chart", data="/troops chart")
    assert button(action, "the_bot") == Button("Chart", url="https://t.me/the_bot?start=troops--chart")
    assert button(Action(" ", "/help")).label == "/help"


def test_rows_are_as_wide_as_a_phone() -> None:
    labels = ["Chart", "Disputed", "15,000", "Filter", "Next", "2,000 to 5,000", "x" * 60, "a", "b"]
    shown = [[one.label for one in row] for row in rows([Button(label) for label in labels])]
    assert shown == [
        ["Chart", "Disputed", "15,000", "Filter"],
        ["Next", "2,000 to 5,000"],
        ["x" * 60],
        ["a", "b"],
    ]
