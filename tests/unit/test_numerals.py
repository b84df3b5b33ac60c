"""Numbers in texts: each is read exactly, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import Number, numbers_in

FRENCH = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    " dix-sept dix-huit dix-neuf"
)
ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
ENGLISH_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety"


def in_french(n: int) -> str:
    """A number in words, by the rules of a school grammar; without final s where another number follows."""
    if n < 20:
        return FRENCH.split()[n]
    if n < 100:
        reach = 20 if n >= 60 else 10
        ten, unit = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante"}.get(n // 10, ""), n % reach
        ten = ten or ("soixante" if n < 80 else "quatre-vingt")
        joint = "-et-" if unit in (1, 11) and n < 80 else "-"
        return ten + joint + FRENCH.split()[unit] if unit else ten
    for size, word in ((10**9, "milliard"), (10**6, "million"), (1000, "mille"), (100, "cent")):
        if n >= size:
            count = "" if n // size == 1 and size <= 1000 else in_french(n // size) + " "
            rest = " " + in_french(n % size) if n % size else ""
            return count + word + ("s" if size > 1000 and n // size > 1 else "") + rest
    raise AssertionError(n)


def in_english(n: int, joint: str) -> str:
    if n < 20:
        return ENGLISH.split()[n]
    if n < 100:
        ten = ENGLISH_TENS.split()[n // 10]
        return f"{ten}-{ENGLISH.split()[n % 10]}" if n % 10 else ten
    for size, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= size:
            small = joint if n % size < 100 else " "
            rest = small + in_english(n % size, joint) if n % size else ""
            return f"{in_english(n // size, joint)} {word}{rest}"
    raise AssertionError(n)


def values(text: str, language: str) -> list[Decimal]:
    return [number.value for number in numbers_in(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le dépôt compte 7\u202f400 caisses", "7400"),
        ("7\u00a0400", "7400"),
        ("7\u2009400", "7400"),
        ("7'400 et 7’400", "7400 7400"),
        ("entre 3 000 et 6 000 chevaux", "3000 6000"),
        ("en 2019 12 000 chevaux", "2019 12000"),
        ("le 14 mars 2019 500 chevaux", "14 2019 500"),
        ("1 234 567,89", "1234567.89"),
        ("6 0001", "6 1"),
        ("6,5 et 0,25", "6.5 0.25"),
        ("12,500", "12.5"),
        ("12.500", "12500"),
        ("12,500.5", "12500.5"),
        ("6,5 milliards", "6500000000"),
        ("3 410 milliards", "3410000000000"),
        ("4 Md d'euros, 4 mds, 4 mrd, 4 mrds", "4e9 4e9 4e9 4e9"),
        ("3 mille", "3000"),
        ("en 2019 mille chevaux, en l'an 1000 mille mulets, 999 mille", "2019 1000 1000 1000 999000"),
        ("0 million", "0"),
        ("60%, 60 %, 60 pour cent, 6 pour mille", "60 60 60 6"),
        ("cent pour cent", "100"),
        ("le 1er mars, le 2e jour, la 3ème fois, les 4es", "1"),
        ("premier, deuxième, vingt-cinquième, vingt et unième", ""),
        ("un cheval, une jument", ""),
        ("un million, un milliard, un billion", "1000000 1000000000 1000000000000"),
        ("mille, mille milliards", "1000 1000000000000"),
        ("deux mille cinq cents milliards", "2500000000000"),
        ("deux mille trois mille", "2000 3000"),
        ("deux cents trois cents", "200 300"),
        ("seize cents chevaux à dix cents, à dix-sept cents", "1600 10 17"),
        ("un ordre mondial neuf, neuf navires, les neuf mois, dix-neuf", "9 9 19"),
        ("septante-deux, huitante, octante, nonante-neuf", "72 80 80 99"),
        ("quatre-vingts, vingt dix, vingt et deux, vingt et onze", "80 20 10 20 2 20 11"),
        ("VINGT CHEVAUX", "20"),
        ("vingt - cinq, vingt\ncinq", "20 5 20 5"),
        ("une dizaine, une douzaine, une quinzaine, une vingtaine", "10 12 15 20"),
        ("une trentaine, une quarantaine, une cinquantaine, une soixantaine", "30 40 50 60"),
        ("trente et une centaines, deux douzaines", "3100 24"),
        ("un millier, 4 milliers, une centaine de milliers", "1000 4000 100000"),
        ("une demi-douzaine, un demi-million, une demi-journée", "6 500000"),
        ("deux millions et demi, une douzaine et demie", "2500000 18"),
        ("un million de milliards", "1000000000000000"),
        ("le canon PM-38 de 85 mm couvre 90 km²", "38 85 90"),
        ("T34, m2, 4x4, 8h30, .5, 1.2.3", ""),
        ("note.5 page", "5"),
        ("885 Articles", "885"),
        ("4 à 6 millions", "4 6000000"),
    ],
)
def test_french_numbers_are_read_exactly(text: str, expected: str) -> None:
    assert values(text, "fr") == [Decimal(value) for value in expected.split()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,500 horses", "12500"),
        ("12 500 horses", "12500"),
        ("12.500 litres", "12.5"),
        ("1,234,567.89", "1234567.89"),
        ("6,5 or 6.5", "6.5 6.5"),
        ("in 2019, 500 horses", "2019 500"),
        ("6.5 billion, 6.5bn, 2 tn, 3mn", "6.5e9 6.5e9 2e12 3e6"),
        ("a dozen, two dozen, half a dozen", "12 24 6"),
        ("a hundred, a thousand, a million, a trillion, twenty ten", "1e2 1e3 1e6 1e12 20 10"),
        ("a horse, one horse, half a day", ""),
        ("one hundred, one million", "100 1000000"),
        ("twenty-five, two hundred and five", "25 205"),
        ("fifteen hundred, ninety-nine hundred", "1500 9900"),
        ("between two hundred and five hundred", "200 500"),
        ("between two thousand and five thousand", "2000 5000"),
        ("between five thousand and two million", "5000 2000000"),
        ("two thousand and five", "2005"),
        ("two hundred a day", "200"),
        ("two and a half million, a million and a half", "2500000 1500000"),
        ("the 21st, the twenty-first, two-thirds", ""),
        ("a five-month siege", "5"),
        ("$6.5 million", "6500000"),
    ],
)
def test_english_numbers_are_read_exactly(text: str, expected: str) -> None:
    assert values(text, "en") == [Decimal(value) for value in expected.split()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.500", ""),
        ("12,500", ""),
        ("12.500,5 12,500.5 1,234,567", "12500.5 12500.5 1234567"),
        ("6,5 6.5 0,125 1234,567", "6.5 6.5 0.125 1234.567"),
        ("12 500", "12500"),
        ("5 million, mille, a dozen", "5"),
    ],
)
def test_in_another_language_only_digits_that_have_one_reading_count(text: str, expected: str) -> None:
    assert values(text, "de") == [Decimal(value) for value in expected.split()]


@pytest.mark.parametrize(
    ("language", "text", "value", "words"),
    [
        ("fr", "des dizaines", 10, "dizaines"),
        ("fr", "des douzaines", 10, "douzaines"),
        ("fr", "quelques centaines", 100, "centaines"),
        ("fr", "des milliers de chevaux", 1000, "milliers"),
        ("fr", "des millions", 10**6, "millions"),
        ("fr", "des dizaines de milliers", 10_000, "dizaines de milliers"),
        ("en", "dozens", 10, "dozens"),
        ("en", "hundreds of horses", 100, "hundreds"),
        ("en", "tens of thousands", 10_000, "tens of thousands"),
        ("en", "many thousands", 1000, "thousands"),
        ("en", "several dozen", 10, "dozen"),
        ("en", "many thousand", 1000, "thousand"),
        ("en", "a few hundred thousand", 100_000, "hundred thousand"),
    ],
)
def test_a_bare_plural_is_a_magnitude(language: str, text: str, value: int, words: str) -> None:
    start = text.index(words)
    assert numbers_in(text, language) == (
        Number(Decimal(value), start, start + len(words), words, magnitude=True),
    )


def test_a_number_says_where_it_stands_without_sign_unit_or_article() -> None:
    text = "Près de 6,5 milliards d’écus, soit -40 % en 2 ans."
    assert numbers_in(text, "fr") == (
        Number(Decimal("6.5E9"), 8, 21, "6,5 milliards"),
        Number(Decimal(40), 36, 38, "40"),
        Number(Decimal(2), 44, 45, "2"),
    )


@pytest.mark.parametrize("text", ["one of dozens", "few horses", "five of thousands", "cents", "vingt"])
def test_words_at_the_very_end_are_read_like_any_other(text: str) -> None:
    for language in ("fr", "en"):
        assert values(text, language) == values(f"{text}.", language)


@given(st.integers(2, 10**12 - 1), st.sampled_from([" ", "-"]))
def test_every_french_number_in_words_reads_back(n: int, hyphen: str) -> None:
    assert values(in_french(n).replace("-", hyphen), "fr") == [n]


@given(st.integers(2, 10**12 - 1), st.sampled_from([" and ", " "]))
def test_every_english_number_in_words_reads_back(n: int, joint: str) -> None:
    assert values(in_english(n, joint), "en") == [n]


def test_small_numbers_in_words_read_back_without_exception() -> None:
    small = range(2, 2500)
    assert [n for n in small if values(in_french(n), "fr") != [n]] == []
    assert [n for n in small if values(in_english(n, " and "), "en") != [n]] == []


habits = st.sampled_from(
    [(mark, "fr") for mark in (" ", "\u00a0", "\u202f", "\u2009", "'", ".", "")]
    + [(mark, "en") for mark in (" ", ",", "")]
    + [(mark, "de") for mark in (" ", "")]
)


@given(
    st.integers(0, 10**40),
    habits,
    st.sampled_from(["", " tonnes", "%"]),
)
def test_a_whole_number_reads_back_with_every_separator(n: int, habit: tuple[str, str], unit: str) -> None:
    separator, language = habit
    written = f"{n:,}".replace(",", separator)
    assert numbers_in(f"({written}{unit})", language) == (Number(Decimal(n), 1, 1 + len(written), written),)


@given(
    st.decimals(0, 10**9, places=2, allow_nan=False),
    st.sampled_from([("fr", "\u202f", ","), ("fr", ".", ","), ("en", ",", "."), ("de", ".", ",")]),
)
def test_a_decimal_number_reads_back_with_its_language_s_marks(
    value: Decimal, habit: tuple[str, str, str]
) -> None:
    language, group, mark = habit
    written = f"{value:,.2f}".translate({ord(","): group, ord("."): mark})
    assert values(written, language) == [value]


@given(st.text("12 05,.'-\u00a0amillefthousdgbnvcqxer\n"), st.sampled_from(["fr", "en", "de"]))
def test_any_text_has_numbers_in_order_that_it_does_contain(text: str, language: str) -> None:
    end = 0
    for number in numbers_in(text, language):
        assert end <= number.start < number.end
        assert text[number.start : number.end] == number.text
        assert number.value >= 0
        end = number.end
