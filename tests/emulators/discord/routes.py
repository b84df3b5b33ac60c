"""Which function answers which route, and how a path is understood."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote

from tests.emulators.discord import commands, interactions, lookups, messages, rules, threads
from tests.emulators.discord.record import Call
from tests.emulators.discord.refusals import Flaw, invalid_form
from tests.emulators.discord.world import World

_COMMANDS = "/applications/{application_id}/commands"
_GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"
_MESSAGES = "/channels/{channel_id}/messages"
_HOOK = "/webhooks/{webhook_id}/{webhook_token}"

HANDLERS: Final[dict[str, Callable[[World, Call], Any]]] = {
    "GET /gateway": lookups.gateway,
    "GET /gateway/bot": lookups.gateway_for_bot,
    "GET /users/@me": lookups.me,
    "GET /users/{user_id}": lookups.user,
    "GET /users/@me/guilds": lookups.guilds,
    "DELETE /users/@me/guilds/{guild_id}": lookups.leave,
    "POST /users/@me/channels": lookups.private_channel,
    "GET /applications/@me": lookups.application,
    "GET /oauth2/applications/@me": lookups.application,
    f"GET {_COMMANDS}": commands.listed,
    f"PUT {_COMMANDS}": commands.overwrite,
    f"POST {_COMMANDS}": commands.create,
    f"GET {_COMMANDS}/{{command_id}}": commands.get,
    f"DELETE {_COMMANDS}/{{command_id}}": commands.delete,
    f"GET {_GUILD_COMMANDS}": commands.listed,
    f"PUT {_GUILD_COMMANDS}": commands.overwrite,
    f"POST {_GUILD_COMMANDS}": commands.create,
    "POST /interactions/{interaction_id}/{interaction_token}/callback": interactions.callback,
    f"POST {_HOOK}": interactions.followup,
    f"GET {_HOOK}/messages/@original": interactions.get_answer,
    f"PATCH {_HOOK}/messages/@original": interactions.edit_answer,
    f"DELETE {_HOOK}/messages/@original": interactions.delete_answer,
    f"GET {_HOOK}/messages/{{message_id}}": interactions.get_answer,
    f"PATCH {_HOOK}/messages/{{message_id}}": interactions.edit_answer,
    f"DELETE {_HOOK}/messages/{{message_id}}": interactions.delete_answer,
    "GET /channels/{channel_id}": lookups.channel,
    "DELETE /channels/{channel_id}": lookups.delete_channel,
    f"GET {_MESSAGES}": messages.listed,
    f"POST {_MESSAGES}": messages.create,
    f"GET {_MESSAGES}/{{message_id}}": messages.get,
    f"PATCH {_MESSAGES}/{{message_id}}": messages.edit,
    f"DELETE {_MESSAGES}/{{message_id}}": messages.delete,
    f"POST {_MESSAGES}/{{message_id}}/crosspost": messages.crosspost,
    f"POST {_MESSAGES}/{{message_id}}/threads": threads.under_message,
    "POST /channels/{channel_id}/threads": threads.open_thread,
    "PUT /channels/{channel_id}/thread-members/@me": threads.join,
    "POST /channels/{channel_id}/typing": messages.typing,
    "GET /guilds/{guild_id}": lookups.guild,
    "GET /guilds/{guild_id}/channels": lookups.channels,
    "GET /guilds/{guild_id}/roles": lookups.roles,
    "GET /guilds/{guild_id}/members": lookups.members,
    "GET /guilds/{guild_id}/members/{user_id}": lookups.member,
    "GET /guilds/{guild_id}/threads/active": threads.active,
}
CREATED: Final = frozenset(
    {"POST /channels/{channel_id}/threads", f"POST {_MESSAGES}/{{message_id}}/threads", f"POST {_COMMANDS}"}
)
"""Routes that answer 201."""


def _sorted() -> dict[tuple[str, int], list[tuple[str, list[str]]]]:
    """Routes by method and number of steps, those with the fewest blanks first."""
    found: dict[tuple[str, int], list[tuple[str, list[str]]]] = {}
    for name in sorted(rules.ROUTES, key=lambda one: one.count("{")):
        method, _, path = name.partition(" ")
        steps = path.split("/")
        found.setdefault((method, len(steps)), []).append((name, steps))
    return found


_ROUTES: Final = _sorted()


@lru_cache(maxsize=4096)
def find(method: str, path: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """The route that a path is of, and what fills its blanks."""
    steps = path.split("/")
    for name, wanted in _ROUTES.get((method, len(steps)), ()):
        if all(one == each or one.startswith("{") for one, each in zip(wanted, steps, strict=True)):
            blanks = zip(wanted, steps, strict=True)
            return name, tuple((one[1:-1], unquote(each)) for one, each in blanks if one.startswith("{"))
    return None


def known(path: dict[str, str]) -> None:
    """Refuse numbers in an address that are none."""
    wrong = [
        Flaw((name,), "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
        for name, value in path.items()
        if name.endswith("_id") and not (value.isascii() and value.isdigit() and len(value) < 20)
    ]
    if wrong:
        raise invalid_form(wrong)
