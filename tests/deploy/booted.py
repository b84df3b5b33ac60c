"""A Debian in a folder, booted: its own init, services and journal; the network is this machine's."""

from __future__ import annotations

import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.needs import cannot
from tests.deploy.stage import until

VARIABLES = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin", "LANG": "C.UTF-8", "HOME": "/root"}


@dataclass
class Machine:
    """A booted Debian."""

    root: Path
    leader: int
    """Its init, as this machine numbers it."""

    def tries(
        self, *command: str, given: str = "", within: float = 120.0
    ) -> subprocess.CompletedProcess[str]:
        """Run a command there as root."""
        inside = ("nsenter", "--target", str(self.leader), "--mount", "--uts", "--ipc", "--pid", "--cgroup")
        return subprocess.run(
            [*inside, "--root", "--wd", *command],
            input=given, capture_output=True, text=True, env=VARIABLES, timeout=within, check=False,
        )  # fmt: skip

    def runs(self, *command: str, given: str = "", within: float = 120.0) -> str:
        """What a command says that ends well."""
        done = self.tries(*command, given=given, within=within)
        assert done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout.strip()

    def shows(self, name: str) -> str:
        """A property of the bot's unit."""
        return self.runs("systemctl", "show", "--value", "--property", name, "briefing.service")

    def journal(self) -> str:
        """What the bot's unit has said."""
        return self.runs("journalctl", "--unit", "briefing.service", "--no-pager", "--output", "cat")


@contextmanager
def booted(root: Path, log: Path, **shown: Path) -> Iterator[Machine]:
    """Boot it, and halt it at the end; `shown` are folders of this machine that are seen there, read only."""
    name = f"briefing-{secrets.token_hex(4)}"
    seen = [f"--bind-ro={place}:/{called}" for called, place in shown.items()]
    alone = ("--register=no", "--keep-unit", "--console=pipe", "--resolv-conf=replace-host", "--quiet")
    with log.open("wb") as words:
        nspawn = subprocess.Popen(
            ["systemd-nspawn", "--boot", *alone, *seen, f"--machine={name}", f"--directory={root}"],
            stdin=subprocess.DEVNULL, stdout=words, stderr=subprocess.STDOUT,
        )  # fmt: skip
    children = Path(f"/proc/{nspawn.pid}/task/{nspawn.pid}/children")
    try:
        until(lambda: nspawn.poll() is not None or children.read_text().split(), "the container's init")
        if nspawn.poll() is not None:
            cannot(f"nothing can be booted here: {log.read_text('utf-8', 'replace')}")
        machine = Machine(root, int(children.read_text().split()[0]))
        stands = ("systemctl", "is-system-running")
        until(lambda: machine.tries(*stands).stdout.strip() in ("running", "degraded"), "the boot's end")
        yield machine
    finally:
        nspawn.terminate()  # halts it in order
        try:
            nspawn.wait(30)
        except subprocess.TimeoutExpired:
            nspawn.kill()
            nspawn.wait()
