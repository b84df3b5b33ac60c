"""Windows of time in which so many things may happen and no more."""

from __future__ import annotations

from collections import deque


def wait(taken: deque[float], most: int, window: float, now: float) -> float:
    """Seconds until a window has room; those that have left it are forgotten."""
    while taken and taken[0] <= now - window:
        taken.popleft()
    return taken[0] + window - now if len(taken) >= most else 0.0
