"""What Prometheus reads: counted where things happen, and the process's condition as it is when asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from bot.lives import Stage
from digests.delivery import State

if TYPE_CHECKING:
    from datetime import datetime

    from bot.condition import BotCondition, Condition
    from digests.moves import Move

LATENESS: Final = (1, 5, 15, 60, 120, 300, 600, 1800, 3600, 7200, 21600)
"""Seconds; digests say themselves that they are late from 600 on, and are not sent after 21,600."""
DURATIONS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_OUTCOMES: Final = {state: state.value for state in State} | {State.PENDING: "retried"}


class Metrics:
    """The figures of one process, in a registry of their own; an Observer (`digests.ports`).

    Labels hold names of ours alone: platforms, bots, commands, states.
    """

    def __init__(self, version: str) -> None:
        self._version = version
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._deliveries = Counter(
            "briefing_deliveries",
            "Digests by what became of them; retried: to be tried again.",
            ("platform", "outcome"),
            registry=registry,
        )
        self._lateness = Histogram(
            "briefing_delivery_lateness_seconds",
            "From when a digest was due until it was sent.",
            ("platform",),
            buckets=LATENESS,
            registry=registry,
        )
        self._limited = Counter(
            "briefing_rate_limited",
            "Messages of digests that the platform refused because they came too fast.",
            ("platform",),
            registry=registry,
        )
        self._requests = Histogram(
            "briefing_request_duration_seconds",
            "How long it took to compose an answer, by the command asked for.",
            ("platform", "command"),
            buckets=DURATIONS,
            registry=registry,
        )
        self._gauges = _Gauges(registry)

    def moved(self, move: Move) -> None:
        """As in the protocol."""
        before, after = move.before, move.after
        is_further = after.state is State.PENDING and after.part > before.part  # the next part's turn
        if after.state is State.SENDING or is_further:
            return
        platform = _platform(after.bot)
        self._deliveries.labels(platform, _OUTCOMES[after.state]).inc()
        if after.state is State.SENT and after.ended is not None:
            self._lateness.labels(platform).observe((after.ended - after.due).total_seconds())

    def missed(self, bot: str, number: int) -> None:
        """As in the protocol."""
        if number:
            self._deliveries.labels(_platform(bot), State.MISSED.value).inc(number)

    def limited(self, bot: str) -> None:
        """As in the protocol."""
        self._limited.labels(_platform(bot)).inc()

    @contextmanager
    def answering(self, platform: str, command: str) -> Iterator[None]:
        """Measure how long an answer takes; `command` is one of ours, not what somebody wrote."""
        began = perf_counter()
        try:
            yield
        finally:
            self._requests.labels(platform, command).observe(perf_counter() - began)

    def text(self, condition: Condition) -> bytes:
        """Everything, in Prometheus's text format."""
        self._gauges.show(condition, self._version)
        return generate_latest(self._registry)


class _Gauges:
    """The condition as gauges; what cannot be known at present is not there, rather than as it was."""

    def __init__(self, registry: CollectorRegistry) -> None:
        def gauge(name: str, says: str, *labels: str) -> Gauge:
            made = Gauge(f"briefing_{name}", says, labels, registry=registry)
            if labels:
                self._labelled.append(made)
            return made

        self._labelled: list[Gauge] = []
        self._build = gauge("build_info", "The program and what it serves.", "version", "dossier", "revision")
        self._database = gauge("database_up", "1 while the database answers and is as this program knows it.")
        self._refused = gauge(
            "dossier_refused", "1 while the dossier's files are broken and older ones served."
        )
        self._refusals = Counter(
            "briefing_dossier_refusals",
            "Broken states of the dossier's files that were refused.",
            registry=registry,
        )
        self._counted = 0
        self._up = gauge("platform_up", "1 while the bot is connected and its platform answers.", "bot")
        self._token = gauge("token_refused", "1 when the platform does not know the bot's token.", "bot")
        self._lease = gauge("lease_held", "1 while this process posts for the bot; 0 of a standby.", "bot")
        self._paused = gauge("paused", "1 while an operator's pause holds up the bot's digests.", "bot")
        self._rows = gauge("outbox_rows", "Digests under way, 100,000 at most, by state.", "bot", "state")
        self._oldest = gauge(
            "outbox_oldest_due_seconds", "For how long the oldest digest that waits has been due.", "bot"
        )
        self._lag = gauge(
            "tick_lag_seconds", "For how long the oldest digest not yet planned has been due.", "bot"
        )

    def show(self, condition: Condition, version: str) -> None:
        """Be as the condition is."""
        for gauge in self._labelled:
            gauge.clear()
        dossier = condition.dossier
        self._build.labels(version, dossier.id, dossier.revision).set(1)
        self._database.set(condition.is_usable)
        self._refused.set(bool(dossier.refusal))
        self._refusals.inc(dossier.refusals - self._counted)
        self._counted = dossier.refusals
        for bot in condition.bots:
            self._show(bot, condition.at)

    def _show(self, bot: BotCondition, at: datetime) -> None:
        self._up.labels(bot.id).set(bot.is_up)
        self._token.labels(bot.id).set(bot.stage is Stage.REFUSED)
        self._lease.labels(bot.id).set(bot.has_lease)
        outbox = bot.outbox
        if outbox is None:
            return
        self._paused.labels(bot.id).set(outbox.is_paused)
        counts = {State.PENDING: outbox.pending, State.SENDING: outbox.sending, State.UNKNOWN: outbox.unknown}
        for state, count in counts.items():
            self._rows.labels(bot.id, state.value).set(count)
        self._oldest.labels(bot.id).set(since(outbox.oldest, at))
        self._lag.labels(bot.id).set(since(outbox.unplanned, at))


def since(instant: datetime | None, at: datetime) -> float:
    """Seconds; none before it, nor of what is not there."""
    return 0.0 if instant is None else max(0.0, (at - instant).total_seconds())


def _platform(bot: str) -> str:
    return bot.partition(":")[0]
