"""Splitting a page into messages that a platform takes."""

from bot.fit.messages import Fits, fit

__all__ = ["Fits", "fit"]
