"""The image, built and run with what compose.yaml says: no rights, nothing to write to but its data."""

from __future__ import annotations

import json
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deploy import debian
from tests.deploy.images import RUN, Images, composed, images, options
from tests.deploy.needs import need
from tests.deploy.stage import Stage, until

CHECKOUT = Path(__file__).parents[2]
IMAGE, BASE = "localhost/briefing-bot", "localhost/base"
STOPS = 20.0
"""Seconds in which it must have stopped."""


@pytest.fixture(scope="module")
def built(base: Path) -> Iterator[Images]:
    """A store with the image in it, built on a small Debian in place of the registry's."""
    need("buildah", "podman", "runc")
    with tempfile.TemporaryDirectory(prefix="briefing-images-") as folder, images(Path(folder)) as store:
        store.imports(base, BASE)
        store.probe(BASE)
        conf, certificates = Path(folder, "pip.conf"), Path(folder, "ca.pem")
        conf.write_text(debian.pip_conf("/run/secrets/ca.pem"))
        debian.certificates(certificates)
        store.builds(CHECKOUT, IMAGE, BASE, {"pip.conf": conf, "ca.pem": certificates})
        yield store


@dataclass
class Bot:
    """The service of compose.yaml, as a container."""

    images: Images
    secrets: dict[str, Path]
    stage: Stage
    port: int

    def options(self) -> list[str]:
        """As compose.yaml has it, towards the emulated Telegram."""
        told = composed(CHECKOUT / "deploy/docker/compose.yaml", "bot")
        api, listen = f"BRIEFING_TELEGRAM__API_URL={self.stage.telegram.url}", f"127.0.0.1:{self.port}"
        return [*options(told, self.secrets), f"--env={api}", f"--env=BRIEFING_HTTP__LISTEN={listen}"]

    def starts(self) -> None:
        self.images.does(*RUN, "--detach", "--name=bot", *self.options(), IMAGE)

    def shows(self, form: str) -> str:
        return self.images.does("inspect", "--type=container", f"--format={form}", "bot")


@pytest.fixture(scope="module")
def bot(built: Images, stage: Stage) -> Bot:
    """The running service."""
    token = built.folder / "token"
    token.write_text(stage.telegram.token + "\n")
    none = built.folder / "no-token"
    none.touch()
    secrets = {
        "telegram_token": token,
        "discord_token": none,
        "database_url": CHECKOUT / "deploy/docker/sqlite.url",
    }
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    bot = Bot(built, secrets, stage, port)
    bot.starts()
    return bot


def test_the_image_holds_no_tools_no_secrets_and_no_rights(built: Images) -> None:
    image = json.loads(built.does("inspect", "--type=image", IMAGE))[0]
    assert image["Config"]["User"] == "10001:10001"
    tools = "gcc cc make git uv hatchling pip"
    look = (
        f"for one in {tools}; do command -v $one; done; ls -d /src /root/.cache /etc/pip.conf /run/secrets/*"
    )
    found = built.tries(*RUN, "--rm", "--user=0", "--entrypoint=/bin/sh", IMAGE, "-c", f"{look}; true")
    assert (found.returncode, found.stdout) == (0, "")


def test_it_is_small(built: Images, tell: object) -> None:
    sizes = {name: int(built.does("inspect", "--format={{.Size}}", name)) // 2**20 for name in (IMAGE, BASE)}
    tell(f"the image has {sizes[IMAGE]} MiB, of which the base is {sizes[BASE]} MiB")  # type: ignore[operator]
    assert sizes[IMAGE] - sizes[BASE] < 300


def test_a_piped_chat_is_answered_without_a_network_or_anything_to_write_to(built: Images) -> None:
    alone = ("--network=none", "--read-only", "--cap-drop=all", "--tmpfs=/tmp")
    said = built.does(*RUN, *alone, "--rm", "--interactive", IMAGE, "chat", given="/troops\n")
    assert said.startswith("TROOPS: North Korean personnel")


def test_it_answers_and_turns_healthy(bot: Bot) -> None:
    assert "15,000" in bot.stage.asks("/troops")
    until(lambda: bot.images.tries("healthcheck", "run", "bot").returncode == 0, "its health")


def test_a_bot_that_is_not_there_is_not_healthy(bot: Bot) -> None:
    asked = bot.images.tries(
        "exec",
        "--env=BRIEFING_HTTP__LISTEN=127.0.0.1:1",
        "bot",
        "python",
        "-I",
        "/opt/briefing-bot/healthy.py",
    )
    assert asked.returncode == 1
    assert "refused" in asked.stderr


def test_it_has_no_rights_and_can_write_nowhere_but_to_its_data(bot: Bot) -> None:
    status = bot.images.does("exec", "bot", "cat", "/proc/1/status")
    said = dict(line.split(":\t", 1) for line in status.splitlines())
    assert said["Uid"].split() == ["10001"] * 4
    assert (said["CapEff"], said["CapBnd"], said["NoNewPrivs"]) == ("0" * 16, "0" * 16, "1")
    assert bot.images.tries("exec", "bot", "touch", "/opt/briefing-bot/x").returncode != 0
    assert bot.images.tries("exec", "bot", "touch", "/var/lib/briefing-bot/x").returncode == 0
    secret = bot.stage.telegram.token.partition(":")[2]
    assert secret not in bot.images.does("inspect", "bot")
    assert secret not in bot.images.does("logs", "bot")


def test_it_stops_in_time_and_keeps_what_it_was_told(bot: Bot) -> None:
    bot.stage.asks("/language fr")
    bot.images.does("stop", "--time=60", "bot", within=STOPS)
    assert bot.shows("{{.State.ExitCode}}") == "0"
    bot.images.does("rm", "bot")
    bot.starts()
    assert "EFFECTIFS" in bot.stage.asks("/troops")
