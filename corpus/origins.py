"""Origins: how many independent sources stand behind claims; ten articles quoting one ministry are one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from corpus.model import Attribution, Claim, Document, Relation, RelationKind


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
    document whose text is another's (`syndicated_from`) is that other. `same_origin` makes one origin of the
    claims it names, never of all that the same claimants say elsewhere. A claim `derived_from` others adds
    none to theirs, and makes none of theirs one: a share computed from two sources leaves them two.
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
        self._inputs: dict[str, set[str]] = {}
        for relation in relations:
            if relation.kind is RelationKind.SAME_ORIGIN:
                first, *others = (claim for side in relation.sides for claim in side)
                self._related.update((first, *others))
                for other in others:
                    self._claims.join(first, other)
            if relation.kind is RelationKind.DERIVED_FROM:
                for inputs, derived in pairwise(relation.sides):
                    for claim_id in derived:
                        self._inputs.setdefault(claim_id, set()).update(inputs)
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
        asked = set(claim_ids)
        together = Union()
        speakers: set[str] = set()
        for claim_id in asked:
            behind = self._behind(claim_id)
            if behind & (asked - {claim_id}):
                continue  # made from another of them, it adds nothing
            heard = [
                self._speakers.of(voice) for one in (claim_id, *behind) for voice in self._voices.get(one, ())
            ]
            own = [self._speakers.of(voice) for voice in self._voices[claim_id]]
            speakers.update(own)
            if behind:  # one origin, whatever it was made from
                for speaker in heard:
                    together.join(f"claim {claim_id}", speaker)
            elif claim_id in self._related:
                for speaker in own:
                    together.join(f"claim {self.of(claim_id)}", speaker)
        return len({together.of(speaker) for speaker in speakers})

    def _behind(self, claim_id: str) -> set[str]:
        """The claims that this one was made from, directly or through others."""
        found: set[str] = set()
        left = [claim_id]
        while left:
            fresh = self._inputs.get(left.pop(), set()) - found
            found |= fresh
            left += fresh
        return found - {claim_id}


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
