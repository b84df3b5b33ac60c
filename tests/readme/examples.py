"""README's commands: where they stand, what they show, and what stands in for what a test cannot have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).parents[2]
README: Final = (CHECKOUT / "README.md").read_text("utf-8")

STAND_INS: Final = {
    "--documents DIR": "--documents varnsund-articles varnsund",
    '"15 000 soldats"': '"5000 y 6000 hogares"',
    "briefing init": "briefing init --defaults",
}
"""The articles are not in this repository: invented ones stand in, with their dossier."""
_SERVICE: Final = "tests/deploy/test_systemd.py"
_IMAGE: Final = "tests/deploy/test_docker.py"
ELSEWHERE: Final = {
    "make test": "tests/contracts/test_setup_make.py",
    "sudo deploy/systemd/install.sh": _SERVICE,
    'sudo sh -c "cat > /etc/briefing-bot/credentials/telegram__token"': _SERVICE,
    "sudo systemctl restart briefing": _SERVICE,
    "sudo briefing check": _SERVICE,
    "journalctl -u briefing -n 50": _SERVICE,
    "sudo deploy/systemd/install.sh --uninstall": _SERVICE,
    "mkdir -m 700 deploy/docker/secrets": _IMAGE,
    "touch deploy/docker/secrets/telegram_token deploy/docker/secrets/discord_token": _IMAGE,
    "cat > deploy/docker/secrets/telegram_token": _IMAGE,
    "docker compose -f deploy/docker/compose.yaml up --build --detach": _IMAGE,
}
"""What is not run here, and the test that covers it."""
LASTING: Final = (
    "BRIEFING_TELEGRAM__TOKEN=... .venv/bin/briefing run",
    "BRIEFING_DISCORD__TOKEN=... .venv/bin/briefing run",
    "curl http://127.0.0.1:8080/readyz",
    ".venv/bin/briefing dossier watch",
)
"""What runs until it is stopped, and what asks it: each has a test of its own."""

_FENCE: Final = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_REMARK: Final = re.compile(r"\s+# .*$")


@dataclass(frozen=True)
class Example:
    """A command, and the output that is shown for it, if any: `...` stands for anything."""

    command: str
    shown: str | None = None

    @property
    def real(self) -> str:
        """The command with its stand-ins."""
        command = self.command
        for said, meant in STAND_INS.items():
            command = command.replace(said, meant)
        return command


def blocks(text: str = README) -> list[list[Example]]:
    """The examples of each block of commands."""
    found = [list(_examples(kind, body)) for kind, body in _FENCE.findall(text)]
    return [block for block in found if block]


def _examples(kind: str, body: str) -> Iterator[Example]:
    if kind == "sh":
        yield from (Example(_REMARK.sub("", line)) for line in body.splitlines() if line.strip())
    else:
        for told in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
            command, _, shown = told.partition("\n")
            yield Example(command, shown)


def agrees(shown: str, said: str) -> bool:
    """Whether the output is as shown, whatever stands where a line of three dots is."""
    pieces = [re.escape(piece) for piece in re.split(r"^\.\.\.\n", shown, flags=re.MULTILINE)]
    return re.fullmatch(r"(?:.*\n)*?".join(pieces), said) is not None
