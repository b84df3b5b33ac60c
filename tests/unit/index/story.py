"""A story to query: the troops of REPLIES, some statements, events, disputes, corrections; how views read."""

from __future__ import annotations

from typing import Any

from corpus.index.views import ClaimView, EventView, Pair, Slice
from corpus.model import (
    Actor,
    Claim,
    Correction,
    Document,
    Dossier,
    Event,
    Manifest,
    Place,
    Relation,
    Topic,
    Vocabulary,
)


def texts(english: str, french: str | None = None) -> dict[str, str]:
    """The words in both languages; French groups digits with a space."""
    return {"en": english, "fr": french or f"{english.replace(',', ' ')} (fr)"}


def claim(id_: str, where: str, gloss: dict[str, str], **changes: Any) -> Claim:
    """A claim told at these places, "d1 14, d2 3"; its figure, when it has one, is a troop figure."""
    topic = changes.pop("topic", "troops")
    estimate = changes.pop("estimate", None)
    relayed_by, footnote = changes.pop("relayed_by", []), changes.pop("footnote", None)
    appearances = [
        {
            "document": place.split()[0],
            "paragraph": int(place.split()[1]),
            "anchor": f"anchor of {id_}",
            "hash": "1:0123456789abcdef",
            "relayed_by": relayed_by,
            "footnote": footnote,
        }
        for place in where.split(", ")
    ]
    fields: dict[str, Any] = {"id": id_, "topic": topic, "gloss": gloss, "appearances": appearances}
    if estimate is None:
        fields["kind"] = "statement"
    else:
        fields |= {"kind": "quantity", "measure": "troops", "estimate": {"unit": "people"} | estimate}
    if "claimant" not in changes:
        fields["attribution"] = "none"
    elif "attribution" not in changes:
        fields["attribution"] = "named"
    return Claim.model_validate(fields | changes)


def exact(amount: float, **more: Any) -> dict[str, Any]:
    return {"comparator": "exact", "best": amount} | more


def figures() -> tuple[Claim, ...]:
    """As /troops shows them in REPLIES 2, here in no order, and a few of other measures and topics."""
    return (
        claim("t2ux", "d3 11", texts("Nearly 400 engineers came", "Près de 400 ingénieurs sont venus"),
              measure="engineers", scope="engineers", conditional=True,
              estimate={"comparator": "about", "best": 400, "hedge": "nearly"}),
        claim("w3za", "d3 7", texts("100,000 possible volunteers", "100 000 volontaires éventuels"),
              claimant="reports", attribution="anonymous", scope="volunteers", modality="possible",
              as_of="2022-08-05", dating="note", estimate=exact(100000), relayed_by=["korotchenko"],
              footnote=3),
        claim("m8pq", "d4 6, d4 4", texts("Nearly 11,000 train in Russia"), claimant="budanov",
              scope="in_training", place="russia", as_of="../2024-11-01", importance=3,
              estimate={"comparator": "about", "best": 11000, "hedge": "nearly"}),
        claim("f8he", "d4 7", texts("A first group of 2,600 is to go to Kursk"), scope="first_group",
              place="kursk", modality="planned", as_of="../2024-11-01", estimate=exact(2600)),
        claim("m4bj", "d2 10", texts("Thousands are in the war", "Des milliers font la guerre"),
              claimant="estimates", attribution="anonymous", scope="in_war",
              estimate={"comparator": "order_of_magnitude", "magnitude": 1000}),
        claim("v6tn", "d1 14", texts("2,000 to 5,000 were deployed"), claimant="analysts",
              attribution="anonymous", scope="deployed", importance=3,
              estimate={"comparator": "between", "low": 2000, "high": 5000}),
        claim("k7m2", "d3 8", texts("15,000 soldiers were sent", "15 000 soldats ont été envoyés"),
              claimant="seoul_sources", attribution="anonymous", scope="sent", place="russia",
              as_of="../2025-04-30", dating="note", importance=3,
              estimate=exact(15000, flow="cumulative"), relayed_by=["reuters"], footnote=5),
        claim("h2wd", "d5 5", texts("A slip of the pen: 600"), scope="deployed", estimate=exact(600)),
        claim("j5uf", "d3 7", texts("15,000 Russians died in five months"), topic="losses",
              claimant="economist", measure="losses", scope="killed", as_of="2022-07-24",
              estimate=exact(15000, flow="cumulative")),
        claim("p1aa", "d1 3", texts("9,000 Russians died in three months"), topic="losses",
              claimant="economist", measure="losses", scope="killed", as_of="2022-05",
              estimate=exact(9000, flow="cumulative")),
    )  # fmt: skip


