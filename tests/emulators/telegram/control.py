"""What tests and benchmarks in another process can ask of the emulator."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from tests.emulators.door import Asked, Door
from tests.emulators.telegram.floods import Limits
from tests.emulators.telegram.seen import transcript

if TYPE_CHECKING:
    from tests.emulators.telegram.emulator import Emulator
    from tests.emulators.telegram.people import Person


class Control(Door):
    """People and updates in bulk, the record, messages, faults and limits."""

    def __init__(self, emulator: Emulator) -> None:
        self.telegram = emulator
        self.people: dict[int, Person] = {}

    def do_people(self, asked: Asked) -> Asked:
        """`count` people who have started the bot, in `language`; their ids."""
        language = asked.get("language", "en")
        made = [
            self.telegram.person(f"P{one}", language=language, started=True)
            for one in range(int(asked["count"]))
        ]
        self.people |= {one.id: one for one in made}
        return {"ids": [one.id for one in made]}

    def do_says(self, asked: Asked) -> Asked:
        """Everyone in `ids` says `text`, at once or one `every` so many seconds; the numbers, and when."""
        at, first = time.monotonic(), self.telegram.world.updates.last_id + 1
        loop, every = asyncio.get_running_loop(), float(asked.get("every", 0))
        for place, number in enumerate(asked["ids"]):
            if every:
                loop.call_later(every * place, self.people[number].says, asked["text"])
            else:
                self.people[number].says(asked["text"])
        return {"first": first, "last": self.telegram.world.updates.last_id, "at": at}

    def do_presses(self, asked: Asked) -> Asked:
        """Everyone in `ids` presses the button `label` on the bot's last message to them."""
        at, first = time.monotonic(), self.telegram.world.updates.last_id + 1
        for number in asked["ids"]:
            self.people[number].touches(asked["label"])
        return {"first": first, "last": self.telegram.world.updates.last_id, "at": at}

    def do_updates(self, asked: Asked) -> Asked:
        """Raw updates, each `{kind: payload}`, put into the queue; their numbers."""
        put = self.telegram.world.updates.put
        return {"ids": [put(kind, one) for told in asked["updates"] for kind, one in told.items()]}

    def do_times(self, asked: Asked) -> Asked:
        """When each update was put in and handed over, and how many wait."""
        updates = self.telegram.world.updates
        return {"times": updates.times, "pending": len(updates.pending)}

    def do_record(self, asked: Asked) -> Asked:
        """Calls from number `since` on, of `method` when given, briefly when `brief` is."""
        since, method = int(asked.get("since", 0)), asked.get("method")
        calls = [one for one in self.telegram.record.calls[since:] if method in (None, one.method)]
        if asked.get("brief"):
            return {"calls": [[one.method, one.chat, one.at, one.code] for one in calls]}
        return {"calls": [one.told() for one in calls]}

    def do_counts(self, asked: Asked) -> Asked:
        """How many calls by method and code, messages that stand, conflicts, losses, floods."""
        world, counts = self.telegram.world, dict[str, int]()
        for call in self.telegram.record.calls:
            key = f"{call.method} {call.code}"
            counts[key] = counts.get(key, 0) + 1
        return {
            "calls": counts,
            "messages": sum(len(one.messages) for one in world.chats.values()),
            "conflicts": world.updates.conflicts,
            "losses": len(world.losses),
            "floods": world.floods.refused,
        }

    def do_messages(self, asked: Asked) -> Asked:
        """All messages that stand in `chat`, or in every chat."""
        chats = self.telegram.world.chats
        chosen = [chats[int(asked["chat"])]] if "chat" in asked else list(chats.values())
        return {"messages": [one for chat in chosen for one in chat.messages.values()]}

    def do_transcript(self, asked: Asked) -> Asked:
        """The conversation in `chat`."""
        return {"transcript": transcript(self.telegram.world.chats[int(asked["chat"])].log)}

    def do_fault(self, asked: Asked) -> Asked:
        """A fault, by its fields; `{"clear": true}` removes all."""
        if asked.pop("clear", False):
            self.telegram.faults.clear()
        else:
            self.telegram.faults.add(asked.pop("kind"), asked.pop("method", ""), **asked)
        return {"faults": len(self.telegram.faults.listed)}

    def do_limits(self, asked: Asked) -> Asked:
        """Limits by their fields; `{"off": true}` for none."""
        off = asked.pop("off", False)
        self.telegram.world.floods.limits = None if off else Limits(**asked)
        return {"limits": not off}

    def do_forget(self, asked: Asked) -> Asked:
        """Begin a new record: calls, times and logs; people and chats stay."""
        self.telegram.record.calls.clear()
        self.telegram.world.updates.times.clear()
        for chat in self.telegram.world.chats.values():
            chat.log.clear()
            chat.messages.clear()
            chat.read = 0
        return {}
