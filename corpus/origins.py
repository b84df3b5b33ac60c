"""Origins: how many independent sources stand behind claims; ten articles quoting one ministry are one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.model import Attribution, Claim, Document, Relation, RelationKind

_SHARED = (RelationKind.SAME_ORIGIN, RelationKind.DERIVED_FROM)


class Union:
    """Union-find: `join` makes two keys one, `of` says which key stands for a key's whole set (the least)."""

    def __init__(self) -> None:
        self._up: dict[str, str] = {}

    def of(self, key: str) -> str:
        """The least key joined with `key`, directly or through others; itself when joined with none."""
        root = key
        while (above := self._up.get(root, root)) != root:
            root = above
        while (above := self._up.get(key, key)) != root:
            self._up[key] = root
            key = above
        return root

    def join(self, one: str, other: str) -> None:
        """Make the sets of two keys one set."""
        low, high = sorted((self.of(one), self.of(other)))
        self._up[high] = low


class Origins:
    """Who stands behind each claim.

    A named claimant is one origin wherever it is quoted. An anonymous one is an origin within its document
    only, for the "officials" of two documents need not be the same; those of one claim are, or it would be
    two claims. The document's own voice is the document's, or that of the first who carried it there; a
    document whose text is another's (`syndicated_from`) is that other. `same_origin` and `derived_from` make
    one origin of the claims they name, never of all that the same claimants say elsewhere.
    """

    def __init__(
        self, claims: Iterable[Claim], documents: Iterable[Document] = (), relations: Iterable[Relation] = ()
    ) -> None:
        texts = Union()
        for document in documents:
            if document.syndicated_from is not None:
                texts.join(document.id, document.syndicated_from)
        self._claims = Union()
        self._related: set[str] = set()
        for relation in relations:
            if relation.kind in _SHARED:
                first, *others = (claim for side in relation.sides for claim in side)
                self._related.update((first, *others))
                for other in others:
                    self._claims.join(first, other)
        self._voices: dict[str, tuple[str, ...]] = {}
        self._speakers = Union()
        for claim in claims:
            voices = self._voices[claim.id] = tuple(dict.fromkeys(_voices(claim, texts)))
            if claim.attribution is Attribution.ANONYMOUS:
                for voice in voices:
                    self._speakers.join(voices[0], voice)

    def of(self, claim_id: str) -> str:
        """The claim that stands for all that relations make one origin with this one: the least id.

        A claim alone stands for itself. Two propositions of one claimant stay two here; `count` knows that
        one claimant is behind both.
        """
        return self._claims.of(claim_id)

    def count(self, claim_ids: Iterable[str]) -> int:
        """How many independent origins these claims have together; KeyError for an unknown id."""
        together = Union()
        speakers = set()
        for claim_id in claim_ids:
            for voice in self._voices[claim_id]:
                speaker = self._speakers.of(voice)
                speakers.add(speaker)
                if claim_id in self._related:
                    together.join(f"claim {self.of(claim_id)}", speaker)
        return len({together.of(speaker) for speaker in speakers})


def _voices(claim: Claim, texts: Union) -> Iterator[str]:
    """Those who speak in a claim, appearance by appearance."""
    for appearance in claim.appearances:
        text = texts.of(appearance.document)
        if claim.attribution is Attribution.NAMED:
            yield f"actor {claim.claimant}"
        elif claim.attribution is Attribution.ANONYMOUS:
            yield f"actor {claim.claimant} in {text}"
        elif appearance.relayed_by:
            yield f"actor {appearance.relayed_by[0]}"
        else:
            yield f"document {text}"
