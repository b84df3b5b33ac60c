"""Wrong answers to interactions and wrong commands, one a rule, with the code of the refusal and the flaw that it tells."""

# ruff: noqa: E501 -- a table, one case a line

from __future__ import annotations

from tests.emulators.discord.asked import MODAL
from tests.emulators.discord.raising import raised
from tests.emulators.discord.world import APPLICATION
from tests.emulators.discord_requests import (
    GO,
    V2,
    WORDS,
    Case,
    answer,
    answered,
    command,
    commands,
    field,
    hook,
    modal,
    option,
    text,
)
from tests.emulators.discord_scenes import CALLBACK, COMMANDS, FOLLOWUP, ORIGINAL

WRONG: list[Case] = [
    # Answers to interactions
    ("an unknown interaction", CALLBACK, lambda at: {"body": {"type": 5}, "interaction_id": 5, "interaction_token": at.asked.token}, "404 10062"),
    ("another interaction's token", CALLBACK, lambda at: {"body": {"type": 5}, "interaction_id": at.asked.id, "interaction_token": "x"}, "404 10062"),
    ("an unknown answer", CALLBACK, answer(99), "400 50035 type UNION_TYPE_CHOICES"),
    ("an answer of nothing", CALLBACK, answer(4, {}), "400 50006"),
    ("an answer too long", CALLBACK, answer(4, {"content": "x" * 2001}), "400 50035 data.content BASE_TYPE_MAX_LENGTH"),
    ("an unknown flag in an answer", CALLBACK, answer(4, {"content": "x", "flags": 1}), "400 50035 data.flags BASE_TYPE_CHOICES"),
    ("an unknown field in an answer", CALLBACK, answer(4, {"content": "x", "nonce": "x"}), "400 50035 data.nonce UNKNOWN_FIELD"),
    ("components wrong in an answer", CALLBACK, answer(4, {"flags": V2, "components": [text("x" * 4000), text("y")]}), "400 50035 data.components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"),
    ("an edit in answer to a command", CALLBACK, answer(7, {"content": "x"}), "400 50035 type INTERACTION_CALLBACK_TYPE_INVALID"),
    ("choices in answer to a command", CALLBACK, answer(8, {"choices": []}), "400 50035 type INTERACTION_CALLBACK_TYPE_INVALID"),
    ("an unknown flag of what comes later", CALLBACK, answer(5, {"flags": 1}), "400 50035 data.flags BASE_TYPE_CHOICES"),
    ("words with an edit that comes later", CALLBACK, lambda at: answered(at.ada.touches("Go", at.news), 6, {"content": "x"}), "400 50035 data UNKNOWN_FIELD"),
    ("a modal in answer to a modal", CALLBACK, lambda at: answered(raised(at.discord.world, at.ada.id, MODAL, at.news.channel, {"custom_id": "m"}), 9, {"custom_id": "m", "title": "M", "components": [field("x")]}), "400 50035 type INTERACTION_CALLBACK_TYPE_INVALID"),
    ("26 choices", CALLBACK, answer(8, {"choices": [{"name": "x", "value": "x"}] * 26}), "400 50035 data.choices BASE_TYPE_MAX_LENGTH"),
    ("a choice's name too long", CALLBACK, answer(8, {"choices": [{"name": "x" * 101, "value": "x"}]}), "400 50035 data.choices.0.name BASE_TYPE_BAD_LENGTH"),
    ("a modal without fields", CALLBACK, modal(), "400 50035 data.components BASE_TYPE_BAD_LENGTH"),
    ("a modal's title too long", CALLBACK, modal(field("x"), title="x" * 46), "400 50035 data.title BASE_TYPE_BAD_LENGTH"),
    ("a modal of six fields", CALLBACK, modal(*[field(str(one)) for one in range(6)]), "400 50035 data.components BASE_TYPE_BAD_LENGTH"),
    ("a button in a modal", CALLBACK, modal({"type": 1, "components": [GO]}), "400 50035 data.components.0.components.0.type BASE_TYPE_CHOICES"),
    ("one field twice", CALLBACK, modal(field("x"), field("x")), "400 50035 data.components.1.component.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"),
    ("a followup before the answer", FOLLOWUP, hook({"content": "x"}), "404 10015"),
    ("an answer changed before it was given", f"PATCH {ORIGINAL}", hook({"content": "x"}), "404 10015"),
    ("an unknown webhook", FOLLOWUP, lambda at: {"body": {"content": "x"}, "webhook_id": APPLICATION, "webhook_token": "x"}, "404 10015"),
    # Commands
    ("101 commands", COMMANDS, commands(*[{"name": f"c{one}", "description": "x"} for one in range(101)]), "400 50035  MAX_APPLICATION_COMMANDS"),
    ("131 commands", COMMANDS, commands(*[{"name": f"c{one}", "description": "x"} for one in range(131)]), "400 50035  BASE_TYPE_MAX_LENGTH"),
    ("16 menu commands", COMMANDS, commands(*[{"name": f"C {one}", "type": 3} for one in range(16)]), "400 50035  MAX_APPLICATION_COMMANDS"),
    ("one command twice", COMMANDS, commands({"name": "x", "description": "x"}, {"name": "x", "description": "x"}), "400 50035 1 APPLICATION_COMMANDS_DUPLICATE_NAME"),
    ("a capital in a name", COMMANDS, command(name="Losses"), "400 50035 0.name APPLICATION_COMMAND_INVALID_NAME"),
    ("a capital in the name of one more", "POST /applications/{application_id}/commands", lambda at: {"body": {"name": "X", "description": "x"}, "application_id": APPLICATION}, "400 50035 name APPLICATION_COMMAND_INVALID_NAME"),
    ("a space in a name", COMMANDS, command(name="the losses"), "400 50035 0.name APPLICATION_COMMAND_INVALID_NAME"),
    ("a command's name too long", COMMANDS, command(name="x" * 33), "400 50035 0.name BASE_TYPE_BAD_LENGTH"),
    ("no description", COMMANDS, command(description=""), "400 50035 0.description BASE_TYPE_REQUIRED"),
    ("a description too long", COMMANDS, command(description="x" * 101), "400 50035 0.description BASE_TYPE_MAX_LENGTH"),
    ("an unknown locale", COMMANDS, command(name_localizations={"fr-FR": "pertes"}), "400 50035 0.name_localizations.fr-FR BASE_TYPE_CHOICES"),
    ("a capital in a translated name", COMMANDS, command(name_localizations={"fr": "Pertes"}), "400 50035 0.name_localizations.fr APPLICATION_COMMAND_INVALID_NAME"),
    ("a translated description too long", COMMANDS, command(description_localizations={"fr": "x" * 101}), "400 50035 0.description_localizations.fr BASE_TYPE_BAD_LENGTH"),
    ("translations that are a list", COMMANDS, command(name_localizations=[]), "400 50035 0.name_localizations DICT_TYPE_CONVERT"),
    ("26 options of a command", COMMANDS, option(*[{**WORDS, "name": f"o{one}"} for one in range(26)]), "400 50035 0.options BASE_TYPE_MAX_LENGTH"),
    ("an unknown kind of option", COMMANDS, option({**WORDS, "type": 99}), "400 50035 0.options.0.type UNION_TYPE_CHOICES"),
    ("an option without a description", COMMANDS, option({"type": 3, "name": "x"}), "400 50035 0.options.0.description BASE_TYPE_REQUIRED"),
    ("an option's name wrong", COMMANDS, option({**WORDS, "name": "Words"}), "400 50035 0.options.0.name APPLICATION_COMMAND_INVALID_NAME"),
    ("one option twice", COMMANDS, option(WORDS, WORDS), "400 50035 0.options.1.name APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"),
    ("a required option after another", COMMANDS, option(WORDS, {**WORDS, "name": "x", "required": True}), "400 50035 0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"),
    ("an option beside a subcommand", COMMANDS, option({**WORDS, "type": 1}, {**WORDS, "name": "x"}), "400 50035 0.options.0 APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"),
    ("26 choices of an option", COMMANDS, option({**WORDS, "choices": [{"name": str(one), "value": str(one)} for one in range(26)]}), "400 50035 0.options.0.choices BASE_TYPE_MAX_LENGTH"),
    ("one choice twice", COMMANDS, option({**WORDS, "choices": [{"name": "x", "value": one} for one in "ab"]}), "400 50035 0.options.0.choices.1 APPLICATION_COMMAND_OPTIONS_CHOICE_ALREADY_EXISTS"),
    ("choices and autocomplete", COMMANDS, option({**WORDS, "autocomplete": True, "choices": [{"name": "x", "value": "x"}]}), "400 50035 0.options.0.autocomplete APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_WITH_CHOICES_INVALID"),
    ("a number among texts", COMMANDS, option({**WORDS, "choices": [{"name": "x", "value": 5}]}), "400 50035 0.options.0.choices.0.value STRING_TYPE_CONVERT"),
    ("no contexts at all", COMMANDS, command(contexts=[]), "400 50035 0.contexts BASE_TYPE_MIN_LENGTH"),
    ("an unknown context", COMMANDS, command(contexts=[3]), "400 50035 0.contexts.0 BASE_TYPE_CHOICES"),
    ("one context twice", COMMANDS, command(contexts=[0, 0]), "400 50035 0.contexts SET_TYPE_ALREADY_CONTAINS_VALUE"),
    ("an unknown installation", COMMANDS, command(integration_types=[2]), "400 50035 0.integration_types.0 BASE_TYPE_CHOICES"),
    ("permissions that are none", COMMANDS, command(default_member_permissions=-1), "400 50035 0.default_member_permissions NUMBER_TYPE_MIN"),
    ("a menu command with a description", COMMANDS, command(type=3), "400 50035 0.description APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID"),
    ("a menu command with options", COMMANDS, commands({"name": "Look up", "type": 3, "options": [WORDS]}), "400 50035 0.options APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID"),
    ("a command of 8,001 characters", COMMANDS, option({**WORDS, "choices": [{"name": f"{one}", "value": f"{one}" + "x" * 4000} for one in range(2)]}), "400 50035 0 APPLICATION_COMMAND_TOO_LARGE"),
]  # fmt: skip
