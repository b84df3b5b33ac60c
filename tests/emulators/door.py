"""An emulator's own door, `/control/...`, JSON over HTTP, for tests and benchmarks in another process."""

from __future__ import annotations

from typing import Any, TypeAlias

from aiohttp import web

Asked: TypeAlias = dict[str, Any]


class Door:
    """What it does is each `do_<name>`, from parameters to an answer."""

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """`/control/<name>`: parameters in the address (GET) or in a JSON body (POST)."""
        name = request.path.removeprefix("/control/")
        asked: Asked = dict(request.query)
        if request.body_exists:
            asked |= await request.json()
        action = getattr(self, f"do_{name}", None)
        if action is None:
            return web.json_response({"error": f"no such thing: {name}"}, status=404)
        try:
            return web.json_response(action(asked))
        except (AssertionError, KeyError, TypeError, ValueError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)
