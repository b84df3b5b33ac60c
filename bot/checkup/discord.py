"""Whether Discord knows the token."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bot.checkup.line import Line, error, ok

if TYPE_CHECKING:
    from bot.settings import Settings

PATIENCE: Final = 10.0


async def bot(settings: Settings) -> list[Line]:
    """The token."""
    ours = settings.discord
    if ours.token is None:
        return [ok("discord", "not set up: BRIEFING_DISCORD__TOKEN is not set.")]
    return [await _known(ours.token.get_secret_value(), ours.api_url)]


async def _known(token: str, api_url: str) -> Line:
    import aiohttp  # noqa: PLC0415 - slow to import

    where = urlsplit(api_url).hostname
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, headers={"Authorization": f"Bot {token}"}) as session,
            session.get(f"{api_url}/users/@me", allow_redirects=False) as answer,
        ):
            status = answer.status
            told = await answer.json(content_type=None) if status == HTTPStatus.OK else {}
    except (aiohttp.ClientError, TimeoutError, ValueError) as failed:
        advice = "Is it reachable from here, and BRIEFING_DISCORD__API_URL right?"
        return error("discord", f"{where} does not answer: {type(failed).__name__}. {advice}")
    if status == HTTPStatus.UNAUTHORIZED:
        return error(
            "discord", "Discord does not know this token. Is BRIEFING_DISCORD__TOKEN as the portal gave it?"
        )
    if status != HTTPStatus.OK:
        advice = "Is BRIEFING_DISCORD__API_URL right? If so, try again later."
        return error("discord", f"{where} answers with HTTP {status}. {advice}")
    return ok("discord", f"the token is that of {told.get('username', 'a bot')}.")
