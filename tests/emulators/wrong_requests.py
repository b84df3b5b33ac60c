"""Wrong requests, one a rule, with the code and words of the refusal; and short forms to write requests in."""

# ruff: noqa: E501 -- tables, one case a line

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.emulators.scenes import Scene
from tests.emulators.telegram import rules

Given = dict[str, Any]
Case = tuple[str, str, Callable[[Scene], Given], str]


def text(words: str, **more: Any) -> Callable[[Scene], Given]:
    return lambda at: {"chat_id": at.ada.id, "text": words, **more}


def html(words: str) -> Callable[[Scene], Given]:
    return text(words, parse_mode="HTML")


def keys(*buttons: Given) -> Callable[[Scene], Given]:
    return text("Hello", reply_markup={"inline_keyboard": [list(buttons)]})


def edit(**given: Any) -> Callable[[Scene], Given]:
    return lambda at: {"chat_id": at.ada.id, "message_id": at.message, "text": "New", **given}


def commands(*names: str, description: str = "What it does") -> Callable[[Scene], Given]:
    return lambda at: {"commands": [{"command": one, "description": description} for one in names]}


def article(number: str, title: str = "T", words: str = "Hello") -> Given:
    content = {"message_text": words}
    return {"type": "article", "id": number, "title": title, "input_message_content": content}


def results(*results: Given, **more: Any) -> Callable[[Scene], Given]:
    return lambda at: {"inline_query_id": "5", "results": list(results), **more}


def asking(*wanted: Given) -> Callable[[Scene], Given]:
    rows = [[{"text": f"Choose {one['request_id']}", "request_chat": one}] for one in wanted]
    return text("Which?", reply_markup={"keyboard": rows})


def rights(each: bool) -> Given:
    return {one.name: each for one in rules.fields("ChatAdministratorRights") if one.required}


GO = {"text": "Go", "callback_data": "go"}
KEYS = {"inline_keyboard": [[GO]]}
ASK = {"request_id": 1, "chat_is_channel": True}
PHOTO = "photo-known"

