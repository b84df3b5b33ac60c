"""Routes that send, change, publish and remove messages in channels."""

from __future__ import annotations

from typing import Any

from tests.emulators.discord import rules
from tests.emulators.discord.contents import content
from tests.emulators.discord.places import Channel, Post, moment
from tests.emulators.discord.record import Call
from tests.emulators.discord.refusals import Refusal, refusal, too_many
from tests.emulators.discord.world import APPLICATION, Loss, World

Wire = dict[str, Any]
HOUR = 3600.0


def create(world: World, call: Call) -> Wire:
    """POST /channels/{channel_id}/messages."""
    channel = writable(world, call.id("channel_id"))
    form = call.form()
    once = _once(world, channel, form)
    if channel.id in once:
        return once[channel.id][1].wire
    told = content(world, channel, form, call.files)
    if call.files or told["attachments"]:
        world.needs(channel, "attach_files")
    if reference := form.get("message_reference"):
        told |= _reply(world, channel, reference)
    if form.get("nonce") is not None:
        told["nonce"] = form["nonce"]
    post = world.adds(channel, told)
    once[channel.id] = (world.clock(), post)
    world.did(channel, "sent", post)
    return post.wire


def writable(world: World, number: int) -> Channel:
    """A channel in which the bot may write, or why not."""
    channel = world.channel(number)
    if channel.type not in rules.WRITABLE:
        raise refusal(50008)
    if channel.type == rules.DM:
        world.reaches(int(channel.recipients[0]["id"]))
    world.needs(channel, "send_messages_in_threads" if channel.is_thread else "send_messages")
    if channel.locked and not world.may(channel, "manage_threads"):
        raise refusal(160005)
    return channel


def _once(world: World, channel: Channel, form: Wire) -> dict[int, tuple[float, Post]]:
    """The messages with that nonce, when the bot asks that each be sent once only, by channel."""
    if not form.get("enforce_nonce") or form.get("nonce") in (None, ""):
        return {}
    nonce, now = str(form["nonce"]), world.clock()
    known = world.nonces.setdefault(nonce, {})
    for place in [one for one, (at, _) in known.items() if now - at > rules.NONCE_SECONDS]:
        del known[place]
    if known.keys() - {channel.id}:
        what = f"the nonce {nonce!r} is another channel's too, and Discord may take both for one"
        world.losses.append(Loss(channel.id, what))
    return known


def _reply(world: World, channel: Channel, reference: Wire) -> Wire:
    if not world.may(channel, "read_message_history"):
        raise refusal(160002)
    found = channel.posts.get(int(reference["message_id"]))
    if found is None and reference.get("fail_if_not_exists") is not False:
        raise refusal(10008)
    told: Wire = {"type": 19, "message_reference": {"type": 0, "channel_id": str(channel.id)}}
    told["message_reference"]["message_id"] = reference["message_id"]
    told["referenced_message"] = found.wire if found else None
    return told


def edit(world: World, call: Call) -> Wire:
    """PATCH /channels/{channel_id}/messages/{message_id}."""
    channel = world.channel(call.id("channel_id"))
    post = world.post(channel, call.id("message_id"))
    if post.author != APPLICATION:
        raise refusal(50005)
    form = call.form()
    if channel.archived:
        raise refusal(50083)
    _old(world, channel, post)
    return edited(world, channel, post, content(world, channel, form, call.files, old=post.wire))


def edited(world: World, channel: Channel, post: Post, told: Wire, kind: str = "edited") -> Wire:
    """The message as it is from now on."""
    post.wire = {**post.wire, **told, "edited_timestamp": moment(world.clock())}
    world.did(channel, kind, post)
    if post.viewer is None:
        world.tell("MESSAGE_UPDATE", world.event(channel, post), channel.guild)
    return post.wire


def _old(world: World, channel: Channel, post: Post) -> None:
    """Edits of messages over an hour old are rationed, over a channel."""
    now = world.clock()
    if now - ((post.id >> 22) + 1_420_070_400_000) / 1000 < rules.OLD_SECONDS:
        return
    channel.old_edits = [one for one in channel.old_edits if now - one < HOUR]
    if len(channel.old_edits) >= rules.OLD_EDITS:
        told = refusal(30046)
        raise Refusal(429, 30046, told.message, retry_after=HOUR, **{"global": False})
    channel.old_edits.append(now)


def get(world: World, call: Call) -> Wire:
    """GET /channels/{channel_id}/messages/{message_id}."""
    channel = world.channel(call.id("channel_id"))
    world.needs(channel, "read_message_history")
    return world.post(channel, call.id("message_id")).wire


def listed(world: World, call: Call) -> list[Wire]:
    """GET /channels/{channel_id}/messages: newest first; none for those who may not read what was."""
    channel, asked = world.channel(call.id("channel_id")), call.query
    if not world.may(channel, "read_message_history"):
        return []
    posts = [one for one in reversed(channel.posts.values()) if one.viewer is None]
    if "before" in asked:
        posts = [one for one in posts if one.id < int(asked["before"])]
    if "after" in asked:
        posts = [one for one in posts if one.id > int(asked["after"])][-asked.get("limit", 50) :]
    return [one.wire for one in posts[: asked.get("limit", 50)]]


def delete(world: World, call: Call) -> None:
    """DELETE /channels/{channel_id}/messages/{message_id}."""
    channel = world.channel(call.id("channel_id"))
    post = world.post(channel, call.id("message_id"))
    if post.author != APPLICATION:
        world.needs(channel, "manage_messages")
    removed(world, channel, post)


def removed(world: World, channel: Channel, post: Post) -> None:
    """The message is gone."""
    del channel.posts[post.id]
    world.did(channel, "deleted", post)
    if post.viewer is None:
        told = {"id": str(post.id), "channel_id": str(channel.id)}
        told |= {"guild_id": str(channel.guild.id)} if channel.guild else {}
        world.tell("MESSAGE_DELETE", told, channel.guild)


def crosspost(world: World, call: Call) -> Wire:
    """POST .../crosspost: to all who follow an announcement channel."""
    channel = world.channel(call.id("channel_id"))
    if channel.type != rules.ANNOUNCEMENT:
        raise refusal(50024)
    post = world.post(channel, call.id("message_id"))
    world.needs(channel, "send_messages" if post.author == APPLICATION else "manage_messages")
    if post.wire["flags"] & rules.CROSSPOSTED:
        raise refusal(40033)
    now = world.clock()
    channel.crossposts = [one for one in channel.crossposts if now - one < HOUR]
    if len(channel.crossposts) >= rules.CROSSPOSTS:
        raise too_many(channel.crossposts[0] + HOUR - now)
    channel.crossposts.append(now)
    told = {"flags": post.wire["flags"] | rules.CROSSPOSTED}
    return edited(world, channel, post, told, "published")


def typing(world: World, call: Call) -> None:
    """POST /channels/{channel_id}/typing."""
    world.did(writable(world, call.id("channel_id")), "typing", words="types")
