"""The table of what Discord takes says what the published description of its API says."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.emulators.discord import rules, shapes
from tests.emulators.discord.routes import HANDLERS
from tests.emulators.discord_requests import Make
from tests.emulators.discord_scenes import scene
from tests.emulators.right_discord_requests import RIGHT

SPEC = Path(__file__).parents[3] / "shared" / "specs" / "discord_openapi.json"
Schema = dict[str, Any]

LEFT_OUT = {
    "poll": "the bot asks no polls",
    "shared_client_theme": "the bot shares no themes",
    "sticker_ids": "the bot sends no stickers; when it edits, it has none to change",
    "duration_secs": "of voice messages",
    "waveform": "of voice messages",
    "is_remix": "of pictures made from others",
    "handler": "of activities",
    "access_tokens": "of group chats",
    "nicks": "of group chats",
    "placeholder": "of embeds, where Discord alone sets it",
    "placeholder_version": "of embeds, where Discord alone sets it",
    "is_animated": "of embeds, where Discord alone sets it",
    "provider": "of embeds, where Discord alone sets it",
    "video": "of embeds, where Discord alone sets it",
}
"""Fields that the bot has no use for, so that the emulator refuses them."""
_SELECTS = ("ChannelSelect", "MentionableSelect", "RoleSelect", "UserSelect")
_FIELDS = ("Checkbox", "CheckboxGroup", "FileUpload", "RadioGroup", *_SELECTS)
NO_USE = {f"{one}ComponentForModalRequest" for one in _FIELDS} | {
    "LaunchActivityInteractionCallbackRequest",
    "SocialLayerSKUPurchaseEligibilityInteractionCallbackRequest",
}
"""Objects that the bot has no use for: where they are one of several, the others are left."""


@pytest.fixture(scope="module")
def spec() -> Schema:
    if not SPEC.exists():
        pytest.skip(f"the machine-readable API is not beside the checkout ({SPEC.name})")
    told: Schema = json.loads(SPEC.read_text("utf-8"))
    return told


def _limits(schema: Schema, least: str, most: str) -> str:
    if least not in schema and most not in schema:
        return ""
    return f"{schema.get(least, '')}-{schema.get(most, '')}"


def _kinds(schema: Schema) -> list[Schema]:
    """The alternatives of a schema, without null."""
    for key in ("oneOf", "anyOf", "allOf"):
        if key in schema:
            return [each for one in schema[key] if one.get("type") != "null" for each in _kinds(one)]
    return [schema]


def _written(schema: Schema) -> set[str]:
    """A schema's type as the table writes it; of alternatives each."""
    return {_simple(one) for one in _kinds(schema)}


def _simple(schema: Schema) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return {"SnowflakeType": "#", "Int53Type": "I"}.get(name) or str(name)
    named = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    kind = next(one for one in named if one != "null")
    if kind == "string":
        return ("U" if schema.get("format") == "uri" else "S") + _limits(schema, "minLength", "maxLength")
    if kind == "integer":
        wide = schema.get("format") == "int64"
        return "I" + ("" if wide else _limits(schema, "minimum", "maximum"))
    if kind == "array":
        once = "u" if schema.get("uniqueItems") else ""
        inner = "|".join(sorted(_written(schema["items"])))
        return f"[{inner}]{_limits(schema, 'minItems', 'maxItems')}{once}"
    if kind == "object":
        (value,) = _written(schema["additionalProperties"])
        return "L" + value.removeprefix("S")
    return {"boolean": "B", "number": "N" + _limits(schema, "minimum", "maximum")}[kind]


def _expanded(kind: str) -> set[str]:
    """A type of the table without the names of its own for unions."""
    if kind.startswith("["):
        inner, _, limits = kind[1:].rpartition("]")
        return {f"[{'|'.join(sorted(_expanded(inner)))}]{limits}"}
    return {name for one in kind.split("|") for name in _members(one)}


def _members(name: str) -> set[str]:
    if name in shapes.UNIONS:
        return set(shapes.UNIONS[name].values())
    return set(shapes.ALTERNATIVES.get(name, (name,)))


