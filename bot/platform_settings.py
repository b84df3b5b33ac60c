"""The settings of the platforms and of the HTTP server; what contradicts itself is refused."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from typing import Final, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator
from pydantic_core import PydanticCustomError

TELEGRAM_API: Final = "https://api.telegram.org"
DISCORD_API: Final = "https://discord.com/api/v10"
CONTRADICTION: Final = "contradiction"
"""The type of an error whose message is whole lines, each naming its setting."""
OFF: Final = "off"
_OURS: Final = "BRIEFING_TELEGRAM__"
_TOKEN: Final = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{20,200}")
_DISCORD_TOKEN: Final = re.compile(r"[A-Za-z0-9_=-]{4,40}\.[A-Za-z0-9_-]{4,20}\.[A-Za-z0-9_-]{20,100}")
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{16,256}")


class Part(BaseModel):
    """One table of the settings."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, hide_input_in_errors=True)

    def contradictions(self) -> Iterator[str]:
        """What does not go together in it, a line each, naming the settings by their variables."""
        yield from ()


class TelegramSettings(Part):
    """`BRIEFING_TELEGRAM__...`; the bot is on Telegram when there is a token."""

    token: SecretStr | None = None
    """What @BotFather gave; `..._TOKEN_FILE` names a file that holds it."""
    api_url: str = TELEGRAM_API
    """The Bot API's server; another one where the operator hosts it."""
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str | None = None
    """The public address that leads to our HTTP server, any path."""
    secret: SecretStr | None = None
    """What Telegram says with each call of the webhook: 16 to 256 of `A-Z a-z 0-9 _ -`."""
    on_doubt: Literal["hold", "resend"] = "hold"
    """What becomes of a digest of which nobody can tell whether it arrived."""
    silent: bool = False
    """Digests make no sound."""
    pin: bool = False
    """The newest digest is pinned where the bot may."""

    @field_validator("token")
    @classmethod
    def _is_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is None or not token.get_secret_value().strip():
            return None
        if not _TOKEN.fullmatch(token.get_secret_value().strip()):
            raise _error("This is no bot token: @BotFather’s look like 123456:ABC-def")
        return SecretStr(token.get_secret_value().strip())

    @field_validator("secret")
    @classmethod
    def _is_secret(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not _SECRET.fullmatch(secret.get_secret_value().strip()):
            raise _error("A webhook’s secret has 16 to 256 of A-Z, a-z, 0-9, _ and -")
        return None if secret is None else SecretStr(secret.get_secret_value().strip())

    @field_validator("api_url", "webhook_url")
    @classmethod
    def _is_address(cls, url: str | None) -> str | None:
        return None if url is None else _address(url)

    def contradictions(self) -> Iterator[str]:
        """As in `Part`."""
        url, secret = f"{_OURS}WEBHOOK_URL", f"{_OURS}SECRET"
        if self.mode == "polling":
            if self.webhook_url is not None:
                yield f"{url}: it is set, but {_OURS}MODE is polling."
            if self.secret is not None:
                yield f"{secret}: it is set, but {_OURS}MODE is polling."
            return
        if self.webhook_url is None:
            yield f"{url}: {_OURS}MODE is webhook, which needs the public https address."
        elif self.api_url == TELEGRAM_API and not self.webhook_url.startswith("https://"):
            yield f"{url}: it must begin with https://, for Telegram calls no other."
        if self.secret is None:
            yield f"{secret}: {_OURS}MODE is webhook, which needs a secret, so that only Telegram is heard."


class DiscordSettings(Part):
    """`BRIEFING_DISCORD__...`; the bot is on Discord when there is a token."""

    token: SecretStr | None = None
    """The bot's token from the developer portal; `..._TOKEN_FILE` names a file that holds it."""
    api_url: str = DISCORD_API
    """The REST API's root with its version; another one where a proxy stands before it."""
    publish: bool = False
    """Digests in announcement channels are published to the channels that follow them."""
    silent: bool = False
    """Digests make no sound."""

    @field_validator("token")
    @classmethod
    def _is_token(cls, token: SecretStr | None) -> SecretStr | None:
        said = token.get_secret_value().strip().removeprefix("Bot ") if token else ""
        if not said:
            return None
        if not _DISCORD_TOKEN.fullmatch(said) or not bot_of(said):
            raise _error("This is no bot token: Discord’s have three parts with dots between them")
        return SecretStr(said)

    @field_validator("api_url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        return _address(url)


def bot_of(token: str) -> str:
    """The number of the bot that a Discord token is for; empty where it tells none."""
    coded = token.partition(".")[0].rstrip("=")
    try:
        number = urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode("ascii")
    except (NotBase64, ValueError):
        return ""
    return number if number.isdigit() else ""


class HttpSettings(Part):
    """`BRIEFING_HTTP__...`: the one HTTP server."""

    listen: str = Field(default="127.0.0.1:8080")
    """Where it listens: HOST:PORT, port 0 for any that is free; `off` for nowhere."""

    @field_validator("listen")
    @classmethod
    def _is_place(cls, listen: str) -> str:
        host, _, port = listen.rpartition(":")
        is_place = bool(host) and port.isascii() and port.isdigit() and int(port) < 2**16
        if listen != OFF and not is_place:
            raise _error("Write HOST:PORT, as 127.0.0.1:8080, or off")
        return listen

    @property
    def place(self) -> tuple[str, int] | None:
        """The host and the port; None where nothing is to be listened for."""
        host, _, port = self.listen.rpartition(":")
        return None if self.listen == OFF else (host.strip("[]"), int(port))


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise _error("This is no address: write https://HOST or https://HOST/PATH")
    return url.rstrip("/")


def _error(sentence: str) -> PydanticCustomError:
    return PydanticCustomError("setting", "{sentence}", {"sentence": sentence})
