"""Which function answers which method."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.emulators.telegram import answers, profile, sending
from tests.emulators.telegram.world import World

METHODS: dict[str, Callable[[World, dict[str, Any]], Any]] = {
    "getMe": profile.get_me,
    "setWebhook": profile.set_webhook,
    "deleteWebhook": profile.delete_webhook,
    "getWebhookInfo": profile.get_webhook_info,
    "logOut": profile.done,
    "close": profile.done,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": sending.edit_message_text,
    "editMessageCaption": sending.edit_message_caption,
    "editMessageMedia": sending.edit_message_media,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": sending.delete_message,
    "deleteMessages": sending.delete_messages,
    "pinChatMessage": sending.pin_chat_message,
    "unpinChatMessage": sending.unpin_chat_message,
    "unpinAllChatMessages": sending.unpin_all_chat_messages,
    "answerCallbackQuery": answers.answer_callback_query,
    "answerInlineQuery": answers.answer_inline_query,
    "savePreparedInlineMessage": answers.save_prepared_inline_message,
    "getChat": answers.get_chat,
    "getChatMember": answers.get_chat_member,
    "getChatAdministrators": answers.get_chat_administrators,
    "getChatMemberCount": answers.get_chat_member_count,
    "leaveChat": answers.leave_chat,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
    "setMyDefaultAdministratorRights": profile.set_rights,
}
"""All but getUpdates, which waits, and is the server's."""
for _name, (_field, _limit) in profile.NAMES.items():
    METHODS[f"setMy{_name}"] = profile.setter(_field, _limit)
    METHODS[f"getMy{_name}"] = profile.getter(_field)
