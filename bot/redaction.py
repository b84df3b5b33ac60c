"""What secrets look like, so that none is written even where something went wrong before; pure."""

from __future__ import annotations

import re
from typing import Final

HIDDEN: Final = "***"
_SHAPES: Final = (
    # Telegram's bot token, also as it stands in an address: 123456:ABC-def..., /bot123456%3AABC-def...
    (re.compile(r"[0-9]{5,20}(:|%3[Aa])[A-Za-z0-9_-]{20,}"), HIDDEN),
    # Discord's bot token: three parts of base64.
    (re.compile(r"[A-Za-z0-9_-]{18,}\.[A-Za-z0-9_-]{5,8}\.[A-Za-z0-9_-]{25,}"), HIDDEN),
    # Discord's token of an interaction or a webhook, which stands in addresses alone.
    (re.compile(r"(/(?:webhooks|interactions)/[0-9]+/)[A-Za-z0-9_-]{20,}"), rf"\1{HIDDEN}"),
    # The password of an address: postgresql://me:password@host/name.
    (re.compile(r"([A-Za-z][A-Za-z0-9+.-]*://[^\s:/@\"']*):[^\s/@\"']+@"), rf"\1:{HIDDEN}@"),
)


def redacted(text: str) -> str:
    """The text with `***` for all that has the shape of a token or of a password in an address."""
    for shape, hidden in _SHAPES:
        text = shape.sub(hidden, text)
    return text
