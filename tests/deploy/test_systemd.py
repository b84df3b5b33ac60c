"""The service on a booted Debian: installed, answering, ended when it hangs, stopped in order, removed."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy import debian
from tests.deploy.booted import Machine, booted
from tests.deploy.needs import need
from tests.deploy.stage import Stage, until

CHECKOUT = Path(__file__).parents[2]
INSTALL = "/checkout/deploy/systemd/install.sh"
TOKEN = "/etc/briefing-bot/credentials/telegram__token"  # noqa: S105 - a file
SETTINGS = "/etc/briefing-bot/briefing.toml"
ANY_PORT = '[http]\nlisten = "127.0.0.1:0"\n'
DROP_IN = "/etc/systemd/system/briefing.service.d/test.conf"
DRAINS = 20.0
"""Seconds in which it must have stopped."""


@pytest.fixture(scope="module")
def machine(base: Path, stage: Stage) -> Iterator[Machine]:
    """A booted Debian on which the service runs."""
    need("systemd-nspawn", "nsenter")
    with tempfile.TemporaryDirectory(prefix="briefing-booted-") as folder:
        root = Path(folder, "root")
        subprocess.run(["cp", "--archive", base, root], check=True)  # device nodes as what they are
        (root / "etc/pip.conf").write_text(debian.pip_conf("/etc/certificates.pem"))
        debian.certificates(root / "etc/certificates.pem")
        with booted(root, Path(folder, "console.log"), checkout=CHECKOUT) as machine:
            machine.runs(INSTALL, within=300)
            write(machine, TOKEN, stage.telegram.token + "\n")
            write(machine, SETTINGS, f'[telegram]\napi_url = "{stage.telegram.url}"\n{ANY_PORT}')
            # Shorter spans than an operator's, so that the tests are.
            write(machine, DROP_IN, "[Service]\nWatchdogSec=12s\nTimeoutAbortSec=2s\nRestartSec=1s\n")
            machine.runs("systemctl", "daemon-reload")
            machine.runs("systemctl", "start", "briefing")
            yield machine


def write(machine: Machine, path: str, text: str) -> None:
    machine.runs("install", "-D", "-m", "0644", "/dev/stdin", path, given=text)


def test_it_answers(machine: Machine, stage: Stage) -> None:
    assert "15,000" in stage.asks("/troops")
    assert machine.shows("ActiveState") == "active"


def test_it_has_no_rights_and_its_token_is_in_no_variable_and_no_log(machine: Machine, stage: Stage) -> None:
    process = machine.shows("MainPID")
    status = dict(
        line.split(":\t", 1) for line in machine.runs("cat", f"/proc/{process}/status").splitlines()
    )
    assert status["Uid"].split()[0] not in ("0", "")
    assert (status["CapEff"], status["CapBnd"], status["NoNewPrivs"]) == ("0" * 16, "0" * 16, "1")
    secret = stage.telegram.token.partition(":")[2]
    assert secret not in machine.runs("cat", f"/proc/{process}/environ")
    assert secret not in machine.journal()


def test_a_second_installation_changes_nothing(machine: Machine) -> None:
    process = machine.shows("MainPID")
    said = machine.tries(INSTALL)
    assert said.returncode == 0
    assert "nothing has changed" in said.stderr
    assert machine.shows("MainPID") == process


def test_commands_run_as_the_service_does(machine: Machine) -> None:
    assert machine.runs("briefing", "deliveries") == "Deliveries: none."


def test_what_it_was_told_outlasts_a_restart(machine: Machine, stage: Stage) -> None:
    stage.asks("/language fr")
    machine.runs("systemctl", "restart", "briefing")
    assert "EFFECTIFS" in stage.asks("/troops")
    stage.asks("/langue en")


def test_one_that_hangs_is_ended_says_where_it_stood_and_is_started_again(
    machine: Machine, stage: Stage
) -> None:
    hung, restarts = machine.shows("MainPID"), int(machine.shows("NRestarts"))
    machine.runs("sh", "-c", f"kill -STOP {hung}")
    until(lambda: int(machine.shows("NRestarts")) > restarts, "the watchdog", within=40)
    assert "Watchdog timeout" in machine.journal()
    assert "15,000" in stage.asks("/troops")
    assert machine.shows("MainPID") != hung


def test_it_stops_in_order_and_what_was_taken_is_answered(machine: Machine, stage: Stage) -> None:
    async def taken() -> None:
        stage.ada.says("/troops chart")
        await stage.telegram.drained()

    stage.does(taken())
    machine.runs("systemctl", "stop", "briefing", within=DRAINS)
    assert machine.shows("Result") == "success"
    assert machine.shows("ExecMainStatus") == "0"
    assert stage.does(stage.ada.private.reply()).picture
    machine.runs("systemctl", "start", "briefing")


def test_wrong_settings_are_said_and_not_tried_again(machine: Machine, stage: Stage) -> None:
    right = machine.runs("cat", SETTINGS)
    write(machine, SETTINGS, f'langauge = "fr"\n{right}\n')
    assert machine.tries("systemctl", "restart", "briefing").returncode != 0
    assert (machine.shows("ActiveState"), machine.shows("ExecMainStatus")) == ("failed", "78")
    assert "BRIEFING_LANGAUGE" in machine.journal()
    write(machine, SETTINGS, f"{right}\n")
    machine.runs("systemctl", "start", "briefing")
    assert "15,000" in stage.asks("/troops")


def test_it_is_removed_without_its_data_and_on_demand_with_them(machine: Machine) -> None:
    data = "/var/lib/private/briefing-bot/briefing.sqlite"
    machine.runs(INSTALL, "--uninstall")
    assert machine.tries("systemctl", "cat", "briefing").returncode != 0
    assert machine.runs("ls", "/opt") == ""
    machine.runs("test", "-s", data, "-a", "-s", TOKEN, "-a", "-s", SETTINGS)
    machine.runs(INSTALL, "--uninstall", "--purge")
    assert machine.runs("find", "/etc", "/opt", "/usr", "/var", "/root", "-xdev", "-name", "*briefing*") == ""
