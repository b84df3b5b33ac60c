"""What a message may say: a form and its files, checked as a whole, into the fields of a message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.emulators import pictures
from tests.emulators.discord import components, rules
from tests.emulators.discord.places import Channel
from tests.emulators.discord.refusals import Flaw, Place, invalid_form, refusal
from tests.emulators.discord.seen import walk
from tests.emulators.discord.world import Loss, World

Wire = dict[str, Any]
_MENTION: Final = re.compile(r"<@!?(\d+)>|<@&(\d+)>|@(everyone|here)")
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_.\-]")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the request."""

    name: str
    content: bytes


def content(
    world: World,
    channel: Channel,
    form: Wire,
    files: Mapping[str, Upload],
    *,
    old: Wire | None = None,
    flags: int = rules.FLAGS,
    below: Place = (),
) -> Wire:
    """The fields of a new message, or those that an edit of `old` changes; refused when it breaks a rule."""
    given = {name: value for name, value in form.items() if value is not None or old is not None}
    merged = {**(old or {}), **given}
    new_style = bool((_flags(given) | _flags(old or {})) & rules.COMPONENTS_V2)
    found = list(_files(given, files, old))
    attachments = [] if found else _attachments(world, channel, given, files, old)
    if unknown := _flags(given) & ~flags if old is None else 0:
        found.append(Flaw(("flags",), "BASE_TYPE_CHOICES", f"Flags {unknown} cannot be set."))
    found += _flaws(merged, given, attachments, new_style=new_style)
    if found:
        raise invalid_form(found, below)
    told: Wire = {name: given[name] for name in ("flags", "tts") if given.get(name) is not None}
    if "content" in given:
        told["content"] = (given["content"] or "").strip()
    if "embeds" in given:
        told["embeds"] = [_rich(one) for one in given["embeds"] or ()]
    if old is None or "attachments" in given or files:
        told["attachments"] = attachments
    if "components" in given:
        told["components"] = components.finished(given["components"] or [], attachments)
    after = {**(old or {}), **told}
    if new_style:
        _hidden(world, channel, after)
    if old is not None and "flags" in told:
        told["flags"] |= old["flags"] & (rules.EPHEMERAL | rules.COMPONENTS_V2)
    empty = not any(after.get(name) for name in ("content", "embeds", "attachments", "components"))
    if empty or (new_style and not after.get("components")):
        raise refusal(50006)
    return told | mentions(channel, after, given.get("allowed_mentions"))


def _flags(message: Wire) -> int:
    return int(message.get("flags") or 0)


def _rich(embed: Wire) -> Wire:
    return {"type": "rich"} | {name: value for name, value in embed.items() if value is not None}


