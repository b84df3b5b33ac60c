"""A small Debian of this machine's release, from the mirror that this machine's own packages come from."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
from pathlib import Path

from deploy import pip_settings, uv

PACKAGES = ("systemd-sysv", "dbus", "python3", "python3-venv")
UNREAD = ("man", "doc", "locale")
"""Folders of /usr/share that nobody reads there."""
CARRIED = ("index-url", "extra-index-url", "proxy", "trusted-host", "timeout", "default-timeout", "retries")
"""What pip is told here that holds in a container too."""


def make(folder: Path) -> None:
    """Install it into a folder."""
    left_out = [f"--dpkgopt=path-exclude=/usr/share/{one}/*" for one in UNREAD]
    command = ["mmdebstrap", "--mode=root", "--variant=minbase", f"--include={','.join(PACKAGES)}", *left_out]
    made = subprocess.run(
        [*command, _release(), str(folder), "-"],
        input="\n".join(_sources()), capture_output=True, text=True, timeout=500, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr[-4000:]


def _release() -> str:
    lines = Path("/etc/os-release").read_text("utf-8").splitlines()
    return next(line for line in lines if line.startswith("VERSION_CODENAME=")).partition("=")[2]


def _sources() -> list[str]:
    """This machine's own sources of its release's main part, with updates."""
    form = ("--format", "$(SITE) $(RELEASE) $(COMPONENT)", "Created-By: Packages")
    listed = subprocess.run(["apt-get", "indextargets", *form], capture_output=True, text=True, check=True)
    ours = {line for line in listed.stdout.splitlines() if line.split()[1].startswith(_release())}
    sources = sorted(f"deb {line}" for line in ours if line.split()[2] == "main")
    assert sources, "apt has no list of packages: apt-get update"
    return sources


def pip_conf(certificates: str) -> str:
    """Where pip fetches from here, for pip in a container that has this machine's certificates there."""
    asked = subprocess.run(
        [str(uv.PYTHON), "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    options = pip_settings.parse(asked.stdout) or pip_settings.from_environment(os.environ)
    lines = [f"{name} = {value}" for name, value in options.items() if name in CARRIED]
    return "\n".join(["[global]", *lines, f"cert = {certificates}", ""])


def certificates(to: Path) -> None:
    """Copy the file of certificates that this machine trusts."""
    stated = os.environ.get("PIP_CERT") or ssl.get_default_verify_paths().cafile
    assert stated, "this machine has no file of certificates"
    shutil.copyfile(stated, to)
