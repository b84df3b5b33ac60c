"""What Discord takes in a body: objects, their fields, types and limits; facts and names of API v10."""

# ruff: noqa: E501 -- a table, one object a line or two

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

_EMBEDS = "embeds:[RichEmbed]-10"
_SHOWN = "components:[Component]-40 attachments:[MessageAttachmentRequest]-10 flags:I"
_MENTIONS = "allowed_mentions:MessageAllowedMentionsRequest"
_WEBHOOK = f"content:S-2000 {_EMBEDS} {_MENTIONS} {_SHOWN}"
_MESSAGE = f"content:S-4000 {_EMBEDS} {_MENTIONS} {_SHOWN}"
_THREAD = "name!:S1-100 auto_archive_duration:ThreadAutoArchiveDuration rate_limit_per_user:I0-21600"
_COMMAND = (
    "name_localizations:L1-32 description:S-100 description_localizations:L1-100 options:[CommandOption]-25 "
    "default_member_permissions:I0-18014398509481983 dm_permission:B contexts:[InteractionContextType]1-u "
    "integration_types:[ApplicationIntegrationType]1-u type:ApplicationCommandType"
)
_OPTION = (
    "type!:ApplicationCommandOptionType name!:S1-32 name_localizations:L1-32 description!:S1-100 "
    "description_localizations:L1-100 required:B"
)
_CHOICE = "name!:S1-100 name_localizations:L1-100"
_PART = "type!:MessageComponentTypes id:I0-"
_SELECT = (
    f"{_PART} custom_id!:S1-100 placeholder:S-150 min_values:I0-25 max_values:I1-25 disabled:B required:B"
)
_PICTURE = "url:U-2048 width:I height:I description:S-4096"

