"""Every answer on the shipped dossier as Discord shows it; each was read by a person."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.dispatch import answer
from bot.pages import editions
from bot.phrases.catalogue import Phrases
from bot.platforms.discord.folds import sources_of
from bot.platforms.discord.parts import prepared, read
from bot.platforms.discord.render import ROOM, rendered
from bot.request import Asker
from bot.services import Services
from corpus.index import Index
from digests.compose import Order
from digests.subscription import ChatId, ChatKind
from tests.editions import Compile, told
from tests.golden.test_editions import CASES, DUE
from tests.golden.test_pages import AT, OTHERS, TOPICS
from tests.unit.discord.looks import seen
from tests.unit.discord.taken import assert_taken

ASKER = Asker(ChatId("discord:7000001", "1001"), ChatKind.PRIVATE, person="1001", room=ROOM)
MORE = {"digest": "/digest", "troops-chart": "/troops chart", "unknown": "/trops"}

FOLDED = {"troops": "/troops", "claim-v6tn": "/claim v6tn", "disputed": "/disputed"}
DIGESTS = ("first", "brief-after-changes", "brief-many", "changes-all-kinds", "changes-many")
ERRORS = {
    "narrowed": "/troops china",
    "claim": "/claim zzzz",
    "period": "/timeline 31/02/2025",
    "source": "/sources 99",
    "zone": "/subscribe 08:00 Europe/Pari",
}
SUBSCRIBING = {
    "en": (
        *("/settings", "/subscribe weekdays 08:00 Europe/Paris", "/settings time", "/settings zone"),
        *(
            "/settings topics",
            "/settings topics troops",
            "/settings topics",
            "/settings content",
            "/settings",
        ),
        *("/mydata", "/unsubscribe", "/language", "/forgetme"),
    ),
    "fr": (
        *("/reglages", "/abonner jours ouvrés 8h Paris", "/reglages heure", "/reglages fuseau"),
        *("/reglages sujets", "/reglages sujets troupes", "/reglages sujets", "/reglages contenu"),
        *("/reglages", "/mesdonnees", "/desabonner", "/langue", "/oubliezmoi"),
    ),
}


def shown(line: str, language: str, services: Services) -> str:
    """All messages of the answer."""
    messages = rendered(asyncio.run(answer(line, ASKER, AT, language, services)), line)
    for message in messages:
        assert_taken(message)
    return "\n".join(map(seen, messages))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", OTHERS | MORE)
def test_an_answer(name: str, language: str, services: Services, golden: Callable[[str, str], None]) -> None:
    line = (OTHERS | MORE)[name]
    golden(f"discord/{language}/{name}.txt", shown(line, language, services))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ERRORS)
def test_an_error(name: str, language: str, services: Services, golden: Callable[[str, str], None]) -> None:
    golden(f"discord/{language}/error-{name}.txt", shown(ERRORS[name], language, services))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_life_of_a_subscription(
    language: str, services: Services, golden: Callable[[str, str], None]
) -> None:
    dialog = [f"> {line}\n{shown(line, language, services)}" for line in SUBSCRIBING[language]]
    golden(f"discord/{language}/subscribing.txt", "\n".join(dialog))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", FOLDED)
def test_what_is_folded(
    name: str, language: str, services: Services, golden: Callable[[str, str], None]
) -> None:
    page = asyncio.run(answer(FOLDED[name], ASKER, AT, language, services))
    golden(f"discord/{language}/folded-{name}.txt", "\n".join(map(seen, rendered(sources_of(page)))))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", DIGESTS)
def test_a_digest(
    name: str, language: str, shipped_index: Index, after: Compile, golden: Callable[[str, str], None]
) -> None:
    content, topics, has_seen, edits = CASES[name]
    now = shipped_index if edits is None else after(*edits)
    edition = told(shipped_index if has_seen else None, now, Order(content, language, topics))
    assert edition is not None
    (part,) = prepared(editions.edition(edition, now, DUE, Phrases(language)).page)
    message = read(part).message
    assert_taken(message)
    golden(f"discord/{language}/digest-{name}.txt", seen(message))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic(topic: str, language: str, services: Services, golden: Callable[[str, str], None]) -> None:
    named = services.index().topic(topic).commands[language]
    both = shown(f"/{named}", language, services) + "\n" + shown(f"/{named} statements", language, services)
    golden(f"discord/{language}/topic-{topic}.txt", both)
