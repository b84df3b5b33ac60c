"""The HTTP side: a request in, the route's answer out, with what goes wrong on purpose in between."""

from __future__ import annotations

import hmac
import json
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from aiohttp import web

from tests.emulators import connections
from tests.emulators.discord import forms, routes, rules
from tests.emulators.discord.contents import Upload
from tests.emulators.discord.faults import Faults, refused
from tests.emulators.discord.limits import Buckets
from tests.emulators.discord.record import Call, Record
from tests.emulators.discord.refusals import (
    Flaw,
    Refusal,
    invalid_form,
    refusal,
    too_many,
    unauthorized,
)
from tests.emulators.discord.world import World
from tests.emulators.faults import Fault

ROOT: Final = "/api/v10"
BODY_BYTES: Final = 100 * 1024 * 1024
INVALID: Final = 10_000
"""Answers 401, 403 and 429 within ten minutes after which the edge turns a bot away."""
_VIA: Final = {"Via": "1.1 google"}
_FROM_DISCORD: Final = _VIA | {"Content-Type": "application/json"}
_FROM_THE_EDGE: Final = {"Server": "cloudflare", "Content-Type": "text/html"}
_WITH_A_TOKEN: Final = ("POST /interactions/", "/webhooks/")
_encode: Callable[[Any], str] = json.JSONEncoder(separators=(",", ":")).encode


class Server:
    """Answers the API's requests for one token."""

    def __init__(self, world: World, token: str) -> None:
        self.world = world
        self.token = token
        self.faults = Faults()
        self.record = Record()
        self.buckets = Buckets()
        self.invalid: deque[float] = deque()

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """`/api/v10/...`."""
        at = time.monotonic()
        found = routes.find(request.method, request.raw_path.partition("?")[0].removeprefix(ROOT))
        if found is None:
            self.record.add(f"{request.method} {request.path}", {}, at).code = 404
            return _refused(Refusal(404, 0, "404: Not Found"), {})
        call = self.record.add(found[0], dict(found[1]), at)
        if "User-Agent" not in request.headers:
            return self._told(call, refusal(40333), {})
        if self._banned(at):
            return self._edge(call, 429)
        fault = self.faults.find(call.route, self._place(call)) if self.faults.listed else None
        try:
            await _read(request, call)
        except ValueError:
            return self._told(call, refusal(50109), {})
        self.world.changed()
        if fault:
            return await self._trouble(fault, call, request)
        return self._answered(call, request)

    def _place(self, call: Call) -> int | None:
        """The channel that a call is about; of an answer to an interaction, where that was."""
        asked = self.world.tokens.get(
            call.path.get("interaction_token") or call.path.get("webhook_token", "")
        )
        return asked.channel.id if asked else call.chat

    def _banned(self, now: float) -> bool:
        while self.invalid and self.invalid[0] < now - 600:
            self.invalid.popleft()
        return len(self.invalid) >= INVALID

    def _answered(self, call: Call, request: web.BaseRequest) -> web.Response:
        headers: dict[str, str] = {}
        try:
            self._known(call, request)
            verdict = self.buckets.take(call)
            headers = verdict.headers
            if verdict.wait:
                raise too_many(verdict.wait, everywhere=verdict.everywhere)
            routes.known(call.path)
            call.query = _asked(call)
            result = routes.HANDLERS[call.route](self.world, call)
        except Refusal as told:
            return self._told(call, told, headers)
        call.code = 204 if result is None else 201 if call.route in routes.CREATED else 200
        self.world.changed()
        if result is None:
            return web.Response(status=call.code, headers=_VIA | headers)  # nothing, so no JSON either
        body = _encode(result).encode()
        return web.Response(body=body, status=call.code, headers=_FROM_DISCORD | headers)

    def _known(self, call: Call, request: web.BaseRequest) -> None:
        """Refuse a wrong token; an address that has one of its own needs no other."""
        if call.route in rules.OPEN or any(one in call.route for one in _WITH_A_TOKEN):
            return
        given = request.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bot {self.token}".encode()):
            raise unauthorized()

    def _told(self, call: Call, told: Refusal, headers: dict[str, str]) -> web.Response:
        call.code, call.description = told.status, str(told)
        if told.status in (401, 403, 429) and headers.get("X-RateLimit-Scope") != "shared":
            self.invalid.append(call.at)
        self.world.changed()
        return _refused(told, headers)

    def _edge(self, call: Call, status: int) -> web.Response:
        """An answer that never came to Discord."""
        call.code, call.description = status, "the edge"
        self.world.changed()
        return web.Response(text="<html>cloudflare</html>", status=status, headers=_FROM_THE_EDGE)

    async def _trouble(self, fault: Fault, call: Call, request: web.BaseRequest) -> web.StreamResponse:
        """What happens to a call that a fault meets."""
        if fault.kind == "refuse":
            told = refused(fault)
            if told is None:
                return self._edge(call, fault.code)
            everywhere = bool(told.more.get("global"))
            scope = {"X-RateLimit-Scope": "global" if everywhere else "shared" if told.code else "user"}
            wait = {"Retry-After": str(told.more.get("retry_after"))}
            return self._told(call, told, scope | wait if told.status == 429 else {})
        if fault.kind == "slow":
            await fault.wait()
        answer: web.Response | None = None
        if fault.kind not in ("reset_before", "garbage"):
            answer = self._answered(call, request)
        if fault.kind.startswith("garbage"):
            answer = self._edge(call, 502)
        if fault.kind == "slow_after":
            await fault.wait()
        if fault.kind.startswith("reset"):
            call.code, call.description = 0, fault.kind
            connections.reset(request)
        self.world.changed()
        return answer or web.Response()


async def _read(request: web.BaseRequest, call: Call) -> None:
    """The query, the body and the files of a request."""
    call.query = dict(request.query) if request.query_string else {}
    if request.content_type == "multipart/form-data":
        files: dict[str, Upload] = {}
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                with value.file as file:
                    files[name.removeprefix("files[").removesuffix("]")] = Upload(value.filename, file.read())
            elif name == "payload_json":
                call.body = json.loads(str(value))
        call.files = files
    elif request.body_exists and (body := await request.read()):
        if request.content_type != "application/json":
            raise ValueError("a body of no known kind")
        call.body = json.loads(body)


def _asked(call: Call) -> dict[str, Any]:
    """The query, typed; what is not known there is refused."""
    known = dict(rules.route(call.route).query)
    given = {
        name: {"true": True, "false": False}.get(str(one).lower(), one) for name, one in call.query.items()
    }
    for name in given.keys() & known.keys():
        if known[name] == "B" and given[name] in ("0", "1"):
            given[name] = given[name] == "1"
    found: list[Flaw] = []
    typed = {
        name: forms.reader(known[name])(one, (name,), found) for name, one in given.items() if name in known
    }
    unknown = given.keys() - known.keys() - rules.IGNORED_QUERIES
    found += [Flaw((name,), "UNKNOWN_FIELD", "no such parameter") for name in unknown]
    if found:
        raise invalid_form(found)
    return typed


def _refused(told: Refusal, headers: dict[str, str]) -> web.Response:
    return web.Response(
        body=_encode(told.answer()).encode(), status=told.status, headers=_FROM_DISCORD | headers
    )
