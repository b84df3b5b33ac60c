"""People do what people do at Discord, and the bot hears of what Discord tells bots."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.emulators.discord.places import bits
from tests.emulators.discord.rules import EVERYTHING
from tests.emulators.discord.world import APPLICATION
from tests.emulators.discord_requests import select, text
from tests.emulators.discord_scenes import COMMANDS, CREATE, TROOPS, Scene, scene

Wire = dict[str, Any]
WORDS: Wire = {"type": 3, "name": "words", "description": "Which"}
SETTINGS: Wire = {
    "name": "settings",
    "description": "When and what",
    "default_member_permissions": str(bits("manage_guild")),
    "contexts": [0],
    "options": [
        {"type": 1, "name": "show", "description": "All"},
        {
            "type": 2,
            "name": "change",
            "description": "One of them",
            "options": [
                {
                    "type": 1,
                    "name": "time",
                    "description": "When",
                    "options": [
                        {"type": 4, "name": "hour", "description": "x", "required": True, "max_value": 23},
                        {"type": 5, "name": "daily", "description": "x"},
                        {"type": 7, "name": "where", "description": "x"},
                        {"type": 6, "name": "who", "description": "x"},
                        {**WORDS, "choices": [{"name": "Brief", "value": "b"}], "name": "kind"},
                    ],
                }
            ],
        },
    ],
}
SEARCH: Wire = {
    "name": "search",
    "name_localizations": {"fr": "chercher"},
    "description": "Find",
    "description_localizations": {"fr": "Trouver"},
    "options": [{**WORDS, "name_localizations": {"fr": "mots"}, "max_length": 20}],
    "integration_types": [0, 1],
}
OWNERS_ONLY: Wire = {"name": "purge", "description": "All gone", "default_member_permissions": "0"}


class Ear:
    """What the bot hears, with every intent."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Wire]] = []

    def put(self, name: str, data: Wire, intents: int) -> None:
        self.heard.append((name, data))

    def last(self) -> Wire:
        return self.heard[-1][1]


def _play(scenario: Callable[[Scene, Ear], Awaitable[None]], *commands: Wire) -> None:
    async def run() -> None:
        async with scene() as at:
            listed = await at.asks(COMMANDS, [TROOPS, *commands], application_id=APPLICATION)
            assert listed.status == 200, listed.body
            ear = Ear()
            at.discord.world.listeners.append(ear)
            await scenario(at, ear)

    asyncio.run(run())


def test_a_command_in_a_server_comes_with_who_where_and_what_they_may() -> None:
    async def scenario(at: Scene, ear: Ear) -> None:
        at.news.denies_bot("attach_files")
        at.bob.types("/troops claimant:Budanov, 2024", at.news)
        told = ear.last()
        assert told["data"]["options"] == [{"name": "claimant", "type": 3, "value": "Budanov, 2024"}]
        assert (told["locale"], told["guild_locale"], told["context"]) == ("fr", "en-US", 0)
        assert told["authorizing_integration_owners"] == {"0": str(at.talk.id)}
        assert told["member"]["user"]["id"] == str(at.bob.id)
        assert int(told["member"]["permissions"]) & bits("manage_guild") == 0
        assert int(told["app_permissions"]) & bits("attach_files", "send_messages") == bits("send_messages")
        assert "user" not in told
        at.ada.types("/troops", at.news)
        assert int(ear.last()["member"]["permissions"]) == EVERYTHING

    _play(scenario)


def test_a_command_in_private_comes_with_the_person() -> None:
    async def scenario(at: Scene, ear: Ear) -> None:
        at.bob.types("/troops")
        told = ear.last()
        assert (told["context"], told["user"]["id"], "member" in told) == (1, str(at.bob.id), False)
        assert told["authorizing_integration_owners"] == {"0": "0"}
        at.bob.installs()
        chat = at.discord.chat(at.bob, at.ada)
        at.bob.types("/troops", chat)
        told = ear.last()
        assert (told["context"], told["authorizing_integration_owners"]) == (2, {"1": str(at.bob.id)})

    _play(scenario)


def test_people_and_servers_change_their_language() -> None:
    async def scenario(at: Scene, ear: Ear) -> None:
        at.ada.speaks("de")
        at.talk.speaks("fr")
        assert ear.last()["preferred_locale"] == "fr"
        at.ada.types("/troops", at.news)
        assert (ear.last()["locale"], ear.last()["guild_locale"]) == ("de", "fr")

    _play(scenario)


def test_the_client_offers_what_is_meant_for_the_place_and_the_person() -> None:
    async def scenario(at: Scene, ear: Ear) -> None:
        assert list(at.ada.menu(at.news)) == ["troops", "settings", "search", "purge"]
        assert at.bob.menu(at.news) == {"troops": "Figures", "chercher": "Trouver"}
        at.ada.grants(at.talk, at.bob, "manage_guild")
        assert list(at.bob.menu(at.news)) == ["troops", "settings", "chercher"]
        assert list(at.bob.menu()) == ["troops", "chercher", "purge"]
        assert list(at.bob.menu(at.foreign)) == []
        at.bob.installs()
        assert list(at.bob.menu(at.foreign)) == ["troops", "chercher"]
        at.bob.uninstalls()
        assert list(at.bob.menu(at.foreign)) == []
        with pytest.raises(AssertionError, match="no 'losses' is offered"):
            at.bob.types("/losses", at.news)

    _play(scenario, SETTINGS, SEARCH, OWNERS_ONLY)


