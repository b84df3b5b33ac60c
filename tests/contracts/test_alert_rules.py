"""The alert rules: they speak of figures that there are, say what to do, and fire when they should."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from ruamel.yaml import YAML
from typer.testing import CliRunner

from bot.cli import app
from bot.platform_settings import HttpSettings
from digests.moves import Move
from tests.unit.test_health import AT, DOSSIER, WELL, Condition, Metrics, State, delivery

RULES = Path(__file__).parents[2] / "deploy" / "monitoring" / "alerts.yml"
TESTS = Path(__file__).with_name("alerts.test.yml")


def rules() -> list[dict[str, Any]]:
    told = YAML(typ="safe", pure=True).load(RULES.read_text("utf-8"))
    return [rule for group in told["groups"] for rule in group["rules"]]


def figures() -> dict[str, set[str]]:
    """The names of all samples that /metrics may hold, and their labels."""
    metrics = Metrics("1.2.3")
    metrics.moved(Move(delivery(State.SENDING), delivery(State.SENT, ended=AT)))
    metrics.limited("telegram:1")
    with metrics.answering("telegram", "topic"):
        pass
    text = metrics.text(Condition(AT, DOSSIER, (WELL,))).decode()
    return {
        one.name: set(one.labels) for family in text_string_to_metric_families(text) for one in family.samples
    }


def test_every_figure_that_a_rule_or_its_advice_names_is_told_with_the_labels_it_is_asked_for() -> None:
    known = figures()
    added = {"job", "instance"}  # by Prometheus
    for rule in rules():
        words = rule["expr"] + rule["annotations"]["todo"]
        named = set(re.findall(r"\bbriefing_\w+", words))
        assert named <= known.keys(), rule["alert"]
        by = {label for group in re.findall(r"by \((\w+)\)", rule["expr"]) for label in [group]}
        for name in set(re.findall(r"\bbriefing_\w+", rule["expr"])):
            assert by <= known[name] | added, (rule["alert"], name)


def test_the_example_scrapes_where_the_bot_listens_under_the_name_that_the_rules_use() -> None:
    (scraped,) = YAML(typ="safe", pure=True).load(RULES.with_name("prometheus.yml"))["scrape_configs"]
    assert scraped["static_configs"] == [{"targets": [HttpSettings().listen]}]
    for rule in rules():
        assert set(re.findall(r'job="(\w+)"', rule["expr"])) <= {scraped["job_name"]}


def test_every_rule_says_in_one_line_what_is_wrong_and_what_to_do_with_commands_that_there_are() -> None:
    for rule in rules():
        assert set(rule["annotations"]) == {"summary", "todo"}
        assert rule["labels"]["severity"] in {"page", "ticket"}
        for text in rule["annotations"].values():
            assert "\n" not in text
            assert text.endswith(".")
        for command in re.findall(r"`briefing ([^`]+)`", rule["annotations"]["todo"]):
            words = [word for word in command.split() if not word.startswith("-") and word != "unknown"]
            assert CliRunner().invoke(app, [*words, "--help"]).exit_code == 0, command


def test_every_rule_has_a_case_in_which_it_fires_and_one_in_which_it_does_not() -> None:
    told = YAML(typ="safe", pure=True).load(TESTS.read_text("utf-8"))
    cases = [case for test in told["tests"] for case in test["alert_rule_test"]]
    names = {rule["alert"] for rule in rules()}
    assert {case["alertname"] for case in cases if case.get("exp_alerts")} == names
    assert {case["alertname"] for case in cases if not case.get("exp_alerts")} == names


@pytest.mark.parametrize(
    "what",
    [
        ("check", "rules", str(RULES)),
        ("check", "config", str(RULES.with_name("prometheus.yml"))),
        ("test", "rules", str(TESTS)),
    ],
)
def test_promtool_agrees(what: tuple[str, ...]) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not here; on Debian it is in the package prometheus")
    done = subprocess.run([promtool, *what], capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
