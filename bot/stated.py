"""What an operator stated: in the TOML file, in systemd's credentials, in `BRIEFING_*` variables."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

from bot.errors import SettingsError

PREFIX: Final = "BRIEFING_"
FILE_VARIABLE: Final = "BRIEFING_CONFIG"
FILE_NAME: Final = "briefing.toml"
CREDENTIALS: Final = "CREDENTIALS_DIRECTORY"
"""The variable by which systemd names the folder of a service's credentials."""
_FILE: Final = "_file"
Place: TypeAlias = tuple[str, ...]
"""Where a setting is: its tables and its name."""


@dataclass(slots=True)
class Stated:
    """The values as they were written, and what is wrong with them, a line a problem."""

    file: Path | None
    """The TOML file."""
    values: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    is_whole: bool = True
    """False when the file, which may state anything, could not be read."""
    secret_files: list[Path] = field(default_factory=list)
    """The files that secrets were read from, the TOML file among them if it holds one itself."""
    _unknown: set[str] = field(default_factory=set)
    """The variables of settings that are wrong."""

    def put(self, place: Place, value: str) -> None:
        """Lay one value over what is there."""
        inner, (*tables, name) = self.values, place
        for table in tables:
            if not isinstance(inner.get(table), dict):
                inner[table] = {}
            inner = inner[table]
        inner[name] = value

    def refuse(self, place: Iterable[object], line: str) -> None:
        """The value of this setting is wrong or cannot be read."""
        self.wrong.append(line)
        self._unknown.add(variable_of(place))

    def contradict(self, lines: Iterable[str]) -> None:
        """These settings contradict each other, as far as they are known."""
        for line in lines:
            if self.is_whole and not self._unknown & set(re.findall(rf"{PREFIX}\w+", line)):
                self.wrong.append(line)

    def leave_out(self, place: Iterable[object]) -> bool:
        """Forget a value; whether there was one."""
        inner, (*tables, name) = self.values, tuple(map(str, place)) or ("",)
        for table in tables:
            inner = inner.get(table, {})
        return inner.pop(name, None) is not None


def variable_of(place: Iterable[object]) -> str:
    """The variable of a setting."""
    return PREFIX + "__".join(str(part) for part in place).upper()


def gathered(variables: Mapping[str, str], secrets: Collection[Place]) -> Stated:
    """Everything: the file, over it the credentials, over both the variables.

    `secrets` are the settings for which `..._FILE`, or `..._file` in the file, may name a file.
    """
    stated = Stated(_file(variables))
    if stated.file:
        try:
            stated.values = _read(stated.file)
        except SettingsError as error:
            stated.wrong.append(str(error))
            stated.is_whole = False
        if stated.file and any(_is_in(stated.values, place) for place in secrets):
            stated.secret_files.append(stated.file)
    for name, place, file in (*_files_named(stated, secrets), *_credentials(variables)):
        _put_held(stated, name, place, file)
    for name, value in variables.items():
        if name.startswith(PREFIX) and name != FILE_VARIABLE:
            place = tuple(name.removeprefix(PREFIX).lower().split("__"))
            secret = (*place[:-1], place[-1].removesuffix(_FILE))
            if secret != place and secret in secrets:
                _put_held(stated, name, secret, Path(value))
            else:
                stated.put(place, value)
    return stated


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


def _is_in(values: Mapping[str, Any], place: Place) -> bool:
    *tables, name = place
    inner = values.get(tables[0]) if tables else values
    return isinstance(inner, dict) and name in inner


def _files_named(stated: Stated, secrets: Collection[Place]) -> Iterator[tuple[str, Place, Path]]:
    """What `..._file` in the TOML file names, from its folder on; taken out of the values."""
    for place in secrets:
        *tables, name = place
        inner = stated.values.get(tables[0]) if tables else stated.values
        named = inner.pop(f"{name}{_FILE}", None) if isinstance(inner, dict) else None
        if stated.file and isinstance(named, str):
            written = f"{'.'.join(place)}{_FILE} in {stated.file}"
            yield written, place, stated.file.parent / Path(named).expanduser()


def _credentials(variables: Mapping[str, str]) -> Iterator[tuple[str, Place, Path]]:
    """What systemd hands over: a credential is named as its variable, in small letters."""
    folder = variables.get(CREDENTIALS)
    for file in sorted(Path(folder).glob(f"{PREFIX.lower()}*")) if folder else ():
        yield file.name, tuple(file.name.removeprefix(PREFIX.lower()).split("__")), file


def _put_held(stated: Stated, name: str, place: Place, file: Path) -> None:
    """The value is what the file holds; `name` is what named it."""
    try:
        stated.put(place, file.read_text("utf-8").strip())
        stated.secret_files.append(file)
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "this is not text"
        stated.refuse(place, f"{name}: the file cannot be read: {said}.")
