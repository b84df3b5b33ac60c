"""The settings: `BRIEFING_*` variables over a TOML file over defaults; all that is wrong is said at once."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from bot.errors import SettingsError
from bot.platform_settings import CONTRADICTION, HttpSettings, TelegramSettings
from digests.errors import ScheduleError

SHIPPED: Final = Path(__file__).resolve().parent.parent / "corpus" / "dossiers" / "dprk-russia"
PREFIX: Final = "BRIEFING_"
FILE_VARIABLE: Final = "BRIEFING_CONFIG"
FILE_NAME: Final = "briefing.toml"
CREDENTIALS: Final = "CREDENTIALS_DIRECTORY"
"""The variable by which systemd names the folder of a service's credentials."""
SECRETS: Final = (("telegram", "token"), ("telegram", "secret"), ("database_url",))
"""What `BRIEFING_..._FILE` may name a file for: many a list of processes shows their variables."""
PARTS: Final[Mapping[str, type[BaseModel]]] = {"telegram": TelegramSettings, "http": HttpSettings}
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
    telegram: TelegramSettings = Field(default_factory=TelegramSettings)
    http: HttpSettings = Field(default_factory=HttpSettings)

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, name: str | None) -> str | None:
        from digests import zones  # noqa: PLC0415 - reads the tz database, and most do not set a zone

        try:
            return None if name is None else zones.find(name)
        except ScheduleError as error:
            raise PydanticCustomError("timezone", "{reason}", {"reason": str(error)}) from None


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment given or the process’s; SettingsError, a line a problem."""
    variables = os.environ if environ is None else environ
    file = _file(variables)
    stated = _read(file) if file else {}
    for name, value in (*_credentials(variables), *variables.items()):
        if name.startswith(PREFIX) and name != FILE_VARIABLE:
            _put(stated, *_stated(name, value))
    try:
        return Settings.model_validate(stated)
    except ValidationError as error:
        raise SettingsError("\n".join(_line(problem, file) for problem in error.errors())) from None


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


def _file(variables: Mapping[str, str]) -> Path | None:
    """The file named by BRIEFING_CONFIG, else `briefing.toml` in the working folder, else none."""
    named = variables.get(FILE_VARIABLE)
    if named:
        return Path(named)
    here = Path(FILE_NAME)
    return here if here.is_file() else None


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read: {error.strerror}. Is {FILE_VARIABLE} right?") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: this is not TOML: {error}.") from None


def _credentials(variables: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What systemd hands over, as variables: a credential is named as its variable, in small letters."""
    folder = variables.get(CREDENTIALS)
    for file in sorted(Path(folder).glob(f"{PREFIX.lower()}*")) if folder else ():
        yield file.name.upper(), _secret(file.name, file)


def _stated(name: str, value: str) -> tuple[list[str], str]:
    """Where a variable belongs, and what it says: of `..._FILE`, what the file holds."""
    path = name.removeprefix(PREFIX).lower().split("__")
    secret = [*path[:-1], path[-1].removesuffix("_file")]
    if secret == path or tuple(secret) not in SECRETS:
        return path, value
    return secret, _secret(name, Path(value))


def _secret(name: str, file: Path) -> str:
    """What a file holds that is named by a variable or is a credential."""
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "this is not text"
        raise SettingsError(f"{name}: the file cannot be read: {said}.") from None


def _put(stated: dict[str, Any], path: list[str], value: str) -> None:
    """Lay one variable over what the file says."""
    *tables, name = path
    for table in tables:
        inner = stated.setdefault(table, {})
        if not isinstance(inner, dict):
            inner = stated[table] = {}
        stated = inner
    stated[name] = value


def _line(problem: Any, file: Path | None) -> str:
    """One of pydantic's error details as a line for the operator; never the value, which may be secret."""
    if problem["type"] == CONTRADICTION:
        return str(problem["msg"])
    name = ".".join(str(part) for part in problem["loc"])
    variable = PREFIX + name.upper().replace(".", "__")
    if problem["type"] == "extra_forbidden":
        where = f"{variable} or {name} in {file}" if file else variable
        known = PARTS.get(str(problem["loc"][0]), Settings).model_fields
        return f"{where}: there is no such setting. The settings are: {', '.join(known)}."
    said = problem["msg"].rstrip(".")
    return f"{variable}: {said}{'' if said.endswith('?') else '.'}"
