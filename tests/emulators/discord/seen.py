"""What a person sees in a channel: messages with their buttons and selects, and what was done, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from tests.emulators.discord import rules

Wire: TypeAlias = dict[str, Any]


def walk(components: Iterable[Wire]) -> Iterator[Wire]:
    """All components, those inside others too, in the order in which they are shown."""
    for one in components:
        yield one
        yield from walk(one.get("components", ()))
        for inner in ("accessory", "component"):
            if inner in one:
                yield from walk([one[inner]])


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as it was at one moment."""

    raw: Wire

    @property
    def id(self) -> int:
        """Its number."""
        return int(self.raw["id"])

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.raw["flags"] & rules.EPHEMERAL)

    @property
    def components(self) -> list[Wire]:
        """All its components, those inside others too."""
        return list(walk(self.raw["components"]))

    @property
    def text(self) -> str:
        """All its words, line by line, without buttons, selects and files."""
        texts = [one["content"] for one in self.components if one["type"] == 10]
        texts = [self.raw["content"], *texts] if self.raw["content"] else texts
        return "\n".join([*texts, *(line for one in self.raw["embeds"] for line in _embed(one))])

    @property
    def labels(self) -> list[str]:
        """What its buttons say, in order."""
        return [_label(one) for one in self.components if one["type"] == 2]

    @property
    def files(self) -> list[str]:
        """The names of the files that it carries."""
        return [one["filename"] for one in self.raw["attachments"]]

    @property
    def pings(self) -> list[str]:
        """Whom it calls: `everyone`, and the numbers of people and roles."""
        called = ["everyone"] if self.raw["mention_everyone"] else []
        return [*called, *(one["id"] for one in self.raw["mentions"]), *self.raw["mention_roles"]]

    def button(self, label: str) -> Wire:
        """The button that says this; a test can press only what is really there."""
        for one in self.components:
            if one["type"] == 2 and _label(one) == label:
                return one
        raise AssertionError(f"no button ‹{label}› on this message, only {self.labels}:\n{self.text}")

    def select(self, placeholder: str = "") -> Wire:
        """The select with this placeholder, or the only one."""
        found = [
            one
            for one in self.components
            if one["type"] in (3, 5, 6, 7, 8) and placeholder in ("", one.get("placeholder"))
        ]
        told = "\n".join(self.lines())
        assert len(found) == 1, f"{len(found)} selects ▾{placeholder} on this message:\n{told}"
        return found[0]

    def options(self, placeholder: str = "") -> list[str]:
        """What a select offers."""
        return [one["label"] for one in self.select(placeholder).get("options", ())]

    def lines(self) -> list[str]:
        """It, with its buttons, selects and files, as lines."""
        if self.raw["flags"] & rules.LOADING:
            return ["(thinking)"]
        lines = self.raw["content"].split("\n") if self.raw["content"] else []
        for one in self.raw["embeds"]:
            lines += _embed(one)
        lines += [line for one in self.raw["components"] for line in _component(one)]
        shown = {one["media"]["url"] for one in _media(self.components)}
        for one in self.raw["attachments"]:
            if one["url"] not in shown:
                lines.append(_file(one["filename"], one.get("description")))
        return lines


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done in a channel."""

    kind: str
    """sent, edited, deleted, published, typing, opened: the bot; said, typed, pressed, chose: people."""
    who: str
    message: Wire | None = None
    words: str = ""
    by_bot: bool = False
    to: str = ""
    """The only one who sees it."""

    @property
    def seen(self) -> Seen:
        """The message that it is about."""
        assert self.message is not None, f"{self.kind} is about no message"
        return Seen(self.message)

    def lines(self) -> list[str]:
        """It in a transcript."""
        signs = {"sent": "", "said": "", "typed": "", "edited": " ✎", "pressed": " ▸", "chose": " ▾"}
        sign = signs.get(self.kind, f" ({self.kind})") + (f" → {self.to}" if self.to else "")
        body = self.words.split("\n") if self.words or self.message is None else self.seen.lines()
        return [f"{self.who}{sign}: {body[0]}".rstrip(), *(f"  {line}".rstrip() for line in body[1:])]


def transcript(log: Iterable[Deed], *, typing: bool = False) -> str:
    """A conversation to read and to compare; what is shown as typing is left out unless asked for."""
    return "\n".join(line for deed in log if typing or deed.kind != "typing" for line in deed.lines()) + "\n"


def _label(button: Wire) -> str:
    return str(button.get("label") or (button.get("emoji") or {}).get("name") or "")


def _embed(one: Wire) -> list[str]:
    named = [f"{each['name']}: {each['value']}" for each in one.get("fields", ())]
    footer = [one["footer"]["text"]] if one.get("footer") else []
    texts = [one[name] for name in ("title", "description") if one.get(name)]
    return [line for text in [*texts, *named, *footer] for line in text.split("\n")]


def _component(one: Wire) -> list[str]:
    kind = one["type"]
    if kind == 1:
        return [" ".join(_control(each) for each in one["components"])]
    if kind == 9:
        lines = [line for each in one["components"] for line in _component(each)]
        aside = one["accessory"]
        beside = _control(aside) if aside["type"] == 2 else _file("", aside.get("description"))
        return [f"{lines[0]}  {beside}", *lines[1:]]
    if kind == 10:
        return list(one["content"].split("\n"))
    if kind == 12:
        return [
            _file(each["media"]["url"].rpartition("/")[2], each.get("description")) for each in one["items"]
        ]
    if kind == 13:
        return [_file(one["file"]["url"].rpartition("/")[2], None)]
    if kind == 17:
        return [line for each in one["components"] for line in _component(each)]
    return ["---" if one.get("divider", True) else ""]


def _control(one: Wire) -> str:
    off = " (off)" if one.get("disabled") else ""
    if one["type"] == 2:
        return f"‹{_label(one)}›{off}"
    chosen = ", ".join(each["label"] for each in one.get("options", ()) if each.get("default"))
    return f"▾ {chosen or one.get('placeholder') or ''}{off}"


def _file(name: str, description: str | None) -> str:
    return f"[{': '.join(one for one in (name, description) if one)}]"


def _media(components: Iterable[Wire]) -> Iterator[Wire]:
    for one in components:
        yield from one.get("items", ())
        if "media" in one:
            yield one
        if "file" in one:
            yield {"media": one["file"]}
