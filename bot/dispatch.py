"""One way in: a line becomes a Request, passes the gate and is answered; every error becomes a page."""

from __future__ import annotations

import secrets
from datetime import datetime

from bot.errors import BotError
from bot.logs import logger
from bot.menu import COMMANDS, TOPIC, Command, Gate
from bot.names import command_named, names_in, topic_titled
from bot.page import Page
from bot.pages.problems import broken, problem, too_long, unknown_command, unstored
from bot.remembered import Question
from bot.request import Asker, Request, split
from bot.services import Services
from corpus.errors import CorpusError
from digests.errors import StoreError

LONGEST = 2000
"""The most characters a message may have to be read at all."""


async def answer(line: str, asker: Asker, at: datetime, language: str, services: Services) -> Page:
    """The page for what was typed or pressed; never raises, so one bad message never stops the next."""
    of_chat = await services.register.language(asker.chat, at) or language
    spoken = asker.language or of_chat
    phrases = services.phrases(spoken)
    if len(line) > LONGEST:
        return too_long(len(line), LONGEST, phrases)
    name, words = split(line)
    try:
        command, canonical = find(name, line, services)
        if command is None:
            return unknown_command(name, nearest(name, spoken, services), phrases)
        if command.gate is Gate.ADMIN and not asker.admin:
            return problem(phrases.say("Only this chat’s admins can change that."), phrases)
        request = Request(asker, at, phrases.language, canonical, words, of_chat)
        return await (_remembered if command.is_for_all else _run)(command, request, services)
    except BotError as error:
        return problem(str(error), phrases, error.actions)
    except StoreError as error:
        logger().error("store_failed", reason=str(error), command=name[:40])
        return unstored(phrases)
    except CorpusError as error:
        return problem(str(error), phrases)
    except Exception:
        reference = secrets.token_hex(3)
        logger().exception("command_failed", reference=reference, platform=asker.platform, command=name[:40])
        return broken(reference, phrases)


async def _run(command: Command, request: Request, services: Services) -> Page:
    return await command.run(request, services)


async def _remembered(command: Command, request: Request, services: Services) -> Page:
    """The page that others were given for the same question; what went wrong is tried again."""
    index, known = services.index(), services.remembered
    question = Question(request.language, request.command, request.words, request.asker.room)
    page = known.find(index, question)
    if page is None:
        page = await command.run(request, services)
        known.keep(index, question, page)
    return page


def find(name: str, line: str, services: Services) -> tuple[Command | None, str]:
    """The command called `name` in any language, and its own name; free text is a search, nothing is help."""
    if not name:
        canonical = "help" if line.strip() in ("", "/") else "search"
        return COMMANDS[canonical], canonical
    canonical = command_named(name) or ""
    if canonical:
        return COMMANDS[canonical], canonical
    if services.index().topic_named(name) is not None:
        return TOPIC, name
    if titled := topic_titled(name, services.index().topics):
        return TOPIC, next(iter(titled.commands.values()))
    return None, name


def kind_of(line: str, services: Services) -> str:
    """What a line asks for, as a name of ours: a command's, `topic` of any topic's, else `unknown`."""
    command, canonical = find(split(line)[0], line, services)
    if command is None:
        return "unknown"
    return "topic" if command is TOPIC else canonical


def nearest(name: str, language: str, services: Services) -> list[str]:
    """The commands spelled most like `name`, three at most; the reader's language before others."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - imported when somebody mistyped, not at every start

    topics = services.index().topics
    for known in (names_in(topics, language), names_in(topics)):
        names = [command.removeprefix("/") for command in known]
        found = process.extract(name[:64], names, scorer=fuzz.ratio, limit=3, score_cutoff=60)
        if found:
            return [match for match, _, _ in found]
    return []
