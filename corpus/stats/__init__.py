"""Everything checkable, counted: each paragraph, number and date of the articles, and what answers for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from corpus import unheld
from corpus.articles import ArticleFault, articles, standing, undescribed, unspoken_for
from corpus.findings import Finding, Severity, has_errors
from corpus.model import Dossier
from corpus.reading import Loaded
from corpus.stats.account import Account, Status, What
from corpus.stats.ledger import Ledger
from corpus.unheld import Reason

__all__ = ["Account", "Stats", "Status", "What", "account"]


@dataclass(frozen=True)
class Stats:
    """The accounts in reading order, what is wrong with them, and the claims by topic and document."""

    accounts: tuple[Account, ...] = ()
    findings: tuple[Finding, ...] = ()
    """What keeps the accounts from being whole: articles not at hand, written reasons that are none."""
    skipped: bool = False
    """No articles were given: only claims were counted."""
    claims: Counter[tuple[str, int]] = field(default_factory=Counter)
    """Claims by topic and by document's number; one that two documents tell counts in both."""
    claims_of_topic: Counter[str] = field(default_factory=Counter)
    """Each claim once. Withdrawn claims are in no count."""

    @property
    def unaccounted(self) -> tuple[Account, ...]:
        """What nothing answers for."""
        return tuple(account for account in self.accounts if account.status is Status.UNACCOUNTED)

    @property
    def failed(self) -> bool:
        """Whether the accounts are not whole."""
        return bool(self.unaccounted) or has_errors(self.findings)


def account(loaded: Loaded, dossier_folder: Path, folder: Path | None) -> Stats:
    """Account for the articles in `folder`, by the dossier and the `unheld.yaml` of its own folder.

    Of a dossier that could not be read whole, only the findings of reading come back.
    """
    dossier = loaded.dossier
    if dossier is None:
        return Stats(findings=loaded.findings)
    claims, of_topic = _claims(dossier)
    if folder is None:
        return Stats(skipped=True, claims=claims, claims_of_topic=of_topic)
    entries = list(unheld.read(dossier_folder))
    ledger = Ledger(dossier, [entry for entry in entries if isinstance(entry, Reason)])
    findings = [entry for entry in entries if isinstance(entry, Finding)]
    accounts: list[Account] = []
    for article in articles(dossier.documents, standing(dossier), folder):
        if isinstance(article, ArticleFault):
            file, line = loaded.locate(article.document, "file")
            findings.append(Finding(file, line, "article", article.message))
        else:
            accounts += ledger.accounts(article)
    findings += ledger.findings()
    for name in undescribed(dossier.documents, folder):
        file, line = loaded.locate(dossier.manifest, None)
        findings.append(Finding(file, line, "article", unspoken_for(name), Severity.WARNING))
    return Stats(tuple(accounts), tuple(sorted(set(findings))), claims=claims, claims_of_topic=of_topic)


def _claims(dossier: Dossier) -> tuple[Counter[tuple[str, int]], Counter[str]]:
    numbers = {document.id: document.number for document in dossier.documents}
    claims = standing(dossier)
    by_document = Counter(
        (claim.topic, number)
        for claim in claims
        for number in sorted({numbers[one.document] for one in claim.appearances if one.document in numbers})
    )
    return by_document, Counter(claim.topic for claim in claims)
