"""Whether Telegram knows the token, and how updates are to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bot.checkup.line import Line, error, ok, warning

if TYPE_CHECKING:
    from telegram import Bot, WebhookInfo

    from bot.settings import Settings

MANY: Final = 1000
"""Updates that wait: more than a bot that runs lets wait."""


async def bot(settings: Settings) -> list[Line]:
    """The token, the webhook, and the operator's chat if it is there."""
    if settings.telegram.token is None:
        return [ok("telegram", "not set up: BRIEFING_TELEGRAM__TOKEN is not set.")]
    from telegram.error import InvalidToken, TelegramError  # noqa: PLC0415 - slow to import

    from bot.platforms.telegram.service import REFUSED, connected  # noqa: PLC0415

    try:
        async with connected(settings.telegram) as api:
            me = await api.get_me()
            lines = [ok("telegram", f"the token is that of @{me.username}.")]
            lines += _updates(settings, await api.get_webhook_info())
            platform, _, key = (settings.operator_chat or "").partition(":")
            if platform == "telegram":
                lines.append(await _chat(api, key))
            return lines
    except InvalidToken:
        return [error("telegram", REFUSED)]
    except TelegramError as failed:
        where = urlsplit(settings.telegram.api_url).hostname
        advice = "Is it reachable from here, and BRIEFING_TELEGRAM__API_URL right?"
        return [error("telegram", f"{where} does not answer: {failed.message}. {advice}")]


def _updates(settings: Settings, info: WebhookInfo) -> list[Line]:
    ours = settings.telegram.webhook_url
    lines = []
    if ours is None:
        said = f"a webhook is set ({_host(info.url)}); the bot removes it when it starts" if info.url else ""
        lines.append(
            warning("telegram", f"{said}. Does another program use this token?")
            if said
            else ok("telegram", "updates are polled.")
        )
    elif info.url and info.url != ours:
        said = f"the webhook is another one ({_host(info.url)}); the bot sets its own when it starts"
        lines.append(warning("telegram", f"{said}. Does another program use this token?"))
    else:
        lines.append(ok("telegram", f"the webhook is {'set' if info.url else 'set when the bot starts'}."))
        if info.last_error_message:
            advice = f"Does {_host(ours)} lead to BRIEFING_HTTP__LISTEN, with a certificate that is good?"
            said = f"Telegram could not call the webhook: {info.last_error_message}. {advice}"
            lines.append(warning("telegram", said))
    if info.pending_update_count > MANY:
        said = (
            f"{info.pending_update_count:,} updates wait. Does the bot run? They are answered when it does."
        )
        lines.append(warning("telegram", said))
    return lines


async def _chat(api: Bot, key: str) -> Line:
    from telegram.error import BadRequest, Forbidden  # noqa: PLC0415 - as above

    try:
        await api.get_chat(int(key.partition("/")[0]))
    except (BadRequest, Forbidden) as refused:
        advice = "Write /start to the bot from there, or add it to the group, and see that the id is right."
        return error("telegram", f"BRIEFING_OPERATOR_CHAT: {refused.message}. {advice}")
    return ok("telegram", "the operator's chat can be reached.")


def _host(url: str) -> str:
    return urlsplit(url).hostname or "no host"
