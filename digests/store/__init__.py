"""The store: tables on SQLite or PostgreSQL, and what the ports of `digests` need of them."""

from digests.store.sole import sole_sender
from digests.store.store import Store, open_store

__all__ = ["Store", "open_store", "sole_sender"]
