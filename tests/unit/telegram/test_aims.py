"""Commands for another chat: only those that speak of the chat are aimed; what is no aim is none."""

from __future__ import annotations

import pytest

from bot.page import Action, Bullets, Entry, Page, Text
from bot.platforms.aims import Aim, aim_of, aimed, changes


def test_a_page_for_elsewhere_asks_of_its_chat_what_is_of_a_chat() -> None:
    opens = Entry((Text("a"),), open=Action("a", "/reglages heure 8h"))
    actions = (Action("b", "/troops"), Action("c", "/unsubscribe"), Action("d", "/digest"))
    page = aimed(Page("en", (Bullets((opens,)),), actions=actions), "-1001/3")
    (bullets,) = page.blocks
    assert isinstance(bullets, Bullets)
    assert bullets.entries[0].open == Action("a", "/at -1001/3 reglages heure 8h")
    assert [one.command for one in page.actions] == [
        "/troops",
        "/at -1001/3 unsubscribe",
        "/at -1001/3 digest",
    ]
    assert aimed(page, "-5") == page


@pytest.mark.parametrize(
    ("line", "aim"),
    [
        ("/at -1001/3 settings time 8:00", Aim("-1001/3", "/settings time 8:00")),
        ("/at -1001 /digest", Aim("-1001", "/digest")),
        ("/at -1001", None),
        ("/at", None),
        ("/at here settings", None),
        ("/troops", None),
    ],
)
def test_an_aim(line: str, aim: Aim | None) -> None:
    assert aim_of(line) == aim


@pytest.mark.parametrize(
    "line", ["/subscribe", "/desabonner", "/settings zone UTC", "/langue fr", "/forgetme yes"]
)
def test_what_changes_something(line: str) -> None:
    assert changes(line)


@pytest.mark.parametrize(
    "line", ["/settings", "/language", "/forgetme", "/troops", "words", "/digest", "/mydata"]
)
def test_what_changes_nothing(line: str) -> None:
    assert not changes(line)
