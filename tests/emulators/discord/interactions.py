"""Routes that answer interactions: the first answer, followups, and changes of both."""

from __future__ import annotations

from typing import Any

from tests.emulators.discord import components, rules
from tests.emulators.discord.asked import AUTOCOMPLETE, COMPONENT, MODAL, Interaction
from tests.emulators.discord.contents import content
from tests.emulators.discord.messages import edited, removed
from tests.emulators.discord.places import Post
from tests.emulators.discord.record import Call
from tests.emulators.discord.refusals import Flaw, invalid_form, refusal
from tests.emulators.discord.world import World

Wire = dict[str, Any]
_FLAGS = rules.FLAGS | rules.EPHEMERAL
_MENU = {2: 20, 3: 23}


def callback(world: World, call: Call) -> Wire | None:
    """POST /interactions/{interaction_id}/{interaction_token}/callback: once, and within three seconds."""
    asked = world.interaction(call.id("interaction_id"), call.path["interaction_token"])
    form = call.form()
    if asked.answer:
        raise refusal(40060)
    if world.clock() - asked.at > world.answer_seconds:
        raise refusal(10062)
    kind, data = form["type"], form.get("data") or {}
    if (kind == 8) is not (asked.type == AUTOCOMPLETE) or (kind in (6, 7) and asked.message is None):
        told = "Interaction callback type is invalid for this interaction"
        raise invalid_form([Flaw(("type",), "INTERACTION_CALLBACK_TYPE_INVALID", told)])
    if kind == 9 and asked.type == MODAL:
        told = "Interaction callback type is invalid for this interaction"
        raise invalid_form([Flaw(("type",), "INTERACTION_CALLBACK_TYPE_INVALID", told)])
    {4: _message, 5: _deferred, 6: _later, 7: _update, 8: _choices, 9: _modal}[kind](world, asked, data, call)
    asked.answer = kind
    world.changed()
    return _response(asked) if call.query.get("with_response") else None


def _message(world: World, asked: Interaction, data: Wire, call: Call) -> None:
    told = content(world, asked.channel, data, call.files, flags=_FLAGS, below=("data",))
    asked.original = _new(world, asked, told)


def _deferred(world: World, asked: Interaction, data: Wire, call: Call) -> None:
    flags = int(data.get("flags") or 0)
    if flags & ~_FLAGS:
        told = f"Flags {flags & ~_FLAGS} cannot be set."
        raise invalid_form([Flaw(("data", "flags"), "BASE_TYPE_CHOICES", told)])
    asked.ephemeral = bool(flags & rules.EPHEMERAL)
    asked.original = _new(world, asked, {"flags": flags & rules.EPHEMERAL | rules.LOADING})


def _later(world: World, asked: Interaction, data: Wire, call: Call) -> None:
    if data:
        raise invalid_form([Flaw(("data",), "UNKNOWN_FIELD", "A deferred update has no data")])


def _update(world: World, asked: Interaction, data: Wire, call: Call) -> None:
    assert asked.message is not None
    told = content(world, asked.channel, data, call.files, old=asked.message.wire, below=("data",))
    edited(world, asked.channel, asked.message, told)
    asked.edited = True


def _choices(world: World, asked: Interaction, data: Wire, call: Call) -> None:
    asked.choices = data.get("choices") or []


