"""What Telegram takes: methods and objects with their fields and types, and limits; facts of Bot API 10.1."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

SHORT: Final = {"I": "Integer", "S": "String", "B": "Boolean", "F": "InputFile"}

_CHAT = "chat_id!:I|S"
_WHERE = f"business_connection_id {_CHAT} message_thread_id:I direct_messages_topic_id:I"
_HOW = (
    "disable_notification:B protect_content:B allow_paid_broadcast:B message_effect_id "
    "reply_parameters:ReplyParameters "
    "reply_markup:InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply"
)
_EDITED = (
    "business_connection_id chat_id:I|S message_id:I inline_message_id reply_markup:InlineKeyboardMarkup"
)
_CAPTION = "caption parse_mode caption_entities:[MessageEntity] show_caption_above_media:B"
_PINNED = f"business_connection_id {_CHAT}"

# A field is `name[!][:types]`: `!` when it is required, String when no type is given, `[T]` an array of T.
METHODS: Final = {
    "getMe": "",
    "getUpdates": "offset:I limit:I timeout:I allowed_updates:[S]",
    "setWebhook": "url! certificate:F ip_address max_connections:I allowed_updates:[S] "
    "drop_pending_updates:B secret_token",
    "deleteWebhook": "drop_pending_updates:B",
    "getWebhookInfo": "",
    "logOut": "",
    "close": "",
    "sendMessage": f"{_WHERE} text! parse_mode entities:[MessageEntity] "
    f"link_preview_options:LinkPreviewOptions {_HOW}",
    "sendPhoto": f"{_WHERE} photo!:F|S {_CAPTION} has_spoiler:B {_HOW}",
    "sendChatAction": f"business_connection_id {_CHAT} message_thread_id:I action!",
    "editMessageText": f"{_EDITED} text parse_mode entities:[MessageEntity] "
    "link_preview_options:LinkPreviewOptions",
    "editMessageCaption": f"{_EDITED} {_CAPTION}",
    "editMessageMedia": f"{_EDITED} media!:InputMedia",
    "editMessageReplyMarkup": _EDITED,
    "deleteMessage": f"{_CHAT} message_id!:I",
    "deleteMessages": f"{_CHAT} message_ids!:[I]",
    "pinChatMessage": f"{_PINNED} message_id!:I disable_notification:B",
    "unpinChatMessage": f"{_PINNED} message_id:I",
    "unpinAllChatMessages": _CHAT,
    "answerCallbackQuery": "callback_query_id! text show_alert:B url cache_time:I",
    "answerInlineQuery": "inline_query_id! results!:[InlineQueryResult] cache_time:I is_personal:B "
    "next_offset button:InlineQueryResultsButton",
    "savePreparedInlineMessage": "user_id!:I result!:InlineQueryResult allow_user_chats:B allow_bot_chats:B "
    "allow_group_chats:B allow_channel_chats:B",
    "getChat": _CHAT,
    "getChatMember": f"{_CHAT} user_id!:I",
    "getChatAdministrators": f"{_CHAT} return_bots:B",
    "getChatMemberCount": _CHAT,
    "leaveChat": _CHAT,
    "setMyCommands": "commands!:[BotCommand] scope:BotCommandScope language_code",
    "getMyCommands": "scope:BotCommandScope language_code",
    "deleteMyCommands": "scope:BotCommandScope language_code",
    "setMyName": "name language_code",
    "getMyName": "language_code",
    "setMyDescription": "description language_code",
    "getMyDescription": "language_code",
    "setMyShortDescription": "short_description language_code",
    "getMyShortDescription": "language_code",
    "setChatMenuButton": "chat_id:I menu_button:MenuButton",
    "getChatMenuButton": "chat_id:I",
    "setMyDefaultAdministratorRights": "rights:ChatAdministratorRights for_channels:B",
}

_TEXT_OF_BUTTON = "text! icon_custom_emoji_id style"
OBJECTS: Final = {
    "InlineKeyboardMarkup": "inline_keyboard!:[[InlineKeyboardButton]]",
    "InlineKeyboardButton": f"{_TEXT_OF_BUTTON} url callback_data web_app:WebAppInfo login_url:LoginUrl "
    "switch_inline_query switch_inline_query_current_chat "
    "switch_inline_query_chosen_chat:SwitchInlineQueryChosenChat copy_text:CopyTextButton pay:B",
    "WebAppInfo": "url!",
    "LoginUrl": "url! forward_text bot_username request_write_access:B",
    "SwitchInlineQueryChosenChat": "query allow_user_chats:B allow_bot_chats:B allow_group_chats:B "
    "allow_channel_chats:B",
    "CopyTextButton": "text!",
    "ReplyKeyboardMarkup": "keyboard!:[[KeyboardButton]] is_persistent:B resize_keyboard:B "
    "one_time_keyboard:B input_field_placeholder selective:B",
    "KeyboardButton": f"{_TEXT_OF_BUTTON} request_chat:KeyboardButtonRequestChat request_contact:B "
    "request_location:B web_app:WebAppInfo",
    "KeyboardButtonRequestChat": "request_id!:I chat_is_channel!:B chat_is_forum:B chat_has_username:B "
    "chat_is_created:B user_administrator_rights:ChatAdministratorRights "
    "bot_administrator_rights:ChatAdministratorRights bot_is_member:B request_title:B request_username:B "
    "request_photo:B",
    "ReplyKeyboardRemove": "remove_keyboard!:B selective:B",
    "ForceReply": "force_reply!:B input_field_placeholder selective:B",
    "ChatAdministratorRights": "is_anonymous!:B can_manage_chat!:B can_delete_messages!:B "
    "can_manage_video_chats!:B can_restrict_members!:B can_promote_members!:B can_change_info!:B "
    "can_invite_users!:B can_post_stories!:B can_edit_stories!:B can_delete_stories!:B can_post_messages:B "
    "can_edit_messages:B can_pin_messages:B can_manage_topics:B can_manage_direct_messages:B "
    "can_manage_tags:B",
    "LinkPreviewOptions": "is_disabled:B url prefer_small_media:B prefer_large_media:B show_above_text:B",
    "ReplyParameters": "message_id!:I chat_id:I|S allow_sending_without_reply:B quote quote_parse_mode "
    "quote_entities:[MessageEntity] quote_position:I checklist_task_id:I poll_option_id",
    "MessageEntity": "type! offset!:I length!:I url language custom_emoji_id unix_time:I date_time_format",
    "BotCommand": "command! description!",
    "BotCommandScopeDefault": "type!",
    "BotCommandScopeAllPrivateChats": "type!",
    "BotCommandScopeAllGroupChats": "type!",
    "BotCommandScopeAllChatAdministrators": "type!",
    "BotCommandScopeChat": "type! chat_id!:I|S",
    "BotCommandScopeChatAdministrators": "type! chat_id!:I|S",
    "BotCommandScopeChatMember": "type! chat_id!:I|S user_id!:I",
    "MenuButtonCommands": "type!",
    "MenuButtonDefault": "type!",
    "MenuButtonWebApp": "type! text! web_app!:WebAppInfo",
    "InlineQueryResultsButton": "text! web_app:WebAppInfo start_parameter",
    "InlineQueryResultArticle": "type! id! title! input_message_content!:InputMessageContent "
    "reply_markup:InlineKeyboardMarkup url description thumbnail_url thumbnail_width:I thumbnail_height:I",
    "InlineQueryResultCachedPhoto": "type! id! photo_file_id! title description caption parse_mode "
    "caption_entities:[MessageEntity] show_caption_above_media:B reply_markup:InlineKeyboardMarkup "
    "input_message_content:InputMessageContent",
    "InputTextMessageContent": "message_text! parse_mode entities:[MessageEntity] "
    "link_preview_options:LinkPreviewOptions",
    "InputMediaPhoto": f"type! media! {_CAPTION} has_spoiler:B",
}

KINDS: Final = {
    "BotCommandScope": {
        "default": "BotCommandScopeDefault",
        "all_private_chats": "BotCommandScopeAllPrivateChats",
        "all_group_chats": "BotCommandScopeAllGroupChats",
        "all_chat_administrators": "BotCommandScopeAllChatAdministrators",
        "chat": "BotCommandScopeChat",
        "chat_administrators": "BotCommandScopeChatAdministrators",
        "chat_member": "BotCommandScopeChatMember",
    },
    "MenuButton": {
        "commands": "MenuButtonCommands",
        "default": "MenuButtonDefault",
        "web_app": "MenuButtonWebApp",
    },
    "InlineQueryResult": {"article": "InlineQueryResultArticle", "photo": "InlineQueryResultCachedPhoto"},
    "InputMedia": {"photo": "InputMediaPhoto"},
}
"""Objects that say by `type` which one they are."""

MARKS: Final = {
    "inline_keyboard": "InlineKeyboardMarkup",
    "keyboard": "ReplyKeyboardMarkup",
    "remove_keyboard": "ReplyKeyboardRemove",
    "force_reply": "ForceReply",
    "message_text": "InputTextMessageContent",
}
"""Objects that are known by a field that only they have."""

UNIONS: Final = {"InputMessageContent": ("InputTextMessageContent",)}
"""Names for one of several objects, told apart by `MARKS`."""

TEXT_UNITS: Final = 4096
TEXT_BYTES: Final = 32_768
CAPTION_UNITS: Final = 1024
ENTITIES: Final = 100
CALLBACK_DATA_BYTES: Final = 64
CALLBACK_ANSWER_UNITS: Final = 200
BUTTONS: Final = 100
BUTTONS_A_ROW: Final = 8
COMMANDS: Final = 100
COMMAND_DESCRIPTION: Final = 256
NAME: Final = 64
DESCRIPTION: Final = 512
SHORT_DESCRIPTION: Final = 120
INLINE_RESULTS: Final = 50
RESULT_ID_BYTES: Final = 64
NEXT_OFFSET_BYTES: Final = 64
START_PARAMETER: Final = 64
PHOTO_BYTES: Final = 10 * 1024 * 1024
PHOTO_SIDES: Final = 10_000
PHOTO_RATIO: Final = 20
DELETED_AT_ONCE: Final = 100
DELETABLE_SECONDS: Final = 48 * 3600
CONNECTIONS: Final = 100
UPDATES_AT_ONCE: Final = 100

ACTIONS: Final = frozenset(
    {"typing", "choose_sticker", "find_location", "upload_photo", "upload_document"}
) | {f"{does}_{what}" for does in ("record", "upload") for what in ("video", "voice", "video_note")}
NOT_BY_DEFAULT: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Updates that come only to those who ask for them by name."""
STYLES: Final = frozenset({"danger", "success", "primary"})


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter of a method, or one field of an object."""

    name: str
    types: tuple[str, ...]
    required: bool


@cache
def fields(name: str) -> tuple[Field, ...]:
    """The fields of a method or an object."""
    words = (METHODS[name] if name in METHODS else OBJECTS[name]).split()
    return tuple(_field(word) for word in words)


def _field(word: str) -> Field:
    name, _, types = word.partition(":")
    return Field(
        name.removesuffix("!"), tuple(_long(one) for one in (types or "S").split("|")), name.endswith("!")
    )


def _long(kind: str) -> str:
    if kind.startswith("["):
        return f"Array of {_long(kind[1:-1])}"
    return SHORT.get(kind, kind)
