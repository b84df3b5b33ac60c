"""Lines from a pipe are decoded, cleaned and bounded, however the bytes arrive."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.terminal.lines import Splitter, TooLong, cleaned

LIMIT = 20


def split(*chunks: bytes) -> list[str | TooLong]:
    splitter = Splitter(LIMIT)
    return [line for chunk in chunks for line in splitter.feed(chunk)] + list(splitter.end())


@pytest.mark.parametrize(
    ("piped", "lines"),
    [
        pytest.param(b"", [], id="nothing"),
        pytest.param(b"/oars", ["/oars"], id="no final line end"),
        pytest.param(b"/oars\r\n/boats\n", ["/oars", "/boats"], id="CR LF"),
        pytest.param(b"\n\n  \t\n\r\n/oars\n\n", ["/oars"], id="blank lines"),
        pytest.param(b"# note\n  # note\n/oars # 3\n", ["/oars # 3"], id="comments"),
        pytest.param(b"#" + b"x" * 500 + b"\n/oars\n", ["/oars"], id="a comment over the limit"),
        pytest.param(
            b"\xef\xbb\xbf/oars\n\xef\xbb\xbfx",
            ["/oars", "\ufeffx"],
            id="a byte order mark, at the start only",
        ),
        pytest.param(b"\xef\xbb\xbf# note", [], id="a comment after a byte order mark"),
        pytest.param(b"a\xff\xc3(\x80", ["a\ufffd\ufffd(\ufffd"], id="invalid UTF-8"),
        pytest.param(
            b"a\x00b\x1b[2Jc\x7f\xc2\x9b", ["a\ufffdb\ufffd[2Jc\ufffd\ufffd"], id="control characters"
        ),
        pytest.param("a\tb\u2028c\x0bd".encode(), ["a b c d"], id="white space of other kinds"),
        pytest.param(b"x" * 20, ["x" * 20], id="at the limit"),
        pytest.param(b"x" * 21 + b"\n/oars", [TooLong(21), "/oars"], id="over the limit"),
        pytest.param(
            ("é" * 5000).encode() + b"\n/oars", [TooLong(5000), "/oars"], id="far over it, in characters"
        ),
        pytest.param(("🚣" * 20).encode(), ["🚣" * 20], id="at the limit, in characters"),
    ],
)
def test_what_becomes_of(piped: bytes, lines: list[str | TooLong]) -> None:
    assert split(piped) == lines


@given(
    st.binary(max_size=300) | st.text("aé\n\r#\ufeff ", max_size=300).map(str.encode),
    st.lists(st.integers(0, 300)),
)
def test_it_does_not_matter_how_the_bytes_arrive(data: bytes, cuts: list[int]) -> None:
    at = [0, *sorted(cuts), len(data)]
    assert split(*(data[a:b] for a, b in pairwise(at))) == split(data)


def test_no_more_of_a_line_is_held_than_could_be_answered() -> None:
    splitter = Splitter(LIMIT)
    for _ in range(200):
        assert not list(splitter.feed(b"x" * 65_536))
        assert len(splitter._held) < 200
    assert list(splitter.feed(b"\n")) == [TooLong(200 * 65_536)]


@given(st.text())
def test_a_cleaned_line_is_one_printable_line(text: str) -> None:
    line = cleaned(text)
    assert len(line.splitlines()) <= 1
    assert not any(ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 for character in line)
