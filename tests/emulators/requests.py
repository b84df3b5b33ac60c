"""Requests that Telegram refuses, one a rule, with the code and words of the refusal."""

# ruff: noqa: E501 -- tables, one case a line

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.emulators.scenes import Scene

Given = dict[str, Any]
Case = tuple[str, str, Callable[[Scene], Given], str]


def _text(words: str, **more: Any) -> Callable[[Scene], Given]:
    return lambda at: {"chat_id": at.ada.id, "text": words, **more}


def _html(words: str) -> Callable[[Scene], Given]:
    return _text(words, parse_mode="HTML")


def _keys(*buttons: Given) -> Callable[[Scene], Given]:
    return _text("Hello", reply_markup={"inline_keyboard": [list(buttons)]})


def _edit(**given: Any) -> Callable[[Scene], Given]:
    return lambda at: {"chat_id": at.ada.id, "message_id": at.message, "text": "New", **given}


def _commands(*names: str, description: str = "What it does") -> Callable[[Scene], Given]:
    return lambda at: {"commands": [{"command": one, "description": description} for one in names]}


def _article(number: str, title: str = "T", words: str = "Hello") -> Given:
    content = {"message_text": words}
    return {"type": "article", "id": number, "title": title, "input_message_content": content}


def _results(*results: Given, **more: Any) -> Callable[[Scene], Given]:
    return lambda at: {"inline_query_id": "5", "results": list(results), **more}


def _asking(*wanted: Given) -> Callable[[Scene], Given]:
    rows = [[{"text": f"Choose {one['request_id']}", "request_chat": one}] for one in wanted]
    return _text("Which?", reply_markup={"keyboard": rows})


GO = {"text": "Go", "callback_data": "go"}
KEYS = {"inline_keyboard": [[GO]]}
ASK = {"request_id": 1, "chat_is_channel": True}
PHOTO = "photo-known"