WRONG: list[Case] = [
    # Parameters
    ("a method that is not there", "sendPigeon", lambda at: {}, "404 method not found"),
    ("no chat", "sendMessage", lambda at: {"text": "x"}, '400 parameter "chat_id" is required'),
    ("no text", "sendMessage", lambda at: {"chat_id": at.ada.id}, '400 parameter "text" is required'),
    ("an unknown parameter", "sendMessage", text("x", colour="red"), '400 parameter "colour" is not known'),
    ("a number that is none", "sendMessage", text("x", message_thread_id="one"), "400 must be of type Integer"),
    ("a truth that is none", "sendMessage", text("x", protect_content="maybe"), "400 must be of type Boolean"),
    ("an object that is no JSON", "sendMessage", text("x", reply_markup="{"), "400 written as JSON"),
    ("a markup of no kind", "sendMessage", text("x", reply_markup={"keys": []}), "400 must be of type Inline"),
    ("an unknown field", "sendMessage", keys({**GO, "colour": 1}), '400 Field "colour" is not known'),
    ("a field of a wrong type", "sendMessage", keys({"text": 5, "url": "x"}), '400 Field "text" must be of'),
    ("a missing field", "sendMessage", keys({"callback_data": "x"}), '400 Can\'t find field "text"'),
    ("no list", "sendMessage", text("x", reply_markup={"inline_keyboard": 5}), "400 must be of type Array"),
    ("an unknown type", "editMessageMedia",
     lambda at: {"chat_id": at.ada.id, "message_id": at.message, "media": {"type": "film"}}, "400 type is not one that is known"),
    ("words for a file", "setWebhook", lambda at: {"url": "https://a.io", "certificate": "x"}, "400 of type InputFile"),
    ("words for a number in an object", "sendMessage", asking({**ASK, "request_id": "1"}), '400 "request_id" must be'),
    # HTML
    ("an unknown tag", "sendMessage", html("<h1>x</h1>"), '400 Unsupported start tag "h1"'),
    ("a line break as a tag", "sendMessage", html("a<br>b"), '400 Unsupported start tag "br"'),
    ("an unclosed tag", "sendMessage", html("<b>x"), "400 Can't find end tag corresponding"),
    ("tags that cross", "sendMessage", html("<b><i>x</b></i>"), "400 Unmatched end tag"),
    ("an end without a start", "sendMessage", html("x</b>"), "400 Unexpected end tag"),
    ("a tag cut off", "sendMessage", html("x <b"), "400 Unclosed start tag"),
    ("a bare less-than", "sendMessage", html("1 < 2 > 0"), "400 Unsupported start tag"),
    ("a bare ampersand", "sendMessage", html("R & D"), "400 Unescaped or unknown"),
    ("an unknown escape", "sendMessage", html("a&nbsp;b"), "400 Unescaped or unknown"),
    ("a bare greater-than", "sendMessage", html("a > b"), "400 Unescaped or unknown"),
    ("a link in a link", "sendMessage", html('<a href="a.io">x<a href="b.io">y</a></a>'), "400 can't be inside"),
    ("a quote in a quote", "sendMessage", html("<blockquote><blockquote>x</blockquote></blockquote>"), "400 can't"),
    ("bold in code", "sendMessage", html("<code><b>x</b></code>"), "400 can't be inside"),
    ("code in bold", "sendMessage", html("<b><code>x</code></b>"), "400 can't be inside"),
    ("a link in code", "sendMessage", html('<pre><a href="a.io">x</a></pre>'), "400 can't be inside"),
    ("an unknown attribute", "sendMessage", html('<b class="x">x</b>'), "400 Unknown attribute"),
    ("a span of another class", "sendMessage", html('<span class="x">x</span>'), "400 must have class"),
    ("Markdown, which the emulator cannot read", "sendMessage", text("x", parse_mode="MarkdownV2"), "400 no Markdown"),
    ("an unknown parse mode", "sendMessage", text("x", parse_mode="BBCode"), "400 unsupported parse_mode"),
    ("an entity beyond the text", "sendMessage", text("x", entities=[{"type": "bold", "offset": 0, "length": 2}]),
     "400 beyond the end"),
    # Texts
    ("an empty text", "sendMessage", text(""), "400 message text is empty"),
    ("a text of white space", "sendMessage", html("<b> \n </b>"), "400 message text is empty"),
    ("a text too long", "sendMessage", text("x" * 4097), "400 message is too long"),
    ("a text too long in UTF-16", "sendMessage", text("😀" * 2049), "400 message is too long"),
    ("a text too long before parsing", "sendMessage", html("<i>é</i>" * 4000), "400 message is too long"),
    ("a caption too long", "sendPhoto", lambda at: {"chat_id": at.ada.id, "photo": PHOTO, "caption": "x" * 1025},
     "400 message caption is too long"),
    # Buttons
    ("callback data too long", "sendMessage", keys({"text": "x", "callback_data": "é" * 33}), "400 BUTTON_DATA"),
    ("callback data empty", "sendMessage", keys({"text": "x", "callback_data": ""}), "400 BUTTON_DATA_INVALID"),
    ("a button that does nothing", "sendMessage", keys({"text": "x"}), "400 Text buttons are unallowed"),
    ("a button that does two things", "sendMessage", keys({**GO, "url": "https://a.io"}), "400 exactly one action"),
    ("a button without words", "sendMessage", keys({**GO, "text": " "}), "400 button text is empty"),
    ("a button to no address", "sendMessage", keys({"text": "x", "url": "nowhere"}), "400 Wrong HTTP URL"),
    ("a button of no style", "sendMessage", keys({**GO, "style": "loud"}), "400 invalid button style"),
    ("too many buttons in a row", "sendMessage", keys(*[GO] * 9), "400 reply markup is too long"),
    ("too many buttons", "sendMessage", text("x", reply_markup={"inline_keyboard": [[GO]] * 101}), "400 too long"),
    ("no keys on a keyboard", "sendMessage", text("x", reply_markup={"keyboard": []}), "400 markup is empty"),
    ("one request twice", "sendMessage", asking(ASK, ASK), "400 must be unique"),
    ("more for the bot than its person has", "sendMessage",
     asking({**ASK, "bot_administrator_rights": rights(True), "user_administrator_rights": rights(False)}), "400 subset"),
    ("a key that asks two things", "sendMessage",
     text("x", reply_markup={"keyboard": [[{"text": "x", "request_chat": ASK, "request_contact": True}]]}),
     "400 exactly one action"),
    ("a request in a group", "sendMessage", lambda at: asking(ASK)(at) | {"chat_id": at.group.id}, "400 private"),
    ("a keyboard in a channel", "sendMessage",
     lambda at: {"chat_id": at.channel.id, "text": "x", "reply_markup": {"keyboard": [["x"]]}},
     "400 must be of type"),
    ("a keyboard in a channel, well written", "sendMessage",
     lambda at: {"chat_id": at.channel.id, "text": "x", "reply_markup": {"keyboard": [[{"text": "x"}]]}},
     "400 inline keyboard expected"),
    # Chats
    ("no such chat", "sendMessage", lambda at: {"chat_id": 404, "text": "x"}, "400 chat not found"),
    ("no such name", "sendMessage", lambda at: {"chat_id": "@nobody", "text": "x"}, "400 chat not found"),
    ("a person who never wrote", "sendMessage", lambda at: {"chat_id": at.stranger.id, "text": "x"},
     "403 bot can't initiate"),
    ("a channel of others", "sendMessage", lambda at: {"chat_id": at.foreign.id, "text": "x"}, "403 not a member"),
    ("no such topic", "sendMessage", lambda at: {"chat_id": at.forum.id, "text": "x", "message_thread_id": 99},
     "400 message thread not found"),
    ("a topic in a plain chat", "sendMessage", text("x", message_thread_id=1), "400 message thread not found"),
    ("a closed topic", "sendMessage",
     lambda at: {"chat_id": at.forum.id, "text": "x", "message_thread_id": at.topic + 1}, "400 TOPIC_CLOSED"),
    ("an answer to nothing", "sendMessage", text("x", reply_parameters={"message_id": 99}), "400 to be replied"),
    ("no such action", "sendChatAction", lambda at: {"chat_id": at.ada.id, "action": "juggle"}, "400 action"),
    # Edits
    ("an edit of nothing", "editMessageText", edit(message_id=99), "400 message to edit not found"),
    ("an edit that changes nothing", "editMessageText", edit(text="Hello", reply_markup=KEYS), "400 not modified"),
    ("keys that are there", "editMessageReplyMarkup",
     lambda at: {"chat_id": at.ada.id, "message_id": at.message, "reply_markup": KEYS}, "400 not modified"),
    ("an edit of another's words", "editMessageText", edit(message_id=1), "400 message can't be edited"),
    ("an edit without a message", "editMessageText", lambda at: {"chat_id": at.ada.id, "text": "x"}, "400 identifier"),
    ("an edit without a chat", "editMessageText", lambda at: {"text": "x"}, "400 chat_id is empty"),
    ("an edit of no inline message", "editMessageText", lambda at: {"inline_message_id": "x", "text": "x"},
     "400 MESSAGE_ID_INVALID"),
    ("a caption for a text", "editMessageCaption",
     lambda at: {"chat_id": at.ada.id, "message_id": at.message, "caption": "x"}, "400 there is no caption"),
    ("deleting nothing", "deleteMessage", lambda at: {"chat_id": at.ada.id, "message_id": 99}, "400 to delete not"),
    ("deleting too many", "deleteMessages", lambda at: {"chat_id": at.ada.id, "message_ids": [1] * 101}, "400 than 100"),
    ("pinning without the right", "pinChatMessage", lambda at: {"chat_id": at.group.id, "message_id": 1},
     "400 not enough rights"),
    ("pinning nothing", "pinChatMessage", lambda at: {"chat_id": at.ada.id, "message_id": 99}, "400 to pin not found"),
    ("unpinning what is not pinned", "unpinChatMessage", lambda at: {"chat_id": at.ada.id, "message_id": at.message},
     "400 to unpin not found"),
    # Pictures
    ("a picture that is not there", "sendPhoto", lambda at: {"chat_id": at.ada.id, "photo": "photo-unknown"},
     "400 wrong file identifier"),
    ("a picture from elsewhere", "sendPhoto", lambda at: {"chat_id": at.ada.id, "photo": "https://a.io/x.png"},
     "400 failed to get HTTP URL"),
    ("a picture not attached", "sendPhoto", lambda at: {"chat_id": at.ada.id, "photo": "attach://x"}, "400 no file"),
    # Presses and inline questions
    ("an unknown press", "answerCallbackQuery", lambda at: {"callback_query_id": "1"}, "400 query is too old"),
    ("a toast too long", "answerCallbackQuery", lambda at: {"callback_query_id": at.press, "text": "x" * 201},
     "400 MESSAGE_TOO_LONG"),
    ("a press that opens anything", "answerCallbackQuery",
     lambda at: {"callback_query_id": at.press, "url": "https://a.io"}, "400 URL_INVALID"),
    ("an unknown question", "answerInlineQuery", lambda at: {"inline_query_id": "6", "results": []}, "400 too old"),
    ("too many results", "answerInlineQuery", results(*[article(str(one)) for one in range(51)]), "400 TOO_MUCH"),
    ("a message prepared for nobody", "savePreparedInlineMessage",
     lambda at: {"user_id": 404, "result": article("1")}, "400 user not found"),
    ("one result twice", "answerInlineQuery", results(article("1"), article("1")), "400 RESULT_ID_DUPLICATE"),
    ("a result without a name", "answerInlineQuery", results(article("")), "400 RESULT_ID_INVALID"),
    ("a result's name too long", "answerInlineQuery", results(article("x" * 65)), "400 RESULT_ID_INVALID"),
    ("a result without a title", "answerInlineQuery", results(article("1", "")), "400 ARTICLE_TITLE_EMPTY"),
    ("a result without words", "answerInlineQuery", results(article("1", words="")), "400 text is empty"),
    ("an offset too long", "answerInlineQuery", results(next_offset="x" * 65), "400 NEXT_OFFSET_INVALID"),
    ("a button that leads nowhere", "answerInlineQuery", results(button={"text": "x"}), "400 exactly one action"),
    ("a button with a bad start", "answerInlineQuery", results(button={"text": "x", "start_parameter": "a b"}),
     "400 START_PARAM_INVALID"),
    # Menus and the profile
    ("a command in capitals", "setMyCommands", commands("Troops"), "400 BOT_COMMAND_INVALID"),
    ("a command with a hyphen", "setMyCommands", commands("my-data"), "400 BOT_COMMAND_INVALID"),
    ("a command with an accent", "setMyCommands", commands("traité"), "400 BOT_COMMAND_INVALID"),
    ("a command too long", "setMyCommands", commands("x" * 33), "400 BOT_COMMAND_INVALID"),
    ("a command without a description", "setMyCommands", commands("x", description=""), "400 DESCRIPTION_INVALID"),
    ("a description too long", "setMyCommands", commands("x", description="x" * 257), "400 DESCRIPTION_INVALID"),
    ("too many commands", "setMyCommands", commands(*[f"c{one}" for one in range(101)]), "400 COMMANDS_TOO_MUCH"),
    ("one command twice", "setMyCommands", commands("x", "x"), "400 BOT_COMMAND_DUPLICATE"),
    ("a language of three letters", "setMyCommands", lambda at: {"commands": [], "language_code": "eng"}, "400 LANG"),
    ("a menu for no kind of chat", "setMyCommands", lambda at: {"commands": [], "scope": {"type": "all"}}, "400 type"),
    ("a menu for who runs a private chat", "setMyCommands",
     lambda at: {"commands": [], "scope": {"type": "chat_administrators", "chat_id": at.ada.id}}, "400 administrators"),
    ("a menu in a channel", "setMyCommands",
     lambda at: {"commands": [], "scope": {"type": "chat", "chat_id": at.channel.id}}, "400 in a channel"),
    ("a menu button in a group", "setChatMenuButton", lambda at: {"chat_id": at.group.id}, "400 chat not found"),
    ("a name too long", "setMyName", lambda at: {"name": "x" * 65}, "400 name is too long"),
    ("a long description", "setMyDescription", lambda at: {"description": "x" * 513}, "400 too long"),
    ("no short description", "setMyShortDescription", lambda at: {"short_description": "x" * 121}, "400 too long"),
    # People
    ("nobody", "getChatMember", lambda at: {"chat_id": at.group.id, "user_id": 404}, "400 user not found"),
    ("who runs a private chat", "getChatAdministrators", lambda at: {"chat_id": at.ada.id}, "400 no administrators"),
    ("leaving a person", "leaveChat", lambda at: {"chat_id": at.ada.id}, "400 private chats"),
    # Webhooks
    ("a webhook in the clear", "setWebhook", lambda at: {"url": "http://bot.example/hook"}, "400 HTTPS URL"),
    ("a secret with a space", "setWebhook", lambda at: {"url": "https://a.io", "secret_token": "a b"}, "400 secret"),
    ("no connections", "setWebhook", lambda at: {"url": "https://a.io", "max_connections": 0}, "400 max_connections"),
]  # fmt: skip
