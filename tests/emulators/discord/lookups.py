"""Routes that look: at the bot itself, at servers, channels and people."""

from __future__ import annotations

from typing import Any

from tests.emulators.discord.places import Guild
from tests.emulators.discord.record import Call
from tests.emulators.discord.refusals import refusal
from tests.emulators.discord.world import APPLICATION, World

Wire = dict[str, Any]
_NONE = "icon interactions_endpoint_url role_connections_verification_url event_webhooks_url team type"


def gateway(world: World, call: Call) -> Wire:
    """GET /gateway."""
    return {"url": address(world)}


def address(world: World) -> str:
    """Where the gateway listens."""
    return world.root.replace("http://", "ws://") + "/gateway"


def gateway_for_bot(world: World, call: Call) -> Wire:
    """GET /gateway/bot."""
    starts = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
    return {"url": address(world), "shards": 1, "session_start_limit": starts}


def me(world: World, call: Call) -> Wire:
    """GET /users/@me."""
    return world.bot | {"mfa_enabled": False, "locale": "en-US"}


def user(world: World, call: Call) -> Wire:
    """GET /users/{user_id}."""
    if call.id("user_id") not in world.users:
        raise refusal(10013)
    return world.users[call.id("user_id")]


def application(world: World, call: Call) -> Wire:
    """GET /applications/@me and /oauth2/applications/@me."""
    owner = next((one for one in world.users.values() if not one["bot"]), world.bot)
    none = dict.fromkeys(_NONE.split())
    scopes = {"scopes": ["applications.commands", "bot"], "permissions": "0"}
    installs = {kind: {"oauth2_install_params": scopes} for kind in ("0", "1")}
    return {
        "id": str(APPLICATION),
        "name": world.bot["global_name"],
        "description": "",
        "bot": world.bot,
        "owner": owner,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "approximate_guild_count": len(_joined(world)),
        "approximate_user_install_count": len(world.installed),
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": scopes["scopes"],
        "integration_types_config": installs,
    } | none


def _joined(world: World) -> list[Guild]:
    return [one for one in world.guilds.values() if APPLICATION in one.members]


def guilds(world: World, call: Call) -> list[Wire]:
    """GET /users/@me/guilds."""
    after, before = int(call.query.get("after", 0)), int(call.query.get("before", 1 << 63))
    found = sorted((one for one in _joined(world) if after < one.id < before), key=lambda one: one.id)
    found = found[: call.query.get("limit", 200)]
    return [
        {
            "id": str(one.id),
            "name": one.name,
            "icon": None,
            "banner": None,
            "owner": False,
            "features": [],
            "permissions": str(one.permissions(APPLICATION)),
        }
        for one in found
    ]


def leave(world: World, call: Call) -> None:
    """DELETE /users/@me/guilds/{guild_id}."""
    guild = world.guild(call.id("guild_id"))
    world.tell("GUILD_DELETE", {"id": str(guild.id)}, guild)
    del guild.members[APPLICATION]
    world.changed()


def private_channel(world: World, call: Call) -> Wire:
    """POST /users/@me/channels."""
    number = int(call.form().get("recipient_id") or 0)
    if number not in world.users or number == APPLICATION:
        raise refusal(50033)
    return world.private(number).wire()


def channel(world: World, call: Call) -> Wire:
    """GET /channels/{channel_id}."""
    return world.channel(call.id("channel_id")).wire()


def delete_channel(world: World, call: Call) -> Wire:
    """DELETE /channels/{channel_id}: a channel, or a thread."""
    found = world.channel(call.id("channel_id"))
    world.needs(found, "manage_threads" if found.is_thread else "manage_channels")
    if found.guild is not None:
        world.removes(found)
    return found.wire()


def guild(world: World, call: Call) -> Wire:
    """GET /guilds/{guild_id}."""
    found = world.guild(call.id("guild_id"))
    counts = {"approximate_member_count": len(found.members), "approximate_presence_count": 0}
    return found.wire() | (counts if call.query.get("with_counts") else {})


def channels(world: World, call: Call) -> list[Wire]:
    """GET /guilds/{guild_id}/channels."""
    every = world.guild(call.id("guild_id")).channels.values()
    return [one.wire() for one in every if not one.is_thread]


def roles(world: World, call: Call) -> list[Wire]:
    """GET /guilds/{guild_id}/roles."""
    return list(world.guild(call.id("guild_id")).roles.values())


def members(world: World, call: Call) -> list[Wire]:
    """GET /guilds/{guild_id}/members, which needs a privileged intent."""
    world.guild(call.id("guild_id"))
    raise refusal(50001)


def member(world: World, call: Call) -> Wire:
    """GET /guilds/{guild_id}/members/{user_id}."""
    found = world.guild(call.id("guild_id"))
    if call.id("user_id") not in found.members:
        raise refusal(10007)
    return found.members[call.id("user_id")]
