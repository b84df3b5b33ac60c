"""Requests that stand just inside the rules, and are taken."""

# ruff: noqa: E501 -- a table, one case a line

from __future__ import annotations

from collections.abc import Callable

from tests.emulators.scenes import Scene
from tests.emulators.wrong_requests import (
    ASK,
    GO,
    PHOTO,
    Given,
    article,
    asking,
    commands,
    edit,
    html,
    keys,
    results,
    text,
)

RIGHT: list[tuple[str, str, Callable[[Scene], Given]]] = [
    ("a text as long as may be", "sendMessage", text("x" * 4096)),
    ("as long in UTF-16", "sendMessage", text("😀" * 2048)),
    ("white space around it does not count", "sendMessage", text(" " * 50 + "x" * 4096 + "\n")),
    ("marks do not count", "sendMessage", html(f"<b>{'x' * 4096}</b>")),
    ("every tag", "sendMessage", html(
        '<b>b</b><strong>b</strong><i>i</i><em>i</em><u>u</u><ins>u</ins><s>s</s><strike>s</strike><del>s</del>'
        '<tg-spoiler>x</tg-spoiler><span class="tg-spoiler">x</span><a href="https://a.io/?a=1&amp;b=2">a</a>'
        '<code>c</code><pre>p</pre><pre><code class="language-python">p</code></pre>'
        "<blockquote>q</blockquote><blockquote expandable>q <b>b <i>i</i></b></blockquote>")),
    ("every escape", "sendMessage", html("&lt;&gt;&amp;&quot;&#39;&#x27;")),
    ("a link in a quote in capitals", "sendMessage", html('<BLOCKQUOTE><A HREF="a.io">x</A></BLOCKQUOTE>')),
    ("callback data of 64 bytes", "sendMessage", keys({"text": "x", "callback_data": "é" * 32})),
    ("8 buttons in a row", "sendMessage", keys(*[GO] * 8)),
    ("100 buttons", "sendMessage", text("x", reply_markup={"inline_keyboard": [[GO] * 5] * 20})),
    ("a request for a chat", "sendMessage", asking(ASK, {"request_id": 2, "chat_is_channel": False})),
    ("keys removed", "sendMessage", text("x", reply_markup={"remove_keyboard": True})),
    ("an answer, if it is there", "sendMessage",
     text("x", reply_parameters={"message_id": 99, "allow_sending_without_reply": True})),
    ("into a topic", "sendMessage", lambda at: {"chat_id": at.forum.id, "text": "x", "message_thread_id": at.topic}),
    ("into a channel by name", "sendMessage", lambda at: {"chat_id": "@the_wire", "text": "x"}),
    ("a caption as long as may be", "sendPhoto",
     lambda at: {"chat_id": at.ada.id, "photo": PHOTO, "caption": "x" * 1024}),
    ("a text without keys", "editMessageText", edit(text="Hello")),
    ("only keys taken away", "editMessageReplyMarkup", lambda at: {"chat_id": at.ada.id, "message_id": at.message}),
    ("a text becomes a picture", "editMessageMedia",
     lambda at: {"chat_id": at.ada.id, "message_id": at.message, "media": {"type": "photo", "media": PHOTO}}),
    ("a toast as long as may be", "answerCallbackQuery",
     lambda at: {"callback_query_id": at.press, "text": "x" * 200}),
    ("a press that opens the bot", "answerCallbackQuery",
     lambda at: {"callback_query_id": at.press, "url": "https://t.me/briefing_bot?start=claim-k7m2"}),
    ("50 results", "answerInlineQuery", results(*[article(str(one)) for one in range(50)])),
    ("100 commands", "setMyCommands", commands(*[f"c{one}" for one in range(100)])),
    ("a command of 32 letters, a description of 256", "setMyCommands", commands("x" * 32, description="x" * 256)),
    ("pinning for a person", "pinChatMessage", lambda at: {"chat_id": at.ada.id, "message_id": at.message}),
    ("pinning in a channel", "unpinAllChatMessages", lambda at: {"chat_id": at.channel.id}),
    ("a webhook on this machine", "setWebhook", lambda at: {"url": "http://127.0.0.1:1/hook", "secret_token": "a-_9"}),
]  # fmt: skip
