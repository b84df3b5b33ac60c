"""Integrity rules, one family a module; `RULES` lists them all, and `check` runs them."""

from __future__ import annotations

from typing import Final

from corpus.checks import (
    anchors,
    arithmetic,
    citations,
    datings,
    figures,
    hedging,
    identity,
    manner,
    references,
    relations,
    texts,
    times,
    withdrawals,
    wording,
)
from corpus.checks.anchors import joined
from corpus.checks.identity import BUILT_IN_COMMANDS
from corpus.checks.problem import Problem, Rule
from corpus.checks.results import told_results
from corpus.findings import Finding
from corpus.reading import Loaded

__all__ = ["BUILT_IN_COMMANDS", "RULES", "Problem", "Rule", "check", "joined"]

RULES: Final = (
    Rule("duplicate-id", identity.duplicate_ids),
    Rule("ambiguous-name", identity.ambiguous_names),
    Rule("document-number", identity.document_numbers),
    Rule("same-article", identity.document_files),
    Rule("command-name", identity.command_names),
    Rule("minimum-count", identity.minimum_counts),
    Rule("reference", references.unresolved),
    Rule("cycle", references.cycles),
    Rule("orphan", references.orphans),
    Rule("scope", figures.scopes),
    Rule("topic-measure", figures.topic_measures),
    Rule("unit", figures.units),
    Rule("sane-range", figures.sane_ranges),
    Rule("percentage", figures.percentages),
    Rule("derived", arithmetic.derived_figures),
    Rule("arithmetic", arithmetic.equations),
    Rule("told-result", told_results),
    Rule("defect-paragraph", citations.defect_paragraphs),
    Rule("label", figures.possible_labels),
    Rule("duplicate-claim", figures.duplicate_claims),
    Rule("after-publication", times.after_publication),
    Rule("event-window", times.event_window),
    Rule("event-date", times.event_dates),
    Rule("note-dating", datings.noted_dates),
    Rule("publication-dating", datings.published_dates),
    Rule("paragraph", citations.paragraphs),
    Rule("locator", citations.locators),
    Rule("carrier", citations.carriers),
    Rule("note", citations.appearance_notes),
    Rule("note-number", citations.note_numbers),
    Rule("note-status", citations.note_status),
    Rule("broken-note", citations.broken_notes),
    Rule("anchor-length", anchors.lengths),
    Rule("anchor-overlap", anchors.overlaps),
    Rule("contradiction", relations.unspoken_contradictions),
    Rule("relation-measure", relations.relation_measures),
    Rule("updates", relations.updates_in_time),
    Rule("relation-twice", relations.twice_ruled),
    Rule("withdrawn", withdrawals.withdrawn_parts),
    Rule("correction-order", withdrawals.correction_order),
    Rule("correction-date", withdrawals.correction_revision),
    Rule("language", texts.languages),
    Rule("description", texts.descriptions),
    Rule("unit-format", texts.unit_formats),
    Rule("typography", texts.typography),
    Rule("same-numbers", wording.same_numbers),
    Rule("unreadable-number", wording.readable_numbers),
    Rule("told-figure", wording.told_figures),
    Rule("told-unit", manner.told_units),
    Rule("told-hearsay", manner.told_hearsay),
    Rule("told-date", wording.told_dates),
    Rule("told-hedge", hedging.told_hedges),
)
"""Every structural check of a dossier; those that need the articles are `corpus.verify`'s."""


def check(loaded: Loaded) -> tuple[Finding, ...]:
    """Every finding of a dossier, by file and line: of reading it and, when it was read whole, of the rules.

    A dossier that cannot be read whole is not held against the rules: much of what they said would be echo.
    """
    findings = set(loaded.findings)
    if loaded.dossier is not None:
        for rule in RULES:
            for problem in rule.problems(loaded.dossier):
                file, line = loaded.locate(problem.record, problem.field)
                findings.add(Finding(file, line, rule.name, problem.message, problem.severity))
    return tuple(sorted(findings))
