"""What the set-up makes of the machine's pip settings."""

from pathlib import Path

import pytest

from deploy import pip_settings

LISTING = """\
global.index-url='https://index.example/simple'
global.timeout='15'
install.timeout='20'
:env:.trusted-host='one.example two.example:8443'
download.retries='9'
WARNING: something pip had to say = 'nothing'
"""


def test_the_stronger_section_wins_and_other_commands_do_not_count() -> None:
    assert pip_settings.parse(LISTING) == {
        "index-url": "https://index.example/simple",
        "timeout": "20",
        "trusted-host": "one.example two.example:8443",
    }


def test_the_environment_wins_over_every_file_wherever_it_is_listed() -> None:
    listing = ":env:.index-url='https://env.example'\nglobal.index-url='https://file.example'\n"
    assert pip_settings.parse(listing) == {"index-url": "https://env.example"}


def test_a_value_over_several_lines_is_read_whole() -> None:
    listing = r"global.extra-index-url='\nhttps://a.example\nhttps://b.example'"
    assert pip_settings.translate(pip_settings.parse(listing), {})["UV_INDEX"] == (
        "https://a.example https://b.example"
    )


def test_without_pip_its_variables_still_count() -> None:
    environ = {"PIP_INDEX_URL": "https://index.example", "PIP_NO_INDEX": "", "HOME": "/home/someone"}
    assert pip_settings.from_environment(environ) == {"index-url": "https://index.example"}


def test_every_setting_has_uvs_word_for_it(tmp_path: Path) -> None:
    certificates = tmp_path / "certificates.pem"
    certificates.touch()
    options = {
        "index-url": "https://index.example/simple",
        "extra-index-url": "https://more.example/simple",
        "find-links": f"{tmp_path} https://files.example/list.html",
        "trusted-host": "one.example\ntwo.example:8443",
        "default-timeout": "2.5",
        "retries": "7",
        "keyring-provider": "subprocess",
        "cert": str(certificates),
        "client-cert": str(certificates),
        "proxy": "http://proxy.example:3128",
    }
    assert pip_settings.translate(options, {}, "/the/system/store.pem") == {
        "UV_DEFAULT_INDEX": "https://index.example/simple",
        "UV_INDEX": "https://more.example/simple",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_FIND_LINKS": f"{tmp_path},https://files.example/list.html",
        "UV_INSECURE_HOST": "one.example two.example:8443",
        "UV_HTTP_TIMEOUT": "3",
        "UV_HTTP_RETRIES": "7",
        "UV_KEYRING_PROVIDER": "subprocess",
        "SSL_CERT_FILE": str(certificates),
        "SSL_CLIENT_CERT": str(certificates),
        "HTTPS_PROXY": "http://proxy.example:3128",
        "HTTP_PROXY": "http://proxy.example:3128",
    }


def test_a_machine_with_no_settings_adds_nothing() -> None:
    assert pip_settings.translate({}, {}) == {}


@pytest.mark.parametrize(
    ("option", "value", "own"),
    [
        ("index-url", "https://pip.example", "UV_DEFAULT_INDEX"),
        ("index-url", "https://pip.example", "UV_INDEX_URL"),
        ("find-links", "https://pip.example", "UV_FIND_LINKS"),
        ("timeout", "9", "UV_HTTP_TIMEOUT"),
        ("proxy", "http://pip.example", "ALL_PROXY"),
    ],
)
def test_what_the_user_told_uv_himself_stays(option: str, value: str, own: str) -> None:
    assert pip_settings.translate({option: value}, {own: "his"}) == {}


def test_places_of_this_machine_that_are_not_there_are_passed_over(tmp_path: Path) -> None:
    here, gone = (tmp_path / "an index"), (tmp_path / "gone")
    here.mkdir()
    options = {
        "index-url": f"file://{gone}",
        "extra-index-url": f"file://{gone} {here.as_uri()}",
        "find-links": str(gone),
        "cert": str(gone),
    }
    assert pip_settings.translate(options, {}) == {
        "UV_INDEX": here.as_uri(),
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }


def test_a_folder_of_certificates_is_named_as_a_folder(tmp_path: Path) -> None:
    assert pip_settings.translate({"cert": str(tmp_path)}, {}) == {"SSL_CERT_DIR": str(tmp_path)}


def test_the_systems_certificates_are_used_where_nothing_names_others(tmp_path: Path) -> None:
    store = str(tmp_path / "store.pem")
    assert pip_settings.translate({}, {}, store) == {"UV_SYSTEM_CERTS": "true"}
    assert pip_settings.translate({}, {"SSL_CERT_FILE": "/his/own.pem"}, store) == {}


def test_a_timeout_that_is_no_number_is_left_to_uv() -> None:
    assert pip_settings.translate({"timeout": "soon"}, {}) == {}


def test_the_main_index_alone_is_all_but_the_sources_beside_it() -> None:
    told = {"extra-index-url": "https://more.example", "find-links": "https://files.example", "retries": "1"}
    assert pip_settings.main_index_alone(pip_settings.translate(told, {})) == {"UV_HTTP_RETRIES": "1"}


@pytest.mark.parametrize(("value", "forbidden"), [("true", True), ("1", True), ("false", False), ("", False)])
def test_no_index_is_understood(value: str, forbidden: bool) -> None:
    assert pip_settings.forbids_indexes({"no-index": value}) is forbidden


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("at https://me:secret@index.example/simple now", "at https://***@index.example/simple now"),
        ("https://me:s@cret@index.example", "https://***@index.example"),
        ("https://token@a.example and https://b.example", "https://***@a.example and https://b.example"),
        ("briefing-bot @ https://a.example", "briefing-bot @ https://a.example"),
    ],
)
def test_credentials_are_masked(said: str, shown: str) -> None:
    assert pip_settings.masked(said) == shown
