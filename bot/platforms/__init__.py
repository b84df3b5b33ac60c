"""How people reach the bot: one package a platform, each a stranger to the others."""
