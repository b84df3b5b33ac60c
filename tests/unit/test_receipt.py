"""The receipt: what it holds after a verification, what makes an entry stale, and that it keeps still."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus import receipt
from corpus.errors import ReceiptFault
from corpus.model import Dossier
from corpus.receipt import Entry, Receipt, as_text, changed, claim_hash, renewed
from tests.dossiers import Draft

MONDAY, TUESDAY = date(2024, 6, 3), date(2024, 6, 4)
EMPTY = Receipt()
ALL = frozenset({"b001", "b002", "b003", "b004", "b005"})


def after(
    dossier: Dossier, old: Receipt = EMPTY, day: date = MONDAY, *, failed: str = "", refresh: bool = False
) -> Receipt:
    """The receipt after a verification in which one claim may have failed."""
    return renewed(old, dossier, ALL - {failed}, (), day, refresh=refresh)


def days(last: Receipt, dossier: Dossier) -> dict[str, str]:
    """By claim: the day, or stale; nothing for one never verified."""
    documents = {document.id: document for document in dossier.documents}
    found = {}
    for claim in dossier.claims:
        day = last.day(claim, documents)
        if day or claim.id in last.known:
            found[claim.id] = day.isoformat() if day else "stale"
    return found


def changed_draft(tmp_path: Path, change: Callable[[Draft], object]) -> Dossier:
    draft = Draft()
    change(draft)
    return draft.dossier(tmp_path)


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    return Draft().dossier(tmp_path / "first")


def test_each_verified_claim_has_its_day(dossier: Dossier) -> None:
    assert days(after(dossier, failed="b002"), dossier) == {
        "b001": "2024-06-03",
        "b003": "2024-06-03",
        "b004": "2024-06-03",
        "b005": "2024-06-03",
    }


def test_the_file_has_a_line_a_claim_in_order_of_claims(tmp_path: Path, dossier: Dossier) -> None:
    last = renewed(Receipt(), dossier, ["b004", "b001"], (), MONDAY)
    one, four = (claim for claim in dossier.claims if claim.id in ("b001", "b004"))

    assert receipt.write(tmp_path, last)
    digest = '{"d1": "0000000000000000"}'
    assert (tmp_path / "receipt.json").read_text() == (
        '{\n"version": 1,\n"claims": {\n'
        f'"{claim_hash(one)}": {{"claim": "b001", "on": "2024-06-03", "documents": {digest}}},\n'
        f'"{claim_hash(four)}": {{"claim": "b004", "on": "2024-06-03", "documents": {digest}}}\n'
        "}\n}\n"
    )
    assert (tmp_path / "receipt.json").stat().st_mode & 0o777 == 0o644
    assert [path.name for path in tmp_path.glob("*receipt*")] == ["receipt.json"]
    assert receipt.read(tmp_path) == last


def test_an_empty_receipt_is_one_too(tmp_path: Path) -> None:
    assert receipt.read(tmp_path) == Receipt()
    receipt.write(tmp_path, Receipt())
    assert json.loads((tmp_path / "receipt.json").read_text()) == {"version": 1, "claims": {}}
    assert receipt.read(tmp_path) == Receipt()


def test_verifying_again_changes_no_byte(tmp_path: Path, dossier: Dossier) -> None:
    first = after(dossier)
    receipt.write(tmp_path, first)
    before = (tmp_path / "receipt.json").read_bytes(), (tmp_path / "receipt.json").stat().st_mtime_ns

    again = after(dossier, receipt.read(tmp_path), TUESDAY)
    assert not receipt.write(tmp_path, again)
    assert before == (
        (tmp_path / "receipt.json").read_bytes(),
        (tmp_path / "receipt.json").stat().st_mtime_ns,
    )
    assert changed(first, again) == frozenset()


def test_refreshing_gives_every_claim_the_new_day(dossier: Dossier) -> None:
    again = after(dossier, after(dossier), TUESDAY, refresh=True)

    assert set(days(again, dossier).values()) == {"2024-06-04"}
    assert changed(after(dossier), again) == ALL


@pytest.mark.parametrize(
    ("change", "stale"),
    [
        (lambda draft: draft.set("b001", "estimate.best", 301), {"b001"}),
        (lambda draft: draft.set("b001", "gloss.fr", "Autrement dit."), {"b001"}),
        (lambda draft: draft.set("b001", "importance", 3), {"b001"}),
        (lambda draft: draft.set("b001", "appearances.0.nth", 2), {"b001"}),
        (lambda draft: draft.set("c001", "new", 4200), {"b003"}),
        (lambda draft: draft.set("d2", "sha256", "f" * 64), {"b002"}),
        (lambda draft: draft.set("b001", "importance", 2), set()),
        (lambda draft: draft.set("b001", "modality", "actual"), set()),
        (lambda draft: draft.set("d1", "publisher", "The Post"), set()),
        (lambda draft: draft.set("mayor", "aliases", ["His Worship"]), set()),
    ],
)
def test_a_claim_is_stale_once_it_or_its_article_changed(
    tmp_path: Path, dossier: Dossier, change: Callable[[Draft], object], stale: set[str]
) -> None:
    now = changed_draft(tmp_path, change)

    found = days(after(dossier), now)
    assert {claim for claim, day in found.items() if day == "stale"} == stale
    assert found.keys() == ALL


def test_a_changed_claim_that_is_verified_again_alone_has_the_new_day(
    tmp_path: Path, dossier: Dossier
) -> None:
    now = changed_draft(tmp_path, lambda draft: draft.set("b001", "importance", 3))
    again = after(now, after(dossier), TUESDAY)

    assert days(again, now) == dict.fromkeys(sorted(ALL), "2024-06-03") | {"b001": "2024-06-04"}
    assert len(again.claims) == len(ALL)
    assert changed(after(dossier), again) == {"b001"}


def test_a_changed_claim_that_fails_stays_stale_and_an_unchanged_one_is_struck_off(
    tmp_path: Path, dossier: Dossier
) -> None:
    now = changed_draft(tmp_path, lambda draft: draft.set("b001", "importance", 3))

    assert days(after(now, after(dossier), TUESDAY, failed="b001"), now)["b001"] == "stale"
    assert "b002" not in days(after(now, after(dossier), TUESDAY, failed="b002"), now)


def test_a_claim_that_could_not_be_examined_keeps_its_entry(dossier: Dossier) -> None:
    again = renewed(after(dossier), dossier, ALL - {"b002"}, ["b002"], TUESDAY)

    assert again == after(dossier)


def test_a_claim_that_the_dossier_lost_is_dropped(tmp_path: Path, dossier: Dossier) -> None:
    now = changed_draft(tmp_path, lambda draft: draft.remove("b004"))

    assert after(now, after(dossier)).known == ALL - {"b004"}


def test_the_hash_of_a_claim_is_of_its_content_and_frozen(dossier: Dossier) -> None:
    """A change of this value makes every committed receipt stale: raise `VERSION` when it is meant."""
    claim = dossier.claims[0]
    assert claim_hash(claim) == "2:8717d42ddf08492a66c9e1a73d5e89b1"
    accented = claim.model_copy(update={"gloss": {"fr": "L’été"}})
    assert claim_hash(accented) == "2:e71b9f4e7893756fb0c117d4d367120b"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "the file: Invalid JSON"),
        ("<<<<<<< HEAD\n", "the file: Invalid JSON"),
        ("[]", "the file: "),
        ('{"version": 2, "claims": {}}', "version: "),
        ('{"version": 1, "claims": {"b001": {}}}', "claims.b001."),
        ('{"version": 1, "claims": {}, "more": 1}', "more: "),
    ],
)
def test_a_receipt_that_is_none_says_what_to_do(tmp_path: Path, text: str, where: str) -> None:
    (tmp_path / "receipt.json").write_text(text)

    with pytest.raises(ReceiptFault) as fault:
        receipt.read(tmp_path)
    assert str(fault.value).startswith(f"receipt.json is no receipt that this program wrote ({where}")
    assert str(fault.value).endswith("run `briefing dossier verify`, which makes it anew.")


def test_a_receipt_that_cannot_be_read_or_written_says_why(tmp_path: Path) -> None:
    (tmp_path / "receipt.json").mkdir()
    with pytest.raises(ReceiptFault, match=r"^receipt\.json cannot be read: Is a directory\.$"):
        receipt.read(tmp_path)
    with pytest.raises(ReceiptFault, match=r"receipt\.json cannot be written: Is a directory\.$"):
        receipt.write(tmp_path, Receipt())
    assert [path.name for path in tmp_path.iterdir()] == ["receipt.json"]
    with pytest.raises(ReceiptFault, match=r"receipt\.json cannot be written: No such file or directory\.$"):
        receipt.write(tmp_path / "nowhere", Receipt())


def test_entries_of_a_claim_that_a_merge_doubled_are_made_one(dossier: Dossier) -> None:
    old = after(dossier)
    other = Entry(claim="b001", on=MONDAY, documents={})
    doubled = Receipt(claims={**old.claims, f"1:{'0' * 32}": other})

    assert as_text(after(dossier, doubled, TUESDAY)) == as_text(old)
