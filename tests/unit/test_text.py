"""Canonical text and its hashes are frozen; words, anchors and shared runs are counted one way."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import (
    CANON_VERSION,
    canonical,
    document_hash,
    fold,
    longest_shared_run,
    occurrences,
    paragraphs,
    passage_hash,
    words,
)

typographic = st.text(
    st.sampled_from("aé e\u0301\u0301«»‹›“”‘’;:!?%-–—\u2011\u00ad\u200b\u200d\ufeff \u00a0\u202f\t\n²ﬁ´¨0")
)
texts = typographic | st.text()
anchors = st.text("ab1 ,\u202f", min_size=1, max_size=4)

GOLDEN = [
    ("", "", "1:e3b0c44298fc1c14"),
    ("Le phare est fermé.", "Le phare est fermé.", "1:e2dbbf99fa973f26"),
    ("  Le \t phare\u00a0\u202fest\nfermé. ", "Le phare est fermé.", "1:e2dbbf99fa973f26"),
    ("Le phare est ferme\u0301.", "Le phare est fermé.", "1:e2dbbf99fa973f26"),
    ("Le maire a dit : « Fermez\u202f! »", 'Le maire a dit: "Fermez!"', "1:1442b28513151c91"),
    ("“Fermez”, „dit‟ ‹ l’un ›", '"Fermez", "dit" \'l\'un\'', "1:1925fc6faeb5d089"),
    ("un « phare« , un mât", 'un "phare", un mât', "1:1e4db3a0244b9e20"),
    ("7\u202f400 caisses, 15\u00a0% de moins", "7 400 caisses, 15% de moins", "1:79b23c52656411cc"),
    ("1998–2004 — quai−est, garde\u2011côte", "1998-2004 - quai-est, garde-côte", "1:7d5ee8f6bc4e65c5"),
    ("co\u00adpie zé\u200bro\u2060 \ufefffin", "copie zéro fin", "1:b0d07c744d94cde7"),
    ("90 km², ½ ﬁn… l´eau", "90 km2, 1⁄2 fin... l'eau", "1:475b2b6cfe61a78f"),
    ("ÉTÉ ; été ?", "ÉTÉ; été?", "1:c10c297ea7c0e469"),
]


@pytest.mark.parametrize(("text", "expected", "digest"), GOLDEN)
def test_canonical_text_and_its_hash_are_frozen(text: str, expected: str, digest: str) -> None:
    assert (canonical(text), passage_hash(text)) == (expected, digest)


def test_this_is_version_one_of_the_rule() -> None:
    assert CANON_VERSION == 1


def test_the_characters_that_are_dropped_and_folded_are_frozen() -> None:
    plane = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    dropped = {char for char in plane if canonical(f"a{char}b") == "ab"}
    folded = {mark: {char for char in plane if canonical(char) == mark} for mark in "'\"-"}
    assert dropped == set(map(chr, [0xAD, 0x180E, *range(0x200B, 0x2010), 0xFEFF])) | set(
        map(chr, [*range(0x202A, 0x202F), *range(0x2060, 0x206A)])
    )
    assert folded["'"] == set("'´ʼ‘’‚‛′‹›＇")
    assert folded['"'] == set('"«»“”„‟＂')
    assert folded["-"] == set("-‐\u2011‒–—―⁻₋−︱︲﹘﹣－")


@given(texts)
def test_canonical_text_is_its_own_canonical_text(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@given(texts)
def test_what_reads_alike_has_one_hash(text: str) -> None:
    assert passage_hash(f"\ufeff {text}\u202f\n") == passage_hash(canonical(text))


def test_what_differs_in_a_digit_a_letter_or_an_accent_differs_in_hash() -> None:
    passages = [
        "7 400 caisses",
        "7 401 caisses",
        "7 400 caisse",
        "7 400 Caisses",
        "7 400 çaisses",
        "7400 caisses",
    ]
    assert len({passage_hash(passage) for passage in passages}) == len(passages)


def test_paragraphs_are_the_lines_with_something_to_read_as_they_are() -> None:
    text = "Un titre\n\n  Le phare \r\n\u00a0\t\n\u200b\ufeff\nLe quai\rLa digue\x0cet\u2028la jetée\x85\n"
    assert paragraphs(text) == ("Un titre", "  Le phare ", "Le quai", "La digue\x0cet\u2028la jetée\x85")
    assert paragraphs("") == ()


@given(st.text(st.sampled_from("ab \n\r\u200b\u2028")))
def test_paragraphs_do_not_depend_on_how_the_file_was_opened(text: str) -> None:
    assert paragraphs(text) == paragraphs(text.replace("\r\n", "\n").replace("\r", "\n"))


@given(texts)
def test_a_line_is_a_paragraph_when_its_canonical_text_is_not_empty(text: str) -> None:
    line = text.replace("\n", " ").replace("\r", " ")
    assert bool(paragraphs(line)) is bool(canonical(line))


def test_a_document_hash_is_that_of_its_canonical_paragraphs() -> None:
    canonical_text = 'Un titre\nLe "phare"'
    assert document_hash("Un  titre\r\n \r\n« Le\n") != document_hash(canonical_text)
    assert document_hash("\ufeffUn  titre\r\n \r\nLe « phare »\n") == document_hash(canonical_text)
    assert document_hash(canonical_text) == hashlib.sha256(canonical_text.encode()).hexdigest()


def test_moving_a_line_end_changes_a_document_s_hash() -> None:
    assert document_hash("Le phare\nfermé") != document_hash("Le phare fermé")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Été À NOËL", "ete a noel"),
        ("cœur, CŒUR, Æsir", "coeur, coeur, aesir"),
        ("Straße", "strasse"),
        ("Łódź", "łodz"),
        ("ﬁn m²", "fin m2"),
        ("İ e\u0301", "i e"),
    ],
)
def test_folding_drops_case_and_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'agence d'État", ("l", "agence", "d", "etat")),
        ("7 400 caisses", ("7400", "caisses")),
        ("1\u202f234\u00a0567 et 12 34", ("1234567", "et", "12", "34")),
        ("12 3456, 12 345", ("12", "3456", "12345")),
        ("6,5 milliards, 15 %", ("6", "5", "milliards", "15")),
        ("garde-côte nº 2, 90 km²", ("garde", "cote", "no", "2", "90", "km2")),
        ("voir https://example.org/a-b?c et www.example.org/d.", ("voir", "et")),
        ("« … » — !", ()),
    ],
)
def test_a_word_is_a_run_of_letters_or_digits(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("anchor", "paragraph", "expected"),
    [
        ("7 400 caisses", "Sur le quai, 7 400 caisses.", ["7 400 caisses"]),
        ("« vide\u00a0»", "un quai “vide” ce soir", ['"vide"']),
        ("12 caisses", "12 caisses ici, 12 caisses là", ["12 caisses", "12 caisses"]),
        ("5 000", "15 000 caisses", []),
        ("5 000", "5 0001 caisses", []),
        ("5 000", "5 000 000 caisses", []),
        ("5 000", "entre 5 000 et 15 000, ou 5 000", ["5 000", "5 000"]),
        ("15", "15 000 caisses, 15 quais", ["15"]),
        ("000 caisses", "15 000 caisses", []),
        ("234 567", "1 234 567", []),
        ("600 caisses", "en 2019 600 caisses", ["600 caisses"]),
        ("5 milliards", "6,5 milliards", []),
        ("soit 6", "soit 6,5 milliards", []),
        ("15", "15,000 or 15.000", []),
        ("15", "15, puis 15%.", ["15", "15"]),
        ("cent", "une centaine, un récent, cent", ["cent"]),
        ("phare", "le Phare", []),
        ("phare", "le phare, l'autre phare", ["phare", "phare"]),
        ("a a", "a a a a a", ["a a", "a a"]),
        ("a a", "aa a aa a a", ["a a"]),
        ("!", "Fermez !", ["!"]),
        ("", "Fermez", []),
        ("\u200b", "Fermez", []),
        ("phare", "", []),
    ],
)
def test_an_anchor_stands_only_on_whole_words_and_whole_numbers(
    anchor: str, paragraph: str, expected: list[str]
) -> None:
    text = canonical(paragraph)
    assert [text[start:end] for start, end in occurrences(anchor, paragraph)] == expected


def test_occurrences_are_told_apart_by_their_place_in_the_canonical_paragraph() -> None:
    assert occurrences("un quai", "«\u00a0un  quai\u00a0»\u202f; un\u202fquai") == ((1, 8), (11, 18))


@given(anchors, st.text("ab1 ,\u202f", max_size=12))
def test_occurrences_are_the_anchor_in_order_and_apart(anchor: str, paragraph: str) -> None:
    end = -1
    for start, stop in occurrences(anchor, paragraph):
        assert end <= start
        assert canonical(paragraph)[start:stop] == canonical(anchor)
        end = stop


@given(st.lists(st.sampled_from(["phare", "quai", "12", "7 400"]), min_size=1))
def test_a_whole_paragraph_is_an_anchor_of_itself(parts: list[str]) -> None:
    paragraph = ", ".join(parts)
    assert occurrences(paragraph, paragraph) == ((0, len(paragraph)),)


@pytest.mark.parametrize(
    ("a", "b", "length"),
    [
        ("Le phare rouge est fermé ce soir", "Hier, le PHARE rouge était ouvert ce soir", 3),
        ("quai nord", "quai sud, quai nord, quai est", 2),
        ("12 000 caisses", "12 000 caisses", 2),
        ("a b a b c", "a b c", 3),
        ("phare", "quai", 0),
        ("", "quai", 0),
        ("quai", "", 0),
    ],
)
def test_the_longest_shared_run_is_counted_in_words(a: str, b: str, length: int) -> None:
    assert longest_shared_run(a, b) == length


@given(st.lists(st.sampled_from("abc"), max_size=8), st.lists(st.sampled_from("abc"), max_size=8))
def test_the_longest_shared_run_is_the_longest_slice_both_have(a: list[str], b: list[str]) -> None:
    def slices(items: list[str]) -> set[str]:
        return {" ".join(items[i:j]) for i in range(len(items)) for j in range(i + 1, len(items) + 1)}

    longest = max((len(run.split()) for run in slices(a) & slices(b)), default=0)
    assert (
        longest_shared_run(" ".join(a), " ".join(b))
        == longest_shared_run(" ".join(b), " ".join(a))
        == longest
    )
