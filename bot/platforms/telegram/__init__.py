"""The bot on Telegram: how pages look there, and how they get there."""
