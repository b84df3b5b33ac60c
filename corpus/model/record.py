"""What every record of a dossier shares: frozen, nothing unknown in it, words in each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""A name an editor gives to an actor, a place, a topic, a measure, a scope or a unit."""

ShortId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{3}$")]
"""Four opaque characters for a claim, an event, a relation or a correction; never used again for another."""

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
"""An ISO 639 language code."""

Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, pattern=r"^[^\n\r]+$")]
"""One line of text, not empty."""

Texts = Annotated[Mapping[Language, Line], Field(min_length=1)]
"""The same words in several languages, `{en: ..., fr: ...}`, ours and never a source's."""


class Record(BaseModel):
    """A frozen value read from a dossier; an unknown field is an error, so a typing slip is never silent."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
