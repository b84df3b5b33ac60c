"""Methods that answer presses and inline questions, and those that look at chats."""

from __future__ import annotations

from typing import Any

from tests.emulators.telegram import checks, rules
from tests.emulators.telegram.chats import Chat, Member
from tests.emulators.telegram.markup import units
from tests.emulators.telegram.refusals import bad_request
from tests.emulators.telegram.world import World

Given = dict[str, Any]
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, given: Given) -> bool:
    """answerCallbackQuery: once, and in time."""
    if units(given.get("text", "")) > rules.CALLBACK_ANSWER_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    press = world.presses.get(given["callback_query_id"])
    if press is None or press.answered or press.expired:
        raise bad_request(_TOO_OLD)
    if (url := given.get("url")) and not url.startswith(f"https://t.me/{world.bot['username']}?start="):
        raise bad_request("URL_INVALID")
    press.toast, press.alert = given.get("text", ""), given.get("show_alert", False)
    press.url, press.answered = given.get("url", ""), True
    if press.toast or press.url:
        kind = "alert" if press.alert else "toast"
        world.did(world.chats[press.chat], kind, words=press.toast or f"opens {press.url}")
    world.changed()
    return True


def answer_inline_query(world: World, given: Given) -> bool:
    """answerInlineQuery: once, and in time."""
    texts = checks.inline_results(given["results"], given)
    question = world.questions.get(given["inline_query_id"])
    if question is None or question.answered:
        raise bad_request(_TOO_OLD)
    for marked in texts:
        world.lose("answerInlineQuery", 0, marked)
    question.results, question.texts = given["results"], texts
    question.more = {key: value for key, value in given.items() if key not in ("results", "inline_query_id")}
    question.answered = True
    world.changed()
    return True


def save_prepared_inline_message(world: World, given: Given) -> Given:
    """savePreparedInlineMessage."""
    if given["user_id"] not in world.users:
        raise bad_request("user not found")
    checks.inline_result(given["result"])
    return {"id": f"prepared-{world.number('prepared')}", "expiration_date": world.now() + 600}


def get_chat(world: World, given: Given) -> Given:
    """getChat."""
    chat = world.entered(given["chat_id"])
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    told = chat.wire() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    if chat.pinned:
        told["pinned_message"] = chat.messages[chat.pinned[-1]]
    return told


def get_chat_member(world: World, given: Given) -> Given:
    """getChatMember."""
    chat = _listed(world, given)
    user = world.users.get(given["user_id"])
    if user is None:
        raise bad_request("user not found")
    return chat.member(user).wire()


def get_chat_administrators(world: World, given: Given) -> list[Given]:
    """getChatAdministrators; other bots only when asked for."""
    chat = _listed(world, given)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    bots = given.get("return_bots", False)
    return [one.wire() for one in chat.administrators() if bots or not _other_bot(world, one)]


def _other_bot(world: World, member: Member) -> bool:
    return bool(member.user["is_bot"]) and member.user is not world.bot


def get_chat_member_count(world: World, given: Given) -> int:
    """getChatMemberCount."""
    members = world.entered(given["chat_id"]).members.values()
    return sum(one.status not in ("left", "kicked") for one in members)


def leave_chat(world: World, given: Given) -> bool:
    """leaveChat."""
    chat = world.entered(given["chat_id"])
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    old, new = world.standing(chat), Member(world.bot, "left")
    chat.members[world.bot["id"]] = new
    world.did(chat, "left", words="")
    told = {"chat": chat.wire(), "from": world.bot, "date": world.now()}
    world.updates.put("my_chat_member", told | {"old_chat_member": old.wire(), "new_chat_member": new.wire()})
    return True


def _listed(world: World, given: Given) -> Chat:
    chat = world.entered(given["chat_id"])
    if chat.type == "channel" and world.standing(chat).status != "administrator":
        raise bad_request("member list is inaccessible")
    return chat
