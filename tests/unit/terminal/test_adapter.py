"""The chat as its users meet it: a process with a pipe, or with a terminal of its own."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte
import pytest

ROOT = Path(__file__).parents[3]
TALK = [sys.executable, str(Path(__file__).with_name("talk.py"))]
PATIENCE = 20.0
"""Seconds after which something that should have happened is taken not to happen."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "PYTHONWARNINGS": "error",
        "PICTURES": str(tmp_path / "pictures"),
        "TERM": "xterm-256color",
        "INPUTRC": "/dev/null",
    }


@pytest.fixture
def tell(environment: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    def run(piped: bytes, **more: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            TALK, input=piped, env=environment | more, capture_output=True, timeout=PATIENCE, check=False
        )

    return run


Tell = Callable[..., subprocess.CompletedProcess[bytes]]


def test_each_line_is_answered_in_order_with_a_blank_line_between(tell: Tell) -> None:
    done = tell(b"one\n\n# not this\ntwo\r\nthree")
    assert done.stdout == b"said: 'one'\n\nsaid: 'two'\n\nsaid: 'three'\n"
    assert (done.stderr, done.returncode) == (b"", 0)


def test_no_input_is_no_output(tell: Tell) -> None:
    done = tell(b"")
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)


def test_a_closed_input_is_no_input(environment: dict[str, str]) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", '"$0" "$1" <&-', *TALK],
        env=environment,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)


@pytest.mark.parametrize("leave", [b"/quit", b"/exit"])
def test_it_leaves_when_told_to(leave: bytes, tell: Tell) -> None:
    done = tell(b"one\n" + leave + b"\ntwo\n")
    assert (done.stdout, done.returncode) == (b"said: 'one'\n", 0)


def test_bad_bytes_are_answered(tell: Tell) -> None:
    done = tell(b"\xef\xbb\xbfa\x00b\x1b[2J\xff\n")
    assert done.stdout == rb"said: 'a\ufffdb\ufffd[2J\ufffd'" + b"\n"


def test_a_line_over_the_limit_gets_the_page_for_it(tell: Tell) -> None:
    assert tell(b"x" * 3_000_000 + b"\nnext").stdout == b"too long: 3000000\n\nsaid: 'next'\n"


def test_an_error_is_one_plain_line_and_the_next_line_is_answered(tell: Tell) -> None:
    done = tell(b"one\n/fail\n/broken\ntwo\n")
    assert done.stdout == b"said: 'one'\n\nsaid: 'two'\n"
    first, second = done.stderr.decode().splitlines()
    assert first == "RuntimeError: broken badly ␛[31m"
    assert second.startswith("AssertionError: Expected code to be unreachable")
    assert done.returncode == 0


def test_a_pipe_gets_no_escape_codes_and_eighty_columns(tell: Tell) -> None:
    done = tell(b"/picture a/../boats\n" + b"word " * 40)
    assert b"\x1b" not in done.stdout
    assert max(map(len, done.stdout.decode().splitlines()[4:])) <= 80


def test_columns_say_how_wide_a_pipe_is(tell: Tell) -> None:
    narrow = tell(b"word " * 40, COLUMNS="30").stdout.decode()
    assert max(map(len, narrow.splitlines())) <= 30


def test_a_picture_is_saved_and_its_place_said(tell: Tell, environment: dict[str, str]) -> None:
    done = tell(b"/picture boats ../& more\n")
    place = Path(environment["PICTURES"]) / "boats-..-more.png"
    assert done.stdout.decode() == f"Picture\nwords that say the same\n→ {place}\n"
    assert place.read_bytes() == b"PNG"
    assert os.listdir(place.parent) == [place.name]  # noqa: PTH208 - names are what is asked


def test_a_picture_that_cannot_be_saved_is_said_in_words(tell: Tell, environment: dict[str, str]) -> None:
    Path(environment["PICTURES"]).write_text("a file where the folder should be")
    done = tell(b"/picture boats\nnext\n")
    place = f"{environment['PICTURES']}/boats.png: File exists"
    assert done.stdout.decode() == f"Picture\nwords that say the same\n→ {place}\n\nsaid: 'next'\n"