def test_words_are_typed_in_either_language_and_options_as_what_they_are() -> None:
    async def scenario(at: Scene, ear: Ear) -> None:
        for words in ("/search words:two words", "/chercher mots:two words"):
            at.bob.types(words, at.news)
            assert ear.last()["data"]["name"] == "search"
            assert ear.last()["data"]["options"][0]["value"] == "two words"
        line = "/settings change time hour:7 daily:true where:#wire who:@Bob kind:Brief"
        at.ada.types(line, at.news)
        data = ear.last()["data"]
        (change,) = data["options"]
        (when,) = change["options"]
        values = {one["name"]: one["value"] for one in when["options"]}
        assert (change["type"], when["type"]) == (2, 1)
        assert values == {
            "hour": 7,
            "daily": True,
            "where": str(at.wire.id),
            "who": str(at.bob.id),
            "kind": "b",
        }
        assert data["resolved"]["channels"][str(at.wire.id)]["name"] == "wire"
        assert data["resolved"]["users"][str(at.bob.id)]["global_name"] == "Bob"

    _play(scenario, SETTINGS, SEARCH)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("/settings change time", "asks for"),
        ("/settings change time hour:24", "takes no 24"),
        ("/settings change time hour:7 kind:Long", "not among the choices"),
        ("/settings delete", "no 'delete' is offered"),
        ("/search words:more than twenty letters", "has not 0 to 20 characters"),
        ("/search what:x", "no option"),
    ],
)
def test_what_the_client_would_not_send_is_not_sent(line: str, why: str) -> None:
    async def scenario(at: Scene, ear: Ear) -> None:
        with pytest.raises(AssertionError, match=why):
            at.ada.types(line, at.news)
        assert ear.heard == []

    _play(scenario, SETTINGS, SEARCH)


def test_an_unfinished_command_is_told_with_the_option_that_is_being_typed() -> None:
    async def scenario(at: Scene, ear: Ear) -> None:
        completing = asyncio.create_task(at.ada.completes("/troops claimant:Bu", at.news))
        await at.discord.until(lambda: ear.heard)
        option = ear.last()["data"]["options"][0]
        assert (ear.last()["type"], option["value"], option["focused"]) == (4, "Bu", True)
        asked = list(at.discord.world.interactions.values())[-1]
        choices = [{"name": "Budanov", "value": "b"}, {"name": "Burns", "value": "c"}]
        await at.answers(8, {"choices": choices}, asked)
        assert await completing == ["Budanov", "Burns"]

    _play(scenario)


def test_components_tell_which_and_on_which_message_and_only_what_is_there_can_be_used() -> None:
    async def scenario(at: Scene, ear: Ear) -> None:
        off = {"type": 2, "style": 1, "label": "Off", "custom_id": "off", "disabled": True}
        link = {"type": 2, "style": 5, "label": "Web", "url": "https://a.io"}
        chooser = select({"label": "One", "value": "1"}, {"label": "Two", "value": "2"}, max_values=2)
        rows = [{"type": 1, "components": one} for one in ([off, link], [chooser])]
        body = {"components": [text("x"), *rows], "flags": 1 << 15}
        await at.asks(CREATE, body, channel_id=at.news.id)
        asked = at.bob.picks("One", "Two", room=at.news)
        told = ear.last()
        assert (told["type"], told["data"]["values"], told["data"]["component_type"]) == (3, ["1", "2"], 3)
        assert told["message"]["id"] == str(at.news.last().id)
        assert asked.message is not None
        for label, why in (("Off", "is off"), ("Web", "sends nothing"), ("Go", "no button")):
            with pytest.raises(AssertionError, match=why):
                at.bob.touches(label, at.news)
        with pytest.raises(AssertionError, match="no option"):
            at.bob.picks("Three", room=at.news)
        await at.answers(4, {"content": "for Ada", "flags": 64})
        with pytest.raises(AssertionError, match="does not see"):
            at.bob.sends_press("go", at.news, at.asked.seen)

    _play(scenario)


def test_channels_and_people_are_chosen_by_their_names() -> None:
    async def scenario(at: Scene, ear: Ear) -> None:
        rows = [
            {"type": 1, "components": [{"type": kind, "custom_id": name, "placeholder": name}]}
            for kind, name in ((5, "who"), (8, "where"))
        ]
        await at.asks(CREATE, {"content": "Where?", "components": rows}, channel_id=at.news.id)
        at.bob.picks("#wire", room=at.news, select="where")
        assert ear.last()["data"]["values"] == [str(at.wire.id)]
        assert ear.last()["data"]["resolved"]["channels"][str(at.wire.id)]["name"] == "wire"
        at.bob.picks("@Ada", room=at.news, select="who")
        assert ear.last()["data"]["resolved"]["users"][str(at.ada.id)]["global_name"] == "Ada"

    _play(scenario)


def test_a_server_that_is_deleted_takes_its_channels_with_it() -> None:
    async def scenario(at: Scene, ear: Ear) -> None:
        at.ada.ends(at.talk)
        assert ear.heard == [("GUILD_DELETE", {"id": str(at.talk.id)})]
        assert (await at.asks(CREATE, {"content": "x"}, channel_id=at.news.id)).code == 10003
        assert (await at.asks("GET /guilds/{guild_id}", guild_id=at.talk.id)).code == 10004

    _play(scenario)
