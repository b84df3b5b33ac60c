"""The shipped dossier changed as an editor would change it, and the editions that come of it.

folder = changed(tmp_path, CORRECTED, fresh(3))    # a copy with these edits, one revision further
page = told(index_before, index_now, order)        # what a chat that saw the one gets of the other
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from bot.settings import SHIPPED
from corpus.index import Index
from corpus.reading import load
from digests.compose import Order, compose
from digests.edition import Edition
from digests.holdings import read
from digests.snapshot import Snapshot

Edit = Callable[[Path], None]
Compile = Callable[..., Index]
"""Compiles the shipped dossier after some edits."""


def changed(folder: Path, *edits: Edit) -> Path:
    """A copy of the shipped dossier with the edits made, its revision one higher."""
    shutil.copytree(SHIPPED, folder)
    manifest = folder / "dossier.yaml"
    lines = manifest.read_text("utf-8").splitlines(keepends=True)
    revision = next(int(line.split()[1]) for line in lines if line.startswith("revision:"))
    kept = [line for line in lines if not line.startswith(("revision:", "revised:"))]
    manifest.write_text("".join(kept) + f'revision: {revision + 1}\nrevised: "2026-12-01"\n', "utf-8")
    for edit in edits:
        edit(folder)
    return folder


def corrected(text: str) -> Edit:
    """Corrections added."""

    def edit(folder: Path) -> None:
        path = folder / "corrections.yaml"
        path.write_text(path.read_text("utf-8").replace("[]\n", "") + text, "utf-8")

    return edit


def fresh(number: int) -> Edit:
    """So many new claims, invented, on arms: one is of importance 3, and an event tells that one."""

    def edit(folder: Path) -> None:
        claims = folder / "claims" / "arms.yaml"
        passage = _passage("k5pv")
        added = "".join(_claim(n, passage) for n in range(number))
        claims.write_text(claims.read_text("utf-8") + added, "utf-8")
        events = folder / "events.yaml"
        events.write_text(events.read_text("utf-8") + _EVENT, "utf-8")

    return edit


_HEDGE = corrected("""\
- id: c1aa
  date: "2026-12-01"
  target: m8pq
  field: estimate.hedge
  old: nearly
  new: about
  reason:
    en: "§4 says “about”, which is the weaker word."
    fr: "Le §4 dit «\u00a0environ\u00a0», qui est le mot le plus faible."
""")


def HEDGE(folder: Path) -> None:  # noqa: N802 - it is one of the edits, as WITHDRAWN is
    """One figure's hedge, with its reason; and the same word in the words that tell it."""
    _HEDGE(folder)
    for name in ("claims/troops.yaml", "events.yaml"):
        path = folder / name
        text = path.read_text("utf-8").replace("nearly 11,000", "about 11,000")
        path.write_text(text.replace("près de 11\u202f000", "environ 11\u202f000"), "utf-8")


WITHDRAWN = corrected("""\
- id: c2aa
  date: "2026-12-01"
  target: k9hv
  reason:
    en: "It was read in a caption, not in the text."
    fr: "Lu dans une légende, et non dans le texte."
""")
"""One figure withdrawn, with its reason."""


def reworded(folder: Path) -> None:
    """Another gloss in both languages, and no correction that says why."""
    path = folder / "claims" / "confirmations.yaml"
    text = path.read_text("utf-8")
    for old, new in (
        ("Gerasimov officially acknowledged before Putin", "Gerasimov acknowledged before Putin"),
        ("officiellement ", ""),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def told(before: Index | None, now: Index, order: Order) -> Edition | None:
    """The edition for a chat that has seen all of `before`; the first one where that is None."""
    seen: dict[str, Snapshot] = {}
    if before is not None:
        held = read(before)
        seen = dict.fromkeys(held.topics, replace(held.snapshot(), id=1))
    edition, _ = compose(order, seen, read(now), 2)
    return edition


def subsets(topics: Iterable[str]) -> list[frozenset[str]]:
    """All topics, each alone, and every two that follow each other."""
    names = list(topics)
    pairs = [frozenset(pair) for pair in pairwise(names)]
    return [frozenset(), *(frozenset({name}) for name in names), *pairs]


def _passage(claim_id: str) -> str:
    """Where a claim of the shipped dossier stands, without its anchor."""
    dossier = load(SHIPPED).dossier
    assert dossier is not None
    first = next(claim for claim in dossier.claims if claim.id == claim_id).appearances[0]
    return f'document: {first.document}, paragraph: {first.paragraph}, hash: "{first.hash}"'


def _claim(n: int, passage: str) -> str:
    """An invented claim; ids are `n000`, `n001` and so on."""
    return f"""\
- id: n{n:03}
  topic: arms
  kind: statement
  place: kursk
  gloss:
    en: "An invented depot number {n} was seen by invented officers."
    fr: "Un dépôt inventé numéro {n} a été vu par des officiers inventés."
  claimant: unnamed_analysts
  attribution: anonymous
  as_of: "2025-11"
  importance: {3 if n == 0 else 2 - n % 2}
  appearances:
    - {{{passage}, anchor: "dépôt inventé numéro {n}"}}
"""


_EVENT = """\
- id: e0zz
  date: "2025-11"
  gloss:
    en: "Unnamed analysts tell of an invented depot"
    fr: "Des analystes non nommés parlent d’un dépôt inventé"
  claims: [n000]
"""
