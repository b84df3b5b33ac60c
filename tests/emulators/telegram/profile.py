"""Methods about the bot itself: its name, its menus, its buttons; and how updates reach it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.emulators.telegram import checks, rules
from tests.emulators.telegram.chats import Chat
from tests.emulators.telegram.refusals import bad_request
from tests.emulators.telegram.world import World

Given = dict[str, Any]


def get_me(world: World, given: Given) -> Given:
    """getMe."""
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_all,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def done(world: World, given: Given) -> bool:
    """close and logOut: nothing changes here."""
    return True


def scope_key(scope: Given | None) -> str:
    """A scope as one word, `chat -1001`, for the table of menus."""
    scope = scope or {"type": "default"}
    return " ".join(str(scope[one]) for one in ("type", "chat_id", "user_id") if one in scope)


def _menu(world: World, given: Given) -> tuple[str, str]:
    scope = given.get("scope") or {}
    if "chat_id" in scope:
        chat = world.entered(scope["chat_id"])
        if scope["type"] != "chat" and chat.type == "private":
            raise bad_request("can't change commands of administrators in a private chat")
        if chat.type == "channel":
            raise bad_request("commands can't be set in a channel")
    return scope_key(scope), checks.language(given.get("language_code", ""))


def menu(world: World, user: Given, chat: Chat) -> list[Given]:
    """The menu that a user is shown in a chat: the narrowest scope that has one, their language first."""
    member, here = chat.member(user), f"chat {chat.id}"
    scopes = [here, "all_private_chats"]
    if chat.type != "private":
        runs = member.status in ("creator", "administrator")
        scopes = [
            f"chat_member {chat.id} {user['id']}",
            *([f"chat_administrators {chat.id}"] if runs else []),
            here,
            *(["all_chat_administrators"] if runs else []),
            "all_group_chats",
        ]
    for scope in [*scopes, "default"]:
        for language in (user.get("language_code", ""), ""):
            if found := world.profile.menus.get((scope, language)):
                return found
    return []


def set_my_commands(world: World, given: Given) -> bool:
    """setMyCommands."""
    checks.commands(given["commands"])
    key = _menu(world, given)
    bare = [{**one, "command": one["command"].removeprefix("/")} for one in given["commands"]]
    world.profile.menus[key] = bare
    world.changed()
    return True


def get_my_commands(world: World, given: Given) -> list[Given]:
    """getMyCommands."""
    return world.profile.menus.get(_menu(world, given), [])


def delete_my_commands(world: World, given: Given) -> bool:
    """deleteMyCommands."""
    world.profile.menus.pop(_menu(world, given), None)
    world.changed()
    return True


def setter(field: str, limit: int) -> Callable[[World, Given], bool]:
    """A method that sets a text of the profile in a language; empty removes it."""

    def change(world: World, given: Given) -> bool:
        said = checks.short(given.get(field, ""), limit, field)
        code = checks.language(given.get("language_code", ""))
        table: dict[str, str] = getattr(world.profile, field)
        if said:
            table[code] = said
        else:
            table.pop(code, None)
        world.changed()
        return True

    return change


def getter(field: str) -> Callable[[World, Given], Given]:
    """A method that tells a text of the profile in a language, or else in none."""

    def told(world: World, given: Given) -> Given:
        table: dict[str, str] = getattr(world.profile, field)
        usual = table.get("", world.bot["first_name"] if field == "name" else "")
        return {field: table.get(checks.language(given.get("language_code", "")), usual)}

    return told


def set_chat_menu_button(world: World, given: Given) -> bool:
    """setChatMenuButton: of one private chat, or of all."""
    number = given.get("chat_id", 0)
    if number and world.entered(number).type != "private":
        raise bad_request("chat not found")
    world.profile.buttons[number] = given.get("menu_button") or {"type": "default"}
    return True


def get_chat_menu_button(world: World, given: Given) -> Given:
    """getChatMenuButton."""
    buttons = world.profile.buttons
    return buttons.get(given.get("chat_id", 0)) or buttons.get(0) or {"type": "default"}


def set_rights(world: World, given: Given) -> bool:
    """setMyDefaultAdministratorRights."""
    world.profile.rights[given.get("for_channels", False)] = given.get("rights", {})
    return True


def set_webhook(world: World, given: Given) -> bool:
    """setWebhook."""
    if given["url"]:
        checks.webhook(given)
    world.updates.set_webhook(given)
    return True


def delete_webhook(world: World, given: Given) -> bool:
    """deleteWebhook."""
    world.updates.set_webhook(given)
    return True


def get_webhook_info(world: World, given: Given) -> Given:
    """getWebhookInfo."""
    updates = world.updates
    told: Given = {"url": "", "has_custom_certificate": False, "pending_update_count": len(updates.pending)}
    if updates.webhook:
        told["url"] = updates.webhook["url"]
        told["max_connections"] = updates.webhook.get("max_connections", 40)
    if updates.allowed:
        told["allowed_updates"] = sorted(updates.allowed)
    return told | updates.trouble


NAMES = {
    "Name": ("name", rules.NAME),
    "Description": ("description", rules.DESCRIPTION),
    "ShortDescription": ("short_description", rules.SHORT_DESCRIPTION),
}
