"""Contents that Telegram refuses: texts, captions, keyboards, commands, inline results, pictures."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from tests.emulators import pictures
from tests.emulators.telegram import markup, rules
from tests.emulators.telegram.markup import Marked, units
from tests.emulators.telegram.refusals import bad_request
from tests.emulators.telegram.values import Upload

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_START = re.compile(rf"[A-Za-z0-9_-]{{1,{rules.START_PARAMETER}}}")
_LANGUAGE = re.compile(r"[a-z]{2}|")
_DOES = frozenset(one.name for one in rules.fields("InlineKeyboardButton")) - {
    "text",
    "icon_custom_emoji_id",
    "style",
}
_ASKS = ("request_chat", "request_contact", "request_location", "web_app")


def text(source: str, given: dict[str, Any], entities: str = "entities") -> Marked:
    """A message's text, parsed and in its limits; 1 to 4,096 units."""
    marked = _marked(source, given, entities)
    if not marked.text:
        raise bad_request("message text is empty")
    if units(marked.text) > rules.TEXT_UNITS:
        raise bad_request("message is too long")
    return marked


def caption(given: dict[str, Any]) -> Marked:
    """A picture's caption, which may be empty."""
    marked = _marked(given.get("caption", ""), given, "caption_entities")
    if units(marked.text) > rules.CAPTION_UNITS:
        raise bad_request("message caption is too long")
    return marked


def _marked(source: str, given: dict[str, Any], entities: str) -> Marked:
    if len(source) * 4 > rules.TEXT_BYTES and len(source.encode()) > rules.TEXT_BYTES:
        raise bad_request("message is too long")
    mode = given.get("parse_mode", "").lower()
    if mode == "html":
        return markup.parse(source)
    if mode in ("markdown", "markdownv2"):
        raise bad_request("the emulator reads no Markdown: this bot writes HTML")
    if mode:
        raise bad_request("unsupported parse_mode")
    listed = given.get(entities) or ()
    size = units(source)
    if any(one["offset"] < 0 or one["length"] < 0 or one["offset"] + one["length"] > size for one in listed):
        raise bad_request("can't parse entities: an entity goes beyond the end of the text")
    return markup.trimmed(Marked(source, tuple(listed)))


def keyboard(given: dict[str, Any] | None, *, private: bool, channel: bool) -> None:
    """Any of the four reply markups, for a kind of chat."""
    if not given:
        return
    if "inline_keyboard" in given:
        _inline_keyboard(given["inline_keyboard"])
    elif channel:
        raise bad_request("inline keyboard expected")
    elif "keyboard" in given:
        _reply_keyboard(given["keyboard"], private=private)


def _inline_keyboard(rows: Sequence[Sequence[dict[str, Any]]]) -> None:
    if sum(map(len, rows)) > rules.BUTTONS or any(len(row) > rules.BUTTONS_A_ROW for row in rows):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            if not button["text"].strip():
                raise bad_request("can't parse inline keyboard button: button text is empty")
            actions = len(_DOES & button.keys())
            if actions == 0:
                raise bad_request(
                    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
                )
            if actions > 1:
                raise bad_request("can't parse inline keyboard button: exactly one action is allowed")
            _action(button)


def _action(button: dict[str, Any]) -> None:
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= rules.CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and (urlsplit(url).scheme not in ("http", "https", "tg") or not urlsplit(url).netloc):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if button.get("style", "primary") not in rules.STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")


def _reply_keyboard(rows: Sequence[Sequence[dict[str, Any]]], *, private: bool) -> None:
    if not any(rows):
        raise bad_request("reply markup is empty")
    asked = [button for row in rows for button in row if any(name in button for name in _ASKS)]
    if asked and not private:
        raise bad_request("chats, contacts and places can be requested in private chats only")
    if any(sum(name in button for name in _ASKS) > 1 for button in asked):
        raise bad_request("can't parse keyboard button: exactly one action is allowed")
    ids = [button["request_chat"]["request_id"] for button in asked if "request_chat" in button]
    if len(ids) != len(set(ids)):
        raise bad_request("can't parse keyboard button: request identifiers must be unique")
    for button in asked:
        wanted = button.get("request_chat", {})
        ours, theirs = wanted.get("bot_administrator_rights"), wanted.get("user_administrator_rights")
        if ours and theirs and any(ours[one] and not theirs.get(one) for one in ours):
            raise bad_request("bot_administrator_rights must be a subset of user_administrator_rights")


def commands(listed: Sequence[dict[str, Any]]) -> None:
    """A menu of commands."""
    if len(listed) > rules.COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for one in listed:
        if not _COMMAND.fullmatch(one["command"].removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= units(one["description"].strip()) <= rules.COMMAND_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    names = [one["command"] for one in listed]
    if len(names) != len(set(names)):
        raise bad_request("BOT_COMMAND_DUPLICATE")


def language(code: str) -> str:
    """A two-letter code, or nothing."""
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("LANG_CODE_INVALID" if code else "invalid language code specified")
    return code


def short(value: str, limit: int, what: str) -> str:
    """A name or a description within its limit."""
    if units(value) > limit:
        raise bad_request(f"{what} is too long")
    return value


def inline_results(results: Sequence[dict[str, Any]], given: dict[str, Any]) -> list[Marked]:
    """What a bot offers while someone types; the texts that would be sent."""
    if len(results) > rules.INLINE_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [one["id"] for one in results]
    if len(ids) != len(set(ids)):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(given.get("next_offset", "").encode()) > rules.NEXT_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    button = given.get("button")
    if button and ("web_app" in button) == ("start_parameter" in button):
        raise bad_request("can't parse inline query results button: exactly one action is needed")
    if button and "start_parameter" in button and not _START.fullmatch(button["start_parameter"]):
        raise bad_request("START_PARAM_INVALID")
    return [inline_result(one) for one in results]


def inline_result(result: dict[str, Any]) -> Marked:
    """One offer, and the text that it would send."""
    if not 1 <= len(result["id"].encode()) <= rules.RESULT_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if not result.get("title", "-"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    keyboard(result.get("reply_markup"), private=False, channel=True)
    content = result.get("input_message_content")
    return text(content["message_text"], content) if content else caption(result)


def photo(upload: Upload) -> tuple[int, int]:
    """Width and height of a picture that Telegram takes."""
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > rules.PHOTO_BYTES:
        raise bad_request("file is too big")
    sides = pictures.sides(upload.content)
    if sides is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(sides) > rules.PHOTO_SIDES or max(sides) > rules.PHOTO_RATIO * min(sides):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return sides


def webhook(given: dict[str, Any]) -> None:
    """Where updates shall go. Plain HTTP passes for this machine only, where the emulator's bots listen."""
    address = urlsplit(given["url"])
    if address.scheme != "https" and address.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if "secret_token" in given and not _SECRET.fullmatch(given["secret_token"]):
        raise bad_request("secret token contains unallowed characters")
    if not 1 <= given.get("max_connections", 40) <= rules.CONNECTIONS:
        raise bad_request("max_connections must be between 1 and 100")


def same(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether an edit would change nothing."""
    keys = (
        "text",
        "entities",
        "caption",
        "caption_entities",
        "photo",
        "reply_markup",
        "link_preview_options",
    )
    return all(_plain(old.get(key)) == _plain(new.get(key)) for key in keys)


def _plain(value: Any) -> str:
    return json.dumps(value, sort_keys=True) if value else ""
