"""The settings: `BRIEFING_*` variables over a TOML file over defaults; all that is wrong is said at once."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from bot.errors import SettingsError
from bot.platform_settings import CONTRADICTION, DiscordSettings, HttpSettings, Part, TelegramSettings
from bot.stated import PREFIX, Stated, gathered, variable_of
from digests.errors import ScheduleError

SHIPPED: Final = Path(__file__).resolve().parent.parent / "corpus" / "dossiers" / "dprk-russia"
SECRETS: Final = (("telegram", "token"), ("telegram", "secret"), ("discord", "token"), ("database_url",))
"""What `BRIEFING_..._FILE` may name a file for: many a list of processes shows their variables."""
PARTS: Final[Mapping[str, type[Part]]] = {
    "telegram": TelegramSettings,
    "discord": DiscordSettings,
    "http": HttpSettings,
}
CHATS: Final = {
    "telegram": re.compile(r"-?[0-9]{1,20}(/[0-9]{1,20})?"),
    "discord": re.compile(r"[0-9]{1,20}"),
}
"""How the chats of a platform are written."""
LOCALTIME: Final = Path("/etc/localtime")
"""On most machines a link into the tz database."""


class Settings(BaseModel):
    """What an operator can set: `BRIEFING_<NAME>` in the environment, `<name>` in the TOML file.

    A part of a setting is reached with two underscores in a variable and with a table in the file.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    dossier: Path = SHIPPED
    """The dossier's folder."""
    language: Literal["en", "fr"] = "en"
    """The language of chats that chose none."""
    cache: Path | None = None
    """Where compiled dossiers and charts are kept; the user's cache folder when not set."""
    operator: str | None = Field(default=None, max_length=200)
    """Who runs this bot, as `/about` says it: a name, a way to reach them."""
    database_url: str | None = None
    """Where chats and their digests are kept; an SQLite file in the user's state folder when not set."""
    timezone: str | None = None
    """The time zone of chats that named none, as Europe/Paris; the machine's when not set."""
    retention_days: int = Field(default=90, ge=7, le=3650)
    """How long deliveries are kept once they are over, and what only they need."""
    operator_chat: str | None = None
    """The chat that is told when something is wrong: telegram:123456, or discord: and a channel's id."""
    log: Literal["auto", "text", "json"] = "auto"
    """What the bot's log looks like; auto: text on a terminal, else a JSON object a line."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """From which level on events are written."""
    telegram: TelegramSettings = Field(default_factory=TelegramSettings)
    discord: DiscordSettings = Field(default_factory=DiscordSettings)
    http: HttpSettings = Field(default_factory=HttpSettings)

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, name: str | None) -> str | None:
        from digests import zones  # noqa: PLC0415 - reads the tz database, and most do not set a zone

        try:
            return None if name is None else zones.find(name)
        except ScheduleError as error:
            raise PydanticCustomError("timezone", "{reason}", {"reason": str(error)}) from None

    @field_validator("operator_chat")
    @classmethod
    def _is_chat(cls, chat: str | None) -> str | None:
        platform, _, key = (chat or "").partition(":")
        if chat is not None and not (platform in CHATS and CHATS[platform].fullmatch(key)):
            raise PydanticCustomError("setting", "Write telegram:123456, or discord: and a channel’s id")
        return chat

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        """The whole: all contradictions are found in one place, and told at once."""
        wrong = [line for name in PARTS for line in getattr(self, name).contradictions()]
        platform = (self.operator_chat or "").partition(":")[0]
        if platform and getattr(getattr(self, platform, None), "token", None) is None:
            where = variable_of((platform, "token"))
            wrong.append(f"{PREFIX}OPERATOR_CHAT: it is on {platform}, but {where} is not set.")
        if self.http.place is None and self.telegram.mode == "webhook":
            wrong.append(f"{PREFIX}HTTP__LISTEN: it is off, but {PREFIX}TELEGRAM__MODE is webhook.")
        if wrong:
            raise PydanticCustomError(CONTRADICTION, "{lines}", {"lines": "\n".join(wrong)})
        return self


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment given or the process’s; SettingsError, a line a problem."""
    stated = gathered(os.environ if environ is None else environ, SECRETS)
    settings = _valid(stated)
    if settings is None or stated.wrong:
        raise SettingsError("\n".join(stated.wrong))
    return settings


def _valid(stated: Stated) -> Settings | None:
    """The settings, or None, and then what is wrong with each.

    It is left out and the rest looked at again, for contradictions are only looked for in what is right.
    """
    while True:
        try:
            return Settings.model_validate(stated.values)
        except ValidationError as error:
            left_out = False
            for problem in error.errors():
                if problem["type"] == CONTRADICTION:
                    stated.contradict(problem["msg"].splitlines())
                else:
                    stated.refuse(problem["loc"], _line(problem, stated.file))
                    left_out = stated.leave_out(problem["loc"]) or left_out
            if not left_out:
                return None


def machine_zone(environ: Mapping[str, str], localtime: Path = LOCALTIME) -> str:
    """The machine's time zone: what TZ names, else what the clock's file is a link to, else UTC."""
    from digests import zones  # noqa: PLC0415 - as above

    named = environ.get("TZ", "").removeprefix(":")
    if not named:
        try:
            named = str(localtime.resolve()).partition("/zoneinfo/")[2]
        except (OSError, RuntimeError):  # a link to itself
            named = ""
    return named if named in zones.names() and named != "Etc/UTC" else "UTC"


def _line(problem: Any, file: Path | None) -> str:
    """One of pydantic's error details as a line for the operator; never the value, which may be secret."""
    name, variable = ".".join(map(str, problem["loc"])), variable_of(problem["loc"])
    if problem["type"] == "extra_forbidden":
        where = f"{variable} or {name} in {file}" if file else variable
        known = PARTS.get(str(problem["loc"][0]), Settings).model_fields
        return f"{where}: there is no such setting. The settings are: {', '.join(known)}."
    said = problem["msg"].rstrip(".")
    return f"{variable}: {said}{'' if said.endswith('?') else '.'}"