@pytest.mark.parametrize("name", shapes.OBJECTS)
def test_every_field_its_type_limits_and_whether_it_is_required_are_those_of_the_description(
    spec: Schema, name: str
) -> None:
    table = {one.name: (_expanded(one.type), one.required) for one in shapes.fields(name)}
    schema = spec["components"]["schemas"][name]
    described = {
        field: (_written(one) - NO_USE, field in (schema.get("required") or ()))
        for field, one in schema["properties"].items()
        if field in table or field not in LEFT_OUT
    }
    assert table == described


def test_what_the_table_leaves_out_is_in_the_description_and_is_left_out_for_a_reason(spec: Schema) -> None:
    schemas = spec["components"]["schemas"]
    missing = {
        field
        for name in shapes.OBJECTS
        for field in schemas[name]["properties"].keys() - {one.name for one in shapes.fields(name)}
    }
    assert missing == LEFT_OUT.keys()


def test_fields_that_are_passed_over_stand_in_no_description(spec: Schema) -> None:
    schemas = spec["components"]["schemas"]
    described = {
        (name, field)
        for name, fields in shapes.IGNORED.items()
        for field in fields
        if field in schemas[name]["properties"]
    }
    assert described == set()


@pytest.mark.parametrize("name", shapes.ENUMS)
def test_enumerations_have_the_described_values(spec: Schema, name: str) -> None:
    described = {one["const"] for one in spec["components"]["schemas"][name]["oneOf"]}
    assert set(shapes.ENUMS[name]) == described


@pytest.mark.parametrize("name", shapes.TYPES)
def test_what_type_an_object_says_is_described(spec: Schema, name: str) -> None:
    described = spec["components"]["schemas"][name]["properties"]["type"]["enum"]
    assert set(shapes.TYPES[name]) == set(described)


@pytest.mark.parametrize("name", rules.ROUTES)
def test_every_route_its_query_and_its_bodies_are_described(spec: Schema, name: str) -> None:
    method, _, path = name.partition(" ")
    described = spec["paths"][path][method.lower()]
    queries = {
        one["name"]: _written(one["schema"])
        for one in described.get("parameters", ())
        if one["in"] == "query"
    }
    route = rules.route(name)
    assert {one: {kind} for one, kind in route.query} == queries
    bodies = described.get("requestBody", {}).get("content", {})
    table = {one for body in route.bodies for one in _expanded(body)}
    json_body = _written(bodies["application/json"]["schema"]) if bodies else set()
    assert table <= json_body
    assert route.files is ("multipart/form-data" in bodies)


@pytest.mark.parametrize(("route", "given", "status"), [pytest.param(*one[1:], id=one[0]) for one in RIGHT])
def test_what_is_answered_has_the_described_form(spec: Schema, route: str, given: Make, status: int) -> None:
    async def run() -> Any:
        async with scene() as at:
            return (await at.asks(route, **given(at))).body

    method, _, path = route.partition(" ")
    described = spec["paths"][path][method.lower()]["responses"][str(status)]
    answer = asyncio.run(run())
    if answer is None:
        assert "content" not in described
        return
    schema = described["content"]["application/json"]["schema"]
    validator = Draft202012Validator({**schema, "components": spec["components"]})
    assert [error.message for error in validator.iter_errors(answer)] == []


def test_every_route_of_the_table_is_answered_and_no_other() -> None:
    assert HANDLERS.keys() == rules.ROUTES.keys()


def test_limits_stand_in_the_description(spec: Schema) -> None:
    schemas = spec["components"]["schemas"]

    def most(name: str, field: str) -> int:
        return int(schemas[name]["properties"][field]["maxItems"])

    assert {one["const"] for one in schemas["AvailableLocalesEnum"]["oneOf"]} == rules.LOCALES
    assert most("MessageCreateRequest", "attachments") == rules.FILES
    assert most("MessageCreateRequest", "components") == rules.COMPONENTS
    assert most("ActionRowComponentForMessageRequest", "components") == rules.BUTTONS_A_ROW
    path = spec["paths"]["/applications/{application_id}/commands"]["put"]
    body = path["requestBody"]["content"]["application/json"]["schema"]
    assert body["maxItems"] == rules.CHAT_COMMANDS + 2 * rules.MENU_COMMANDS
    text = schemas["TextDisplayComponentForMessageRequest"]["properties"]["content"]
    assert text["maxLength"] == rules.TEXT
    hook = schemas["IncomingWebhookRequestPartial"]["properties"]["content"]
    assert hook["maxLength"] == rules.CONTENT
