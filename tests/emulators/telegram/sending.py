"""Methods that send, change and remove messages."""

from __future__ import annotations

from typing import Any

from tests.emulators.telegram import checks, rules
from tests.emulators.telegram.chats import Chat
from tests.emulators.telegram.refusals import bad_request
from tests.emulators.telegram.values import Upload
from tests.emulators.telegram.world import World

Given = dict[str, Any]


def send_message(world: World, given: Given) -> Given:
    """sendMessage."""
    marked = checks.text(given["text"], given)
    chat = world.writable(given["chat_id"], given.get("message_thread_id"))
    content: Given = {"text": marked.text}
    if marked.entities or marked.lost_links:
        content["entities"] = world.lose("sendMessage", chat.id, marked)
    if options := given.get("link_preview_options"):
        content["link_preview_options"] = options
    return _sent(world, chat, given, content)


def send_photo(world: World, given: Given) -> Given:
    """sendPhoto: uploaded, or by the file_id of one that was sent before."""
    marked = checks.caption(given)
    sizes = _picture(world, given["photo"])
    chat = world.writable(given["chat_id"], given.get("message_thread_id"))
    content: Given = {"photo": sizes}
    if marked.text:
        content["caption"] = marked.text
        content["caption_entities"] = world.lose("sendPhoto", chat.id, marked)
    return _sent(world, chat, given, content)


def _sent(world: World, chat: Chat, given: Given, content: Given) -> Given:
    markup = given.get("reply_markup")
    checks.keyboard(markup, private=chat.type == "private", channel=chat.type == "channel")
    if (reply := given.get("reply_parameters")) and (answered := _answered(chat, reply)):
        content["reply_to_message"] = answered
    if (thread := given.get("message_thread_id")) is not None:
        content |= {"message_thread_id": thread, "is_topic_message": True}
    if given.get("protect_content"):
        content["has_protected_content"] = True
    world.floods.take(chat.id, group=chat.is_group)
    message = world.post(chat, content)
    if markup and "inline_keyboard" in markup:
        message["reply_markup"] = markup
    elif markup:
        chat.keyboards[chat.last_id] = markup
    world.did(chat, "sent", message)
    return message


def _answered(chat: Chat, reply: Given) -> Given | None:
    found = chat.messages.get(reply["message_id"])
    if found is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return {key: value for key, value in found.items() if key != "reply_to_message"} if found else None


def _picture(world: World, photo: Upload | str) -> list[Given]:
    if isinstance(photo, Upload):
        sides = checks.photo(photo)
        name = f"photo-{world.number('file')}"
        world.files[name] = sides
    elif photo.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    elif photo not in world.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    else:
        name, sides = photo, world.files[photo]
    return [{"file_id": name, "file_unique_id": f"u-{name}", "width": sides[0], "height": sides[1]}]


def edit_message_text(world: World, given: Given) -> Given | bool:
    """editMessageText."""
    marked = checks.text(given.get("text", ""), given)
    chat, old = _edited(world, given)
    if "text" not in old:
        raise bad_request("there is no text in the message to edit")
    content: Given = {"text": marked.text}
    if marked.entities or marked.lost_links:
        content["entities"] = world.lose("editMessageText", chat.id, marked)
    if options := given.get("link_preview_options"):
        content["link_preview_options"] = options
    return _changed(world, chat, old, given, content)


def edit_message_caption(world: World, given: Given) -> Given | bool:
    """editMessageCaption."""
    marked = checks.caption(given)
    chat, old = _edited(world, given)
    if "photo" not in old:
        raise bad_request("there is no caption in the message to edit")
    content: Given = {"photo": old["photo"]}
    if marked.text:
        content["caption"] = marked.text
        content["caption_entities"] = world.lose("editMessageCaption", chat.id, marked)
    return _changed(world, chat, old, given, content)


def edit_message_media(world: World, given: Given) -> Given | bool:
    """editMessageMedia: another picture; a text may become one."""
    media = given["media"]
    marked = checks.caption(media)
    sizes = _picture(world, media["media"])
    chat, old = _edited(world, given)
    content: Given = {"photo": sizes}
    if marked.text:
        content["caption"] = marked.text
        content["caption_entities"] = world.lose("editMessageMedia", chat.id, marked)
    return _changed(world, chat, old, given, content)


