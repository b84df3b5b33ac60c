"""`briefing dossier verify`, `stats` and `locate`: all that they print, and their exit codes."""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.cli.progress import progress
from corpus.receipt import Receipt, read
from tests.articles import Held

PASSED = """\
documents   2 of 2 as recorded
passages    3 as cited, 5 anchors in their place
figures     4 in 5 numbers, 13 digits
notes       2 held against their addresses and calls
own words   36 texts held against the articles that they are on
claims      5 verified, 0 failed
findings    0 errors, 0 warnings against the articles
"""


@pytest.fixture
def held(tmp_path: Path) -> Held:
    return Held(tmp_path).write()


def run(command: str, held: Held, *options: str, articles: bool = True) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    words = ["dossier", command, str(held.dossier), *options]
    words += ["--documents", str(held.articles)] if articles else []
    result = CliRunner().invoke(app, words, catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def backdate(held: Held) -> str:
    """Have all claims verified on an earlier day; the receipt's text."""
    text = (held.dossier / "receipt.json").read_text()
    old = re.sub(r'"on": "[0-9-]+"', '"on": "2024-06-03"', text)
    (held.dossier / "receipt.json").write_text(old)
    return old


def days(held: Held) -> set[str]:
    return {entry.on.isoformat() for entry in read(held.dossier).claims.values()}


def test_verifying_writes_the_receipt_of_the_day(held: Held) -> None:
    before = datetime.now(UTC).date()
    result = run("verify", held)
    today = {before.isoformat(), datetime.now(UTC).date().isoformat()}

    summary = f"{PASSED}receipt     written: 5 claims checked, 0 stale, 0 unchecked\n"
    told = "verifying documents: 1 of 2\nverifying documents: 2 of 2\n"
    assert result == (0, summary, told)
    assert days(held) <= today


def test_verifying_again_leaves_the_receipt_and_its_days(held: Held) -> None:
    run("verify", held)
    old = backdate(held)

    _, said, _ = run("verify", held)
    assert said == f"{PASSED}receipt     unchanged: 5 claims checked, 0 stale, 0 unchecked\n"
    assert (held.dossier / "receipt.json").read_text() == old

    _, said, _ = run("verify", held, "--refresh")
    assert said == f"{PASSED}receipt     written: 5 claims checked, 0 stale, 0 unchecked\n"
    assert "2024-06-03" not in days(held)


def test_a_failed_claim_is_told_and_has_no_entry(held: Held) -> None:
    held.draft.set("b001", "estimate.best", 301).set("b001", "gloss", held.draft.texts("301 were lost."))
    held.draft.write(held.dossier)

    code, said, _ = run("verify", held)
    assert code == 1
    assert said.splitlines()[0] == (
        "claims/boats.yaml:11: figure: best is 301, and the anchor “300 boats were lost” of [1] §2 says 300:"
        " correct the figure or the anchor"
    )
    assert said.splitlines()[-3:] == [
        "claims      4 verified, 1 failed",
        "findings    1 error, 0 warnings against the articles",
        "receipt     written: 4 claims checked, 0 stale, 1 unchecked",
    ]


def test_the_summary_names_claims_that_are_no_simple_case(held: Held) -> None:
    gone = {"id": "c002", "date": "2024-05-02", "target": "b005", "reason": held.draft.texts("Not so.")}
    held.draft.add("corrections.yaml", gone).set("b003", "estimate.derived", "4100").write(held.dossier)
    held.path("d2").unlink()

    _, said, _ = run("verify", held)
    assert said.splitlines()[-3:] == [
        "claims      3 verified, 0 failed, 1 with a derived figure,"
        " 1 not examined, an article is not at hand, 1 withdrawn, not examined",
        "findings    1 error, 0 warnings against the articles",
        "receipt     written: 3 claims checked, 0 stale, 1 unchecked",
    ]


def test_a_dossier_with_errors_of_its_own_gets_no_receipt(held: Held) -> None:
    held.draft.set("b001", "gloss.fr", "La mairie en compte 301.").write(held.dossier)

    code, said, _ = run("verify", held)
    assert code == 1
    assert said.splitlines()[0].startswith("claims/boats.yaml:7: number: “301” stands here, and no passage")
    assert said.splitlines()[-1] == (
        "receipt     not written: `briefing dossier check` finds 3 errors, mend them first"
    )
    assert not (held.dossier / "receipt.json").exists()


def test_without_the_articles_it_is_skipped_and_the_receipt_untouched(held: Held) -> None:
    run("verify", held)
    old = backdate(held)
    held.draft.set("b001", "importance", 3).write(held.dossier)

    for options in ((), ("--check",), ("--refresh",), ("--no-write",)):
        assert run("verify", held, *options, articles=False) == (
            0,
            "against the articles: skipped, no --documents\n"
            "receipt     untouched: 4 claims checked, 1 stale, 0 unchecked\n",
            "",
        )
    assert (held.dossier / "receipt.json").read_text() == old


def test_a_folder_that_is_not_there_is_no_reason_to_pass(held: Held, tmp_path: Path) -> None:
    for command in ("verify", "stats"):
        nowhere = str(tmp_path / "nowhere")
        assert run(command, held, "--documents", nowhere, articles=False) == (
            1,
            "",
            f"against the articles: skipped, there is no folder {nowhere}\n",
        )
    assert not (held.dossier / "receipt.json").exists()


def test_nothing_is_looked_for_in_a_folder_that_is_not_there(held: Held, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere")
    said = run("locate", held, "--documents", nowhere, "--find", "boats", articles=False)
    assert said == (1, "", f"There is no folder {nowhere}.\n")


def test_nothing_is_written_when_that_is_asked(held: Held) -> None:
    code, said, _ = run("verify", held, "--no-write")

    advice = "run `briefing dossier verify` without this option"
    stale = f"receipt     not written; out of date for b001, b002, b003, b004, b005: {advice}"
    assert (code, said.splitlines()[-1]) == (0, stale)
    assert not (held.dossier / "receipt.json").exists()

    code, said, _ = run("verify", held, "--check")
    assert (code, said.splitlines()[-1]) == (1, stale)
    assert not (held.dossier / "receipt.json").exists()


def test_a_receipt_that_covers_every_claim_is_up_to_date(held: Held) -> None:
    run("verify", held)

    for option in ("--check", "--no-write"):
        code, said, _ = run("verify", held, option)
        assert (code, said) == (
            0,
            f"{PASSED}receipt     up to date: 5 claims checked, 0 stale, 0 unchecked\n",
        )


def test_many_stale_claims_are_counted(held: Held) -> None:
    for n in range(6):
        more = held.draft.like("b004", id=f"b01{n}")
        held.draft.add("claims/boats.yaml", more)
    held.draft.write(held.dossier)

    _, said, _ = run("verify", held, "--check")
    assert "out of date for b001, b002, b003, b004, b005, b010, b011, b012 and 3 more: run" in said


def test_a_receipt_that_cannot_be_used_is_made_anew(held: Held) -> None:
    (held.dossier / "receipt.json").write_text("<<<<<<< HEAD")

    code, said, errors = run("verify", held)
    assert (code, said.splitlines()[-1]) == (
        0,
        "receipt     written: 5 claims checked, 0 stale, 0 unchecked",
    )
    assert "receipt.json is no receipt that this program wrote" in errors
    assert len(read(held.dossier).claims) == 5


def test_a_dossier_that_cannot_be_read_is_told_and_keeps_its_receipt(held: Held) -> None:
    held.draft.drop("b001", "gloss").write(held.dossier)

    for command in ("verify", "stats"):
        code, said, errors = run(command, held)
        assert code == 1
        assert len((said + errors).splitlines()) == 1
        assert "`gloss` is missing" in said + errors
    assert read(held.dossier) == Receipt()


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_a_bar_on_a_terminal_and_a_line_a_tenth_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    with progress("reading") as report:
        report(1, 2)
    assert "reading" in sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert "1/2" in sys.stderr.getvalue()  # type: ignore[attr-defined]

    monkeypatch.setattr(sys, "stderr", StringIO())
    with progress("reading") as report:
        for done in range(1, 101):
            report(done, 100)
    assert sys.stderr.getvalue().splitlines() == [f"reading: {10 * n} of 100" for n in range(1, 11)]  # type: ignore[attr-defined]


ACCOUNTS = """\
               all  [1]  [2]
paragraphs       8    4    4
  cited          4    3    1
  reason         2    0    2
  UNACCOUNTED    2    1    1
numbers         12    9    3
  held           9    7    2
  reason         1    0    1
  UNACCOUNTED    2    2    0
dates            0    0    0
  held           0    0    0
  reason         0    0    0
  UNACCOUNTED    0    0    0

         all  [1]  [2]
claims     5    4    1
  boats    5    4    1
"""


@pytest.fixture
def accounted(held: Held) -> Held:
    held.article("d1", 1, "The Gazette, a paper of the harbour").article("d2", 2, "The Gazette").record()
    held.draft.files["unheld.yaml"] = [
        {"document": "d2", "paragraph": 2, "reason": "the paper’s name"},
        {"document": "d2", "paragraph": 3, "reason": "of no; interest"},
    ]
    return held.write()


def test_stats_print_what_is_unaccounted_for_and_two_tables(accounted: Held) -> None:
    assert run("stats", accounted) == (
        1,
        "[1] §1 paragraph: UNACCOUNTED\n"
        "[1] §4 number “1”: UNACCOUNTED\n"
        "[1] §4 number “2”: UNACCOUNTED\n"
        "[2] §4 paragraph: UNACCOUNTED\n" + ACCOUNTS,
        "",
    )


def test_stats_list_every_account(accounted: Held) -> None:
    _, said, _ = run("stats", accounted, "--list")

    listed = said.removesuffix(ACCOUNTS).splitlines()
    assert len(listed) == 20
    assert listed[2:4] == ["[1] §2 number “300”: claim b001", "[1] §2 number “1”: note 1"]
    assert listed[-2:] == ["[2] §3 number “Two”: reason: of no; interest", "[2] §4 paragraph: UNACCOUNTED"]


def test_stats_are_a_table_for_other_programs(accounted: Held) -> None:
    code, said, _ = run("stats", accounted, "--format", "csv")

    rows = said.splitlines()
    assert code == 1
    assert rows[0] == "document,paragraph,what,text,status,held_by,reason"
    assert rows[5] == "1,3,paragraph,,held,claim b003; claim b004; claim b005,"
    assert rows[6] == '1,3,number,"4,100",held,claim b003,'
    assert rows[-2:] == ["2,3,number,Two,reason,,of no; interest", "2,4,paragraph,,UNACCOUNTED,,"]
    assert len(rows) == 21


def test_stats_are_clean_when_all_is_accounted_for(accounted: Held) -> None:
    accounted.draft.files["unheld.yaml"] += [
        {"document": "d1", "paragraph": 1, "reason": "x"},
        {"document": "d1", "paragraph": 4, "reason": "x"},
        {"document": "d2", "paragraph": 4, "reason": "x"},
    ]
    accounted.write()
    code, said, errors = run("stats", accounted)
    assert (code, said.splitlines()[0], errors) == (0, "               all  [1]  [2]", "")

    accounted.draft.files["unheld.yaml"].append({"document": "d2", "paragraph": 1, "reason": "x"})
    accounted.write()
    code, _, errors = run("stats", accounted)
    assert (code, errors) == (
        1,
        "unheld.yaml:18: unheld: §1 of `d2` needs no reason, the dossier holds it: delete the entry\n",
    )


def test_stats_of_many_documents_have_no_column_for_each(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.stats.MOST_COLUMNS", 1)

    _, said, _ = run("stats", held, articles=False)
    assert said.splitlines()[1:] == ["         all", "claims     5", "  boats    5"]


def test_stats_without_the_articles_count_claims(held: Held) -> None:
    claims = ACCOUNTS.partition("\n\n")[2]

    assert run("stats", held, articles=False) == (
        0,
        f"against the articles: skipped, no --documents\n{claims}",
        "",
    )


def test_a_locator_is_printed_ready_to_paste(held: Held) -> None:
    assert run("locate", held, "--find", "300 BOATS were lost") == (
        0,
        "    - document: d1\n"
        "      paragraph: 2\n"
        '      anchor: "300 boats were lost"\n'
        f'      hash: "{held.draft.record("b001")["appearances"][0]["hash"]}"\n'
        "      # numbers: 300\n",
        "",
    )


def test_a_locator_says_what_is_wrong_with_it(held: Held) -> None:
    held.article(
        "d2", 3, "The storm, the storm: “the storm struck” all of the boats at 3 in the harbour."
    ).write()

    _, said, _ = run("locate", held, "--find", "the storm struck all of the boats at 3")
    assert said.splitlines()[2] == '      anchor: "3"'
    assert said.splitlines()[-2:] == [
        "      # numbers: 3",
        "      # 9 words were found, and an anchor has eight at most: this is a part",
    ]
    _, said, _ = run("locate", held, "--find", "the storm", "--document", "[2]")
    assert [line for line in said.splitlines() if "nth" in line] == ["      nth: 2"]
    _, said, _ = run("locate", held, "--find", "hulls the storm struck the old", "--document", "d1")
    assert said.splitlines()[-1] == (
        "      # makes more than eight running words with the anchors of b003, b004: choose others"
    )


def test_the_nearest_is_shown_when_the_words_stand_nowhere(held: Held) -> None:
    code, said, _ = run("locate", held, "--find", "boats was lost")
    assert code == 1
    assert said.splitlines()[0] == "# no article has “boats was lost”; the nearest:"
    assert said.splitlines()[3] == '      anchor: "boats were lost"'

    assert run("locate", held, "--find", "submarines") == (1, "# no article has “submarines”\n", "")


def test_locating_goes_on_where_an_article_is_not_at_hand(held: Held) -> None:
    held.path("d1").unlink()

    code, said, errors = run("locate", held, "--find", "between 30 and 60")
    assert (code, json.loads(said.splitlines()[2].partition(": ")[2])) == (0, "between 30 and 60")
    assert errors == "[1]: there is no 001.txt in the folder of the articles\n"


def test_locating_in_a_document_that_is_not_there_says_so(held: Held) -> None:
    assert run("locate", held, "--find", "boats", "--document", "d9") == (
        1,
        "",
        "The dossier has no document d9: give an id like d3, or a number.\n",
    )


def test_an_article_that_no_document_describes_is_named(held: Held) -> None:
    (held.articles / "003.txt").write_text("A third one.\n", "utf-8")
    told = (
        "003.txt is in the folder of the articles, and no document describes it: write one, or move it away"
    )

    for command in ("verify", "stats"):
        assert f"dossier.yaml:1: article: warning: {told}\n" in "".join(run(command, held)[1:])


def test_of_a_dossier_without_documents_locate_says_what_to_write(held: Held) -> None:
    for path in (held.dossier / "documents").iterdir():
        path.unlink()

    code, _, said = run("locate", held, "--find", "300 boats")
    assert (code, said) == (
        1,
        "There are no documents yet: write documents/001.yaml, one for each article.\n",
    )