# A field is `name[!]:type`: `!` when it is required; what is not may be null.
# Types: S text, U address, I integer, N number, B truth, # snowflake, L a text for each locale, [T] a list, a name of
# an object, a union or an enumeration, and `A|B`. `1-100` are its limits (`-100`, `1-`), `u`: no two are alike.
OBJECTS: Final = {
    "MessageCreateRequest": f"{_MESSAGE} message_reference:MessageReferenceRequest nonce:S-25|I enforce_nonce:B "
    "tts:B sticker_ids:[#]-3",
    "BaseCreateMessageCreateRequest": f"{_MESSAGE} sticker_ids:[#]-3",
    "MessageEditRequestPartial": _MESSAGE,
    "MessageAllowedMentionsRequest": "parse:[AllowedMentionTypes]-1521u users:[#]-100u roles:[#]-100u replied_user:B",
    "MessageReferenceRequest": "guild_id:# channel_id:# message_id!:# fail_if_not_exists:B type:MessageReferenceType",
    "MessageAttachmentRequest": "id!:# filename:S1-1024 description:S-1024 title:S-1024 is_spoiler:B",
    "IncomingWebhookRequestPartial": f"{_WEBHOOK} tts:B username:S1-80 avatar_url:U-2048 thread_name:S0-100 "
    "applied_tags:[#]-5",
    "IncomingWebhookUpdateRequestPartial": _WEBHOOK,
    "IncomingWebhookInteractionRequest": f"{_WEBHOOK} tts:B",
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": _WEBHOOK,
    # Answers to interactions
    "PongInteractionCallbackRequest": "type!:InteractionCallbackTypes",
    "CreateMessageInteractionCallbackRequest": "type!:InteractionCallbackTypes data:IncomingWebhookInteractionRequest",
    "UpdateMessageInteractionCallbackRequest": "type!:InteractionCallbackTypes "
    "data:IncomingWebhookUpdateForInteractionCallbackRequestPartial",
    "ApplicationCommandAutocompleteCallbackRequest": "type!:InteractionCallbackTypes data!:Choices",
    "ModalInteractionCallbackRequest": "type!:InteractionCallbackTypes data!:ModalInteractionCallbackRequestData",
    "ModalInteractionCallbackRequestData": "custom_id!:S1-100 title!:S1-45 components!:[ModalComponent]1-40",
    "InteractionApplicationCommandAutocompleteCallbackStringData": "choices:[ApplicationCommandOptionStringChoice]-25",
    "InteractionApplicationCommandAutocompleteCallbackIntegerData": "choices:[ApplicationCommandOptionIntegerChoice]-25",
    "InteractionApplicationCommandAutocompleteCallbackNumberData": "choices:[ApplicationCommandOptionNumberChoice]-25",
    # Commands
    "ApplicationCommandUpdateRequest": f"name!:S1-32 {_COMMAND} id:#",
    "ApplicationCommandCreateRequest": f"name!:S1-32 {_COMMAND}",
    "ApplicationCommandSubcommandOption": f"{_OPTION} options:[PlainOption]-25",
    "ApplicationCommandSubcommandGroupOption": f"{_OPTION} options:[ApplicationCommandSubcommandOption]-25",
    "ApplicationCommandStringOption": f"{_OPTION} autocomplete:B min_length:I0-6000 max_length:I1-6000 "
    "choices:[ApplicationCommandOptionStringChoice]-25",
    "ApplicationCommandIntegerOption": f"{_OPTION} autocomplete:B min_value:I max_value:I "
    "choices:[ApplicationCommandOptionIntegerChoice]-25",
    "ApplicationCommandNumberOption": f"{_OPTION} autocomplete:B min_value:N max_value:N "
    "choices:[ApplicationCommandOptionNumberChoice]-25",
    "ApplicationCommandBooleanOption": _OPTION,
    "ApplicationCommandUserOption": _OPTION,
    "ApplicationCommandChannelOption": f"{_OPTION} channel_types:[ChannelTypes]u",
    "ApplicationCommandRoleOption": _OPTION,
    "ApplicationCommandMentionableOption": _OPTION,
    "ApplicationCommandAttachmentOption": _OPTION,
    "ApplicationCommandOptionStringChoice": f"{_CHOICE} value!:S-6000",
    "ApplicationCommandOptionIntegerChoice": f"{_CHOICE} value!:I",
    "ApplicationCommandOptionNumberChoice": f"{_CHOICE} value!:N",
    # Threads and private channels
    "CreateForumThreadRequest": f"{_THREAD} applied_tags:[#]-5 message!:BaseCreateMessageCreateRequest",
    "CreateTextThreadWithMessageRequest": _THREAD,
    "CreateTextThreadWithoutMessageRequest": f"{_THREAD} type:ChannelTypes invitable:B",
    "CreatePrivateChannelRequest": "recipient_id:#",
    # Components of messages
    "ActionRowComponentForMessageRequest": f"{_PART} components!:[InRow]1-5",
    "ButtonComponentForMessageRequest": f"{_PART} custom_id:S1-100 style!:ButtonStyleTypes label:S-80 disabled:B "
    "url:U-512 sku_id:# emoji:ComponentEmojiForRequest",
    "StringSelectComponentForMessageRequest": f"{_SELECT} options!:[StringSelectOptionForRequest]1-25",
    "UserSelectComponentForMessageRequest": f"{_SELECT} default_values:[UserSelectDefaultValue]-25",
    "RoleSelectComponentForMessageRequest": f"{_SELECT} default_values:[RoleSelectDefaultValue]-25",
    "MentionableSelectComponentForMessageRequest": f"{_SELECT} "
    "default_values:[RoleSelectDefaultValue|UserSelectDefaultValue]-25",
    "ChannelSelectComponentForMessageRequest": f"{_SELECT} default_values:[ChannelSelectDefaultValue]-25 "
    "channel_types:[ChannelTypes]u",
    "StringSelectOptionForRequest": "label!:S1-100 value!:S1-100 description:S-100 default:B "
    "emoji:ComponentEmojiForRequest",
    "UserSelectDefaultValue": "type!:SnowflakeSelectDefaultValueTypes id!:#",
    "RoleSelectDefaultValue": "type!:SnowflakeSelectDefaultValueTypes id!:#",
    "ChannelSelectDefaultValue": "type!:SnowflakeSelectDefaultValueTypes id!:#",
    "SectionComponentForMessageRequest": f"{_PART} components!:[TextDisplayComponentForMessageRequest]1-3 "
    "accessory!:Accessory",
    "TextDisplayComponentForMessageRequest": f"{_PART} content!:S1-4000",
    "ThumbnailComponentForMessageRequest": f"{_PART} description:S1-1024 spoiler:B media!:UnfurledMediaRequest",
    "MediaGalleryComponentForMessageRequest": f"{_PART} items!:[MediaGalleryItemRequest]1-10",
    "MediaGalleryItemRequest": "description:S1-1024 spoiler:B media!:UnfurledMediaRequest",
    "FileComponentForMessageRequest": f"{_PART} spoiler:B file!:UnfurledMediaRequestWithAttachmentReferenceRequired",
    "SeparatorComponentForMessageRequest": f"{_PART} spacing:MessageComponentSeparatorSpacingSize divider:B",
    "ContainerComponentForMessageRequest": f"{_PART} accent_color:I0-16777215 components!:[InContainer]1-40 spoiler:B",
    "UnfurledMediaRequest": "url!:U-2048",
    "UnfurledMediaRequestWithAttachmentReferenceRequired": "url!:U-2048",
    "ComponentEmojiForRequest": "id:# name!:S-32",
    # Components of modals
    "ActionRowComponentForModalRequest": f"{_PART} components!:[TextInputComponentForModalRequest]1-5",
    "TextInputComponentForModalRequest": f"{_PART} custom_id!:S1-100 style!:TextInputStyleTypes label:S1-45 "
    "value:S-4000 placeholder:S-100 required:B min_length:I0-4000 max_length:I1-4000",
    "LabelComponentForModalRequest": f"{_PART} label!:S1-45 description:S1-100 component!:InLabel",
    "StringSelectComponentForModalRequest": f"{_SELECT} options!:[StringSelectOptionForRequest]1-25",
    "TextDisplayComponentForModalRequest": f"{_PART} content!:S1-4000",
    # Embeds
    "RichEmbed": "type:S-152133 url:U-2048 title:S-256 color:I0-16777215 timestamp:S description:S-4096 "
    "author:RichEmbedAuthor image:RichEmbedImage thumbnail:RichEmbedThumbnail footer:RichEmbedFooter "
    "fields:[RichEmbedField]-25",
    "RichEmbedAuthor": "name:S-256 url:U-2048 icon_url:U-2048",
    "RichEmbedField": "name!:S-256 value!:S-1024 inline:B",
    "RichEmbedFooter": "text:S-2048 icon_url:U-2048",
    "RichEmbedImage": _PICTURE,
    "RichEmbedThumbnail": _PICTURE,
}

