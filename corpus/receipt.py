"""The receipt: which claims were verified against the articles, as both were then, and on which day."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Collection, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints, ValidationError

from corpus.errors import ReceiptFault
from corpus.layout import RECEIPT
from corpus.model import Claim, Document, Dossier, Record, ShortId, Slug

VERSION: Final = 2
"""Of `claim_hash` and of what verification asks: when it asks for more, old entries must go stale."""

_ClaimHash = Annotated[str, StringConstraints(pattern=r"^[0-9]+:[0-9a-f]{32}$")]
_Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class Entry(Record):
    """One claim, verified."""

    claim: ShortId
    on: date
    """The day, in UTC."""
    documents: Mapping[Slug, _Digest]
    """The documents that it cites, each with the beginning of its `sha256`."""


class Receipt(Record):
    """`receipt.json`: entries by `claim_hash`. Passages' hashes are part of the claims, and so of theirs."""

    version: Literal[1] = 1
    claims: Mapping[_ClaimHash, Entry] = Field(default_factory=dict)

    def day(self, claim: Claim, documents: Mapping[str, Document]) -> date | None:
        """The day a claim was verified as it stands, its documents too; None when it was not."""
        entry = self.claims.get(claim_hash(claim))
        return entry.on if entry and entry.documents == _digests(claim, documents) else None

    @property
    def known(self) -> frozenset[str]:
        """The ids of all claims that were once verified; those that `day` does not know are stale."""
        return frozenset(entry.claim for entry in self.claims.values())


def claim_hash(claim: Claim) -> str:
    """`<version>:` and 32 hexadecimal digits of the SHA-256 of the whole claim as canonical JSON.

    Canonical: names sorted, no white space, UTF-8, what equals its default left out, so that a new optional
    field of the model changes no hash. Comments and the order of fields in the file are no part of a claim.
    """
    content = claim.model_dump(mode="json", exclude_defaults=True)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{VERSION}:{sha256(text.encode()).hexdigest()[:32]}"


def renewed(
    receipt: Receipt,
    dossier: Dossier,
    verified: Collection[str],
    unexamined: Collection[str],
    today: date,
    *,
    refresh: bool = False,
) -> Receipt:
    """The receipt after a verification: an entry for each claim verified, none for those that failed.

    A claim verified before and unchanged keeps its day, unless `refresh`: so a verification that finds
    nothing new changes nothing. A claim that could not be examined keeps its entry. So does a changed one
    that fails, by its old hash: it is stale, not as if never verified. What the dossier lost is dropped.
    """
    documents = {document.id: document for document in dossier.documents}
    held: dict[str, dict[str, Entry]] = {}
    for key, entry in receipt.claims.items():
        held.setdefault(entry.claim, {})[key] = entry
    entries: dict[str, Entry] = {}
    for claim in dossier.claims:
        key = claim_hash(claim)
        if claim.id in verified:
            day = receipt.day(claim, documents)
            on = today if day is None or refresh else day
            entries[key] = Entry(claim=claim.id, on=on, documents=_digests(claim, documents))
        else:
            kept = held.get(claim.id, {}).items()
            entries |= {old: entry for old, entry in kept if old != key or claim.id in unexamined}
    return Receipt(claims=dict(sorted(entries.items(), key=lambda item: (item[1].claim, item[0]))))


def changed(old: Receipt, new: Receipt) -> frozenset[str]:
    """The claims whose entries differ between two receipts."""
    differing = (
        key for key in old.claims.keys() | new.claims.keys() if old.claims.get(key) != new.claims.get(key)
    )
    return frozenset((new.claims.get(key) or old.claims[key]).claim for key in differing)


def as_text(receipt: Receipt) -> str:
    """The file's text: an entry a line, by claim, so that a change touches only the lines it is about."""
    lines = (f"{json.dumps(key)}: {_one_line(entry)}" for key, entry in receipt.claims.items())
    entries = ",\n".join(lines)
    return f'{{\n"version": {receipt.version},\n"claims": {{\n{entries}\n}}\n}}\n'


def read(folder: Path) -> Receipt:
    """The dossier's receipt, an empty one where it has none; ReceiptFault when its file cannot be used."""
    path = folder / RECEIPT
    try:
        return Receipt.model_validate_json(path.read_bytes()) if path.exists() else Receipt()
    except OSError as error:
        raise ReceiptFault(f"{RECEIPT} cannot be read: {error.strerror}.") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ReceiptFault(
            f"{RECEIPT} is no receipt that this program wrote ({where or 'the file'}: {first['msg']}):"
            " run `briefing dossier verify`, which makes it anew."
        ) from None


def write(folder: Path, receipt: Receipt) -> bool:
    """Put the receipt in its place, whole or not at all; False when the file says that already.

    Raises ReceiptFault when the folder cannot be written.
    """
    path, text = folder / RECEIPT, as_text(receipt).encode()
    try:
        if path.is_file() and path.read_bytes() == text:
            return False
        handle, name = tempfile.mkstemp(prefix=f".{RECEIPT}-", dir=folder)
        unfinished = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text)
            unfinished.chmod(0o644)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise ReceiptFault(f"{path} cannot be written: {error.strerror}.") from None
    return True


def _digests(claim: Claim, documents: Mapping[str, Document]) -> dict[str, str]:
    cited = sorted({appearance.document for appearance in claim.appearances} & documents.keys())
    return {name: documents[name].sha256[:16] for name in cited}


def _one_line(entry: Entry) -> str:
    return json.dumps(entry.model_dump(mode="json"), ensure_ascii=False)
