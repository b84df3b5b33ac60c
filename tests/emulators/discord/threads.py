"""Routes that open threads and forum posts."""

from __future__ import annotations

from typing import Any

from tests.emulators.discord import rules
from tests.emulators.discord.contents import content
from tests.emulators.discord.places import Channel
from tests.emulators.discord.record import Call
from tests.emulators.discord.refusals import Flaw, invalid_form, refusal
from tests.emulators.discord.world import APPLICATION, World

Wire = dict[str, Any]


def open_thread(world: World, call: Call) -> Wire:
    """POST /channels/{channel_id}/threads: a forum post with its first message, or a thread without one."""
    channel = world.channel(call.id("channel_id"))
    if channel.type == rules.FORUM:
        return _forum_post(world, channel, call)
    form = call.form("CreateTextThreadWithoutMessageRequest")
    if channel.type not in (rules.TEXT_CHANNEL, rules.ANNOUNCEMENT):
        raise refusal(50024)
    kind = form.get("type") or rules.PRIVATE_THREAD
    private = kind == rules.PRIVATE_THREAD
    world.needs(channel, "create_private_threads" if private else "create_public_threads")
    return opened(world, channel, form["name"], kind).wire()


def _forum_post(world: World, channel: Channel, call: Call) -> Wire:
    form = call.form("CreateForumThreadRequest")
    tags = form.get("applied_tags") or []
    if unknown := set(tags) - {one["id"] for one in channel.tags}:
        told = f"Unknown tag {min(unknown)}"
        raise invalid_form([Flaw(("applied_tags",), "FORUM_TAG_UNKNOWN", told)])
    if channel.tag_required and not tags:
        raise refusal(40067)
    world.needs(channel, "send_messages")
    first = content(world, channel, form["message"], call.files, below=("message",))
    if first["attachments"]:
        world.needs(channel, "attach_files")
    thread = opened(world, channel, form["name"], rules.PUBLIC_THREAD)
    post = world.adds(thread, first)
    world.did(thread, "sent", post)
    return thread.wire() | {"applied_tags": tags, "message": post.wire}


def under_message(world: World, call: Call) -> Wire:
    """POST /channels/{channel_id}/messages/{message_id}/threads: the thread has the message's number."""
    channel = world.channel(call.id("channel_id"))
    post = world.post(channel, call.id("message_id"))
    form = call.form()
    if channel.type not in (rules.TEXT_CHANNEL, rules.ANNOUNCEMENT):
        raise refusal(50024)
    world.needs(channel, "create_public_threads")
    if post.id in world.channels:
        raise refusal(160004)
    news = channel.type == rules.ANNOUNCEMENT
    kind = rules.ANNOUNCEMENT_THREAD if news else rules.PUBLIC_THREAD
    return opened(world, channel, form["name"], kind, post.id).wire()


def opened(
    world: World, channel: Channel, name: str, kind: int, number: int = 0, owner: int = APPLICATION
) -> Channel:
    """A new thread, of which all hear."""
    assert channel.guild is not None
    thread = Channel(number or world.number(), kind, name, channel.guild, channel, owner=owner)
    channel.guild.channels[thread.id] = world.channels[thread.id] = thread
    world.tell("THREAD_CREATE", thread.wire() | {"newly_created": True}, channel.guild)
    if owner == APPLICATION:
        world.did(channel, "opened", words=name)
    return thread


def join(world: World, call: Call) -> None:
    """PUT /channels/{channel_id}/thread-members/@me."""
    if not world.channel(call.id("channel_id")).is_thread:
        raise refusal(50024)


def active(world: World, call: Call) -> Wire:
    """GET /guilds/{guild_id}/threads/active."""
    every = world.guild(call.id("guild_id")).channels.values()
    standing = [one.wire() for one in every if one.is_thread and not one.archived]
    return {"threads": standing, "members": [], "has_more": False}
