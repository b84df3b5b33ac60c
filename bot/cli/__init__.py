"""The command line: one module a group of commands, each importing what it runs only when it runs."""

from __future__ import annotations

import typer

from bot.cli import chart, chat, data, deliveries, digest, dossier, operating, pausing

app = typer.Typer(
    name="briefing",
    help="Cited answers from a dossier of news articles: in the terminal, and as a bot.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def _root(
    version: bool = typer.Option(False, "--version", help="Print the version and stop."),
) -> None:
    if version:
        from bot.wiring import version as installed  # noqa: PLC0415 - only when asked

        typer.echo(installed())
        raise typer.Exit


app.command("run", help="Start the bot; with no token configured, that is the chat in the terminal.")(
    chat.run
)
app.command("chat", help="Talk to the bot in the terminal; lines piped in are answered on standard output.")(
    chat.chat
)
app.command("init", help="Write a commented settings file after a few questions.")(operating.init)
app.command("check", help="Try out what the bot needs: settings, tokens, dossier, database, clock.")(
    operating.check
)
app.command("chart", help="Draw a topic's chart as a PNG file.")(chart.chart)
app.add_typer(dossier.app, name="dossier", help="Check, export and describe a dossier's files.")
app.add_typer(digest.app, name="digest", help="Show what a chat’s digest would say, and why.")
app.add_typer(
    deliveries.app, name="deliveries", help="List deliveries that wait or went wrong; settle the unknown."
)
app.command("pause", help="Stop posting digests, at once and everywhere; commands are still answered.")(
    pausing.pause
)
app.command("resume", help="Post digests again after a pause.")(pausing.resume)
app.command("backup", help="Back up what is kept about chats, while the bot runs.")(data.backup)
app.command("restore", help="Put a backup in place of what is there; nothing is sent twice.")(data.restore)
app.command("migrate", help="Bring the database's tables up to date, or back for an older version.")(
    data.migrate
)