def _modal(world: World, asked: Interaction, data: Wire, call: Call) -> None:
    names = [
        (place, one["custom_id"])
        for place, one in components.placed(data["components"], ("data", "components"))
        if one.get("custom_id")
    ]
    listed = [name for _, name in names]
    told = "Component custom id cannot be duplicated"
    if twice := [
        Flaw((*place, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", told)
        for number, (place, name) in enumerate(names)
        if name in listed[:number]
    ]:
        raise invalid_form(twice)
    if len(data["components"]) > rules.ROWS:
        limit = Flaw(("data", "components"), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
        raise invalid_form([limit])
    asked.modal = data


def _new(world: World, asked: Interaction, told: Wire) -> Post:
    """A message in answer, for the one who asked alone when it is ephemeral."""
    asker = int(asked.user["id"])
    if _hushed(asked, asker):
        told["flags"] = told.get("flags", 0) | rules.EPHEMERAL
    viewer = asker if told.get("flags", 0) & rules.EPHEMERAL else None
    told = {
        **told,
        "type": _MENU.get(asked.data.get("type", 0), 0) if asked.type != COMPONENT else 0,
        "application_id": world.bot["id"],
        "webhook_id": world.bot["id"],
        "interaction_metadata": {
            "id": str(asked.id),
            "type": asked.type,
            "user": asked.user,
            "authorizing_integration_owners": asked.owners,
        },
    }
    if asked.data.get("name"):
        told["interaction"] = {
            "id": str(asked.id),
            "type": asked.type,
            "name": asked.data["name"],
            "user": asked.user,
        }
    post = world.adds(asked.channel, told, viewer=viewer)
    if not post.wire["flags"] & rules.LOADING:
        world.did(asked.channel, "sent", post)
    return post


def _hushed(asked: Interaction, asker: int) -> bool:
    """Whether only the asker may see what their own app says in a server that does not have it."""
    guild = asked.channel.guild
    if guild is None or "0" in asked.owners:
        return False
    return not guild.permissions(asker, asked.channel) & rules.PERMISSIONS["use_external_apps"]


def _response(asked: Interaction) -> Wire:
    told: Wire = {"interaction": {"id": str(asked.id), "type": asked.type}}
    post = asked.original or (asked.message if asked.answer == 7 else None)
    if post is not None:
        told["interaction"] |= {
            "response_message_id": str(post.id),
            "response_message_loading": bool(post.wire["flags"] & rules.LOADING),
            "response_message_ephemeral": bool(post.wire["flags"] & rules.EPHEMERAL),
        }
        told["resource"] = {"type": asked.answer, "message": post.wire}
    return told


def followup(world: World, call: Call) -> Wire:
    """POST /webhooks/{webhook_id}/{webhook_token}: one more message; the first fills a deferred answer."""
    asked = _asked(world, call)
    form = call.form()
    if not asked.answer:
        raise refusal(10015)
    told = content(world, asked.channel, form, call.files, flags=_FLAGS)
    if asked.original and asked.original.wire["flags"] & rules.LOADING:
        return _filled(world, asked, told)
    post = _new(world, asked, told)
    asked.followups.append(post)
    world.changed()
    return post.wire


def _asked(world: World, call: Call) -> Interaction:
    return world.by_token(call.id("webhook_id"), call.path["webhook_token"])


def _filled(world: World, asked: Interaction, told: Wire) -> Wire:
    """The answer that was announced; whether it is ephemeral was said when it was."""
    assert asked.original is not None
    flags = asked.original.wire["flags"] & rules.EPHEMERAL
    flags |= told.get("flags", 0) & ~rules.EPHEMERAL
    return edited(world, asked.channel, asked.original, {**told, "flags": flags}, "sent")


def _found(world: World, call: Call) -> tuple[Interaction, Post]:
    """The message that a followup's address means: the first answer, or one of the others."""
    asked = _asked(world, call)
    if "message_id" not in call.path:
        post = asked.message if asked.answer in (6, 7) else asked.original
    else:
        number = call.id("message_id")
        ours = [*asked.followups, asked.original, asked.message]
        post = next((one for one in ours if one is not None and one.id == number), None)
    if post is None or post.id not in asked.channel.posts:
        raise refusal(10008 if asked.answer or "message_id" in call.path else 10015)
    return asked, post


def get_answer(world: World, call: Call) -> Wire:
    """GET .../messages/@original and .../messages/{message_id}."""
    return _found(world, call)[1].wire


def edit_answer(world: World, call: Call) -> Wire:
    """PATCH .../messages/@original and .../messages/{message_id}."""
    asked, post = _found(world, call)
    told = content(world, asked.channel, call.form(), call.files, old=post.wire)
    if post is asked.original and post.wire["flags"] & rules.LOADING:
        return _filled(world, asked, told)
    asked.edited = asked.edited or post is asked.message
    return edited(world, asked.channel, post, told)


def delete_answer(world: World, call: Call) -> None:
    """DELETE .../messages/@original and .../messages/{message_id}."""
    asked, post = _found(world, call)
    removed(world, asked.channel, post)
    asked.followups = [one for one in asked.followups if one is not post]
    if post is asked.original:
        asked.original = None
