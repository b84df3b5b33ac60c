"""Settings: variables over a file over defaults, and what is wrong is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import SHIPPED, load


def test_without_anything_the_defaults_hold() -> None:
    settings = load({})
    assert (settings.language, settings.dossier, settings.operator) == ("en", SHIPPED, None)


def test_a_variable_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "briefing.toml"
    file.write_text('language = "fr"\noperator = "A newsroom"\n')
    settings = load({"BRIEFING_CONFIG": str(file), "BRIEFING_LANGUAGE": "en"})
    assert (settings.language, settings.operator) == ("en", "A newsroom")


def test_briefing_toml_in_the_working_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "briefing.toml").write_text('language = "fr"\n')
    monkeypatch.chdir(tmp_path)
    assert load({}).language == "fr"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("language = fr", "this is not TOML"),
        ('languages = "fr"', "there is no such setting"),
        ('[language]\nname = "fr"', "BRIEFING_LANGUAGE"),
    ],
)
def test_a_file_that_is_wrong_is_refused(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "b.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=said):
        load({"BRIEFING_CONFIG": str(file)})


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read: No such file or directory"):
        load({"BRIEFING_CONFIG": str(tmp_path / "none.toml")})


def test_a_wrong_value_is_never_repeated() -> None:
    with pytest.raises(SettingsError) as error:
        load({"BRIEFING_LANGUAGE": "s3cret", "BRIEFING_NONESUCH__TOKEN": "s3cret"})
    assert "s3cret" not in str(error.value)
    assert len(str(error.value).splitlines()) == 2
