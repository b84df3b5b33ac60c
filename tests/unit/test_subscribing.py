"""`/subscribe` and its kin: what is stored, who may, what an error leaves alone."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.conversing import HERE
from bot.dispatch import answer
from bot.names import COMMANDS
from bot.page import Page
from bot.platforms.terminal.render import rendered
from bot.register import LazyRegister
from bot.services import Services
from digests.delivery import Delivery, State
from digests.errors import StoreError
from digests.schedule import Schedule, next_due
from digests.subscription import ChatId, ChatKind, Content, Subscription, Wish
from tests.fakes.store import FakeStore

AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
MINE = ("subscribe", "unsubscribe", "settings", "mydata", "forgetme")
WISH = Wish(Schedule(frozenset({1}), (time(9),), "Asia/Seoul"), frozenset({"arms"}), "fr", Content.CHANGES)


def ask(line: str, services: Services, at: datetime = AT, language: str = "en") -> Page:
    return asyncio.run(answer(line, HERE, at, language, services))


def kept(store: FakeStore) -> Subscription | None:
    return asyncio.run(store.subscription(HERE.chat))


def subscribed(store: FakeStore, wish: Wish = WISH) -> Subscription:
    return asyncio.run(store.subscribe(HERE.chat, HERE.kind, wish, next_due(wish.schedule, AT), AT))


def test_a_subscription_is_stored_with_its_next_instant(services: Services, store: FakeStore) -> None:
    ask("/subscribe weekdays 8h30 Paris troops French changes", services)
    stored = kept(store)
    assert stored is not None
    assert stored.wish == Wish(
        Schedule(frozenset({1, 2, 3, 4, 5}), (time(8, 30),), "Europe/Paris"),
        frozenset({"troops"}),
        "fr",
        Content.CHANGES,
    )
    assert stored.next_due == datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
    assert (stored.chat.id, stored.chat.kind) == (HERE.chat, ChatKind.PRIVATE)


def test_a_bare_one_is_in_the_language_it_was_asked_in(services: Services, store: FakeStore) -> None:
    ask("/abonner", services, language="fr")
    stored = kept(store)
    assert stored is not None
    assert stored.wish.language == "fr"


def test_the_same_again_writes_nothing(services: Services, store: FakeStore) -> None:
    before = subscribed(store)
    ask("/subscribe monday 9:00 Seoul arms French changes", services, AT + timedelta(days=10))
    assert kept(store) == before


def test_the_same_again_brings_a_held_back_chat_to_life(services: Services, store: FakeStore) -> None:
    subscribed(store)
    asyncio.run(store.suspend(HERE.chat, "the bot was removed", AT))
    assert "Held back" in rendered(ask("/settings", services))
    ask("/subscribe", services)
    stored = kept(store)
    assert stored is not None
    assert stored.chat.suspended is None


def test_the_language_of_the_chat_is_its_digests_language(services: Services, store: FakeStore) -> None:
    subscribed(store)
    ask("/language en", services)
    stored = kept(store)
    assert stored is not None
    assert (stored.wish.language, stored.wish.content) == ("en", Content.CHANGES)
    assert ask("/start", services, language="fr").language == "en"


def test_what_a_stopped_one_asked_for_comes_back(services: Services, store: FakeStore) -> None:
    before = subscribed(store)
    ask("/unsubscribe", services)
    stopped = kept(store)
    assert stopped is not None
    assert stopped.next_due is None
    ask("/subscribe", services)
    assert kept(store) == before


def test_everything_held_is_shown(services: Services, store: FakeStore) -> None:
    before = subscribed(store)
    due = AT - timedelta(days=8)
    row = Delivery(1, before.id, "terminal", "here", HERE.kind, due, 1, 1, due, due)
    for number, state in enumerate((State.SENT, State.SENT, State.MISSED)):
        each = replace(row, id=number + 1, due=due + timedelta(days=number), state=state)
        store.deliveries[each.id] = each
    said = rendered(ask("/mydata", services)).replace("\u00a0", " ")
    assert (
        "sent: 2, left out: 1\nThe first: Fri 13 Nov 2026, 17:00\nThe last: Sun 15 Nov 2026, 17:00\n" in said
    )
    asked = rendered(ask("/forgetme", services))
    assert "and the record of 3 digests" in asked
    assert kept(store) == before


def test_forgetting_takes_the_word_that_confirms(services: Services, store: FakeStore) -> None:
    subscribed(store)
    for line in ("/forgetme", "/forgetme no", "/forgetme yes please"):
        ask(line, services)
        assert kept(store) is not None
    ask("/oubliezmoi OUI", services)
    assert asyncio.run(store.held(HERE.chat)) is None


@pytest.mark.parametrize("command", MINE)
def test_in_a_group_only_admins_may(command: str, services: Services, store: FakeStore) -> None:
    group = replace(HERE, chat=ChatId("telegram:1", "-5"), kind=ChatKind.GROUP, admin=False)
    for name in COMMANDS[command].values():
        page = asyncio.run(answer(f"/{name}", group, AT, "en", services))
        assert "Only this chat’s admins can change that." in rendered(page)
        assert page.private
    assert not store.chats


@pytest.mark.parametrize("command", MINE)
@pytest.mark.parametrize("already", [False, True])
def test_every_answer_is_for_the_asker_alone(
    command: str, already: bool, services: Services, store: FakeStore
) -> None:
    if already:
        subscribed(store)
    assert ask(f"/{command}", services).private


def test_a_group_has_its_own(services: Services, store: FakeStore) -> None:
    group = replace(HERE, chat=ChatId("telegram:1", "-5"), kind=ChatKind.GROUP)
    asyncio.run(answer("/subscribe", group, AT, "en", services))
    assert kept(store) is None
    assert store.chats[group.chat].kind is ChatKind.GROUP


PARTS = [
    *("monday", "weekdays", "tous les jours", "8h30", "08:00", "25:00", "8 and 9pm", "Paris", "Pari", "IST"),
    *("UTC+2", "troops", "trops", "effectifs", "all", "en", "French", "changes", "brief", "time", "topics"),
    *("zone", "content", "language", "{", "}", "{0}", "%s", "<b>", "\u00a0", "\u202e", "…", "'", "“", "🙂"),
]
TYPED = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PARTS), max_size=8).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=8)), max_size=5).map(" ".join),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(command=st.sampled_from(MINE), words=TYPED, language=st.sampled_from(["en", "fr"]))
@example("subscribe", "x " * 900, "en")
@example("subscribe", "1" * 1900, "fr")
@example("settings", "language {name}", "fr")
def test_whatever_is_typed_gets_a_page_and_an_error_changes_nothing(
    services: Services, command: str, words: str, language: str
) -> None:
    store = FakeStore()
    before = subscribed(store)
    services = replace(services, register=LazyRegister(lambda: nullcontext(store), remembers=False))
    said = rendered(ask(f"/{command} {words}", services, language=language))
    assert said.strip()
    assert "went wrong" not in said
    assert "mal passé" not in said
    if "Nothing was changed." in said or "Rien n’a été modifié." in " ".join(said.split()):
        assert kept(store) == before
    if command == "mydata":
        assert kept(store) == before


def test_an_error_offers_the_whole_command_put_right(services: Services, store: FakeStore) -> None:
    page = ask("/subscribe weekdays 7h Pari troops", services)
    assert [action.command for action in page.actions] == ["/subscribe weekdays 7h Europe/Paris troops"]
    ask(page.actions[0].command, services)
    stored = kept(store)
    assert stored is not None
    assert stored.wish.schedule.zone == "Europe/Paris"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_button_is_a_command_that_works(language: str, services: Services, store: FakeStore) -> None:
    subscribed(store)
    todo = [f"/{COMMANDS['settings'][language]}"]
    pressed = set[str]()
    while todo:
        line = todo.pop()
        pressed.add(line)
        page = ask(line, services, language=language)
        said = " ".join(rendered(page).split())
        assert not any(
            error in said for error in ("Unknown", "inconnu", "Nothing was changed", "Rien n’a été")
        )
        if kept(store) is None or line.startswith(
            ("/unsubscribe", "/desabonner", "/forgetme", "/oubliezmoi")
        ):
            subscribed(store)
        mine = tuple(f"/{COMMANDS[name][code]}" for name in MINE for code in ("en", "fr"))
        todo += [a.command for a in page.actions if a.command.startswith(mine) and a.command not in pressed]
    assert len(pressed) > 40


def test_without_a_database_these_commands_say_so_and_the_others_go_on(
    services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    def gone() -> nullcontext[FakeStore]:
        raise StoreError("The database cannot be opened: no space left.")

    services = replace(services, register=LazyRegister(gone))
    for command in (*MINE, "language fr"):
        said = rendered(ask(f"/{command}", services))
        assert said.startswith("What is kept about this chat cannot be read or changed now.")
        assert "no space left" not in said
    assert rendered(ask("/troops", services)).startswith("TROOPS")
    logged = capsys.readouterr().err
    assert "store_failed" in logged
    assert "The database cannot be opened: no space left." in logged
