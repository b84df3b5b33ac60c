"""Settings: variables over a file over defaults, and what is wrong is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import SHIPPED, Settings, load, machine_zone
from bot.wiring import database_url


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


def test_what_is_over_is_kept_for_a_number_of_days() -> None:
    assert load({}).retention_days == 90
    assert load({"BRIEFING_RETENTION_DAYS": "7"}).retention_days == 7
    with pytest.raises(
        SettingsError, match=r"^BRIEFING_RETENTION_DAYS: Input should be greater than or equal to 7\.$"
    ):
        load({"BRIEFING_RETENTION_DAYS": "6"})


def test_a_wrong_value_is_never_repeated() -> None:
    with pytest.raises(SettingsError) as error:
        load({"BRIEFING_LANGUAGE": "s3cret", "BRIEFING_NONESUCH__TOKEN": "s3cret"})
    assert "s3cret" not in str(error.value)
    assert len(str(error.value).splitlines()) == 2


def test_all_that_is_wrong_is_told_at_once_whatever_its_kind(tmp_path: Path) -> None:
    file = tmp_path / "briefing.toml"
    file.write_text('languages = "fr"\nlog = "loud"\n[http]\nlisten = "off"\n')
    with pytest.raises(SettingsError) as error:
        load(
            {
                "BRIEFING_CONFIG": str(file),
                "BRIEFING_TELEGRAM__TOKEN_FILE": str(tmp_path / "none"),
                "BRIEFING_TELEGRAM__MODE": "webhook",
                "BRIEFING_TELEGRAM__API_URL": "nowhere",
                "BRIEFING_DATABASE_URL_FILE": str(tmp_path),
            }
        )
    assert str(error.value).replace(str(tmp_path), "HERE").splitlines() == [
        "BRIEFING_TELEGRAM__TOKEN_FILE: the file cannot be read: No such file or directory.",
        "BRIEFING_DATABASE_URL_FILE: the file cannot be read: Is a directory.",
        "BRIEFING_LOG: Input should be 'auto', 'text' or 'json'.",
        "BRIEFING_TELEGRAM__API_URL: This is no address: write https://HOST or https://HOST/PATH.",
        "BRIEFING_LANGUAGES or languages in HERE/briefing.toml: there is no such setting. The settings are: "
        + ", ".join(Settings.model_fields)
        + ".",
        "BRIEFING_TELEGRAM__WEBHOOK_URL: BRIEFING_TELEGRAM__MODE is webhook,"
        " which needs the public https address.",
        "BRIEFING_TELEGRAM__SECRET: BRIEFING_TELEGRAM__MODE is webhook,"
        " which needs a secret, so that only Telegram is heard.",
        "BRIEFING_HTTP__LISTEN: it is off, but BRIEFING_TELEGRAM__MODE is webhook.",
    ]


def test_what_only_seems_a_contradiction_because_a_value_is_wrong_is_not_told() -> None:
    with pytest.raises(SettingsError) as error:
        load({"BRIEFING_TELEGRAM__MODE": "carrier pigeon", "BRIEFING_TELEGRAM__SECRET": "s" * 16})
    assert str(error.value) == "BRIEFING_TELEGRAM__MODE: Input should be 'polling' or 'webhook'."


def test_of_a_file_that_is_no_toml_nothing_is_concluded_and_the_rest_is_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "briefing.toml"
    file.write_text("[telegram\n")
    with pytest.raises(SettingsError) as error:
        load(
            {
                "BRIEFING_CONFIG": str(file),
                "BRIEFING_LANGUAGE": "tlh",
                "BRIEFING_TELEGRAM__MODE": "webhook",
            }
        )
    first, *rest = str(error.value).splitlines()
    assert first.startswith(f"{file}: this is not TOML: ")
    assert rest == ["BRIEFING_LANGUAGE: Input should be 'en' or 'fr'."]


def test_the_file_may_name_files_of_secrets_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "briefing.toml"
    file.write_text('database_url_file = "database"\n[telegram]\ntoken_file = "token"\n')
    (tmp_path / "database").write_text("postgresql://me:pass@host/name\n")
    (tmp_path / "token").write_text("123456:abcdefghijklmnopqrstuvwxyz\n")
    settings = load({"BRIEFING_CONFIG": str(file)})
    assert settings.telegram.token is not None
    assert settings.telegram.token.get_secret_value() == "123456:abcdefghijklmnopqrstuvwxyz"
    assert settings.database_url == "postgresql://me:pass@host/name"
    (tmp_path / "token").unlink()
    with pytest.raises(SettingsError, match=r"^telegram\.token_file in .*: the file cannot be read"):
        load({"BRIEFING_CONFIG": str(file)})


TOKEN = {"BRIEFING_TELEGRAM__TOKEN": "123456:abcdefghijklmnopqrstuvwxyz"}


@pytest.mark.parametrize("chat", ["telegram:123456", "telegram:-1001234567890", "telegram:-1001234567890/7"])
def test_the_operators_chat_is_one_of_a_platform_with_a_token(chat: str) -> None:
    assert load({"BRIEFING_OPERATOR_CHAT": chat, **TOKEN}).operator_chat == chat
    with pytest.raises(SettingsError) as error:
        load({"BRIEFING_OPERATOR_CHAT": chat})
    assert str(error.value) == (
        "BRIEFING_OPERATOR_CHAT: it is on telegram, but BRIEFING_TELEGRAM__TOKEN is not set."
    )


@pytest.mark.parametrize("chat", ["", "123456", "telegram:ada", "telegram:", "signal:123", "telegram:1 2"])
def test_what_is_no_chat_is_refused(chat: str) -> None:
    with pytest.raises(SettingsError) as error:
        load({"BRIEFING_OPERATOR_CHAT": chat, **TOKEN})
    assert str(error.value) == (
        "BRIEFING_OPERATOR_CHAT: Write telegram:123456, or discord: and a channel’s id."
    )


@pytest.mark.parametrize(("typed", "zone"), [("Europe/Paris", "Europe/Paris"), ("paris", "Europe/Paris")])
def test_a_time_zone_is_one_of_the_tz_database(typed: str, zone: str) -> None:
    assert load({"BRIEFING_TIMEZONE": typed}).timezone == zone


def test_a_time_zone_that_is_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(SettingsError) as error:
        load({"BRIEFING_TIMEZONE": "Europe/Pari"})
    assert str(error.value) == (
        "BRIEFING_TIMEZONE: No time zone is called “Europe/Pari”: did you mean Europe/Paris?"
    )


@pytest.mark.parametrize(
    ("tz", "link", "zone"),
    [
        ("Asia/Seoul", "Europe/Paris", "Asia/Seoul"),
        (":Asia/Seoul", "Europe/Paris", "Asia/Seoul"),
        ("CET-1CEST,M3.5.0", "Europe/Paris", "UTC"),
        ("", "Europe/Paris", "Europe/Paris"),
        ("", "Etc/UTC", "UTC"),
        ("", "posix/Nowhere", "UTC"),
        ("", None, "UTC"),
    ],
)
def test_the_machines_zone_is_what_tz_says_or_what_its_clock_is_a_link_to(
    tz: str, link: str | None, zone: str, tmp_path: Path
) -> None:
    localtime = tmp_path / "localtime"
    if link:
        localtime.symlink_to(tmp_path / "usr" / "share" / "zoneinfo" / link)
    assert machine_zone({"TZ": tz}, localtime) == zone


def test_without_a_setting_the_zone_and_the_database_are_the_machines() -> None:
    settings = load({})
    assert (settings.timezone, settings.database_url) == (None, None)


def test_the_database_is_a_file_in_the_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert database_url(load({})) == f"sqlite:///{tmp_path}/briefing-bot/briefing.sqlite"
    assert database_url(load({"BRIEFING_DATABASE_URL": "postgresql://x/y"})) == "postgresql://x/y"
