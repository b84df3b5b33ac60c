"""Made-up pages with every node of the page tree; their words are nobody's."""

from __future__ import annotations

import pytest

from bot.page import (
    Action,
    Bullets,
    Cite,
    Code,
    Emphasis,
    Entry,
    FigureRow,
    Figures,
    Heading,
    Image,
    Link,
    Mark,
    Page,
    Paragraph,
    Quote,
    Rule,
    Sign,
    Source,
    Strong,
    Text,
)


def _claim(id_: str) -> Action:
    return Action(f"Claim {id_}", f"/claim {id_}")


FIGURES = Figures(
    (
        FigureRow(
            "15,000",
            "ferries sold, total",
            "harbour clerks, via the Lantern",
            "by 30 Apr 2031 (note 5)",
            (Cite(3, (8,)),),
            Sign.CONTESTED,
            _claim("aa11"),
        ),
        FigureRow(
            "2,000–5,000",
            "ferries afloat",
            "unnamed rowers",
            "undated",
            (Cite(1, (14,)),),
            Sign.CONTESTED,
            _claim("bb22"),
        ),
        FigureRow(
            "thousands (no figure)",
            "on the lake",
            "no source named",
            "undated",
            (Cite(2, (10,)),),
            None,
            _claim("cc33"),
        ),
        FigureRow(
            "nearly 11,000",
            "planned first, for the northern shore",
            "김철수, keeper of the lighthouse",
            "by 1 Nov 2030",
            (Cite(4, (4, 6)), Cite(12, (1, 2, 3, 5, 8, 13, 21, 34))),
            Sign.WITHDRAWN,
            _claim("dd44"),
        ),
        FigureRow("400", "oars", "", "5 Aug 2028", (Cite(3),)),
    ),
    ("figure", "measures", "claimant, as of", "cite"),
)

BULLETS = Bullets(
    (
        Entry((Strong("19 Jun 2030"), Text(" ([3] note 4)")), ((Text("The lake freezes "), Cite(3, (12,))),)),
        Entry(
            (Mark(Sign.CONTESTED), Text(" "), Strong("Did it thaw in spring?")),
            (
                (Text("– at once, says the ferryman who keeps the tally of every crossing "), Cite(5, (11,))),
                (Text("– never; no source named "), Cite(3, (14,)), Text(" "), Cite(4, (10,))),
            ),
            _claim("ee55"),
        ),
        Entry((Text("A head that stresses nothing is stressed"),), (), _claim("ff66")),
    )
)

COMMANDS = Bullets(
    (
        Entry((Code("/timeline [period] [topic, actor or place]"), Text("  what happened, in order"))),
        Entry(
            (
                Code("/sources [n]"),
                Text("  the documents; one of them with its notes and its defects, all of them"),
            )
        ),
        Entry((Code("/help"), Text("  this list"))),
    )
)

PROSE = Paragraph(
    (
        (
            Mark(Sign.CONTESTED),
            Text(" contested: 15,000 sold or 2,000–5,000 afloat; [1] does not say whose they are."),
        ),
        (
            Mark(Sign.CHECKED),
            Text(" citation checked; "),
            Emphasis("our own label"),
            Text(", [bold]not markup[/bold]"),
        ),
        (Mark(Sign.UNCHECKED), Text(" unchecked")),
        (Mark(Sign.WITHDRAWN), Text(" withdrawn")),
        (Mark(Sign.DEFECT), Text(" note 15 dangles")),
        (Mark(Sign.NOT_EQUAL), Text(" bb22: "), Strong("400"), Text(" oars "), Cite(3, (7,))),
        (
            Text("Read "),
            Link("the ledger", "https://ledger.example/boats/and/oars?year=2030"),
            Text(" or "),
            Link("https://oars.example/", "https://oars.example/"),
            Text(", or type "),
            Code("/boats 2030"),
            Text("."),
        ),
    )
)

SOURCES = (
    Source(
        1,
        (
            Text("The Lantern, “A winter on the lake, told by those who rowed it from shore to shore”, "),
            Text("26 Apr 2031 or later"),
        ),
        ((Text("§14 “between two and five thousand”"),),),
        (14,),
    ),
    Source(
        12,
        (
            Text("publisher, title not stated"),
            Emphasis(" (Ledger with notes)"),
            Text(", 30 Apr 2031 or later"),
        ),
        (
            (Text("§1 “eleven thousand, or nearly”"),),
            (Text("§2 “the northern shore”"),),
            (Text("§3 “oars, four hundred of them”"),),
        ),
        (1, 2, 3),
    ),
)


@pytest.fixture
def every_node() -> Page:
    return Page(
        "en",
        (
            Heading("BOATS: ferries of the lake", "rev 12"),
            FIGURES,
            PROSE,
            Heading("TIMELINE of a rather long winter, as the keeper of the lighthouse told it", "1–3 of 15"),
            BULLETS,
            Quote(
                "All notes",
                (
                    (Text("3 lantern.example: 400 oars "), Cite(3, (7,))),
                    (Text("5 ledger.example: " + "sold " * 18),),
                ),
            ),
            Rule(),
            Image(
                b"\x89PNG",
                "boats",
                "Four claims, log scale. Contested: 15,000 sold, harbour clerks via the Lantern [3].",
            ),
            Heading("Commands"),
            COMMANDS,
        ),
        SOURCES,
        "Sources",
        (
            Action("Chart", "/boats chart"),
            Action("Disputed", "/disputed boats"),
            Action("Oars", "/oars"),
            Action("Statements (12)", "/boats statements"),
            Action("Français", "/langue fr"),
        ),
    )


@pytest.fixture
def french() -> Page:
    return Page(
        "fr",
        (
            Heading("BATEAUX\u00a0: bacs du lac", "rév. 12"),
            Figures(
                (
                    FigureRow(
                        "15\u202f000",
                        "bacs vendus, total",
                        "commis du port, via la Lanterne",
                        "au plus tard le 30 avr. 2031 (note 5)",
                        (Cite(3, (8,)),),
                        Sign.CONTESTED,
                        Action("Fiche", "/fiche aa11"),
                    ),
                    FigureRow(
                        "près de 11\u202f000",
                        "à l’embarquement",
                        "source non précisée",
                        "sans date",
                        (Cite(4, (4, 6)),),
                    ),
                ),
                ("chiffre", "mesure", "auteur, à la date du", "renvoi"),
            ),
            Paragraph(
                (
                    (
                        Mark(Sign.CONTESTED),
                        Text(" contesté\u00a0: 15\u202f000 vendus ou 2\u202f000 à 5\u202f000 à flot\u202f; "),
                        Text("[1] ne dit pas lesquels. «\u00a0Des milliers\u00a0» convient aux deux\u202f; "),
                        Text("le cœur du reste mesure autre chose…"),
                    ),
                )
            ),
        ),
        actions=(Action("Graphique", "/bateaux graphique"), Action("Désaccords", "/desaccords bateaux")),
    )
