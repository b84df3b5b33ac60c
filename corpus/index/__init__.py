"""The dossier's index: records in a read-only SQLite file, and the queries on it, one family a file."""

from __future__ import annotations

from corpus.index.artifact import ensure
from corpus.index.opening import Index

__all__ = ["Index", "ensure"]
