"""What Discord takes where: routes with queries and bodies, limits, flags, intents; facts of API v10."""

# ruff: noqa: E501 -- a table

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

_COMMANDS: Final = "/applications/{application_id}/commands"
_GUILD_COMMANDS: Final = "/applications/{application_id}/guilds/{guild_id}/commands"
_MESSAGES: Final = "/channels/{channel_id}/messages"
_MESSAGE: Final = f"{_MESSAGES}/{{message_id}}"
_HOOK: Final = "/webhooks/{webhook_id}/{webhook_token}"
_OURS: Final = f"{_HOOK}/messages/@original"
_THEIRS: Final = f"{_HOOK}/messages/{{message_id}}"
_PAGED: Final = "?limit:I1-100 ?before:# ?after:# ?around:#"

# A route is `[?query:type ...] [Body ...] [+files]`; of several bodies the handler says which is meant.
ROUTES: Final = {
    "GET /gateway": "",
    "GET /gateway/bot": "",
    "GET /users/@me": "",
    "GET /users/{user_id}": "",
    "GET /users/@me/guilds": "?limit:I1-200 ?before:# ?after:# ?with_counts:B",
    "DELETE /users/@me/guilds/{guild_id}": "",
    "POST /users/@me/channels": "CreatePrivateChannelRequest",
    "GET /applications/@me": "",
    "GET /oauth2/applications/@me": "",
    f"GET {_COMMANDS}": "?with_localizations:B",
    f"PUT {_COMMANDS}": "[ApplicationCommandUpdateRequest]-130",
    f"POST {_COMMANDS}": "ApplicationCommandCreateRequest",
    f"GET {_COMMANDS}/{{command_id}}": "",
    f"DELETE {_COMMANDS}/{{command_id}}": "",
    f"GET {_GUILD_COMMANDS}": "?with_localizations:B",
    f"PUT {_GUILD_COMMANDS}": "[ApplicationCommandUpdateRequest]-130",
    f"POST {_GUILD_COMMANDS}": "ApplicationCommandCreateRequest",
    "POST /interactions/{interaction_id}/{interaction_token}/callback": "?with_response:B InteractionCallback +files",
    f"POST {_HOOK}": "?wait:B ?thread_id:# ?with_components:B IncomingWebhookRequestPartial +files",
    f"GET {_OURS}": "?thread_id:#",
    f"PATCH {_OURS}": "?thread_id:# ?with_components:B IncomingWebhookUpdateRequestPartial +files",
    f"DELETE {_OURS}": "?thread_id:#",
    f"GET {_THEIRS}": "?thread_id:#",
    f"PATCH {_THEIRS}": "?thread_id:# ?with_components:B IncomingWebhookUpdateRequestPartial +files",
    f"DELETE {_THEIRS}": "?thread_id:#",
    "GET /channels/{channel_id}": "",
    "DELETE /channels/{channel_id}": "",
    f"GET {_MESSAGES}": _PAGED,
    f"POST {_MESSAGES}": "MessageCreateRequest +files",
    f"GET {_MESSAGE}": "",
    f"PATCH {_MESSAGE}": "MessageEditRequestPartial +files",
    f"DELETE {_MESSAGE}": "",
    f"POST {_MESSAGE}/crosspost": "",
    f"POST {_MESSAGE}/threads": "CreateTextThreadWithMessageRequest",
    "POST /channels/{channel_id}/threads": "CreateForumThreadRequest CreateTextThreadWithoutMessageRequest +files",
    "PUT /channels/{channel_id}/thread-members/@me": "",
    "POST /channels/{channel_id}/typing": "",
    "GET /guilds/{guild_id}": "?with_counts:B",
    "GET /guilds/{guild_id}/channels": "",
    "GET /guilds/{guild_id}/roles": "",
    "GET /guilds/{guild_id}/members": "?limit:I1-1000 ?after:I0-",
    "GET /guilds/{guild_id}/members/{user_id}": "",
    "GET /guilds/{guild_id}/threads/active": "",
}

IGNORED_QUERIES: Final = frozenset({"use_nested_fields"})
"""What the library asks though no description knows it; Discord passes over it."""
OPEN: Final = frozenset({"GET /gateway"})
"""Routes that ask for no token; those of interactions and webhooks carry one in their address."""

