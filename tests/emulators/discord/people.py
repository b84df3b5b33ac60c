"""People: what they do with the bot, as the bot comes to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.emulators.discord import typed
from tests.emulators.discord.accounts import Account
from tests.emulators.discord.asked import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL, Interaction
from tests.emulators.discord.places import Wire
from tests.emulators.discord.raising import raised
from tests.emulators.discord.rooms import Room
from tests.emulators.discord.seen import Deed, Seen
from tests.emulators.waiting import DEADLINE

_REFERENCES = {5: 6, 8: 7}
"""Selects of people and channels, and the options of commands that refer to the same."""


class Person(Account):
    """Someone with an account; `room` is left out where the private chat with the bot is meant."""

    # Commands

    def menu(self, room: Room | None = None) -> dict[str, str]:
        """The commands that the client offers there, in their language, with what they are said to do."""
        offered = typed.offered(self.world, self.id, (room or self.private).channel)
        return {
            typed.localized(one, self.locale): typed.localized(one, self.locale, "description")
            for one in offered
        }

    def types(self, words: str, room: Room | None = None) -> Interaction:
        """Send `/command option:value`, without waiting for anything."""
        room = room or self.private
        data = self._typing().command(words, typed.offered(self.world, self.id, room.channel))
        self._does(room, "typed", words)
        return raised(self.world, self.id, COMMAND, room.channel, data)

    async def asks(self, words: str, room: Room | None = None, within: float = DEADLINE) -> Interaction:
        """Send `/command option:value` and wait for the answer."""
        return await self._settled(self.types(words, room), words, within)

    async def completes(self, words: str, room: Room | None = None, within: float = DEADLINE) -> list[str]:
        """Type so far, and wait for what is proposed for the last option."""
        room = room or self.private
        offered = typed.offered(self.world, self.id, room.channel)
        data = self._typing().command(words, offered, unfinished=True)
        asked = await self._settled(
            raised(self.world, self.id, AUTOCOMPLETE, room.channel, data), words, within
        )
        return [typed.localized(one, self.locale) for one in asked.choices]

    async def applies(
        self, name: str, message: Seen, room: Room | None = None, within: float = DEADLINE
    ) -> Interaction:
        """Choose a command from the menu of a message, and wait for the answer."""
        room = room or self.private
        offered = typed.offered(self.world, self.id, room.channel)
        menus = [one for one in offered if one["type"] == 3]
        found = [one for one in menus if name in (typed.localized(one, self.locale), one["name"])]
        assert found, f"no {name!r} in the menu, only {[one['name'] for one in menus]}"
        data: Wire = {"id": found[0]["id"], "name": found[0]["name"], "type": 3}
        data |= {"target_id": str(message.id), "resolved": {"messages": {str(message.id): message.raw}}}
        self._does(room, "typed", f"[{name}] on message")
        return await self._settled(raised(self.world, self.id, COMMAND, room.channel, data), name, within)

    # Components

    def touches(self, label: str, room: Room | None = None, *, on: Seen | None = None) -> Interaction:
        """Press a button that is there (on the bot's last message), without waiting for anything."""
        room, message = self._message(room, on)
        button = message.button(label)
        assert button.get("custom_id"), f"‹{label}› sends nothing to the bot: {button}"
        assert not button.get("disabled"), f"‹{label}› is off"
        return self._uses(button, room, message, "pressed", f"‹{label}›")

    async def presses(
        self, label: str, room: Room | None = None, *, on: Seen | None = None, within: float = DEADLINE
    ) -> Interaction:
        """Press a button that is there, and wait for the answer."""
        return await self._settled(self.touches(label, room, on=on), f"‹{label}›", within)

    def picks(
        self, *labels: str, room: Room | None = None, on: Seen | None = None, select: str = ""
    ) -> Interaction:
        """Choose these options in the select with that placeholder, without waiting for anything."""
        room, message = self._message(room, on)
        found = message.select(select)
        more = self._chosen(found, labels)
        return self._uses(found, room, message, "chose", ", ".join(labels), **more)

    def _chosen(self, select: Wire, labels: tuple[str, ...]) -> Wire:
        """The values of options; of channels and people, by their names, the numbers, and who they are."""
        if select["type"] in _REFERENCES:
            typing = self._typing()
            values = [typing.reference(_REFERENCES[select["type"]], one) for one in labels]
            return {"values": values, "resolved": typing.resolved}
        known = {one["label"]: one["value"] for one in select["options"]}
        assert set(labels) <= known.keys(), f"no option {labels}, only {list(known)}"
        return {"values": [known[one] for one in labels]}

    async def chooses(
        self,
        *labels: str,
        room: Room | None = None,
        on: Seen | None = None,
        select: str = "",
        within: float = DEADLINE,
    ) -> Interaction:
        """Choose these options, and wait for the answer."""
        asked = self.picks(*labels, room=room, on=on, select=select)
        return await self._settled(asked, f"▾ {labels}", within)

    def sends_press(self, custom_id: str, room: Room, message: Seen) -> Interaction:
        """What a changed client can do: any custom_id, as if from a button on that message."""
        return self._uses({"type": 2, "id": 1, "custom_id": custom_id}, room, message, "pressed", custom_id)

    async def fills(
        self, asked: Interaction, values: Mapping[str, str], within: float = DEADLINE
    ) -> Interaction:
        """Fill in the modal that came in answer, by its fields' labels, and send it."""
        assert asked.modal is not None, "no modal was shown"
        left = dict(values)
        parts = [_filled(one, left) for one in asked.modal["components"]]
        assert not left, f"no fields {list(left)} in the modal"
        data = {"custom_id": asked.modal["custom_id"], "components": parts}
        self._does(Room(self.world, asked.channel), "typed", " ".join(values.values()))
        sent = raised(self.world, self.id, MODAL, asked.channel, data, asked.message)
        return await self._settled(sent, "the modal", within)

    # What follows is how it comes about.

    def _typing(self) -> typed.Typing:
        return typed.Typing(self.world, self.locale, {})

    def _does(self, room: Room, kind: str, words: str) -> None:
        room.channel.log.append(Deed(kind, self.name, words=words))

    def _message(self, room: Room | None, on: Seen | None) -> tuple[Room, Seen]:
        room = room or (
            Room(self.world, self.world.channels[int(on.raw["channel_id"])]) if on else self.private
        )
        return room, Seen(room.channel.posts[on.id].wire) if on else room.last(self.id)

    def _uses(self, part: Wire, room: Room, message: Seen, kind: str, words: str, **more: Any) -> Interaction:
        post = room.channel.posts[message.id]
        assert post.viewer in (None, self.id), f"{self.name} does not see this message"
        self._does(room, kind, words)
        data = {"custom_id": part["custom_id"], "component_type": part["type"], "id": part["id"]} | more
        return raised(self.world, self.id, COMPONENT, room.channel, data, post)

    async def _settled(self, asked: Interaction, what: str, within: float) -> Interaction:
        try:
            await self.world.until(lambda: asked.settled, f"an answer to {what}", within)
        except AssertionError as error:
            told = Room(self.world, asked.channel).transcript()
            raise AssertionError(f"{error}, in this channel:\n{told}") from None
        return asked


def _filled(part: Wire, values: dict[str, str]) -> Wire:
    """A part of a modal, with what was typed into its fields."""
    if part["type"] == 18:
        label, field = part["label"], part["component"]
        return {"type": 18, "id": 1, "component": _field(field, values.pop(label, field.get("value")))}
    if part["type"] == 1:
        fields = [
            _field(one, values.pop(one.get("label", ""), one.get("value"))) for one in part["components"]
        ]
        return {"type": 1, "id": 1, "components": fields}
    return {"type": part["type"], "id": 1}


def _field(field: Wire, value: str | None) -> Wire:
    assert value or field.get("required") is False, f"the client asks for {field['custom_id']} first"
    told = {"type": field["type"], "custom_id": field["custom_id"], "id": 1}
    return told | ({"values": [value]} if field["type"] == 3 else {"value": value or ""})
