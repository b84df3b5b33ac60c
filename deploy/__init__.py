"""How the program gets onto a machine: its virtual environment, its pinned packages, its service files."""
