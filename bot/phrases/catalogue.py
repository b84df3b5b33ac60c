"""The gettext catalogues: which languages the bot speaks, and the sentence for a message in one of them."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files

DOMAIN = "bot"
SPOKEN = {"en": "English", "fr": "Français"}
"""The bot's own languages, named in themselves; English is in the code, the others are catalogues."""

_QUOTED = re.compile(r"[“«]\s*([^“”«»]*?)\s*[”»«]")
"""Words in quotation marks; one of the articles closes « with another «."""


def spoken(tag: str | None) -> str | None:
    """The language of an IETF tag, `fr` of `fr-CA`, if the bot speaks it."""
    language = (tag or "").partition("-")[0].lower()
    return language if language in SPOKEN else None


class Phrases:
    """The bot's words in one language."""

    def __init__(self, language: str) -> None:
        self.language = language if language in SPOKEN else "en"
        self._catalogue = _read(self.language)

    def say(self, message: str, /, **values: object) -> str:
        """The sentence for `message`, its `{placeholders}` filled in."""
        translated = self._catalogue.gettext(message)
        return translated.format(**values) if values else translated

    def among(self, context: str, message: str, /) -> str:
        """The words for `message` where the same English means several things."""
        return self._catalogue.pgettext(context, message)

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The sentence for `n` things, by the language's own plural rule; `{n}` is written its way."""
        return self._catalogue.ngettext(one, many, n).format(n=self.integer(n), **values)

    def pick(self, texts: Mapping[str, str]) -> str:
        """An editor's words in this language, else in the dossier's first."""
        return texts.get(self.language) or next(iter(texts.values()))

    def integer(self, n: int) -> str:
        """15,000 in English; 15 000 in French, with U+202F."""
        return f"{n:,}".replace(",", self.among("thousands separator", ","))

    def quote(self, words: str) -> str:
        """The words in the language's quotation marks; those they hold become the inner ones."""
        inner = self.among("quotation marks inside quotation marks", "‘{words}’")
        return self.say("“{words}”", words=_QUOTED.sub(lambda quoted: inner.format(words=quoted[1]), words))

    def listed(self, parts: Iterable[str]) -> str:
        """ "a, b and c"."""
        *head, last = [*parts] or [""]
        if not head:
            return last
        return self.say("{most} and {last}", most=", ".join(head), last=last)


def _read(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    path = files("bot") / "locales" / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)