def edit_message_reply_markup(world: World, given: Given) -> Given | bool:
    """editMessageReplyMarkup."""
    chat, old = _edited(world, given)
    kept = ("text", "entities", "photo", "caption", "caption_entities", "link_preview_options")
    return _changed(world, chat, old, given, {key: old[key] for key in kept if key in old})


def _edited(world: World, given: Given) -> tuple[Chat, Given]:
    """The chat and the message that shall change, or why it may not."""
    if inline := given.get("inline_message_id"):
        if inline not in world.inline_messages:
            raise bad_request("MESSAGE_ID_INVALID")
        number, message = world.inline_messages[inline]
        chat = world.chats[number]
        return chat, chat.messages[message]
    if "chat_id" not in given:
        raise bad_request("chat_id is empty")
    if "message_id" not in given:
        raise bad_request("message identifier is not specified")
    chat = world.entered(given["chat_id"])
    old = chat.messages.get(given["message_id"])
    if old is None:
        raise bad_request("message to edit not found")
    may = chat.type == "channel" and world.standing(chat).may("can_edit_messages")
    if not (may or world.is_ours(old)) or old["message_id"] in chat.keyboards:
        raise bad_request("message can't be edited")
    return chat, old


def _changed(world: World, chat: Chat, old: Given, given: Given, content: Given) -> Given | bool:
    markup = given.get("reply_markup")
    checks.keyboard(markup, private=chat.type == "private", channel=True)
    if markup and markup["inline_keyboard"]:
        content["reply_markup"] = markup
    if checks.same(old, content):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same as "
            "a current content and reply markup of the message"
        )
    gone = (
        "text",
        "entities",
        "photo",
        "caption",
        "caption_entities",
        "reply_markup",
        "link_preview_options",
    )
    message = {key: value for key, value in old.items() if key not in gone} | content
    message["edit_date"] = world.now()
    chat.messages[old["message_id"]] = message
    world.did(chat, "edited", message)
    return True if "inline_message_id" in given else message


def delete_message(world: World, given: Given) -> bool:
    """deleteMessage."""
    chat = world.entered(given["chat_id"])
    message = chat.messages.get(given["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    _remove(world, chat, message)
    return True


def _remove(world: World, chat: Chat, message: Given) -> None:
    may = world.standing(chat).may("can_delete_messages")
    old = world.now() - message["date"] > rules.DELETABLE_SECONDS
    if (old and not may) or not (world.is_ours(message) or may or chat.type == "private"):
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message["message_id"]]
    world.did(chat, "deleted", message)


def delete_messages(world: World, given: Given) -> bool:
    """deleteMessages: those that are there."""
    chat = world.entered(given["chat_id"])
    if not 1 <= len(given["message_ids"]) <= rules.DELETED_AT_ONCE:
        raise bad_request("message identifiers are not specified, or there are more than 100")
    for number in given["message_ids"]:
        if message := chat.messages.get(number):
            _remove(world, chat, message)
    return True


def send_chat_action(world: World, given: Given) -> bool:
    """sendChatAction."""
    if given["action"] not in rules.ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.writable(given["chat_id"], given.get("message_thread_id"))
    world.did(chat, "acting", words=given["action"])
    return True


def pin_chat_message(world: World, given: Given) -> bool:
    """pinChatMessage."""
    chat = _pinnable(world, given)
    if given["message_id"] not in chat.messages:
        raise bad_request("message to pin not found")
    chat.pinned.append(given["message_id"])
    world.did(chat, "pinned", chat.messages[given["message_id"]])
    return True


def unpin_chat_message(world: World, given: Given) -> bool:
    """unpinChatMessage: that one, or the last."""
    chat = _pinnable(world, given)
    number = given.get("message_id", chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    world.did(chat, "unpinned", chat.messages.get(number), words=f"message {number}")
    return True


def unpin_all_chat_messages(world: World, given: Given) -> bool:
    """unpinAllChatMessages."""
    chat = _pinnable(world, given)
    chat.pinned.clear()
    world.did(chat, "unpinned", words="all messages")
    return True


def _pinnable(world: World, given: Given) -> Chat:
    chat = world.entered(given["chat_id"])
    right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
    if chat.type != "private" and not world.standing(chat).may(right):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat
