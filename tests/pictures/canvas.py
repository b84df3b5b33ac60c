"""A picture in the making, as SVG that looks the same in every browser: no script, no font of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from tests.pictures.letters import Face, Line, Run

SANS: Final = "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, 'Liberation Sans', sans-serif"
MONO: Final = "ui-monospace, Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace"
_UNSEEN: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""


@dataclass(slots=True)
class Canvas:
    """Marks in the order in which they are drawn; `height` grows with what is put on it."""

    width: float
    words: str
    """What the picture says to those who do not see it."""
    height: float = 0.0
    marks: list[str] = field(default_factory=list)

    def box(
        self, left: float, top: float, wide: float, high: float, fill: str, radius: float = 0, at: int = -1
    ) -> None:
        """A filled rectangle; `at` puts it below everything from the mark of that number on."""
        rect = _rect(left, top, wide, high, radius, f"fill={quoteattr(fill)}")
        self.marks.insert(len(self.marks) if at < 0 else at, rect)

    def frame(
        self, left: float, top: float, wide: float, high: float, colour: str, radius: float = 0
    ) -> None:
        """The edge of a rectangle."""
        self.marks.append(_rect(left, top, wide, high, radius, f'fill="none" stroke={quoteattr(colour)}'))

    def disc(self, left: float, top: float, radius: float, fill: str) -> None:
        """A filled circle around a point."""
        self.marks.append(f'<circle cx="{_n(left)}" cy="{_n(top)}" r="{_n(radius)}" fill={quoteattr(fill)}/>')

    def stroke(self, path: str, colour: str, wide: float = 1.5) -> None:
        """A line along a path."""
        look = f'stroke-width="{_n(wide)}" fill="none" stroke-linecap="round" stroke-linejoin="round"'
        self.marks.append(f"<path d={quoteattr(path)} stroke={quoteattr(colour)} {look}/>")

    def line(self, line: Line, left: float, baseline: float) -> None:
        """Words from left to right."""
        for run in line:
            if run.face.under:
                self.box(
                    left - 2, baseline - run.face.size, run.width + 4, run.face.size * 1.3,
                    run.face.under, 3,
                )  # fmt: skip
            self._run(run, left, baseline)
            left += run.width

    def text(self, text: str, face: Face, left: float, baseline: float) -> None:
        """Words of one face."""
        self.line((Run(text, face),), left, baseline)

    def centred(self, text: str, face: Face, middle: float, baseline: float) -> None:
        """Words around a point."""
        self.text(text, face, middle - Run(text, face).width / 2, baseline)

    def svg(self) -> str:
        """The picture."""
        size = f'width="{_n(self.width)}" height="{_n(self.height)}"'
        view = f'viewBox="0 0 {_n(self.width)} {_n(self.height)}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} role="img" font-family="{SANS}">'
        return "\n".join((head, f"<title>{_safe(self.words)}</title>", *self.marks, "</svg>", ""))

    def _run(self, run: Run, left: float, baseline: float) -> None:
        text = run.text.strip(" ")
        if not text:
            return
        left += Run(run.text[: len(run.text) - len(run.text.lstrip(" "))], run.face).width
        held = Run(text, run.face).width
        face = run.face
        look = f'font-size="{_n(face.size)}" fill={quoteattr(face.colour)}'
        look += ' font-weight="bold"' if face.bold else ""
        look += ' font-style="italic"' if face.italic else ""
        look += f' font-family="{MONO}"' if face.mono else ""
        place = f'x="{_n(left)}" y="{_n(baseline)}" textLength="{_n(held)}" lengthAdjust="spacingAndGlyphs"'
        self.marks.append(f'<text {place} {look} xml:space="preserve">{_safe(text)}</text>')


def _rect(left: float, top: float, wide: float, high: float, radius: float, look: str) -> str:
    place = f'x="{_n(left)}" y="{_n(top)}" width="{_n(wide)}" height="{_n(high)}"'
    return " ".join(filter(None, ("<rect", place, f'rx="{_n(radius)}"' if radius else "", f"{look}/>")))


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _safe(text: str) -> str:
    return escape(_UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text))
