"""Asks the bot in this container whether it is alive: exit code 0, or 1 and why on standard error."""

from __future__ import annotations

import os
import sys
import urllib.request


def main() -> int:
    """Ask once, on loopback, at the port that the bot is told to listen at."""
    port = os.environ["BRIEFING_HTTP__LISTEN"].rpartition(":")[2]
    # No proxy of the environment: it is asked in the same container.
    asking = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with asking.open(f"http://127.0.0.1:{port}/livez", timeout=4):
            return 0
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return 1


sys.exit(main())
