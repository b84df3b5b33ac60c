"""Asks the package index which pinned packages of the program have known vulnerabilities.

`.venv/bin/python -m deploy.audit`: exit code 1 when there are some; where nobody can be asked, it says that
it was skipped, never that all is well.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from deploy import stamp, uv

# Run apart, by its version: it is no part of the program or of its tests.
AUDITOR = "pip-audit==2.10.1"


def verdict(report: str) -> tuple[Sequence[str], int]:
    """Return the lines to say about the auditor's JSON report, and the exit code."""
    try:
        packages: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return ["skipped: the auditor could not be run here"], 0
    asked = [package for package in packages if "skip_reason" not in package]
    if not asked:
        return ["skipped: the package index here tells nothing of vulnerabilities"], 0
    found = [_line(package, one) for package in asked for one in package["vulns"]]
    unasked = len(packages) - len(asked)
    partly = [f"nothing is known of {unasked} of {len(packages)} packages"] if unasked else []
    known = found or [f"no known vulnerability in {len(asked)} packages"]
    return [*known, *partly], 1 if found else 0


def _line(package: dict[str, Any], vulnerability: dict[str, Any]) -> str:
    mended = ", ".join(vulnerability.get("fix_versions", [])) or "no version yet"
    return f"{package['name']} {package['version']}: {vulnerability['id']}, mended in {mended}"


def main() -> int:
    """Run from the command line and return the exit code."""
    environment, _ = uv.environment()
    how = ("--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json")
    told = subprocess.run(  # noqa: S603 - fixed words of our own
        (str(uv.PROGRAM), "tool", "run", "--quiet", AUDITOR, "--requirement", stamp.RUN_PINS, *how),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment,
        cwd=uv.CHECKOUT,
        check=False,
    )
    lines, code = verdict(told.stdout)
    for line in lines:
        sys.stdout.write(f"audit: {line}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
