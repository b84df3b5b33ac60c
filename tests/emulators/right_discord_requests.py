"""Requests that stand just inside the rules, and are taken; at least one for each route."""

# ruff: noqa: E501 -- a table, one case a line

from __future__ import annotations

from tests.emulators.discord import rules
from tests.emulators.discord.asked import AUTOCOMPLETE
from tests.emulators.discord.raising import raised
from tests.emulators.discord.world import APPLICATION
from tests.emulators.discord_requests import (
    GO,
    PNG,
    SHOWN,
    V2,
    WORDS,
    Given,
    Make,
    answer,
    at_message,
    buttons,
    command,
    commands,
    edit,
    field,
    gallery,
    hook,
    into,
    message,
    modal,
    option,
    options,
    parts,
    row,
    rows,
    select,
    text,
    thread,
)
from tests.emulators.discord_scenes import CALLBACK, COMMANDS, CREATE, EDIT, FOLLOWUP, ORIGINAL, OTHER, Scene

Right = tuple[str, str, Make, int]
_HERE = "/channels/{channel_id}/messages/{message_id}"
_APP = {"application_id": APPLICATION}
_GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"


def here(at: Scene) -> Given:
    """The server."""
    return {"guild_id": at.talk.id}


def guild_commands(at: Scene) -> Given:
    """The server's own commands."""
    return here(at) | _APP


def registered(at: Scene) -> Given:
    """The command that is registered."""
    return _APP | {"command_id": at.discord.world.commands[0][0]["id"]}


def answered(at: Scene, *, kind: int = 4) -> None:
    """The waiting command has an answer."""
    at.asked.answer = kind
    at.asked.original = at.news.channel.posts[at.message]


def ours(body: Given | None = None) -> Make:
    """The answer to the waiting command, which was given."""

    def make(at: Scene) -> Given:
        answered(at)
        return hook(body or {})(at) | ({} if body else {"body": None})

    return make


def followed(body: Given | None = None) -> Make:
    """The same, by its number."""
    return lambda at: ours(body)(at) | {"message_id": at.message}


def asked(at: Scene) -> Given:
    """An answer for which somebody waits who types an option."""
    wanted = raised(
        at.discord.world,
        at.ada.id,
        AUTOCOMPLETE,
        at.news.channel,
        {"name": "troops", "type": 1, "options": []},
    )
    choices = [{"name": "x" * 100, "value": "x" * 100}] * 25
    return {
        "body": {"type": 8, "data": {"choices": choices}},
        "interaction_id": wanted.id,
        "interaction_token": wanted.token,
    }


