"""The chat in a terminal, and lines piped in and answered on standard output."""
