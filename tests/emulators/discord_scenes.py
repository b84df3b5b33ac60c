"""A small Discord with a channel of every kind, and a bare client that can ask anything of it."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import aiohttp

from tests.emulators.discord import Emulator, Limits
from tests.emulators.discord.asked import Interaction
from tests.emulators.discord.people import Person
from tests.emulators.discord.rooms import Room, Server
from tests.emulators.discord.world import APPLICATION

CREATE = "POST /channels/{channel_id}/messages"
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
FOLLOWUP = "POST /webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
OTHER = "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"
COMMANDS = "PUT /applications/{application_id}/commands"
TROOPS = {
    "name": "troops",
    "description": "Figures",
    "integration_types": [0, 1],
    "options": [{"type": 3, "name": "claimant", "description": "Who says so", "autocomplete": True}],
}


@dataclass(slots=True)
class Answer:
    """What came back: the status, the body as JSON, the headers."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def code(self) -> int:
        """Discord's code of an error."""
        return int(self.body["code"])

    def flaws(self) -> list[str]:
        """What is wrong with a form: `components.0.type UNION_TYPE_CHOICES`."""
        return list(_flat(self.body.get("errors", {}), ()))


def _flat(errors: Any, place: tuple[str, ...]) -> Any:
    for key, value in errors.items():
        if key == "_errors":
            yield from (f"{'.'.join(place)} {one['code']}" for one in value)
        else:
            yield from _flat(value, (*place, key))


@dataclass(slots=True)
class Scene:
    """Who and what there is; the bot's message with a button ‹Go› stands in `news` and in `wire`."""

    discord: Emulator
    client: aiohttp.ClientSession
    ada: Person
    bob: Person
    talk: Server
    news: Room
    wire: Room
    forum: Room
    tagged: Room
    """A forum in which every post needs a tag."""
    thread: Room
    mute: Room
    """A channel where the bot may look and not write."""
    secret: Room
    """A channel that the bot does not see."""
    foreign: Room
    """A channel of a server in which the bot is not."""
    message: int = 0
    post: int = 0
    typed: list[Interaction] = field(default_factory=list)

    @property
    def elsewhere(self) -> int:
        """The server in which the bot is not."""
        assert self.foreign.channel.guild is not None
        return self.foreign.channel.guild.id

    @property
    def asked(self) -> Interaction:
        """A command that waits for its answer."""
        return self.typed[0]

    async def asks(
        self,
        route: str,
        body: Any = None,
        *,
        query: dict[str, Any] | None = None,
        files: dict[str, bytes] | None = None,
        headers: dict[str, str | None] | None = None,
        **path: Any,
    ) -> Answer:
        """Make a request, as the library does."""
        method, _, address = route.partition(" ")
        url = self.discord.url + address.format(
            **{key: quote(str(one), safe="") for key, one in path.items()}
        )
        sent = {"Authorization": f"Bot {self.discord.token}", "User-Agent": "DiscordBot (a test, 1)"}
        told = {key: one for key, one in (sent | (headers or {})).items() if one is not None}
        how: dict[str, Any] = {"headers": told, "params": query}
        if "User-Agent" not in told:
            how["skip_auto_headers"] = ["User-Agent"]
        if files:
            how["data"] = form = aiohttp.FormData(quote_fields=False)
            form.add_field("payload_json", json.dumps(body))
            for number, (name, content) in enumerate(files.items()):
                form.add_field(f"files[{number}]", io.BytesIO(content), filename=name)
        elif isinstance(body, bytes):
            how |= {"data": body, "headers": told | {"Content-Type": "application/json"}}
        elif body is not None:
            how["json"] = body
        async with self.client.request(method, url, **how) as response:
            is_json = response.content_type == "application/json"
            return Answer(response.status, await response.json() if is_json else None, response.headers)

    async def answers(self, kind: int, data: Any = None, asked: Interaction | None = None) -> Answer:
        """Answer an interaction, the waiting command if no other."""
        asked = asked or self.asked
        body = {"type": kind} | ({} if data is None else {"data": data})
        return await self.asks(CALLBACK, body, interaction_id=asked.id, interaction_token=asked.token)

    async def follows(self, data: Any, route: str = FOLLOWUP, **more: Any) -> Answer:
        """A request to the webhook of the waiting command."""
        return await self.asks(route, data, webhook_id=APPLICATION, webhook_token=self.asked.token, **more)


@asynccontextmanager
async def scene(limits: Limits | None = None) -> AsyncIterator[Scene]:
    """A new scene, gone afterwards."""
    async with Emulator() as discord, aiohttp.ClientSession() as client:
        ada, bob = discord.person("Ada"), discord.person("Bob", locale="fr")
        talk = discord.guild("Talk", ada, bob)
        news = talk.text("news")
        made = Scene(
            discord,
            client,
            ada,
            bob,
            talk,
            news,
            talk.announcement("wire"),
            talk.forum("forum", ("Weekly",)),
            talk.forum("tagged", ("Weekly",), tag_required=True),
            talk.thread(news, "thread"),
            talk.text("mute"),
            talk.text("secret"),
            discord.guild("Elsewhere", bob, bot=False).text("general"),
        )
        await _furnish(made)
        discord.record.calls.clear()
        discord.server.buckets.limits = limits
        yield made


async def _furnish(made: Scene) -> None:
    made.mute.denies_bot("send_messages")
    made.secret.denies_bot("view_channel")
    button = {"type": 2, "style": 1, "label": "Go", "custom_id": "go"}
    body = {"content": "Hello", "components": [{"type": 1, "components": [button]}]}
    made.message = int((await made.asks(CREATE, body, channel_id=made.news.id)).body["id"])
    made.post = int((await made.asks(CREATE, body, channel_id=made.wire.id)).body["id"])
    assert (await made.asks(COMMANDS, [TROOPS], application_id=APPLICATION)).status == 200
    made.typed.append(made.ada.types("/troops", made.news))