RIGHT: list[Right] = [
    # Routes that look
    ("the gateway", "GET /gateway", lambda at: {"headers": {"Authorization": None}}, 200),
    ("the gateway for a bot", "GET /gateway/bot", lambda at: {}, 200),
    ("itself", "GET /users/@me", lambda at: {}, 200),
    ("somebody", "GET /users/{user_id}", lambda at: {"user_id": at.bob.id}, 200),
    ("its servers", "GET /users/@me/guilds", lambda at: {"query": {"limit": 200, "with_counts": "true"}}, 200),
    ("its application", "GET /applications/@me", lambda at: {}, 200),
    ("its application, as before", "GET /oauth2/applications/@me", lambda at: {}, 200),
    ("a server", "GET /guilds/{guild_id}", here, 200),
    ("its channels", "GET /guilds/{guild_id}/channels", here, 200),
    ("its roles", "GET /guilds/{guild_id}/roles", here, 200),
    ("a member", "GET /guilds/{guild_id}/members/{user_id}", lambda at: here(at) | {"user_id": at.ada.id}, 200),
    ("its threads", "GET /guilds/{guild_id}/threads/active", here, 200),
    ("a channel", "GET /channels/{channel_id}", lambda at: {"channel_id": at.news.id}, 200),
    ("a message", f"GET {_HERE}", at_message("news"), 200),
    ("100 messages", "GET /channels/{channel_id}/messages", lambda at: {"channel_id": at.news.id, "query": {"limit": 100}}, 200),
    ("leaving a server", "DELETE /users/@me/guilds/{guild_id}", here, 204),
    # Commands
    ("what is registered", "GET /applications/{application_id}/commands", lambda at: _APP, 200),
    ("one that is registered", "GET /applications/{application_id}/commands/{command_id}", registered, 200),
    ("one less", "DELETE /applications/{application_id}/commands/{command_id}", registered, 204),
    ("one more", "POST /applications/{application_id}/commands", lambda at: _APP | {"body": {"name": "x", "description": "x"}}, 201),
    ("a server's own", f"GET {_GUILD_COMMANDS}", guild_commands, 200),
    ("a server's own anew", f"PUT {_GUILD_COMMANDS}", lambda at: guild_commands(at) | {"body": []}, 200),
    ("one more of a server's own", f"POST {_GUILD_COMMANDS}", lambda at: guild_commands(at) | {"body": {"name": "x", "description": "x"}}, 200),
    ("100 commands and 15 of each menu", COMMANDS, commands(*[{"name": f"c{one}", "description": "x"} for one in range(100)], *[{"name": f"C {one}", "type": kind} for kind in (2, 3) for one in range(15)]), 200),
    ("a command of 32 letters, 100 of description, in 34 languages", COMMANDS, command(name="é" * 32, description="x" * 100, name_localizations=dict.fromkeys(rules.LOCALES, "p" * 32), description_localizations=dict.fromkeys(rules.LOCALES, "x" * 100)), 200),
    ("25 options, the required ones first", COMMANDS, option(*[{**WORDS, "name": f"o{one}", "required": one < 12} for one in range(25)]), 200),
    ("25 choices", COMMANDS, option({**WORDS, "choices": [{"name": str(one), "value": str(one)} for one in range(25)]}), 200),
    ("every kind of option", COMMANDS, option(*[{**WORDS, "name": f"o{one}", "type": one} for one in range(3, 12)]), 200),
    ("subcommands", COMMANDS, option({**WORDS, "type": 1}, {**WORDS, "type": 2, "name": "more", "options": [{**WORDS, "type": 1}]}), 200),
    ("a command for some", COMMANDS, command(default_member_permissions="32", contexts=[0, 1, 2], integration_types=[0, 1]), 200),
    ("a command of 8,000 characters", COMMANDS, option({**WORDS, "choices": [{"name": "a", "value": "x" * 3982}, {"name": "b", "value": "y" * 3982}]}), 200),
    # Messages
    ("a text as long as may be", CREATE, message(content="x" * 2000), 200),
    ("into a thread", CREATE, into("thread"), 200),
    ("into an announcement channel", CREATE, into("wire"), 200),
    ("a nonce as long as may be", CREATE, message(content="x", nonce="x" * 25, enforce_nonce=True), 200),
    ("a nonce that is a number", CREATE, message(content="x", nonce=5), 200),
    ("an answer to a message", CREATE, lambda at: message(content="x", message_reference={"message_id": str(at.message)})(at), 200),
    ("an answer, if it is there", CREATE, message(content="x", message_reference={"message_id": "5", "fail_if_not_exists": False}), 200),
    ("no mentions", CREATE, message(content="@everyone", allowed_mentions={"parse": []}), 200),
    ("nothing but an embed", CREATE, message(embeds=[{"title": "x" * 256, "description": "x" * 4096}]), 200),
    ("what is null counts for nothing", CREATE, message(content="x", embeds=None, components=None), 200),
    ("5 rows of 5 buttons", CREATE, message(content="x", components=rows(*[buttons(5, 5 * one) for one in range(5)])), 200),
    ("25 options", CREATE, row(select(*options(25), placeholder="x" * 150, min_values=0, max_values=25)), 200),
    ("a label of 80 and a custom_id of 100", CREATE, row({**GO, "label": "x" * 80, "custom_id": "x" * 100}), 200),
    ("a button with an emoji alone", CREATE, row({"type": 2, "style": 2, "custom_id": "x", "emoji": {"name": "x"}}), 200),
    ("40 components", CREATE, parts({"type": 17, "components": [text("x" * 102)] * 39}), 200),
    ("4,000 characters", CREATE, parts(text("x" * 2000), text("y" * 2000)), 200),
    ("a section of three texts and a button", CREATE, parts({"type": 9, "components": [text("x")] * 3, "accessory": GO}), 200),
    ("a section with a picture", CREATE, parts({"type": 9, "components": [text("x")], "accessory": {"type": 11, "media": {"url": "https://a.io/x.png"}}}), 200),
    ("a gallery with a file, described at length", CREATE, lambda at: {**parts(gallery({**SHOWN, "description": "x" * 1024}), {"type": 14, "spacing": 2})(at), "files": PNG}, 200),
    ("a file among components", CREATE, lambda at: {**parts({"type": 13, "file": {"url": "attachment://chart.png"}})(at), "files": PNG}, 200),
    ("10 files and no words", CREATE, lambda at: {**message()(at), "files": {f"{one}.png": b"x" for one in range(10)}}, 200),
    ("a file as large as may be", CREATE, lambda at: {**message()(at), "files": {"x.png": b"x" * 10 * 1024 * 1024}}, 200),
    ("other words", EDIT, edit(content="New"), 200),
    ("components in place of words", EDIT, edit(content=None, components=[text("x")], flags=V2), 200),
    ("taken away", f"DELETE {_HERE}", at_message("news"), 204),
    ("published", f"POST {_HERE}/crosspost", at_message("wire", "post"), 200),
    ("typing", "POST /channels/{channel_id}/typing", lambda at: {"channel_id": at.news.id}, 204),
    ("a chat with somebody", "POST /users/@me/channels", lambda at: {"body": {"recipient_id": str(at.bob.id)}}, 200),
    # Threads
    ("a forum post", "POST /channels/{channel_id}/threads", thread("forum", message={"content": "x", "tts": False}, name="x" * 100), 201),
    ("a forum post with a tag", "POST /channels/{channel_id}/threads", lambda at: thread("tagged", message={"content": "x"}, applied_tags=[at.tagged.channel.tags[0]["id"]])(at), 201),
    ("a thread", "POST /channels/{channel_id}/threads", thread("news", type=11, auto_archive_duration=60), 201),
    ("a thread under a message", f"POST {_HERE}/threads", at_message("news", body={"name": "x"}), 201),
    ("joining a thread", "PUT /channels/{channel_id}/thread-members/@me", lambda at: {"channel_id": at.thread.id}, 204),
    # Answers to interactions
    ("an answer", CALLBACK, answer(4, {"content": "x", "flags": 1 << 6}), 204),
    ("an answer that is told back", CALLBACK, lambda at: answer(4, {"content": "x"})(at) | {"query": {"with_response": "true"}}, 200),
    ("an answer without the bot's token", CALLBACK, lambda at: answer(5)(at) | {"headers": {"Authorization": None}}, 204),
    ("25 choices of 100 characters", CALLBACK, asked, 204),
    ("a modal of five fields", CALLBACK, modal(*[field(str(one)) for one in range(5)], title="x" * 45), 204),
    ("a modal of the old style", CALLBACK, modal({"type": 1, "components": [{"type": 4, "custom_id": "x", "label": "x", "style": 2}]}), 204),
    ("the answer", f"GET {ORIGINAL}", ours(), 200),
    ("the answer changed", f"PATCH {ORIGINAL}", ours({"content": "x", "tts": False}), 200),
    ("the answer taken away", f"DELETE {ORIGINAL}", ours(), 204),
    ("one more", FOLLOWUP, lambda at: ours({"content": "x"})(at) | {"query": {"wait": "true"}}, 200),
    ("another answer", f"GET {OTHER}", followed(), 200),
    ("another answer changed", f"PATCH {OTHER}", followed({"content": "x"}), 200),
    ("another answer taken away", f"DELETE {OTHER}", followed(), 204),
]  # fmt: skip
