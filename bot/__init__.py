"""How people reach the dossier: requests, commands, pages and the platforms."""
