"""Settings of the platforms: secrets from files and never shown, contradictions told at once."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.platform_settings import bot_of
from bot.settings import load

TOKEN = "123456:abcdefghijklmnopqrstuvwxyz-_0123"  # noqa: S105 -- no real bot's
DISCORD = "ODEyMzQ1Ng.GAbcde.abcdefghijklmnopqrstuvwxyz-_0123456789"
SECRET = "s3cret-of-the-webhook"  # noqa: S105 -- this test's own
NO_TOKEN = "BRIEFING_DISCORD__TOKEN: This is no bot token: Discord’s have three parts with dots between them."  # noqa: S105 -- a line about one
HOOK = {
    "BRIEFING_TELEGRAM__MODE": "webhook",
    "BRIEFING_TELEGRAM__WEBHOOK_URL": "https://example.org/hook",
    "BRIEFING_TELEGRAM__SECRET": SECRET,
}


def test_without_a_token_there_is_no_telegram() -> None:
    assert load({}).telegram.token is None
    assert load({"BRIEFING_TELEGRAM__TOKEN": ""}).telegram.token is None


def test_a_secret_may_be_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n")
    token = load({"BRIEFING_TELEGRAM__TOKEN_FILE": str(file)}).telegram.token
    assert token is not None
    assert token.get_secret_value() == TOKEN
    database = tmp_path / "database"
    database.write_text("postgresql://me:pass@host/name\n")
    assert load({"BRIEFING_DATABASE_URL_FILE": str(database)}).database_url == database.read_text().strip()


def test_without_a_token_there_is_no_discord_and_its_token_says_which_bot_it_is(tmp_path: Path) -> None:
    assert load({"BRIEFING_DISCORD__TOKEN": " "}).discord.token is None
    file = tmp_path / "token"
    file.write_text(f"Bot {DISCORD}\n")
    token = load({"BRIEFING_DISCORD__TOKEN_FILE": str(file)}).discord.token
    assert token is not None
    assert token.get_secret_value() == DISCORD
    assert bot_of(DISCORD) == "8123456"
    settings = load({"BRIEFING_DISCORD__TOKEN": DISCORD})
    assert DISCORD not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"


def test_a_file_that_cannot_be_read_is_named_by_its_setting() -> None:
    with pytest.raises(SettingsError, match="BRIEFING_TELEGRAM__TOKEN_FILE: the file cannot be read"):
        load({"BRIEFING_TELEGRAM__TOKEN_FILE": "/dev/null/none"})


def test_a_secret_may_be_a_credential_of_systemd_named_as_its_variable(tmp_path: Path) -> None:
    (tmp_path / "briefing_telegram__token").write_text(TOKEN + "\n")
    (tmp_path / "briefing_database_url").write_text("postgresql://me:pass@host/name\n")
    (tmp_path / "another_service").write_text("not ours")
    settings = load({"CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert settings.telegram.token is not None
    assert settings.telegram.token.get_secret_value() == TOKEN
    assert settings.database_url == "postgresql://me:pass@host/name"
    beside = load({"CREDENTIALS_DIRECTORY": str(tmp_path), "BRIEFING_DATABASE_URL": "sqlite:///here.sqlite"})
    assert beside.database_url == "sqlite:///here.sqlite"


def test_a_credential_that_is_none_of_ours_is_refused_and_not_repeated(tmp_path: Path) -> None:
    (tmp_path / "briefing_telegram__tokn").write_text(TOKEN)
    with pytest.raises(SettingsError, match="BRIEFING_TELEGRAM__TOKN: there is no such setting") as told:
        load({"CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert TOKEN not in str(told.value)
    (tmp_path / "briefing_telegram__tokn").unlink()
    (tmp_path / "briefing_telegram__token").write_bytes(b"\xff")
    with pytest.raises(SettingsError, match="briefing_telegram__token: the file cannot be read"):
        load({"CREDENTIALS_DIRECTORY": str(tmp_path)})


def test_no_secret_is_shown() -> None:
    settings = load({**HOOK, "BRIEFING_TELEGRAM__TOKEN": TOKEN})
    assert TOKEN not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    assert SECRET not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"


@pytest.mark.parametrize(
    ("variables", "lines"),
    [
        (
            {"BRIEFING_TELEGRAM__TOKEN": "s3cret"},
            ["BRIEFING_TELEGRAM__TOKEN: This is no bot token: @BotFather’s look like 123456:ABC-def."],
        ),
        (
            {"BRIEFING_DISCORD__TOKEN": "s3cret", "BRIEFING_DISCORD__API_URL": "s3cret"},
            [
                NO_TOKEN,
                "BRIEFING_DISCORD__API_URL: This is no address: write https://HOST or https://HOST/PATH.",
            ],
        ),
        (
            {"BRIEFING_DISCORD__TOKEN": "s3cret" + DISCORD},
            [NO_TOKEN],
        ),
        (
            {**HOOK, "BRIEFING_TELEGRAM__SECRET": "s3cret"},
            ["BRIEFING_TELEGRAM__SECRET: A webhook’s secret has 16 to 256 of A-Z, a-z, 0-9, _ and -."],
        ),
        (
            {**HOOK, "BRIEFING_TELEGRAM__MODE": "polling"},
            [
                "BRIEFING_TELEGRAM__WEBHOOK_URL: it is set, but BRIEFING_TELEGRAM__MODE is polling.",
                "BRIEFING_TELEGRAM__SECRET: it is set, but BRIEFING_TELEGRAM__MODE is polling.",
            ],
        ),
        (
            {**HOOK, "BRIEFING_TELEGRAM__WEBHOOK_URL": "http://example.org"},
            ["BRIEFING_TELEGRAM__WEBHOOK_URL: it must begin with https://, for Telegram calls no other."],
        ),
        (
            {"BRIEFING_TELEGRAM__API_URL": "s3cret", "BRIEFING_HTTP__LISTEN": "8080"},
            [
                "BRIEFING_TELEGRAM__API_URL: This is no address: write https://HOST or https://HOST/PATH.",
                "BRIEFING_HTTP__LISTEN: Write HOST:PORT, as 127.0.0.1:8080, or off.",
            ],
        ),
    ],
)
def test_what_is_wrong_is_told_a_line_a_setting_and_not_repeated(
    variables: dict[str, str], lines: list[str]
) -> None:
    with pytest.raises(SettingsError) as told:
        load(variables)
    assert str(told.value).splitlines() == lines
    assert "s3cret" not in "".join(traceback.format_exception(told.value))


@pytest.mark.parametrize(("listen", "place"), [("[::1]:80", ("::1", 80)), ("0.0.0.0:0", ("0.0.0.0", 0))])  # noqa: S104
def test_where_to_listen(listen: str, place: tuple[str, int]) -> None:
    assert load({"BRIEFING_HTTP__LISTEN": listen}).http.place == place


def test_it_need_not_listen() -> None:
    assert load({"BRIEFING_HTTP__LISTEN": "off"}).http.place is None
