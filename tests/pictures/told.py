"""What a picture says, as lines: its words from top to bottom and from left to right."""

from __future__ import annotations

from collections import defaultdict
from xml.etree import ElementTree as ET

SPACE = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[ET.Element]:
    """Its words, in the order in which they were drawn."""
    return list(ET.fromstring(svg).iter(f"{SPACE}text"))  # noqa: S314 - drawn by us


def told(svg: str) -> list[str]:
    """Its words, a line for each height."""
    lines: dict[float, list[tuple[float, str]]] = defaultdict(list)
    for one in texts(svg):
        lines[float(one.attrib["y"])].append((float(one.attrib["x"]), one.text or ""))
    return [" ".join(text for _, text in sorted(line)) for _, line in sorted(lines.items())]
