"""Updates reach the bot as Telegram brings them, and the trouble on the way is Telegram's."""

from __future__ import annotations

import asyncio

from aiohttp import web

from tests.emulators.scenes import scene


def test_updates_come_in_order_and_again_until_they_are_confirmed() -> None:
    async def run() -> None:
        async with scene() as at:
            for words in ("one", "two", "three"):
                at.ada.says(words)
            first = (await at.asks("getUpdates", limit=2))["result"]
            assert [one["message"]["text"] for one in first] == ["one", "two"]
            again = (await at.asks("getUpdates"))["result"]
            assert len(again) == 3
            rest = (await at.asks("getUpdates", offset=first[-1]["update_id"] + 1))["result"]
            assert [one["message"]["text"] for one in rest] == ["three"]
            assert (await at.asks("getUpdates", offset=-1))["result"] == rest
            assert (await at.asks("getUpdates", offset=rest[0]["update_id"] + 1))["result"] == []

    asyncio.run(run())


def test_a_long_poll_waits_until_something_comes() -> None:
    async def run() -> None:
        async with scene() as at, asyncio.TaskGroup() as tasks:
            polling = tasks.create_task(at.asks("getUpdates", timeout=60))
            await at.telegram.until(lambda: at.telegram.record.of("getUpdates"))
            at.ada.says("hello")
            assert [one["message"]["text"] for one in (await polling)["result"]] == ["hello"]

    asyncio.run(run())


def test_of_two_who_poll_the_earlier_is_turned_away() -> None:
    async def run() -> None:
        async with scene() as at, asyncio.TaskGroup() as tasks:
            earlier = tasks.create_task(at.asks("getUpdates", timeout=60))
            await at.telegram.until(lambda: at.telegram.record.of("getUpdates"))
            later = tasks.create_task(at.asks("getUpdates", timeout=60))
            assert "terminated by other getUpdates" in (await earlier)["description"]
            at.ada.says("hello")
            assert (await later)["ok"]
            assert at.telegram.world.updates.conflicts == 1

    asyncio.run(run())


def test_a_bot_that_was_killed_while_it_polled_is_no_second_poller() -> None:
    async def run() -> None:
        async with scene() as at:
            killed = asyncio.create_task(at.asks("getUpdates", timeout=60))
            await at.telegram.until(lambda: at.telegram.record.of("getUpdates"))
            killed.cancel()
            await asyncio.wait([killed])
            assert (await at.asks("getMe"))["ok"]  # by now the server has seen the connection closed
            assert (await at.asks("getUpdates"))["result"] == []
            assert at.telegram.world.updates.conflicts == 0

    asyncio.run(run())


def test_who_polls_beside_a_webhook_is_turned_away() -> None:
    async def run() -> None:
        async with scene() as at:
            await at.asks("setWebhook", url="http://127.0.0.1:1/nobody")
            assert (await at.asks("getUpdates"))["error_code"] == 409
            await at.asks("deleteWebhook")
            assert (await at.asks("getUpdates"))["ok"]

    asyncio.run(run())


def test_only_the_kinds_asked_for_come_and_an_empty_list_means_the_usual_ones() -> None:
    async def run() -> None:
        async with scene() as at:
            await at.asks("getUpdates", allowed_updates=["my_chat_member"])
            at.ada.says("not wanted")
            at.ada.blocks_bot()
            got = (await at.asks("getUpdates", allowed_updates=[]))["result"]
            assert [list(one)[1] for one in got] == ["my_chat_member"]
            assert at.telegram.world.updates.put("chat_member", {}) == 0
            assert at.telegram.world.updates.put("message", {}) > 0

    asyncio.run(run())


def test_a_webhook_gets_the_secret_and_again_what_it_did_not_take() -> None:
    async def run() -> None:
        seen: list[tuple[str, int]] = []

        async def take(request: web.Request) -> web.Response:
            update = await request.json()
            seen.append((request.headers["X-Telegram-Bot-Api-Secret-Token"], update["update_id"]))
            return web.Response(status=500 if len(seen) < 3 else 200)

        app = web.Application()
        app.router.add_post("/hook", take)
        runner = web.AppRunner(app, shutdown_timeout=1.0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        async with scene() as at:
            address = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
            at.ada.says("before it was set")
            await at.asks("setWebhook", url=address, secret_token="s-1")  # noqa: S106 -- this test's own
            await at.telegram.drained()
            assert len(seen) == 3
            assert set(seen) == {("s-1", seen[0][1])}
            told = (await at.asks("getWebhookInfo"))["result"]
            assert (told["url"], told["pending_update_count"]) == (address, 0)
            assert "500" in told["last_error_message"]
        await runner.cleanup()

    asyncio.run(run())
