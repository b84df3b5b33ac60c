"""The guide for editors: what it shows is a dossier without findings, and its commands print what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.cli.dossier import app as dossier
from bot.settings import SHIPPED
from corpus.dates import EXAMPLES, Precision, parse
from corpus.layout import Kind
from corpus.quantities import Comparator
from corpus.schemas import FOLDER
from corpus.skeleton import TEMPLATES

GUIDE = (TEMPLATES / "README.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(language: str) -> dict[str, str]:
    return {name: text for kind, name, text in BLOCK.findall(GUIDE) if kind == language}


def run(*words: str | Path) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in blocks("text").items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """The dossier that the guide shows, laid over a new one."""
    folder = tmp_path / "storm"
    run("dossier", "new", folder, "--id", "storm", "--languages", "en,fr")
    (folder / "claims/first.yaml").unlink()
    for name, text in blocks("yaml").items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_the_guide_shows_a_file_of_every_kind() -> None:
    kinds = {Path(name).parts[0].removesuffix(".yaml") for name in blocks("yaml")}
    assert kinds == {kind.value for kind in Kind} - {"document"} | {"documents", "unheld"}


def test_what_the_guide_shows_is_a_dossier_without_findings(story: Path) -> None:
    assert run("dossier", "check", story) == ""


def test_the_figures_of_the_guide_need_the_relation_it_shows(story: Path) -> None:
    (story / "relations.yaml").write_text("[]\n", "utf-8")
    result = CliRunner().invoke(app, ["dossier", "check", str(story)])
    assert result.exit_code == 1
    assert "`k7m2` (300) and `p5ht` (40 to 60) cannot both be true" in result.stdout


def test_what_the_guide_shows_is_what_the_article_says(story: Path, articles: Path) -> None:
    said = run("dossier", "verify", story, "--documents", articles, "--no-write")
    assert "3 verified, 0 failed" in said
    assert "0 errors, 0 warnings" in said
    assert "UNACCOUNTED:" not in run("dossier", "stats", story, "--documents", articles)


def test_the_commands_print_what_the_guide_says(story: Path, articles: Path) -> None:
    command, _, shown = next(iter(blocks("console").values())).partition("\n")
    words = re.findall(r'"([^"]*)"|(\S+)', command.removeprefix("$ briefing ").replace("DIR", str(articles)))
    assert run(*("".join(word) for word in words), story) == shown


def test_every_command_that_the_guide_names_is_there() -> None:
    offered = {command.name or command.callback.__name__ for command in dossier.registered_commands}
    named = set(re.findall(r"briefing dossier (\w+)", GUIDE))
    assert named <= offered
    assert {"locate", "watch", "preview", "verify", "stats", "export"} <= named


def test_the_guide_names_every_comparator_and_every_form_of_date() -> None:
    assert [comparator for comparator in Comparator if f"`{comparator}`" not in GUIDE] == []
    dates = re.findall(r'`"([0-9.][0-9X./~?%-]+)"`', GUIDE)
    shown = {parse(date).precision for date in dates}
    assert shown == {parse(example).precision for example in EXAMPLES} | {Precision.YEAR}


def test_every_template_has_a_schema_that_is_there() -> None:
    for template in TEMPLATES.rglob("*.yaml"):
        first = template.read_text("utf-8").splitlines()[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=\{\{schemas\}\}/(\S+)", first)
        assert found, template
        assert (FOLDER / found[1]).is_file()


def test_the_first_dossier_has_the_same_guide() -> None:
    held = (SHIPPED / "README.md").read_text("utf-8")
    assert held == GUIDE, "copy corpus/templates/README.md over it"
