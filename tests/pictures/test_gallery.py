"""The pictures of README are what the program says now, and what a page can show."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageChops

from tests.pictures.gallery import FOLDER, drawn

MOST_BYTES = 150_000
ROUNDING = 48
"""Of 255: how far the edge of a letter may be off where another processor rounds otherwise."""


@pytest.fixture(scope="module")
def fresh() -> Mapping[str, bytes]:
    return drawn()


def test_every_picture_is_committed_and_no_other(fresh: Mapping[str, bytes]) -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(fresh)


def test_every_picture_shows_what_the_program_says_now(fresh: Mapping[str, bytes]) -> None:
    stale = [name for name, content in fresh.items() if not alike(content, (FOLDER / name).read_bytes())]
    assert stale == [], "`make pictures` draws them anew; then look at them"


def test_a_picture_loads_nothing_and_is_small() -> None:
    for path in FOLDER.iterdir():
        assert path.stat().st_size < MOST_BYTES, path.name
        if path.suffix == ".svg":
            marks = {one.tag.partition("}")[2] for one in ET.parse(path).iter()}  # noqa: S314 - drawn by us
            assert marks <= {"svg", "title", "rect", "circle", "path", "text"}, path.name


def test_another_picture_is_not_alike(fresh: Mapping[str, bytes]) -> None:
    with Image.open(BytesIO(fresh["chart.png"])) as picture:
        other = picture.convert("RGB")
        other.paste((255, 255, 255), (100, 310, 260, 360))
    assert not alike(fresh["chart.png"], in_png(other))


def alike(one: bytes, other: bytes) -> bool:
    """Whether two files are the same; of PNGs, whether they look the same, for packers differ."""
    if not one.startswith(b"\x89PNG"):
        return one == other
    with Image.open(BytesIO(one)) as left, Image.open(BytesIO(other)) as right:
        if left.size != right.size:
            return False
        apart = ImageChops.difference(left.convert("RGB"), right.convert("RGB")).getextrema()
    return max(most for _, most in apart) <= ROUNDING


def in_png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