def _flaws(merged: Wire, given: Wire, attachments: list[Wire], *, new_style: bool) -> Iterator[Flaw]:
    if new_style:
        for name in ("content", "embeds"):
            if merged.get(name):
                told = f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
                yield Flaw((name,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", told)
    elif len(given.get("content") or "") > rules.CONTENT:
        told = f"Must be {rules.CONTENT} or fewer in length."
        yield Flaw(("content",), "BASE_TYPE_MAX_LENGTH", told)
    names = frozenset(one["filename"] for one in attachments)
    yield from components.flaws(given.get("components") or [], names, new_style=new_style)
    yield from _embeds(given.get("embeds") or [], names)
    yield from _allowed(given.get("allowed_mentions") or {})


def _embeds(embeds: list[Wire], files: frozenset[str]) -> Iterator[Flaw]:
    total = 0
    for number, one in enumerate(embeds):
        texts = [one.get("title"), one.get("description"), (one.get("footer") or {}).get("text")]
        texts += [(one.get("author") or {}).get("name")]
        texts += [each[name] for each in one.get("fields") or [] for name in ("name", "value")]
        total += sum(len(each or "") for each in texts)
        pictured = [name for name in ("image", "thumbnail") if one.get(name)]
        if not any(texts) and not pictured:
            yield Flaw(("embeds", number, "description"), "BASE_TYPE_REQUIRED", "This field is required")
        for name in pictured:
            scheme, _, file = (one[name].get("url") or "").partition("://")
            if scheme == "attachment" and file not in files:
                told = "The referenced attachment was not found"
                place = ("embeds", number, name, "url")
                yield Flaw(place, "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", told)
    if total > rules.EMBEDS_TEXT:
        told = f"Embed size exceeds maximum size of {rules.EMBEDS_TEXT}"
        yield Flaw(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", told)


def _allowed(given: Wire) -> Iterator[Flaw]:
    for kind in ("users", "roles"):
        if kind in (given.get("parse") or ()) and given.get(kind):
            told = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            yield Flaw(("allowed_mentions",), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", told)


def _files(given: Wire, files: Mapping[str, Upload], old: Wire | None) -> Iterator[Flaw]:
    if len(files) > rules.FILES:
        yield Flaw(("files",), "BASE_TYPE_MAX_LENGTH", f"Must be {rules.FILES} or fewer in length.")
    if sum(len(one.content) for one in files.values()) > rules.UPLOAD_BYTES:
        raise refusal(40005)
    known = {one["id"] for one in (old or {}).get("attachments", ())} | files.keys()
    for number, one in enumerate(given.get("attachments") or ()):
        if one["id"] not in known:
            yield Flaw(("attachments", number), "ATTACHMENT_NOT_FOUND", "Attachment data not found")


def _attachments(
    world: World, channel: Channel, given: Wire, files: Mapping[str, Upload], old: Wire | None
) -> list[Wire]:
    """The files of the message: those kept from the old one, then the new ones."""
    before = {one["id"]: one for one in (old or {}).get("attachments", ())}
    listed = given.get("attachments")
    kept = list(before.values()) if listed is None else []
    kept += [{**before[one["id"]], **_described(one)} for one in listed or () if one["id"] in before]
    named = {one["id"]: one for one in listed or () if one["id"] in files}
    return kept + [_stored(world, channel, upload, named.get(number, {})) for number, upload in files.items()]


def _described(one: Wire) -> Wire:
    return {"description": one["description"]} if one.get("description") else {}


def _stored(world: World, channel: Channel, upload: Upload, given: Wire) -> Wire:
    name = _UNSAFE.sub("_", given.get("filename") or upload.name)
    number = str(world.number())
    address = f"{world.root}/cdn/attachments/{channel.id}/{number}/{name}"
    world.files[address.removeprefix(world.root)] = upload.content
    told: Wire = {"id": number, "filename": name, "size": len(upload.content), "url": address}
    told |= {"proxy_url": address} | _described(given)
    if sides := pictures.sides(upload.content):
        told |= {"width": sides[0], "height": sides[1], "content_type": "image/png"}
    return told


def _hidden(world: World, channel: Channel, after: Wire) -> None:
    """Of a message made of components, a file that no component shows is seen by nobody."""
    shown = repr(after.get("components"))
    for one in after.get("attachments") or ():
        if one["url"] not in shown:
            world.losses.append(Loss(channel.id, f"no component shows the file {one['filename']}"))


def mentions(channel: Channel, message: Wire, allowed: Wire | None) -> Wire:
    """Whom a message calls, as far as it is allowed to; without a word on it, everybody it names."""
    texts = [message.get("content") or "", *_texts(message.get("components") or ())]
    found = [each for text in texts for each in _MENTION.finditer(text)]
    parse = set(("users", "roles", "everyone") if allowed is None else allowed.get("parse") or ())
    users = {one[1] for one in found if one[1] and _passes(one[1], "users", parse, allowed)}
    roles = {one[2] for one in found if one[2] and _passes(one[2], "roles", parse, allowed)}
    members = (
        channel.guild.members
        if channel.guild
        else {int(one["id"]): {"user": one} for one in channel.recipients}
    )
    return {
        "mentions": [members[int(one)]["user"] for one in sorted(users) if int(one) in members],
        "mention_roles": sorted(roles),
        "mention_everyone": "everyone" in parse and any(one[3] for one in found),
    }


def _texts(parts: Any) -> Iterator[str]:
    return (one["content"] for one in walk(parts) if one["type"] == 10)


def _passes(who: str, kind: str, parse: set[str], allowed: Wire | None) -> bool:
    return kind in parse or who in ((allowed or {}).get(kind) or ())