# Limits that stand in no schema
CONTENT: Final = 2000
"""Of a message by a bot; people who pay write 4,000."""
COMPONENTS: Final = 40
ROWS: Final = 5
BUTTONS_A_ROW: Final = 5
TEXT: Final = 4000
EMBEDS_TEXT: Final = 6000
FILES: Final = 10
UPLOAD_BYTES: Final = 10 * 1024 * 1024
CHAT_COMMANDS: Final = 100
MENU_COMMANDS: Final = 15
COMMAND_TEXT: Final = 8000
ANSWER_SECONDS: Final = 3.0
TOKEN_SECONDS: Final = 15 * 60.0
NONCE_SECONDS: Final = 300.0
OLD_SECONDS: Final = 3600.0
OLD_EDITS: Final = 3
"""Edits of messages over an hour old that pass within an hour; Discord does not say how many."""
CROSSPOSTS: Final = 10
"""An hour and channel."""

SUPPRESS_EMBEDS: Final = 1 << 2
EPHEMERAL: Final = 1 << 6
LOADING: Final = 1 << 7
SILENT: Final = 1 << 12
COMPONENTS_V2: Final = 1 << 15
CROSSPOSTED: Final = 1 << 0
FLAGS: Final = SUPPRESS_EMBEDS | SILENT | COMPONENTS_V2
"""What a message may be sent with; an answer to an interaction also with `EPHEMERAL`."""

TEXT_CHANNEL, DM, VOICE, CATEGORY, ANNOUNCEMENT, FORUM = 0, 1, 2, 4, 5, 15
ANNOUNCEMENT_THREAD, PUBLIC_THREAD, PRIVATE_THREAD = 10, 11, 12
THREADS: Final = frozenset({ANNOUNCEMENT_THREAD, PUBLIC_THREAD, PRIVATE_THREAD})
WRITABLE: Final = THREADS | {TEXT_CHANNEL, DM, VOICE, ANNOUNCEMENT}

_LOCALES = (
    "ar bg cs da de el en-GB en-US es-419 es-ES fi fr he hi hr hu id it ja ko lt nl no pl pt-BR ro ru sv-SE th "
    "tr uk vi zh-CN zh-TW"
)
LOCALES: Final = frozenset(_LOCALES.split())

PERMISSIONS: Final = {
    "administrator": 1 << 3,
    "manage_channels": 1 << 4,
    "manage_guild": 1 << 5,
    "view_channel": 1 << 10,
    "send_messages": 1 << 11,
    "manage_messages": 1 << 13,
    "embed_links": 1 << 14,
    "attach_files": 1 << 15,
    "read_message_history": 1 << 16,
    "mention_everyone": 1 << 17,
    "use_application_commands": 1 << 31,
    "manage_threads": 1 << 34,
    "create_public_threads": 1 << 35,
    "create_private_threads": 1 << 36,
    "send_messages_in_threads": 1 << 38,
    "use_external_apps": 1 << 50,
}
EVERYTHING: Final = (1 << 53) - 1

INTENTS: Final = {
    "GUILD_": 1 << 0,
    "CHANNEL_": 1 << 0,
    "THREAD_": 1 << 0,
    "GUILD_MEMBER_": 1 << 1,
    "MESSAGE_": 1 << 9,
    "TYPING_": 1 << 11,
}
"""What events of a guild need, by how their names begin; the longest beginning counts."""
PRIVATE_INTENTS: Final = {"MESSAGE_": 1 << 12, "TYPING_": 1 << 14, "CHANNEL_": 0}
"""The same for events of direct messages."""
MESSAGE_CONTENT: Final = 1 << 15
PRIVILEGED: Final = (1 << 1) | (1 << 8) | MESSAGE_CONTENT
ALL_INTENTS: Final = sum(1 << bit for bit in (*range(17), 20, 21, 24, 25))


@dataclass(frozen=True, slots=True)
class Route:
    """What one route takes."""

    query: tuple[tuple[str, str], ...]
    bodies: tuple[str, ...]
    files: bool


@cache
def route(name: str) -> Route:
    """A route of the table."""
    words = ROUTES[name].split()
    asked = (word[1:].partition(":") for word in words if word.startswith("?"))
    return Route(
        tuple((one, kind) for one, _, kind in asked),
        tuple(word for word in words if word[0] not in "?+"),
        "+files" in words,
    )
