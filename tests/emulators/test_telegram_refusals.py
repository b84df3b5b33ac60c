"""What Telegram refuses is refused, one wrong request a rule; what stands just inside the rule is taken."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from tests.emulators.pictures import png
from tests.emulators.right_requests import RIGHT
from tests.emulators.scenes import Scene, scene
from tests.emulators.telegram import rules
from tests.emulators.wrong_requests import WRONG, Given


def _asked(method: str, given: Callable[[Scene], Given], **files: bytes) -> tuple[Given, Scene]:
    async def run() -> tuple[Given, Scene]:
        async with scene() as at:
            return await at.asks(method, files=files, **given(at)), at

    return asyncio.run(run())


@pytest.mark.parametrize(("method", "given", "why"), [pytest.param(*one[1:], id=one[0]) for one in WRONG])
def test_refused(method: str, given: Callable[[Scene], Given], why: str) -> None:
    answer, at = _asked(method, given)
    code, words = why.split(" ", 1)
    assert (answer["ok"], answer.get("error_code")) == (False, int(code)), answer
    assert words in answer["description"]
    assert at.telegram.record.refused()[-1].code == int(code)
    assert [deed.kind for deed in at.ada.private.chat.log] == ["said", "sent", "pressed"], "it had an effect"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(b"", "file must be non-empty", id="an empty file"),
        pytest.param(b"words", "IMAGE_PROCESS_FAILED", id="no picture"),
        pytest.param(png(9000, 1001), "PHOTO_INVALID_DIMENSIONS", id="sides too long"),
        pytest.param(png(2100, 100), "PHOTO_INVALID_DIMENSIONS", id="too narrow"),
        pytest.param(png(640, 480) + b"\0" * 10 * 1024 * 1024, "file is too big", id="too big"),
    ],
)
def test_an_uploaded_picture_is_refused(content: bytes, why: str) -> None:
    answer, _ = _asked("sendPhoto", lambda at: {"chat_id": at.ada.id}, photo=content)
    assert answer.get("description") == f"Bad Request: {why}"


def test_a_wrong_token_is_unauthorized() -> None:
    async def run() -> None:
        async with scene() as at:
            answer = await at.asks("getMe", token="7000001:wrong")  # noqa: S106 -- no real bot's
            assert answer == {"ok": False, "error_code": 401, "description": "Unauthorized"}

    asyncio.run(run())


def test_a_press_and_a_question_are_answered_once() -> None:
    async def run() -> None:
        async with scene() as at:
            assert (await at.asks("answerCallbackQuery", callback_query_id=at.press))["ok"]
            again = await at.asks("answerCallbackQuery", callback_query_id=at.press)
            assert "query is too old" in again["description"]
            assert (await at.asks("answerInlineQuery", inline_query_id="5", results=[]))["ok"]
            assert (await at.asks("answerInlineQuery", inline_query_id="5", results=[]))["error_code"] == 400

    asyncio.run(run())


@pytest.mark.parametrize(("method", "given"), [pytest.param(*one[1:], id=one[0]) for one in RIGHT])
def test_taken(method: str, given: Callable[[Scene], Given]) -> None:
    answer, at = _asked(method, given)
    assert answer["ok"], answer
    assert at.telegram.world.losses == []


def test_there_is_a_wrong_request_for_each_of_many_rules() -> None:
    assert len({one[0] for one in WRONG}) == len(WRONG) >= 100


@pytest.mark.parametrize(
    ("limit", "case"),
    [
        ("TEXT_UNITS", "a text too long"),
        ("TEXT_BYTES", "a text too long before parsing"),
        ("CAPTION_UNITS", "a caption too long"),
        ("CALLBACK_DATA_BYTES", "callback data too long"),
        ("CALLBACK_ANSWER_UNITS", "a toast too long"),
        ("BUTTONS", "too many buttons"),
        ("BUTTONS_A_ROW", "too many buttons in a row"),
        ("COMMANDS", "too many commands"),
        ("COMMAND_DESCRIPTION", "a description too long"),
        ("INLINE_RESULTS", "too many results"),
        ("RESULT_ID_BYTES", "a result's name too long"),
        ("NEXT_OFFSET_BYTES", "an offset too long"),
    ],
)
def test_a_limit_that_is_widened_lets_its_wrong_request_pass_so_nothing_else_refuses_it(
    monkeypatch: pytest.MonkeyPatch, limit: str, case: str
) -> None:
    monkeypatch.setattr(rules, limit, 1_000_000)
    _, method, given, why = next(one for one in WRONG if one[0] == case)
    answer, _ = _asked(method, given)
    assert why.split(" ", 1)[1] not in answer.get("description", "")
