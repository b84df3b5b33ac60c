"""People: what they do with the bot, as the bot comes to know of it."""

from __future__ import annotations

import re
from typing import Any

from tests.emulators.telegram import profile
from tests.emulators.telegram.chats import POSTER, RIGHTS, Chat, Member
from tests.emulators.telegram.markup import units
from tests.emulators.telegram.rooms import Room
from tests.emulators.telegram.seen import Deed, Press, Question, Seen
from tests.emulators.telegram.world import ANONYMOUS, World
from tests.emulators.waiting import DEADLINE

_MARKS = re.compile(r"(?<!\S)(/[a-zA-Z0-9_]{1,64}(?:@\w+)?|@\w{4,})")


class Person:
    """Someone with an account; `room` is left out where the private chat with the bot is meant."""

    def __init__(self, world: World, user: dict[str, Any], private: Room) -> None:
        self.world = world
        self.user = user
        self.private = private

    @property
    def id(self) -> int:
        """Their number, and that of the private chat with them."""
        return int(self.user["id"])

    @property
    def name(self) -> str:
        """Their first name."""
        return str(self.user["first_name"])

    def says(
        self, words: str, room: Room | None = None, *, topic: int | None = None, to: Seen | None = None
    ) -> Seen:
        """Write a message, perhaps in a topic, perhaps in answer to another."""
        room = room or self._opened()
        content: dict[str, Any] = {"text": words}
        if marks := _entities(words):
            content["entities"] = marks
        if topic is not None:
            content |= {"message_thread_id": topic, "is_topic_message": True}
        if to is not None:
            content["reply_to_message"] = to.raw
        return self._writes(room, content)

    def menu(self, room: Room | None = None) -> dict[str, str]:
        """The commands that the client offers there, with what they are said to do."""
        listed = profile.menu(self.world, self.user, (room or self.private).chat)
        return {one["command"]: one["description"] for one in listed}

    def opens_link(self, payload: str) -> Seen:
        """Follow t.me/bot?start=payload."""
        return self.says(f"/start {payload}".rstrip())

    def edits(self, message: Seen, words: str, room: Room | None = None) -> Seen:
        """Change what they wrote."""
        room = room or self.private
        changed = {**message.raw, "text": words, "edit_date": self.world.now()}
        changed.pop("entities", None)
        if marks := _entities(words):
            changed["entities"] = marks
        room.chat.messages[message.id] = changed
        room.chat.log.append(Deed("changed", self.name, changed))
        if self._heard(room.chat, changed):
            kind = "edited_channel_post" if room.chat.type == "channel" else "edited_message"
            self.world.updates.put(kind, changed)
        return Seen(changed)

    async def presses(
        self, label: str, room: Room | None = None, *, on: Seen | None = None, within: float = DEADLINE
    ) -> Press:
        """Press an inline button that is there (on the bot's last message), and wait for the answer."""
        press = self.touches(label, room, on=on)
        await self.world.until(lambda: press.answered, f"an answer to ‹{label}›", within)
        return press

    def touches(self, label: str, room: Room | None = None, *, on: Seen | None = None) -> Press:
        """Press an inline button without waiting for anything."""
        room = room or self.private
        message = Seen(room.chat.messages[on.id]) if on else room.last()
        button = message.button(label)
        assert "callback_data" in button, f"‹{label}› sends nothing to the bot: {button}"
        return self.sends_press(button["callback_data"], room, message, label)

    def sends_press(self, data: str, room: Room, message: Seen, label: str = "") -> Press:
        """What a changed client can do: any data, as if from a button on that message."""
        press = Press(str(self.world.number("press") + 4_000_000_000), data, room.id)
        self.world.presses[press.id] = press
        room.chat.log.append(Deed("pressed", self.name, words=f"‹{label or data}›"))
        query: dict[str, Any] = {
            "id": press.id,
            "from": self.user,
            "chat_instance": str(-room.id),
            "data": data,
        }
        inline = next(
            (key for key, at in self.world.inline_messages.items() if at == (room.id, message.id)), ""
        )
        query |= {"inline_message_id": inline} if inline else {"message": message.raw}
        self.world.updates.put("callback_query", query)
        return press

    async def asks_inline(self, words: str, offset: str = "", within: float = DEADLINE) -> Question:
        """Type `@bot words` anywhere and wait for the list."""
        question = Question(str(self.world.number("question") + 5_000_000_000), words, self.user)
        self.world.questions[question.id] = question
        told = {"id": question.id, "from": self.user, "query": words, "offset": offset, "chat_type": "sender"}
        self.world.updates.put("inline_query", told)
        await self.world.until(lambda: question.answered, f"an answer to @bot {words}", within)
        return question

    def chooses(self, question: Question, index: int, room: Room) -> Seen:
        """Send one of the results into a chat, as their own message via the bot."""
        result, marked = question.results[index], question.texts[index]
        key = "caption" if result["type"] == "photo" and "input_message_content" not in result else "text"
        content: dict[str, Any] = {key: marked.text, "via_bot": self.world.bot}
        if marked.entities:
            content["caption_entities" if key == "caption" else "entities"] = list(marked.entities)
        if "reply_markup" in result:
            content["reply_markup"] = result["reply_markup"]
        message = self.world.post(room.chat, content, self.user)
        room.chat.log.append(Deed("said", self.name, message))
        chosen = {"result_id": result["id"], "from": self.user, "query": question.words}
        if "reply_markup" in result:
            inline = f"inline-{self.world.number('inline')}"
            self.world.inline_messages[inline] = (room.id, message["message_id"])
            chosen["inline_message_id"] = inline
        self.world.updates.put("chosen_inline_result", chosen)
        return Seen(message)

    def shares(self, label: str, shared: Room) -> Seen:
        """Press a button below the text field that asks for a chat, and choose this one."""
        wanted = self.private.last().button(label)["request_chat"]
        assert wanted["chat_is_channel"] == (shared.chat.type == "channel"), (
            "the button asks for another kind"
        )
        told: dict[str, Any] = {"request_id": wanted["request_id"], "chat_id": shared.id}
        if wanted.get("request_title"):
            told["title"] = shared.chat.title
        if wanted.get("request_username") and shared.chat.username:
            told["username"] = shared.chat.username
        if rights := wanted.get("bot_administrator_rights"):
            self.promotes_bot(shared, *(name for name in RIGHTS if rights.get(name)))
        return self._writes(self.private, {"chat_shared": told})

    def promotes_bot(self, room: Room, *rights: str) -> None:
        """Make the bot an administrator, with these rights or those usual in a channel."""
        self._stands(room, Member(self.world.bot, "administrator", frozenset(rights or POSTER)))

    def adds_bot(self, room: Room) -> None:
        """Make the bot a member."""
        self._stands(room, Member(self.world.bot, "member"))
        if room.chat.type != "channel":
            self._happens(room, {"new_chat_members": [self.world.bot]}, "adds the bot")

    def removes_bot(self, room: Room) -> None:
        """Kick the bot out."""
        self._stands(room, Member(self.world.bot, "kicked"))

    def blocks_bot(self) -> None:
        """Block the bot."""
        self._stands(self.private, Member(self.world.bot, "kicked"))

    def unblocks_bot(self) -> None:
        """Let it write again."""
        self._stands(self.private, Member(self.world.bot, "member"))

    # What follows is how it comes about.

    def _opened(self) -> Room:
        if self.world.standing(self.private.chat).status == "left":
            self.private.chat.members[self.world.bot["id"]] = Member(self.world.bot, "member")
        return self.private

    def _writes(self, room: Room, content: dict[str, Any]) -> Seen:
        by, member = self.user, room.chat.member(self.user)
        if room.chat.is_group and member.anonymous:
            by, content = ANONYMOUS, {"sender_chat": room.chat.wire(), **content}
        message = self.world.post(room.chat, content, by)
        words = "" if "text" in content else f"[{next(iter(content))}]"
        room.chat.log.append(Deed("said", self.name, message, words))
        if self._heard(room.chat, message):
            self.world.updates.put("channel_post" if room.chat.type == "channel" else "message", message)
        return Seen(message)

    def _heard(self, chat: Chat, message: dict[str, Any]) -> bool:
        """Whether the bot gets this: in groups only what is meant for it, unless it is an administrator."""
        status, name = self.world.standing(chat).status, f"@{self.world.bot['username']}"
        if status not in ("administrator", "member"):
            return False
        if not chat.is_group or status == "administrator" or self.world.reads_all or "text" not in message:
            return True
        words = message["text"]
        first = words.split(maxsplit=1)[0] if words.strip() else ""
        to = message.get("reply_to_message", {}).get("from", {})
        if first.startswith("/"):
            return "@" not in first or first.endswith(name)
        return name in words or to.get("id") == self.world.bot["id"]

    def _happens(self, room: Room, content: dict[str, Any], words: str) -> None:
        message = self.world.post(room.chat, content, self.user)
        room.chat.log.append(Deed("event", self.name, words=words))
        self.world.updates.put("message", message)

    def _stands(self, room: Room, new: Member) -> None:
        """The bot's standing in a chat changes, and it is told."""
        old = self.world.standing(room.chat)
        room.chat.members[self.world.bot["id"]] = new
        words = f"the bot was {old.status}, is {new.status}"
        room.chat.log.append(Deed("event", self.name, words=words))
        told = {"chat": room.chat.wire(), "from": self.user, "date": self.world.now()}
        told |= {"old_chat_member": old.wire(), "new_chat_member": new.wire()}
        self.world.updates.put("my_chat_member", told)


def _entities(words: str) -> list[dict[str, Any]]:
    return [
        {
            "type": "bot_command" if found[1].startswith("/") else "mention",
            "offset": units(words[: found.start()]),
            "length": units(found[1]),
        }
        for found in _MARKS.finditer(words)
    ]
