"""Canonical text, its hashes and its words: how a passage is recognised without being kept."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from typing import Final

from corpus.numerals import NUMERAL

CANON_VERSION: Final = 1
"""The version of `canonical`, frozen: a change of its rule is a new version, and old hashes go stale."""

_DROPPED: Final = dict.fromkeys(
    [0x00AD, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)]
)  # soft hyphen, zero-width and direction marks
_BEFORE_NFKC: Final = {**_DROPPED, 0x00B4: "'"}  # an acute typed for a quote: NFKC would make it a space
_FOLDED: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u02bc", "'"),  # ‘ ’ ‚ ‛ ‹ › ′ ʼ
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),  # “ ” „ ‟ « »
        **dict.fromkeys("\u2010\u2012\u2013\u2014\u2015\u2212", "-"),  # ‐ ‒ – — ― −; U+2011 is U+2010 by NFKC
    }
)
_FRENCH_SPACE: Final = re.compile(r"(?<=[«‹]) | (?=[»›;:!?%])")

_URL: Final = re.compile(r"https?://\S+|www\.\S+")
_SPACED_NUMBER: Final = re.compile(r"(?<=\d)\s(?=\d{3}\b)")
_WORD: Final = re.compile(r"\w+")


def canonical(text: str) -> str:
    """The text with what typography may vary made equal; idempotent, and as stable as Unicode's NFKC is.

    Each step makes room for the next: soft hyphens and zero-width marks dropped; NFKC; white space stripped
    and collapsed to single plain spaces; the space inside « » and ‹ › and before `; : ! ? %` dropped; quotes
    and dashes folded to ' " -. Case and accents stay; NFKC flattens superscripts ("m²" is "m2").
    """
    text = unicodedata.normalize("NFKC", text.translate(_BEFORE_NFKC))
    return _FRENCH_SPACE.sub("", " ".join(text.split())).translate(_FOLDED)


def paragraphs(text: str) -> tuple[str, ...]:
    r"""The non-empty lines of an article as they are; the caller counts them from 1.

    Lines end at \n, \r\n or \r and at nothing else (`splitlines` would add form feed, U+0085, U+2028), so the
    count does not depend on the mode the file was opened in. White space and zero-width marks are empty.
    """
    lines = re.split(r"\r\n|\n|\r", text)
    return tuple(line for line in lines if line.translate(_DROPPED).strip())


def passage_hash(paragraph: str) -> str:
    """`<version>:` and 16 hexadecimal digits of the SHA-256 of the canonical paragraph in UTF-8."""
    return f"{CANON_VERSION}:{sha256(canonical(paragraph).encode()).hexdigest()[:16]}"


def document_hash(text: str) -> str:
    """SHA-256 in 64 hexadecimal digits of the canonical paragraphs joined by newlines, in UTF-8."""
    return sha256("\n".join(map(canonical, paragraphs(text))).encode()).hexdigest()


def fold(text: str) -> str:
    """Text for search and counting: accents, case and NFKD's variants folded, œ and æ in two; idempotent."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return bare.casefold().replace("œ", "oe").replace("æ", "ae")


def words(text: str) -> tuple[str, ...]:
    """The folded runs of letters and digits, web addresses left out: the project's one way of counting words.

    "l'agence d'État" is four; a number written with spaces is one ("15 000"). It counts exactly as the check
    for copied text does, so "2025 600" is one too; `numerals` is what reads numbers.
    """
    return tuple(_WORD.findall(_SPACED_NUMBER.sub("", fold(_URL.sub(" ", text)))))


def occurrences(anchor: str, paragraph: str) -> tuple[tuple[int, int], ...]:
    """Where an anchor stands in a paragraph: (start, end) in its *canonical* text, in order, not overlapping.

    Both ends must fall on word boundaries and outside numbers: "cent" is not in "centaine", nor "5 000" in
    "15 000", "000 soldats" in "15 000 soldats" or "5 milliards" in "5,5 milliards". Case counts.
    """
    sought, text = canonical(anchor), canonical(paragraph)
    inside = {i for number in NUMERAL.finditer(text) for i in range(number.start() + 1, number.end())}
    inside |= {i for word in _WORD.finditer(text) for i in range(word.start() + 1, word.end())}
    found = []
    start = text.find(sought) if sought else -1
    while start >= 0:
        end = start + len(sought)
        stands_alone = inside.isdisjoint({start, end})
        if stands_alone:
            found.append((start, end))
        start = text.find(sought, end if stands_alone else start + 1)
    return tuple(found)


def longest_shared_run(a: str, b: str) -> int:
    """The length in words of the longest run that both texts have; time grows with the product of lengths."""
    longest, previous = 0, dict[int, int]()
    other = words(b)
    for word in words(a):
        current = {j: previous.get(j - 1, 0) + 1 for j, theirs in enumerate(other) if theirs == word}
        longest = max(longest, *current.values(), 0)
        previous = current
    return longest
