"""The HTTP side: a request in, the method's answer out, with what goes wrong on purpose in between."""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote_plus

from aiohttp import web

from tests.emulators import connections
from tests.emulators.faults import Fault
from tests.emulators.telegram import rules, values
from tests.emulators.telegram.faults import Faults, refusal
from tests.emulators.telegram.methods import METHODS
from tests.emulators.telegram.record import Call, Record
from tests.emulators.telegram.refusals import Refusal, bad_request
from tests.emulators.telegram.world import World

BODY_BYTES: Final = 50 * 1024 * 1024
"""More than this is turned away by the real server too."""
_NAMES: Final = {name.lower(): name for name in rules.METHODS}
_JSON: Final = {"Content-Type": "application/json"}
_encode: Callable[[Any], str] = json.JSONEncoder(separators=(",", ":")).encode


class Server:
    """Answers the Bot API's requests for one token."""

    def __init__(self, world: World, token: str) -> None:
        self.world = world
        self.token = token
        self.faults = Faults()
        self.record = Record()

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """`/bot<token>/<method>`."""
        at = time.monotonic()
        token, _, name = request.path.removeprefix("/bot").partition("/")
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            return _refused(Refusal(401, "Unauthorized"))
        method = _NAMES.get(name.lower())
        if method is None:
            self.record.add(name, {}, at).code = 404
            return _refused(Refusal(404, "Not Found: method not found"))
        try:
            raw = await _parameters(request)
        except ValueError:
            return _refused(bad_request("can't parse request body"))
        call = self.record.add(method, raw, at)
        fault = self.faults.find(method, _chat(raw)) if self.faults.listed else None
        self.world.changed()
        if fault:
            return await self._trouble(fault, call, request)
        return await self._answered(call, request)

    async def _answered(self, call: Call, request: web.BaseRequest) -> web.Response:
        try:
            result = await self._result(call, request)
        except Refusal as told:
            call.code, call.description = told.code, told.description
            self.world.changed()
            return _refused(told)
        call.code = 200
        self.world.changed()
        return web.Response(text=f'{{"ok":true,"result":{_encode(result)}}}', headers=_JSON)

    async def _result(self, call: Call, request: web.BaseRequest) -> Any:
        call.given = given = values.parameters(call.method, call.given)
        if call.method == "getUpdates":
            return await self.world.updates.poll(given, lambda: connections.is_open(request))
        return METHODS[call.method](self.world, given)

    async def _trouble(self, fault: Fault, call: Call, request: web.BaseRequest) -> web.StreamResponse:
        """What happens to a call that a fault meets."""
        if fault.kind == "refuse":
            told = refusal(fault)
            call.code, call.description = told.code, told.description
            self.world.changed()
            return _refused(told)
        if fault.kind == "slow":
            await fault.wait()
        answer = web.Response(text="<html>Bad Gateway", status=502, headers={"Content-Type": "text/html"})
        if fault.kind not in ("reset_before", "garbage"):
            done = await self._answered(call, request)
            answer = answer if fault.kind == "garbage_after" else done
        if fault.kind == "slow_after":
            await fault.wait()
        if fault.kind.startswith("reset"):
            call.description = fault.kind
            connections.reset(request)
        self.world.changed()
        return answer


async def _parameters(request: web.BaseRequest) -> dict[str, Any]:
    """The parameters, from the address and the body; files as uploads."""
    raw: dict[str, Any] = dict(request.query) if request.query_string else {}
    kind = request.content_type
    if kind == "application/x-www-form-urlencoded":
        raw |= _form((await request.read()).decode())
    elif kind == "application/json":
        body = await request.read()
        told = json.loads(body) if body else {}
        if not isinstance(told, dict):
            raise ValueError("an object was expected")
        raw |= told
    elif kind == "multipart/form-data":
        for name, value in (await request.post()).items():
            raw[name] = _upload(value) if isinstance(value, web.FileField) else value
    return raw


def _form(body: str) -> dict[str, str]:
    pairs = (one.partition("=") for one in body.split("&") if one)
    return {_unquoted(name): _unquoted(value) for name, _, value in pairs}


@lru_cache(maxsize=1024)  # one digest goes to thousands of chats, and undoing its escapes is what takes time
def _unquoted(value: str) -> str:
    return unquote_plus(value)


def _upload(field: web.FileField) -> values.Upload:
    with field.file as file:
        return values.Upload(field.filename, file.read())


def _chat(raw: dict[str, Any]) -> int | str | None:
    chat = raw.get("chat_id")
    return int(chat) if isinstance(chat, str) and chat.lstrip("-").isdigit() else chat


def _refused(told: Refusal) -> web.Response:
    return web.Response(text=_encode(told.answer()), status=told.code, headers=_JSON)
