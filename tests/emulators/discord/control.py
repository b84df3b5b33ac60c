"""What tests and benchmarks in another process can ask of the emulator."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.emulators.discord.asked import Interaction
from tests.emulators.discord.limits import Limits
from tests.emulators.discord.people import Person
from tests.emulators.discord.rooms import Room, Server
from tests.emulators.discord.seen import transcript
from tests.emulators.door import Asked, Door

if TYPE_CHECKING:
    from tests.emulators.discord.emulator import Emulator


class Control(Door):
    """People, servers and channels in bulk, commands, the record, messages, faults and limits."""

    def __init__(self, emulator: Emulator) -> None:
        self.discord = emulator
        self.people: dict[int, Person] = {}
        self.servers: dict[int, Server] = {}
        self.asked: list[Interaction] = []

    def do_people(self, asked: Asked) -> Asked:
        """`count` people whose clients speak `locale`; their ids."""
        locale = asked.get("locale", "en-US")
        made = [self.discord.person(f"P{one}", locale=locale) for one in range(int(asked["count"]))]
        self.people |= {one.id: one for one in made}
        return {"ids": [one.id for one in made]}

    def do_guild(self, asked: Asked) -> Asked:
        """A server of `owner`'s with `channels` text channels; its id and theirs."""
        server = self.discord.guild(asked.get("name", "Server"), self.people[int(asked["owner"])])
        self.servers[server.id] = server
        rooms = [server.text(f"c{one}") for one in range(int(asked.get("channels", 1)))]
        return {"id": server.id, "channels": [one.id for one in rooms]}

    def do_types(self, asked: Asked) -> Asked:
        """Everyone in `ids` sends the command `text`, in `channel` or in private; how many asked so far."""
        at, first = time.monotonic(), len(self.asked)
        room = self._room(asked)
        self.asked += [self.people[one].types(asked["text"], room) for one in asked["ids"]]
        return {"first": first, "count": len(self.asked), "at": at}

    def do_presses(self, asked: Asked) -> Asked:
        """Everyone in `ids` presses `label` on the bot's last message, in `channel` or in private."""
        at, first = time.monotonic(), len(self.asked)
        room = self._room(asked)
        self.asked += [self.people[one].touches(asked["label"], room) for one in asked["ids"]]
        return {"first": first, "count": len(self.asked), "at": at}

    def do_settled(self, asked: Asked) -> Asked:
        """How many of the interactions from number `since` on have their answer."""
        return {"settled": sum(one.settled for one in self.asked[int(asked.get("since", 0)) :])}

    def _room(self, asked: Asked) -> Room | None:
        if "channel" not in asked:
            return None
        return Room(self.discord.world, self.discord.world.channels[int(asked["channel"])])

    def do_commands(self, asked: Asked) -> Asked:
        """The commands that are registered everywhere."""
        return {"names": [one["name"] for one in self.discord.world.commands[0]]}

    def do_gateway(self, asked: Asked) -> Asked:
        """Who is connected, and how often bots have identified themselves and come back."""
        gateway = self.discord.gateway
        sockets = sum(one.socket is not None for one in gateway.sessions.values())
        return {"connected": sockets, "identified": gateway.identified, "resumed": gateway.resumed}

    def do_record(self, asked: Asked) -> Asked:
        """Calls from number `since` on, of `route` when given, briefly when `brief` is."""
        since, route = int(asked.get("since", 0)), asked.get("route")
        calls = [one for one in self.discord.record.calls[since:] if route in (None, one.route)]
        if asked.get("brief"):
            return {"calls": [[one.route, one.chat, one.at, one.code] for one in calls]}
        return {"calls": [one.told() for one in calls]}

    def do_counts(self, asked: Asked) -> Asked:
        """How many calls by route and status, messages that stand, losses, requests that were too many."""
        world, counts = self.discord.world, dict[str, int]()
        for call in self.discord.record.calls:
            key = f"{call.route} {call.code}"
            counts[key] = counts.get(key, 0) + 1
        return {
            "calls": counts,
            "messages": sum(len(one.posts) for one in world.channels.values()),
            "losses": len(world.losses),
            "floods": self.discord.server.buckets.refused,
        }

    def do_messages(self, asked: Asked) -> Asked:
        """All messages that stand in `channel`, or in every channel: the platform's own record."""
        channels = self.discord.world.channels
        chosen = [channels[int(asked["channel"])]] if "channel" in asked else list(channels.values())
        return {"messages": [one.wire for channel in chosen for one in channel.posts.values()]}

    def do_transcript(self, asked: Asked) -> Asked:
        """The conversation in `channel`."""
        return {"transcript": transcript(self.discord.world.channels[int(asked["channel"])].log)}

    def do_fault(self, asked: Asked) -> Asked:
        """A fault, by its fields; `{"clear": true}` removes all."""
        if asked.pop("clear", False):
            self.discord.faults.clear()
        else:
            self.discord.faults.add(asked.pop("kind"), asked.pop("route", ""), **asked)
        return {"faults": len(self.discord.faults.listed)}

    def do_limits(self, asked: Asked) -> Asked:
        """Limits by their fields; `{"off": true}` for none."""
        off = asked.pop("off", False)
        self.discord.server.buckets.limits = None if off else Limits(**asked)
        return {"limits": not off}

    def do_drop(self, asked: Asked) -> Asked:
        """Cut the gateway's sockets, or close them with `code`."""
        self.discord.gateway.drop(asked.get("code"))
        return {}

    def do_forget(self, asked: Asked) -> Asked:
        """Begin a new record: calls, interactions and logs; people and channels stay."""
        self.discord.record.calls.clear()
        self.asked.clear()
        for channel in self.discord.world.channels.values():
            channel.log.clear()
            channel.posts.clear()
            channel.read = 0
        return {}
