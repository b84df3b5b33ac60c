"""A whole store in memory: fast, deterministic, each call one transaction; the simulation runs on it."""

from __future__ import annotations

from tests.fakes.archive import FakeArchive
from tests.fakes.ledger import FakeLedger
from tests.fakes.overview import FakeOverview
from tests.fakes.register import FakeRegister


class FakeStore(FakeLedger, FakeRegister, FakeArchive, FakeOverview):
    """Ledger, Register, Archive and Overview; `around`, if given, is awaited around every call.

    It is called with "read ready", say, before a read, and with "before save" and "after save" around a
    write: what it raises before a write leaves everything as it was, what it raises after one finds it done.
    A rule (`FakeRecords`) is broken by a subclass that replaces its method.
    """