def statements() -> tuple[Claim, ...]:
    return (
        claim("s1aa", "d1 6", texts("Moscow confirms the deployment", "Moscou confirme l'envoi"),
              claimant="gerasimov", as_of="2025-04-26", importance=3),
        claim("s2bb", "d2 3", texts("Pyongyang confirms the deployment"), claimant="kcna",
              said_on="2025-04-28", importance=3),
        claim("s3cc", "d4 9", texts("They fight in Kursk"), place="kursk"),
        claim("s4dd", "d5 2", texts("They fight in Ukraine"), place="ukraine", subject="korea",
              as_of="2025-11"),
        claim("s5ee", "d1 2", texts("They never came"), claimant="moscow", kind="denial", importance=1),
        claim("s6ff", "d3 12, d2 6", texts("A pact was signed", "Un pacte a été signé"), topic="treaty",
              period="2024-06"),
        claim("z1ra", "d3 20", texts("About 600 were killed"), claimant="korotchenko"),
    )  # fmt: skip


def relation(id_: str, kind: str, sides: list[list[str]], **more: Any) -> Relation:
    fields = {"id": id_, "kind": kind, "on": "value", "sides": sides, "reason": texts(f"Reason of {id_}")}
    question = {"question": texts(f"Question of {id_}?")} if kind in ("contradicts", "in_tension") else {}
    return Relation.model_validate(fields | question | more)


RELATIONS = (
    relation("r1aa", "in_tension", [["k7m2"], ["v6tn"]]),
    relation("r2bb", "contradicts", [["s3cc"], ["s4dd", "z1ra"]], on="place"),
    relation("r3cc", "contradicts", [["s5ee"], ["s1aa", "s2bb"]], on="existence"),
    relation("r4dd", "dismissed", [["k7m2"], ["m8pq"]]),
    relation("r5ee", "updates", [["s5ee"], ["s6ff"]], on="existence"),
    relation("r6ff", "contradicts", [["z1ra"], ["k7m2"]], on="existence"),
    relation("r7gg", "same_origin", [["s1aa"], ["s2bb"]], on="actor"),
)

EVENTS = (
    {"id": "e1aa", "date": "2024-06-19", "gloss": texts("A pact is signed"), "claims": ["s6ff"],
     "participants": ["moscow", "korea"]},
    {"id": "e2bb", "date": "2025-04-26", "gloss": texts("Moscow confirms", "Moscou confirme"),
     "claims": ["s1aa", "s2bb"], "participants": ["gerasimov"], "importance": 3},
    {"id": "e3cc", "date": "2022-08-05", "gloss": texts("Volunteers are spoken of on television"),
     "claims": ["w3za"], "participants": ["korotchenko"]},
    {"id": "e4dd", "date": "2024-06/2024-11-01", "gloss": texts("They train"), "claims": ["m8pq"],
     "place": "russia"},
    {"id": "e5ee", "date": "2024-11-01/..", "gloss": texts("They are to fight"), "claims": ["f8he", "s3cc"],
     "modality": "planned"},
    {"id": "e6ff", "date": "2025", "gloss": texts("Some are killed"), "claims": ["z1ra"]},
    {"id": "e7gg", "date": "2022-02", "gloss": texts("The war begins"), "claims": ["s4dd", "z1ra"],
     "place": "ukraine"},
    {"id": "e8hh", "date": "2025-04-26", "gloss": texts("A parade that was none"), "claims": ["s1aa"]},
    {"id": "e9ii", "date": "2025-04", "gloss": texts("Sources count the men"), "claims": ["k7m2"]},
)  # fmt: skip

CORRECTIONS = (
    {"id": "c1aa", "date": "2026-03-01", "target": "z1ra", "reason": texts("Not in the text.")},
    {"id": "c2bb", "date": "2026-02-01", "target": "m8pq", "field": "estimate.hedge", "old": None,
     "new": "nearly", "reason": texts("§6 hedges.")},
    {"id": "c3cc", "date": "2026-01-01", "target": "m8pq", "field": "importance", "old": 2, "new": 3,
     "reason": texts("It leads.")},
    {"id": "c4dd", "date": "2026-03-02", "target": "e8hh", "reason": texts("No parade.")},
    {"id": "c5ee", "date": "2026-03-03", "target": "h2wd", "reason": texts("A slip.")},
)  # fmt: skip

TOPICS = (
    {"id": "troops", "commands": {"en": "troops", "fr": "troupes"}, "title": texts("Troops", "Effectifs"),
     "subject": texts("North Korean personnel"), "description": texts("How many"),
     "measures": ["troops", "engineers"]},
    {"id": "losses", "commands": {"en": "losses", "fr": "pertes"}, "title": texts("Losses", "Pertes"),
     "subject": texts("the dead"), "description": texts("How many died"), "measures": ["losses"]},
    {"id": "treaty", "commands": {"en": "treaty", "fr": "traite"}, "title": texts("Treaty", "Traité"),
     "subject": texts("the pact"), "description": texts("What it says")},
)  # fmt: skip