IGNORED: Final = {
    "MessageEditRequestPartial": {"tts"},
    "IncomingWebhookUpdateRequestPartial": {"tts"},
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": {"tts"},
    "ApplicationCommandUpdateRequest": {"nsfw"},
    "MessageAttachmentRequest": {"proxy_url", "url", "size", "spoiler", "height", "width", "content_type"},
    "BaseCreateMessageCreateRequest": {"tts"},
    "CreateForumThreadRequest": {"type"},
}
"""Fields that are in no description and that the library sends all the same; Discord passes over them."""

_SELECTS = {
    3: "StringSelectComponentForMessageRequest",
    5: "UserSelectComponentForMessageRequest",
    6: "RoleSelectComponentForMessageRequest",
    7: "MentionableSelectComponentForMessageRequest",
    8: "ChannelSelectComponentForMessageRequest",
}
_BLOCKS = {
    1: "ActionRowComponentForMessageRequest",
    9: "SectionComponentForMessageRequest",
    10: "TextDisplayComponentForMessageRequest",
    12: "MediaGalleryComponentForMessageRequest",
    13: "FileComponentForMessageRequest",
    14: "SeparatorComponentForMessageRequest",
}
_CALLBACKS = {
    1: "PongInteractionCallbackRequest",
    4: "CreateMessageInteractionCallbackRequest",
    5: "CreateMessageInteractionCallbackRequest",
    6: "UpdateMessageInteractionCallbackRequest",
    7: "UpdateMessageInteractionCallbackRequest",
    8: "ApplicationCommandAutocompleteCallbackRequest",
    9: "ModalInteractionCallbackRequest",
}
_PLAIN = {
    3: "ApplicationCommandStringOption",
    4: "ApplicationCommandIntegerOption",
    5: "ApplicationCommandBooleanOption",
    6: "ApplicationCommandUserOption",
    7: "ApplicationCommandChannelOption",
    8: "ApplicationCommandRoleOption",
    9: "ApplicationCommandMentionableOption",
    10: "ApplicationCommandNumberOption",
    11: "ApplicationCommandAttachmentOption",
}
UNIONS: Final = {
    "Component": _BLOCKS | {17: "ContainerComponentForMessageRequest"},
    "InContainer": _BLOCKS,
    "InRow": {2: "ButtonComponentForMessageRequest"} | _SELECTS,
    "Accessory": {2: "ButtonComponentForMessageRequest", 11: "ThumbnailComponentForMessageRequest"},
    "ModalComponent": {
        1: "ActionRowComponentForModalRequest",
        10: "TextDisplayComponentForModalRequest",
        18: "LabelComponentForModalRequest",
    },
    "InLabel": {3: "StringSelectComponentForModalRequest", 4: "TextInputComponentForModalRequest"},
    "InteractionCallback": _CALLBACKS,
    "PlainOption": _PLAIN,
    "CommandOption": _PLAIN
    | {1: "ApplicationCommandSubcommandOption", 2: "ApplicationCommandSubcommandGroupOption"},
}
"""Objects that say by `type` which one they are."""

