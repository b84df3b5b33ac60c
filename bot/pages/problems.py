"""Pages for what cannot be answered: what failed, and what works instead."""

from __future__ import annotations

from collections.abc import Iterable

from bot.names import typed
from bot.page import Action, Page, Paragraph, Text
from bot.phrases.catalogue import Phrases

SHOWN = 60
"""How many characters of somebody's words an error repeats."""


def problem(sentence: str, phrases: Phrases, actions: Iterable[Action] = ()) -> Page:
    """One sentence and what to press."""
    return Page(
        language=phrases.language,
        blocks=(Paragraph(((Text(sentence),),)),),
        actions=tuple(actions),
        private=True,
    )


def unknown_command(name: str, nearest: Iterable[str], phrases: Phrases) -> Page:
    """ "Unknown command /trops. ‹/troops›?"."""
    offers = tuple(Action(f"/{near}", f"/{near}") for near in nearest)
    said = shortened(f"/{name}")
    if offers:
        sentence = phrases.say(
            "Unknown command {command}. Did you mean {offer}?", command=said, offer=offers[0].label
        )
        return problem(sentence, phrases, offers)
    sentence = phrases.say(
        "Unknown command {command}. {help} lists them all.",
        command=said,
        help=typed(phrases.language, "help"),
    )
    return problem(sentence, phrases, (help_action(phrases),))


def too_long(length: int, most: int, phrases: Phrases) -> Page:
    """A line that nobody typed."""
    sentence = phrases.say(
        "That message is too long: {length} characters, {most} at most. Try {example}.",
        length=phrases.integer(length),
        most=phrases.integer(most),
        example=typed(phrases.language, "help"),
    )
    return problem(sentence, phrases)


def broken(reference: str, phrases: Phrases) -> Page:
    """Something of ours failed; the reference is in the log."""
    sentence = phrases.say(
        "Something went wrong on our side, and it was noted (reference {reference}). Please try again.",
        reference=reference,
    )
    return problem(sentence, phrases)


def unstored(phrases: Phrases) -> Page:
    """What is kept about chats cannot be reached; why is for the log: it names the operator's files."""
    said = phrases.say("What is kept about this chat cannot be read or changed now. Please try again later.")
    return Page(phrases.language, (Paragraph(((Text(said),),)),), private=True)


def help_action(phrases: Phrases) -> Action:
    """The way back to the list of commands."""
    return Action(phrases.say("Help"), typed(phrases.language, "help"))


def shortened(words: str) -> str:
    """Somebody's words as an error repeats them: one line, the first `SHOWN` characters."""
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1].rstrip() + "…"
