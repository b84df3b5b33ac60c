"""An emulator of Discord's REST API and gateway, which refuses what Discord refuses."""

from tests.emulators.discord.emulator import TOKEN, Emulator
from tests.emulators.discord.limits import Limits

__all__ = ["TOKEN", "Emulator", "Limits"]
