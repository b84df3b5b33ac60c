"""Updates as values: who speaks, where, for whom it is meant, and what changed."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import ChatMemberRestricted, Update

from bot.phrases.catalogue import spoken
from bot.platforms.telegram.incoming import Incoming, Migrated, Pressed, Said, Standing, incoming
from bot.platforms.telegram.places import Person, Place, parsed
from digests.subscription import ChatKind

ADA = {"id": 5, "is_bot": False, "first_name": "Ada", "language_code": "fr-CA"}
BOT = {"id": 7, "is_bot": True, "first_name": "We", "username": "us_bot"}
GROUP = {"id": -1001, "type": "supergroup", "title": "Talk"}
WIRE = {"id": -1002, "type": "channel", "title": "Wire"}
PRIVATE = {"id": 5, "type": "private", "first_name": "Ada"}
HERE = Place(-1001, ChatKind.GROUP)


def told(kind: str, **payload: Any) -> Incoming | None:
    return incoming(Update.de_json({"update_id": 1, kind: payload}, None), "us_bot")


def message(text: str, chat: dict[str, Any] = GROUP, **more: Any) -> Said | None:
    said = told("message", **{"message_id": 9, "date": 1, "chat": chat, "from": ADA, "text": text, **more})
    assert said is None or isinstance(said, Said)
    return said


@pytest.mark.parametrize(
    ("text", "line", "is_named"),
    [
        ("/troops", "/troops", False),
        ("/troops@Us_Bot  2025  Kursk", "/troops 2025  Kursk", True),
        ("/troops\n2025", "/troops 2025", False),
        ("/start claim--k7m2", "/claim k7m2", False),
        ("/start@us_bot settings", "/settings", True),
        ("/start what is this", "/start", False),
    ],
)
def test_a_command_in_a_group(text: str, line: str, is_named: bool) -> None:
    said = message(text)
    assert said is not None
    assert (said.line, said.is_named, said.is_admin) == (line, is_named, False)
    assert (said.place, said.by, said.title) == (HERE, Person(5, "fr"), "Talk")


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("hello", {}),
        ("hello @us_bot", {}),
        ("/troops@them_bot", {}),
        ("/troops", {"via_bot": BOT}),
        ("/troops", {"is_automatic_forward": True, "sender_chat": WIRE}),
        ("/troops", {"from": BOT | {"id": 8}}),
    ],
)
def test_what_is_not_for_us(text: str, more: dict[str, Any]) -> None:
    assert message(text, **more) is None


@pytest.mark.parametrize(
    ("sender", "is_admin"), [(GROUP, True), (WIRE, False)], ids=["as the group", "as some channel"]
)
def test_who_speaks_as_a_chat_is_nobody_and_perhaps_an_admin(sender: dict[str, Any], is_admin: bool) -> None:
    said = message("/troops", sender_chat=sender, **{"from": BOT | {"id": 1087968824}})
    assert said is not None
    assert (said.by, said.is_admin) == (Person(), is_admin)


def test_a_channels_post_is_an_admins() -> None:
    said = told("channel_post", message_id=9, date=1, chat=WIRE, sender_chat=WIRE, text="/subscribe")
    assert isinstance(said, Said)
    assert (said.place.kind, said.by, said.is_admin) == (ChatKind.CHANNEL, Person(), True)


def test_words_in_private_are_words() -> None:
    said = message("15 000 soldats", PRIVATE)
    assert said is not None
    assert (said.line, said.is_admin, said.is_named) == ("15 000 soldats", True, True)


@pytest.mark.parametrize(("is_topic", "key"), [(True, "-1001/3"), (False, "-1001"), (None, "-1001")])
def test_a_thread_is_a_place_only_where_it_is_a_topic(is_topic: bool | None, key: str) -> None:
    said = message("/troops", message_thread_id=3, is_topic_message=is_topic)
    assert said is not None
    assert said.place.key == key


def test_edited_messages_are_nothing() -> None:
    edited = {"message_id": 9, "date": 1, "edit_date": 2, "chat": PRIVATE, "from": ADA, "text": "/troops"}
    assert told("edited_message", **edited) is None


def test_a_press_on_a_message_that_is_too_old_has_none_to_change() -> None:
    gone = {"chat": PRIVATE, "message_id": 3, "date": 0}
    press = told(
        "callback_query", **{"id": "1", "from": ADA, "chat_instance": "x", "data": "/a", "message": gone}
    )
    assert press == Pressed("1", Person(5, "fr"), "/a", Place(5, ChatKind.PRIVATE))


def test_both_service_messages_of_a_migration_say_the_same() -> None:
    old = {"message_id": 9, "date": 1, "chat": {"id": -4, "type": "group"}, "migrate_to_chat_id": -1001}
    new = {"message_id": 1, "date": 1, "chat": GROUP, "migrate_from_chat_id": -4}
    assert told("message", **old) == told("message", **new) == Migrated(-4, -1001)


@pytest.mark.parametrize(
    ("member", "is_there", "can_write"),
    [
        ({"status": "member"}, True, True),
        ({"status": "left"}, False, False),
        ({"status": "kicked", "until_date": 0}, False, False),
        ({"status": "restricted", "is_member": True, "can_send_messages": False}, True, False),
        ({"status": "restricted", "is_member": False, "can_send_messages": True}, False, False),
        ({"status": "restricted", "is_member": True, "can_send_messages": True}, True, True),
    ],
)
def test_how_we_stand_in_a_group(member: dict[str, Any], is_there: bool, can_write: bool) -> None:
    rights = {name: False for name in ChatMemberRestricted.__slots__ if name.startswith("can_")}
    whole = {"user": BOT, **(rights if member["status"] == "restricted" else {}), **member}
    whole |= {"until_date": 0} if member["status"] == "restricted" else {}
    left = {"user": BOT, "status": "left"}
    change = {"chat": GROUP, "from": ADA, "date": 1, "old_chat_member": left, "new_chat_member": whole}
    stands = told("my_chat_member", **change)
    assert isinstance(stands, Standing)
    assert (stands.was_there, stands.could_write) == (False, False)
    assert (stands.is_there, stands.can_write) == (is_there, can_write)


@pytest.mark.parametrize(
    ("key", "numbers"),
    [
        ("5", (5, None)),
        ("-1001/3", (-1001, 3)),
        *((bad, None) for bad in ("", "x", "-", "5/", "5/x", "5/-3", "5/0", "٥", "5/3/1", "9" * 30)),
    ],
)
def test_the_numbers_of_a_key(key: str, numbers: tuple[int, int | None] | None) -> None:
    assert parsed(key) == numbers


@pytest.mark.parametrize(("code", "language"), [("fr-CA", "fr"), ("EN", "en"), ("de", None), (None, None)])
def test_a_language_that_we_speak(code: str | None, language: str | None) -> None:
    assert spoken(code) == language
