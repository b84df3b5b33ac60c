"""An emulator of the Telegram Bot API over HTTP, which refuses what Telegram refuses."""

from tests.emulators.telegram.emulator import TOKEN, Emulator
from tests.emulators.telegram.floods import Limits

__all__ = ["TOKEN", "Emulator", "Limits"]