TYPES: Final = {
    name: tuple(kind for union in UNIONS.values() for kind, one in union.items() if one == name)
    for union in UNIONS.values()
    for name in union.values()
}
"""What `type` each of them says."""

ALTERNATIVES: Final = {
    "Choices": tuple(
        f"InteractionApplicationCommandAutocompleteCallback{kind}Data"
        for kind in ("String", "Integer", "Number")
    )
}
"""Objects of which the first that fits is meant."""

ENUMS: Final[dict[str, tuple[int | str, ...]]] = {
    "AllowedMentionTypes": ("users", "roles", "everyone"),
    "ApplicationCommandOptionType": tuple(range(1, 12)),
    "ApplicationCommandType": (1, 2, 3, 4),
    "ApplicationIntegrationType": (0, 1),
    "ButtonStyleTypes": (1, 2, 3, 4, 5, 6),
    "ChannelTypes": (0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15),
    "InteractionCallbackTypes": (1, 4, 5, 6, 7, 8, 9, 12, 13),
    "InteractionContextType": (0, 1, 2),
    "MessageComponentSeparatorSpacingSize": (1, 2),
    "MessageComponentTypes": (*range(1, 15), 17, 18, 19, 21, 22, 23),
    "MessageReferenceType": (0,),
    "SnowflakeSelectDefaultValueTypes": ("user", "role", "channel"),
    "TextInputStyleTypes": (1, 2),
    "ThreadAutoArchiveDuration": (60, 1440, 4320, 10080),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object, its type as it stands in the table."""

    name: str
    type: str
    required: bool


@cache
def fields(name: str) -> tuple[Field, ...]:
    """The fields of an object."""
    words = (word.partition(":") for word in OBJECTS[name].split())
    return tuple(Field(one.removesuffix("!"), kind, one.endswith("!")) for one, _, kind in words)
