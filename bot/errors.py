"""The errors of `bot`, one base: each carries a sentence for the reader in the reader's language."""

from __future__ import annotations

from bot.page import Action


class BotError(Exception):
    """A request cannot be answered; `str(error)` says what failed, `actions` offer what works."""

    def __init__(self, sentence: str, actions: tuple[Action, ...] = ()) -> None:
        super().__init__(sentence)
        self.actions = actions


class SettingsError(BotError):
    """The settings are wrong or contradict each other; one line a problem."""