ACTORS = (
    {"id": "korea", "kind": "state", "names": texts("North Korea", "Corée du Nord"), "aliases": ["DPRK"]},
    {"id": "kcna", "kind": "media", "names": texts("KCNA", "KCNA"), "part_of": "korea"},
    {"id": "moscow", "kind": "state", "names": texts("Moscow", "Moscou"), "aliases": ["Russia", "Russie"]},
    {"id": "gerasimov", "kind": "person", "names": texts("Gerasimov", "Guérassimov"),
     "full": texts("Valery Gerasimov", "Valéri Guérassimov"), "role": texts("chief of staff"),
     "part_of": "moscow"},
    {"id": "korotchenko", "kind": "person", "names": texts("Korotchenko", "Korotchenko"),
     "full": texts("Igor Korotchenko", "Igor Korotchenko")},
    {"id": "budanov", "kind": "person", "names": texts("Budanov", "Boudanov"), "part_of": "ukraine"},
    {"id": "ukraine", "kind": "state", "names": texts("Ukraine", "Ukraine")},
    {"id": "reuters", "kind": "media", "names": texts("Reuters", "Reuters")},
    {"id": "economist", "kind": "media", "names": texts("The Economist", "The Economist")},
    {"id": "seoul_sources", "kind": "group", "names": texts("South Korean sources"), "named": False},
    {"id": "analysts", "kind": "group", "names": texts("unnamed analysts"), "named": False},
    {"id": "estimates", "kind": "group", "names": texts("unattributed estimates"), "named": False},
    {"id": "reports", "kind": "group", "names": texts("unattributed reports"), "named": False},
)  # fmt: skip

PLACES = (
    {"id": "kursk", "names": texts("Kursk", "Koursk"), "within": "russia"},
    {"id": "russia", "names": texts("Russia", "Russie")},
    {"id": "ukraine", "names": texts("Ukraine", "Ukraine")},
)  # fmt: skip

SCOPES = {
    "sent": ("troops", "sent to Russia, total"),
    "deployed": ("troops", "size of the deployment"),
    "in_war": ("troops", "in the war"),
    "in_training": ("troops", "training in Russia"),
    "first_group": ("troops", "first group"),
    "volunteers": ("troops", "volunteers"),
    "engineers": ("engineers", "missile engineers"),
    "killed": ("losses", "killed"),
}

DOCUMENTS = {
    1: ("2025-04-26/..", "Soldats confirmés", "Avion-Chasse.fr", ()),
    2: ("2025-04-26/..", None, None, ()),
    3: ("2025-04-30/..", None, None, (5, 3, 15)),
    4: ("2024-06/2024-11-01", "Près de 11 000 soldats", "Avion-Chasse.fr", ()),
    5: ("2025-11/..", None, "Business AM", ()),
}


def story(languages: tuple[str, ...] = ("en", "fr"), **changes: Any) -> Dossier:
    """The whole dossier; keyword arguments stand in for its fields."""
    vocabulary = {
        "units": [{"id": "people", "format": texts("{n}", "{n}")}],
        "measures": [
            {"id": id_, "unit": "people", "label": texts(id_), "sane": [1, 1e6]}
            for id_ in ("troops", "engineers", "losses")
        ],
        "scopes": [{"id": i, "measure": m, "label": texts(label)} for i, (m, label) in SCOPES.items()],
    }
    manifest = {
        "id": "story",
        "title": texts("The troops"),
        "summary": texts("Who says what."),
        "languages": languages,
        "window": "2022/..",
        "revision": 12,
        "revised": "2026-03-03",
    }
    fields: dict[str, Any] = {
        "manifest": Manifest.model_validate(manifest),
        "vocabulary": Vocabulary.model_validate(vocabulary),
        "topics": tuple(map(Topic.model_validate, TOPICS)),
        "actors": tuple(map(Actor.model_validate, ACTORS)),
        "places": tuple(map(Place.model_validate, PLACES)),
        "documents": tuple(map(document, DOCUMENTS)),
        "claims": (*figures(), *statements()),
        "events": tuple(map(Event.model_validate, EVENTS)),
        "relations": RELATIONS,
        "corrections": tuple(map(Correction.model_validate, CORRECTIONS)),
    }
    return Dossier(**fields | changes)


def document(number: int) -> Document:
    published, title, publisher, notes = DOCUMENTS[number]
    return Document.model_validate(
        {
            "id": f"d{number}",
            "number": number,
            "file": f"00{number}.txt",
            "sha256": "0" * 64,
            "paragraphs": 34,
            "language": "fr",
            "title": title,
            "publisher": publisher,
            "label": texts(f"Article {number}", f"Article {number}"),
            "published": published,
            "published_evidence": texts("its contents"),
            "footnotes": [
                {"number": note, "url": f"https://n{note}.example/", "label": f"n{note}.example"}
                for note in notes
            ],
        }
    )


def ids(found: Slice[ClaimView]) -> list[str]:
    """The claims of a page."""
    return [view.claim.id for view in found.items]


def event_ids(found: Slice[EventView]) -> list[str]:
    return [view.event.id for view in found.items]


def place_in(found: Slice[Any]) -> tuple[int, int, int, str | None, str | None]:
    """(how many are shown, of how many, from which on, next, previous)."""
    return len(found.items), found.total, found.first, found.next_after, found.previous_after


def told(pair: Pair) -> str:
    """A pair in a line."""
    by = f" by {pair.relation.id}: {(pair.reason or {})['en']}" if pair.relation else ""
    return f"{pair.claim} {pair.verdict} {pair.other}{by}"
