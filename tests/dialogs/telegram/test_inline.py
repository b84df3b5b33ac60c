"""Inline mode: claims with their citations, to send into any chat."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.dialogs.telegram.running import compare, scene


@pytest.mark.parametrize("language", ["en", "fr"])
def test_cards_travel_with_their_mark_their_rival_and_their_document(folder: Path, language: str) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            who = at.telegram.person("Zoé", language=language)
            friends = at.telegram.group("Friends", who, bot=False)
            said = []
            for words in ("", "effectifs", "/troops", "15000", "korotchenk", "sous-marins"):
                question = await who.asks_inline(words)
                said += [f"@bot {words}".rstrip(), *(f"  {one}" for one in question.titles)]
                if not question.titles:
                    said.append(f"  [{question.more['button']['text']}]")
            question = await who.asks_inline("k7m2")
            question = question if question.results else await who.asks_inline("15000")
            card = who.chooses(question, 0, friends)
            assert all("url" in button for row in card.rows for button in row)
            at.faultless()
            compare(f"inline.{language}", "\n".join([*said, "", friends.transcript()]))

    asyncio.run(run())


def test_a_long_list_is_paged_to_its_end_without_a_repetition(folder: Path) -> None:
    async def run() -> None:
        async with scene(folder) as at:
            for words in ("tactics", "russia"):
                ids: list[str] = []
                offset = ""
                while True:
                    question = await at.ada.asks_inline(words, offset)
                    assert len(question.results) <= 20
                    ids += [one["id"] for one in question.results]
                    offset = question.more.get("next_offset", "")
                    if not offset:
                        break
                assert len(ids) == len(set(ids)) > 20, words
            question = await at.ada.asks_inline("tactics", "nonsense")
            assert question.results == []
            at.faultless()

    asyncio.run(run())
