"""The table of what Telegram takes says what the published description of its API says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.emulators.telegram import rules
from tests.emulators.telegram.methods import METHODS

SPEC = Path(__file__).parents[3] / "shared" / "specs" / "telegram_api.json"
UNKNOWN = {
    "SuggestedPostParameters",
    "InputRichMessage",
    "CallbackGame",
    "KeyboardButtonRequestUsers",
    "KeyboardButtonRequestManagedBot",
    "KeyboardButtonPollType",
    "User",
}
"""Types that the bot has no use for: fields of these alone are left out of the table, and so refused."""


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    if not SPEC.exists():
        pytest.skip(f"the machine-readable API is not beside the checkout ({SPEC.name})")
    told: dict[str, Any] = json.loads(SPEC.read_text("utf-8"))
    return told


def _described(spec: dict[str, Any], name: str) -> dict[str, tuple[tuple[str, ...], bool]]:
    place = spec["methods"] if name in rules.METHODS else spec["types"]
    return {
        one["name"]: (tuple(one["types"]), one["required"])
        for one in place[name].get("fields", [])
        if not {kind.removeprefix("Array of ").removeprefix("Array of ") for kind in one["types"]} <= UNKNOWN
    }


@pytest.mark.parametrize("name", [*rules.METHODS, *rules.OBJECTS])
def test_every_field_its_types_and_whether_it_is_required_are_those_of_the_description(
    spec: dict[str, Any], name: str
) -> None:
    table = {one.name: (one.types, one.required) for one in rules.fields(name)}
    assert {key: (set(types), must) for key, (types, must) in table.items()} == {
        key: (set(types), must) for key, (types, must) in _described(spec, name).items()
    }


@pytest.mark.parametrize("union", rules.KINDS)
def test_the_objects_told_apart_by_type_are_of_the_union(spec: dict[str, Any], union: str) -> None:
    assert set(rules.KINDS[union].values()) <= set(spec["types"][union]["subtypes"])


def test_limits_stand_in_the_description(spec: dict[str, Any]) -> None:
    def about(place: str, name: str, field: str) -> str:
        fields = spec[place][name]["fields"]
        return str(next(one["description"] for one in fields if one["name"] == field))

    said = [
        (f"1-{rules.TEXT_UNITS}", about("methods", "sendMessage", "text")),
        (f"0-{rules.CAPTION_UNITS}", about("methods", "sendPhoto", "caption")),
        (f"1-{rules.CALLBACK_DATA_BYTES} bytes", about("types", "InlineKeyboardButton", "callback_data")),
        (f"0-{rules.CALLBACK_ANSWER_UNITS}", about("methods", "answerCallbackQuery", "text")),
        (f"At most {rules.COMMANDS}", about("methods", "setMyCommands", "commands")),
        (f"1-{rules.COMMAND_DESCRIPTION}", about("types", "BotCommand", "description")),
        (f"0-{rules.NAME}", about("methods", "setMyName", "name")),
        (f"0-{rules.DESCRIPTION}", about("methods", "setMyDescription", "description")),
        (f"0-{rules.SHORT_DESCRIPTION}", about("methods", "setMyShortDescription", "short_description")),
        (f"1-{rules.RESULT_ID_BYTES} Bytes", about("types", "InlineQueryResultArticle", "id")),
        (f"exceed {rules.NEXT_OFFSET_BYTES} bytes", about("methods", "answerInlineQuery", "next_offset")),
        (f"1-{rules.CONNECTIONS}", about("methods", "setWebhook", "max_connections")),
        (f"1-{rules.UPDATES_AT_ONCE}", about("methods", "getUpdates", "limit")),
        (f"1-{rules.DELETED_AT_ONCE}", about("methods", "deleteMessages", "message_ids")),
        (f"1-{rules.START_PARAMETER}", about("types", "InlineQueryResultsButton", "start_parameter")),
        (f"exceed {rules.PHOTO_SIDES} in total", about("methods", "sendPhoto", "photo")),
        (f"at most {rules.PHOTO_RATIO}", about("methods", "sendPhoto", "photo")),
    ]
    assert [wanted for wanted, text in said if wanted not in text] == []
    assert set(about("methods", "sendChatAction", "action").replace(",", "").split()) >= rules.ACTIONS


def test_every_method_of_the_table_is_answered_and_no_other() -> None:
    assert METHODS.keys() | {"getUpdates"} == rules.METHODS.keys()