def test_an_encoding_without_the_signs_is_no_error(tell: Tell) -> None:
    done = tell(b"/picture boats\n", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert b"\n-> /" in done.stdout
    assert (done.stderr, done.returncode) == (b"", 0)


def test_a_reader_that_leaves_is_no_error(environment: dict[str, str]) -> None:
    with subprocess.Popen(
        TALK, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b"/big\n" * 10)
        process.stdin.flush()
        assert process.stdout.read(4) == b"word"
        process.stdout.close()
        assert process.wait(PATIENCE) == 128 + signal.SIGPIPE
        assert process.stderr.read() == b""


def test_a_full_disk_is_one_plain_line(environment: dict[str, str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            TALK,
            input=b"one\n",
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment,
            timeout=PATIENCE,
            check=False,
        )
    assert (done.stderr, done.returncode) == (b"OSError: [Errno 28] No space left on device\n", 1)


def test_lines_are_answered_as_they_come_not_at_the_end(environment: dict[str, str]) -> None:
    with subprocess.Popen(TALK, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"/later x\n")
        process.stdin.flush()
        heard = [process.stdout.readline() for _ in range(3)]
        process.stdin.close()
        assert heard == [b"later: x\n", b"\n", b"news from outside\n"]
        assert process.wait(PATIENCE) == 0


class Screen:
    """A process with a terminal of its own, and what that terminal shows."""

    def __init__(self, environment: dict[str, str], columns: int = 40, rows: int = 24) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.found = termios.tcgetattr(theirs)
        self.process = subprocess.Popen(
            TALK,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment | {"OWN_TERMINAL": "1"},
            start_new_session=True,
        )
        self._theirs = theirs
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = b""

    def type(self, keys: bytes) -> None:
        os.write(self._ours, keys)

    def shows(self, *rows: str, cursor: int | None = None) -> None:
        """Wait until these are the last rows that are not empty, and the cursor is in that column."""
        self.until(
            lambda: self._lines()[-len(rows) :] == list(rows) and cursor in (None, self._screen.cursor.x)
        )

    def until(self, happened: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not happened():
            left = end - time.monotonic()
            assert left > 0, "\n".join(self._lines())
            if select.select([self._ours], [], [], min(left, 0.1))[0]:
                heard = os.read(self._ours, 65_536)
                self.raw += heard
                self._stream.feed(heard)

    def left(self) -> int:
        """The exit code; the terminal has to be as it was found."""
        self.until(lambda: self.process.poll() is not None)
        assert termios.tcgetattr(self._theirs) == self.found
        return self.process.returncode

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._ours)
        os.close(self._theirs)

    def _lines(self) -> list[str]:
        return [line.rstrip() for line in self._screen.display if line.strip()]


@pytest.fixture
def screen(environment: dict[str, str]) -> Iterator[Screen]:
    screen = Screen(environment)
    screen.shows("welcome", ">", cursor=2)
    yield screen
    screen.close()


def test_a_line_is_answered_below_and_asked_for_again(screen: Screen) -> None:
    screen.type(b"h\xc3\xa9\r")
    screen.shows("welcome", "> hé", r"said: 'h\xe9'", ">", cursor=2)


def test_an_empty_line_asks_again(screen: Screen) -> None:
    screen.type(b"\r   \r")
    screen.shows("welcome", ">", ">", ">", cursor=2)


def test_tab_completes_the_names_of_commands(screen: Screen) -> None:
    screen.type(b"/fer\t")
    screen.shows("> /ferries", cursor=11)
    screen.type(b"\x15oa\t")
    screen.shows("> /oars", cursor=8)
    screen.type(b"fer\t")
    screen.shows("> /oars fer", cursor=11)


def test_tab_twice_lists_them(screen: Screen) -> None:
    screen.type(b"/o\t\t")
    screen.shows("> /o", "/oars    /order", "> /o")


def test_the_history_is_there(screen: Screen) -> None:
    screen.type(b"one\rtwo\r")
    screen.shows("said: 'two'", ">")
    screen.type(b"\x1b[A\x1b[A")
    screen.shows("> one")


def test_ctrl_c_clears_the_line_and_on_an_empty_one_leaves(screen: Screen) -> None:
    screen.type(b"half a li")
    screen.shows("> half a li")
    screen.type(b"\x03")
    screen.shows("> half a li^C", ">", cursor=2)
    screen.type(b"\x03")
    assert screen.left() == 0
    screen.shows("> half a li^C", "> ^C")


def test_ctrl_d_leaves(screen: Screen) -> None:
    screen.type(b"\x04")
    assert screen.left() == 0


@pytest.mark.parametrize("leave", [b"/quit\r", b" /exit \r"])
def test_saying_so_leaves(leave: bytes, screen: Screen) -> None:
    screen.type(leave)
    assert screen.left() == 0


def test_ctrl_c_stops_an_answer_that_takes_long(screen: Screen) -> None:
    screen.type(b"/never\r")
    screen.shows("> /never", "working", cursor=0)
    screen.type(b"\x03")
    screen.shows("working", "^C", ">", cursor=2)
    screen.type(b"next\r")
    screen.shows("said: 'next'", ">")


def test_a_signal_from_elsewhere_leaves_the_terminal_as_it_was(screen: Screen) -> None:
    screen.process.send_signal(signal.SIGINT)
    assert screen.left() == 0


def test_a_page_from_outside_comes_above_what_is_being_typed(screen: Screen) -> None:
    screen.type(b"/later x\rhalf a line\x1b[D\x1b[D")
    screen.shows("> /later x", "later: x", "news from outside", "> half a line", cursor=11)
    screen.type(b"XY")
    screen.shows("news from outside", "> half a liXYne", cursor=13)


def test_also_when_that_takes_several_rows_and_the_cursor_is_in_the_first(screen: Screen) -> None:
    typed = b"a line with more words than there is room for in one row of forty columns, or two"
    screen.type(b"/later x\r" + typed + b"\x1b[D" * 60)
    rows = ("> a line with more words than there is r", "oom for in one row of forty columns, or", "two")
    screen.shows("later: x", "news from outside", *rows, cursor=23)
    screen.type(b"XY\x05!")
    rows = ("> a line with more wordXYs than there is", " room for in one row of forty columns, o", "r two!")
    screen.shows("news from outside", *rows, cursor=6)


def test_also_when_it_fills_a_row_exactly(screen: Screen) -> None:
    screen.type(b"/later x\r" + b"0123456789" * 3 + b"01234567")
    screen.shows("news from outside", "> 01234567890123456789012345678901234567", cursor=0)
    screen.type(b"8")
    screen.shows("> 01234567890123456789012345678901234567", "8", cursor=1)


def test_pasted_lines_are_answered_one_by_one(screen: Screen) -> None:
    screen.type(b"one\ntwo\nthree\n")
    screen.shows("> one", "said: 'one'", "> two", "said: 'two'", "> three", "said: 'three'", ">")


def test_a_long_line_typed_gets_the_page_for_it(screen: Screen) -> None:
    screen.type(b"x" * 2001 + b"\r")
    screen.shows("too long: 2001", ">")


def test_bad_bytes_typed_are_answered(screen: Screen) -> None:
    screen.type(b"a\xffb\r")
    screen.until(lambda: b"said: 'a\\ufffdb'" in screen.raw)


@pytest.mark.parametrize("plain", [{"TERM": "dumb"}, {"NO_COLOR": "1"}])
def test_a_plain_terminal_gets_no_colours(plain: dict[str, str], environment: dict[str, str]) -> None:
    screen = Screen(environment | plain)
    try:
        screen.type(b"/picture boats\r")
        screen.until(lambda: b"boats.png" in screen.raw and screen.raw.endswith(b"> "))
        screen.type(b"\x04")
        assert screen.left() == 0
        assert b"\x1b[1m" not in screen.raw
        assert b"\x1b" not in screen.raw
    finally:
        screen.close()


def test_colours_on_a_terminal_that_has_them(screen: Screen) -> None:
    screen.type(b"/picture boats\r")
    screen.until(lambda: b"\x1b[1mPicture\x1b[0m" in screen.raw)


class TestWithoutReadline:
    """As above where Python has no readline: the terminal edits its own lines."""

    @pytest.fixture
    def screen(self, environment: dict[str, str], tmp_path: Path) -> Iterator[Screen]:
        (tmp_path / "readline.py").write_text("raise ImportError('not here')\n")
        screen = Screen(environment | {"PYTHONPATH": f"{tmp_path}:{ROOT}"})
        screen.shows("welcome", ">", cursor=2)
        yield screen
        screen.close()

    def test_lines_are_answered(self, screen: Screen) -> None:
        screen.type(b"one\r\rtwo\r")
        screen.until(lambda: b"said: 'two'\r\n\r\n> " in screen.raw)
        screen.type(b"\x04")
        assert screen.left() == 0

    def test_ctrl_c_clears_the_line_and_twice_leaves(self, screen: Screen) -> None:
        screen.type(b"half\x03")
        screen.until(lambda: screen.raw.count(b"> ") == 2)
        screen.type(b"one\r")
        screen.shows("said: 'one'", ">")
        screen.type(b"\x03")
        screen.until(lambda: screen.raw.count(b"> ") == 4)
        screen.type(b"\x03")
        assert screen.left() == 0

    def test_a_page_from_outside_leaves_what_is_typed_to_be_sent(self, screen: Screen) -> None:
        screen.type(b"/later x\r")
        screen.shows("later: x", ">")
        screen.type(b"half a ")
        screen.shows("news from outside", ">")
        screen.type(b"line\r")
        screen.shows("said: 'half a line'", ">")