WRONG: list[Case] = [
    # Parameters
    ("a method that is not there", "sendPigeon", lambda at: {}, "404 method not found"),
    ("no chat", "sendMessage", lambda at: {"text": "x"}, '400 parameter "chat_id" is required'),
    ("no text", "sendMessage", lambda at: {"chat_id": at.ada.id}, '400 parameter "text" is required'),
    ("an unknown parameter", "sendMessage", _text("x", colour="red"), '400 parameter "colour" is not known'),
    ("a number that is none", "sendMessage", _text("x", message_thread_id="one"), "400 must be of type Integer"),
    ("a truth that is none", "sendMessage", _text("x", protect_content="maybe"), "400 must be of type Boolean"),
    ("an object that is no JSON", "sendMessage", _text("x", reply_markup="{"), "400 written as JSON"),
    ("a markup of no kind", "sendMessage", _text("x", reply_markup={"keys": []}), "400 must be of type Inline"),
    ("an unknown field", "sendMessage", _keys({**GO, "colour": 1}), '400 Field "colour" is not known'),
    ("a field of a wrong type", "sendMessage", _keys({"text": 5, "url": "x"}), '400 Field "text" must be of'),
    ("a missing field", "sendMessage", _keys({"callback_data": "x"}), '400 Can\'t find field "text"'),
    ("no list", "sendMessage", _text("x", reply_markup={"inline_keyboard": 5}), "400 must be of type Array"),
    ("an unknown type", "editMessageMedia",
     lambda at: {"chat_id": at.ada.id, "message_id": at.message, "media": {"type": "film"}}, "400 type is not one that is known"),
    # HTML
    ("an unknown tag", "sendMessage", _html("<h1>x</h1>"), '400 Unsupported start tag "h1"'),
    ("a line break as a tag", "sendMessage", _html("a<br>b"), '400 Unsupported start tag "br"'),
    ("an unclosed tag", "sendMessage", _html("<b>x"), "400 Can't find end tag corresponding"),
    ("tags that cross", "sendMessage", _html("<b><i>x</b></i>"), "400 Unmatched end tag"),
    ("an end without a start", "sendMessage", _html("x</b>"), "400 Unexpected end tag"),
    ("a tag cut off", "sendMessage", _html("x <b"), "400 Unclosed start tag"),
    ("a bare less-than", "sendMessage", _html("1 < 2 > 0"), "400 Unsupported start tag"),
    ("a bare ampersand", "sendMessage", _html("R & D"), "400 Unescaped or unknown"),
    ("an unknown escape", "sendMessage", _html("a&nbsp;b"), "400 Unescaped or unknown"),
    ("a bare greater-than", "sendMessage", _html("a > b"), "400 Unescaped or unknown"),
    ("a link in a link", "sendMessage", _html('<a href="a.io">x<a href="b.io">y</a></a>'), "400 can't be inside"),
    ("a quote in a quote", "sendMessage", _html("<blockquote><blockquote>x</blockquote></blockquote>"), "400 can't"),
    ("bold in code", "sendMessage", _html("<code><b>x</b></code>"), "400 can't be inside"),
    ("code in bold", "sendMessage", _html("<b><code>x</code></b>"), "400 can't be inside"),
    ("a link in code", "sendMessage", _html('<pre><a href="a.io">x</a></pre>'), "400 can't be inside"),
    ("an unknown attribute", "sendMessage", _html('<b class="x">x</b>'), "400 Unknown attribute"),
    ("a span of another class", "sendMessage", _html('<span class="x">x</span>'), "400 must have class"),
    ("Markdown, which the emulator cannot read", "sendMessage", _text("x", parse_mode="MarkdownV2"), "400 no Markdown"),
    ("an unknown parse mode", "sendMessage", _text("x", parse_mode="BBCode"), "400 unsupported parse_mode"),
    ("an entity beyond the text", "sendMessage", _text("x", entities=[{"type": "bold", "offset": 0, "length": 2}]),
     "400 beyond the end"),
    # Texts
    ("an empty text", "sendMessage", _text(""), "400 message text is empty"),
    ("a text of white space", "sendMessage", _html("<b> \n </b>"), "400 message text is empty"),
    ("a text too long", "sendMessage", _text("x" * 4097), "400 message is too long"),
    ("a text too long in UTF-16", "sendMessage", _text("😀" * 2049), "400 message is too long"),
    ("a text too long before parsing", "sendMessage", _html("<i>é</i>" * 4000), "400 message is too long"),
    ("a caption too long", "sendPhoto", lambda at: {"chat_id": at.ada.id, "photo": PHOTO, "caption": "x" * 1025},
     "400 message caption is too long"),
    # Buttons
    ("callback data too long", "sendMessage", _keys({"text": "x", "callback_data": "é" * 33}), "400 BUTTON_DATA"),
    ("callback data empty", "sendMessage", _keys({"text": "x", "callback_data": ""}), "400 BUTTON_DATA_INVALID"),
    ("a button that does nothing", "sendMessage", _keys({"text": "x"}), "400 Text buttons are unallowed"),
    ("a button that does two things", "sendMessage", _keys({**GO, "url": "https://a.io"}), "400 exactly one action"),
    ("a button without words", "sendMessage", _keys({**GO, "text": " "}), "400 button text is empty"),
    ("a button to no address", "sendMessage", _keys({"text": "x", "url": "nowhere"}), "400 Wrong HTTP URL"),
    ("a button of no style", "sendMessage", _keys({**GO, "style": "loud"}), "400 invalid button style"),
    ("too many buttons in a row", "sendMessage", _keys(*[GO] * 9), "400 reply markup is too long"),
    ("too many buttons", "sendMessage", _text("x", reply_markup={"inline_keyboard": [[GO]] * 101}), "400 too long"),
    ("no keys on a keyboard", "sendMessage", _text("x", reply_markup={"keyboard": []}), "400 markup is empty"),
    ("one request twice", "sendMessage", _asking(ASK, ASK), "400 must be unique"),
    ("a key that asks two things", "sendMessage",
     _text("x", reply_markup={"keyboard": [[{"text": "x", "request_chat": ASK, "request_contact": True}]]}),
     "400 exactly one action"),
    ("a request in a group", "sendMessage", lambda at: _asking(ASK)(at) | {"chat_id": at.group.id}, "400 private"),
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
    ("a topic in a plain chat", "sendMessage", _text("x", message_thread_id=1), "400 message thread not found"),
    ("a closed topic", "sendMessage",
     lambda at: {"chat_id": at.forum.id, "text": "x", "message_thread_id": at.topic + 1}, "400 TOPIC_CLOSED"),
    ("an answer to nothing", "sendMessage", _text("x", reply_parameters={"message_id": 99}), "400 to be replied"),
    ("no such action", "sendChatAction", lambda at: {"chat_id": at.ada.id, "action": "juggle"}, "400 action"),
    # Edits
    ("an edit of nothing", "editMessageText", _edit(message_id=99), "400 message to edit not found"),
    ("an edit that changes nothing", "editMessageText", _edit(text="Hello", reply_markup=KEYS), "400 not modified"),
    ("keys that are there", "editMessageReplyMarkup",
     lambda at: {"chat_id": at.ada.id, "message_id": at.message, "reply_markup": KEYS}, "400 not modified"),
    ("an edit of another's words", "editMessageText", _edit(message_id=1), "400 message can't be edited"),
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
    # Pictures
    ("a picture that is not there", "sendPhoto", lambda at: {"chat_id": at.ada.id, "photo": "photo-unknown"},
     "400 wrong file identifier"),
    ("a picture not attached", "sendPhoto", lambda at: {"chat_id": at.ada.id, "photo": "attach://x"}, "400 no file"),
    # Presses and inline questions
    ("an unknown press", "answerCallbackQuery", lambda at: {"callback_query_id": "1"}, "400 query is too old"),
    ("a toast too long", "answerCallbackQuery", lambda at: {"callback_query_id": at.press, "text": "x" * 201},
     "400 MESSAGE_TOO_LONG"),
    ("a press that opens anything", "answerCallbackQuery",
     lambda at: {"callback_query_id": at.press, "url": "https://a.io"}, "400 URL_INVALID"),
    ("an unknown question", "answerInlineQuery", lambda at: {"inline_query_id": "6", "results": []}, "400 too old"),
    ("too many results", "answerInlineQuery", _results(*[_article(str(one)) for one in range(51)]), "400 TOO_MUCH"),
    ("one result twice", "answerInlineQuery", _results(_article("1"), _article("1")), "400 RESULT_ID_DUPLICATE"),
    ("a result without a name", "answerInlineQuery", _results(_article("")), "400 RESULT_ID_INVALID"),
    ("a result's name too long", "answerInlineQuery", _results(_article("x" * 65)), "400 RESULT_ID_INVALID"),
    ("a result without a title", "answerInlineQuery", _results(_article("1", "")), "400 ARTICLE_TITLE_EMPTY"),
    ("a result without words", "answerInlineQuery", _results(_article("1", words="")), "400 text is empty"),
    ("an offset too long", "answerInlineQuery", _results(next_offset="x" * 65), "400 NEXT_OFFSET_INVALID"),
    ("a button with a bad start", "answerInlineQuery", _results(button={"text": "x", "start_parameter": "a b"}),
     "400 START_PARAM_INVALID"),
    # Menus and the profile
    ("a command in capitals", "setMyCommands", _commands("Troops"), "400 BOT_COMMAND_INVALID"),
    ("a command with a hyphen", "setMyCommands", _commands("my-data"), "400 BOT_COMMAND_INVALID"),
    ("a command with an accent", "setMyCommands", _commands("traité"), "400 BOT_COMMAND_INVALID"),
    ("a command too long", "setMyCommands", _commands("x" * 33), "400 BOT_COMMAND_INVALID"),
    ("a command without a description", "setMyCommands", _commands("x", description=""), "400 DESCRIPTION_INVALID"),
    ("a description too long", "setMyCommands", _commands("x", description="x" * 257), "400 DESCRIPTION_INVALID"),
    ("too many commands", "setMyCommands", _commands(*[f"c{one}" for one in range(101)]), "400 COMMANDS_TOO_MUCH"),
    ("one command twice", "setMyCommands", _commands("x", "x"), "400 BOT_COMMAND_DUPLICATE"),
    ("a language of three letters", "setMyCommands", lambda at: {"commands": [], "language_code": "eng"}, "400 LANG"),
    ("a menu for no kind of chat", "setMyCommands", lambda at: {"commands": [], "scope": {"type": "all"}}, "400 type"),
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


RIGHT: list[tuple[str, str, Callable[[Scene], Given]]] = [
    ("a text as long as may be", "sendMessage", _text("x" * 4096)),
    ("as long in UTF-16", "sendMessage", _text("😀" * 2048)),
    ("white space around it does not count", "sendMessage", _text(" " * 50 + "x" * 4096 + "\n")),
    ("marks do not count", "sendMessage", _html(f"<b>{'x' * 4096}</b>")),
    ("every tag", "sendMessage", _html(
        '<b>b</b><strong>b</strong><i>i</i><em>i</em><u>u</u><ins>u</ins><s>s</s><strike>s</strike><del>s</del>'
        '<tg-spoiler>x</tg-spoiler><span class="tg-spoiler">x</span><a href="https://a.io/?a=1&amp;b=2">a</a>'
        '<code>c</code><pre>p</pre><pre><code class="language-python">p</code></pre>'
        "<blockquote>q</blockquote><blockquote expandable>q <b>b <i>i</i></b></blockquote>")),
    ("every escape", "sendMessage", _html("&lt;&gt;&amp;&quot;&#39;&#x27;")),
    ("a link in a quote in capitals", "sendMessage", _html('<BLOCKQUOTE><A HREF="a.io">x</A></BLOCKQUOTE>')),
    ("callback data of 64 bytes", "sendMessage", _keys({"text": "x", "callback_data": "é" * 32})),
    ("8 buttons in a row", "sendMessage", _keys(*[GO] * 8)),
    ("100 buttons", "sendMessage", _text("x", reply_markup={"inline_keyboard": [[GO] * 5] * 20})),
    ("a request for a chat", "sendMessage", _asking(ASK, {"request_id": 2, "chat_is_channel": False})),
    ("keys removed", "sendMessage", _text("x", reply_markup={"remove_keyboard": True})),
    ("an answer, if it is there", "sendMessage",
     _text("x", reply_parameters={"message_id": 99, "allow_sending_without_reply": True})),
    ("into a topic", "sendMessage", lambda at: {"chat_id": at.forum.id, "text": "x", "message_thread_id": at.topic}),
    ("into a channel by name", "sendMessage", lambda at: {"chat_id": "@the_wire", "text": "x"}),
    ("a caption as long as may be", "sendPhoto",
     lambda at: {"chat_id": at.ada.id, "photo": PHOTO, "caption": "x" * 1024}),
    ("a text without keys", "editMessageText", _edit(text="Hello")),
    ("only keys taken away", "editMessageReplyMarkup", lambda at: {"chat_id": at.ada.id, "message_id": at.message}),
    ("a text becomes a picture", "editMessageMedia",
     lambda at: {"chat_id": at.ada.id, "message_id": at.message, "media": {"type": "photo", "media": PHOTO}}),
    ("a toast as long as may be", "answerCallbackQuery",
     lambda at: {"callback_query_id": at.press, "text": "x" * 200}),
    ("a press that opens the bot", "answerCallbackQuery",
     lambda at: {"callback_query_id": at.press, "url": "https://t.me/briefing_bot?start=claim-k7m2"}),
    ("50 results", "answerInlineQuery", _results(*[_article(str(one)) for one in range(50)])),
    ("100 commands", "setMyCommands", _commands(*[f"c{one}" for one in range(100)])),
    ("a command of 32 letters, a description of 256", "setMyCommands", _commands("x" * 32, description="x" * 256)),
    ("pinning for a person", "pinChatMessage", lambda at: {"chat_id": at.ada.id, "message_id": at.message}),
    ("pinning in a channel", "unpinAllChatMessages", lambda at: {"chat_id": at.channel.id}),
    ("a webhook on this machine", "setWebhook", lambda at: {"url": "http://127.0.0.1:1/hook", "secret_token": "a-_9"}),
]  # fmt: skip
