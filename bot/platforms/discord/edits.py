"""Which messages may still be changed; the others are replied to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import discord
from discord.utils import snowflake_time

EDITABLE: Final = timedelta(hours=1)
"""Discord rations edits of older messages, over all of a bot's."""
_PAST_EDITING: Final = frozenset({10008, 30046, 50005})
"""The message is gone, older ones were edited too often, or it is another's."""


def may_edit(message: int, at: datetime) -> bool:
    """Whether a message, by its id, is young enough to be changed at `at`."""
    return at - snowflake_time(message) < EDITABLE


def is_past_editing(error: discord.HTTPException) -> bool:
    """Whether an edit failed for good, so that a reply is due instead."""
    return error.code in _PAST_EDITING
