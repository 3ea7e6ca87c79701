"""Snapshots for the public page: one that shows everything, and one that knows next to nothing.

All of it is invented.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    what: str
    before: str
    after: str
    prints: str


@dataclass(frozen=True)
class Edition:
    version: int | None = 1
    state: str = "published"
    frozen_on: date | None = date(2026, 5, 2)
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Version:
    version: int
    frozen_on: date
    href: str


def figure(key: str, k: int, n: int, people: list[int], bounds: list[int], **more: Any) -> Row:
    room = more.pop("N", 72)
    return {
        "key": key,
        "label": key.replace("_", " ").capitalize(),
        "says": f"said yes to {key.replace('_', ' ')}",
        "kind": "item",
        "goal": "S2",
        "k": k,
        "n": n,
        "N": room,
        "percent": (200 * k + n) // (2 * n),
        "low": 81.2,
        "high": 96.8,
        "people": people,
        "bounds": bounds,
        "origin": "collected",
        "withheld": "",
        "headline": True,
        "definition": {
            "question": "Would you?",
            "counted": "“agree”",
            "questionnaire": "same-day 1",
        },
    } | more


def withheld(key: str, reason: str) -> Row:
    nothing = dict.fromkeys(["k", "n", "N", "percent", "low", "high", "people", "bounds"])
    return figure(key, 1, 1, [], []) | nothing | {"withheld": reason}


def goal(code: str, status: str, *sentences: str) -> Row:
    return {
        "code": code,
        "horizon": "short" if code.startswith("S") else "long",
        "text": f"The aim of {code}, in the program’s own words, which run on for a while so that a"
        " narrow page has to break them.",
        "status": status,
        "sentences": list(sentences),
        "evidence": [],
    }


def outcome(key: str, stage: str, lead: str, text: str, goal_code: str, **more: Any) -> Row:
    return {
        "key": key,
        "stage": stage,
        "lead": lead,
        "text": text,
        "goal": goal_code,
        "substantiated": False,
        "substantiated_by": "",
        "observed": "",
        "reported": "",
        "reported_words": "",
        "verified": "",
        "introductions": [],
        "source": "",
    } | more


def quote(key: str, text: str, **more: Any) -> Row:
    return {
        "key": key,
        "about": "training",
        "about_words": "About the training",
        "text": text,
        "prints_as": "",
        "touches": "",
        "big": False,
        "language": "en",
    } | more


def bare(**more: Any) -> Row:
    """A build of which little is known: no survey, nobody came, nothing was reported."""
    return {
        "format": "muster-report-1",
        "build": {
            "key": "zz-larkhaven-2026",
            "name": "Larkhaven coalition build",
            "city": "Larkhaven",
            "state": "ZZ",
            "state_name": "Zenith",
            "place": "Larkhaven, Zenith",
            "date": "",
            "ordinal": None,
            "tagline": "",
            "title": "Coalition build impact report",
            "from_history": False,
            "sample": False,
            "venue": "",
            "aliases": [],
            "source": "",
        },
        "program": {"key": "sample", "name": "Sample builds", "url": "www.example.org"},
        "language": "en",
        "participants": 0,
        "figures": [],
        "room": {"known": False, "rows": [], "total": 0, "note": ""},
        "goals": [goal("S1", "not_measured"), goal("L1", "no_result")],
        "outcomes": [],
        "quotes": [],
        "quotes_note": "",
        "mission": "",
        "summary": [],
        "summary_note": "",
        "history": {
            "past": [],
            "here": {"place": "Larkhaven", "date": ""},
            "note": "",
            "reported_figures": [],
        },
        "adoptions": [],
        "partners": [],
        "guidance": None,
        "methods": [],
        "against_source": [],
        "overrides": [],
        "withdrawals": [],
        "hash": "ea4b28dbc8a4b2db3b8572c6918cba1ac283ca44e2e76452d4eea9313d0ecf0a",
    } | more


def full() -> Row:
    """A build with everything that a page can show."""
    report = bare(participants=72)
    report["build"] |= {
        "date": "2026-03-12",
        "ordinal": 3,
        "tagline": "Closing loopholes to traffickers",
        "sample": True,
        "source": "The invented report of 2026.",
    }
    return report | {
        "figures": [
            figure(
                "response_rate",
                61,
                72,
                [],
                [],
                kind="response_rate",
                goal="",
                low=None,
                high=None,
                percent=85,
                says="answered the survey",
            )
            | {"people": None, "bounds": None},
            figure("next_steps", 54, 61, [61, 65], [75, 90]),
            figure("recommend", 61, 61, [70, 72], [85, 100], origin="reconstructed"),
            withheld("casino_staff", "Fewer than ten people answered."),
            figure(
                "would_say_victim_before",
                22,
                61,
                [22, 30],
                [31, 46],
                kind="pair_before",
                headline=False,
            ),
        ],
        "room": {
            "known": True,
            "rows": [
                {"key": "law", "sector": "Law enforcement", "came": 43},
                {"key": "trucking", "sector": "Trucking", "came": 24},
                {"key": "other", "sector": "Other sectors", "came": 5},
            ],
            "total": 72,
            "note": "Sectors with fewer than five people stand under “Other sectors”.",
        },
        "goals": [
            goal("S1", "shown", "72 people came.", "61 of the 72 (85%) answered the survey."),
            goal("S2", "shown", "54 of 61 who answered (89%) know what next steps to take."),
            goal("S3", "not_measured", "Nothing was asked or counted."),
            goal("S4", "shown", "Pinewick Freight trained its drivers."),
            goal("L5", "no_result", "Asked; no answer yet."),
        ],
        "outcomes": [
            outcome(
                "pinewick",
                "done",
                "Pinewick Freight",
                "trained 112 of its 140 drivers.",
                "S4",
                substantiated=True,
                substantiated_by="the training record",
                observed="2026-04-20",
                reported="2026-05-04",
                verified="2026-05-06",
            ),
            outcome(
                "tag-office",
                "in_progress",
                "Tarrow County tag office",
                "has met.",
                "L5",
                reported_words="at the two-month follow-up",
            ),
            outcome(
                "copperline",
                "pledged",
                "Copperline Energy",
                "will introduce shippers.",
                "S4",
                introductions=[
                    {"to": "Sandbar Coach Lines", "stage": "offered"},
                    {"to": "Halyard Plaza", "stage": "met"},
                ],
            ),
            outcome("gull", "interest", "", "A casino asked for the webinar.", "S3"),
            outcome("police", "count_only", "Larkhaven police", "received tips.", "S3"),
        ],
        "quotes": [
            quote(
                "q1",
                "I had the number of the front desk. Now I have the officer’s.",
                big=True,
                prints_as="Riley Okafor, Brightwater Terminal",
                touches="S3",
            ),
            quote("q2", "Very helpful."),
            quote("q3", "Ahora sé a quién llamar.", language="es"),
            quote("q4", "كان مفيداً جداً 🙏", language="ar", about="other", about_words="Other"),
        ],
        "quotes_note": "Sentences from attendees, word for word.",
        "mission": "Bring everybody who can help into one room.",
        "summary": ["It went well.", "There is more to do."],
        "summary_note": "The program’s own words.",
        "history": {
            "past": [
                {"place": "Port Amity", "year": "2024"},
                {"place": "Tern Harbor", "year": "2025"},
            ],
            "here": {"place": "Larkhaven", "date": "2026-03-12"},
            "note": "Nothing is compared.",
            "reported_figures": [
                {
                    "about": "Port Amity",
                    "value": "100",
                    "qualifier": "over",
                    "words": "over 100 attended",
                    "source": "The invented newsletter of 2024",
                },
            ],
        },
        "adoptions": [
            {
                "component": "Wallet cards",
                "framework": "The model",
                "stage": "meeting",
                "scope": "in practice",
                "on": "2026-04-29",
                "words": "The office has met once.",
            },
        ],
        "partners": [
            {"part": "host", "name": "Sample", "words": "", "url": "www.example.org"},
            {"part": "host", "name": "Larkhaven Carriers Association", "words": "", "url": ""},
            {
                "part": "primary_sponsor",
                "name": "Quillfeather Fund",
                "words": "for making this event possible.",
                "url": "",
            },
            {"part": "supporter", "name": "Harbor Hall", "words": "", "url": ""},
        ],
        "guidance": {
            "state": "ZZ",
            "checked": "2026-02-01",
            "lines": [
                {
                    "who": "In danger now",
                    "number": "911",
                    "when": "day and night",
                    "who_es": "En peligro ahora",
                    "when_es": "de día y de noche",
                },
                {
                    "who": "The state’s line",
                    "number": "555-0100",
                    "when": "day and night",
                    "who_es": "",
                    "when_es": "",
                },
            ],
            "spanish_checked": False,
            "source": "",
        },
        "methods": [
            {
                "heading": "Where the counts come from",
                "text": "From phones.",
                "strong": "All of it.",
            },
        ],
        "against_source": [{"what": "Numbering", "there": "1, 2", "here": "S1, S2"}],
        "overrides": [{"what": "A job title", "reason": "published before"}],
        "withdrawals": [
            {
                "kind": "quote",
                "key": "q7",
                "on": "2026-05-18",
                "words": "A quote about the training was withdrawn by its writer.",
            },
        ],
    }


REVISED = Edition(
    version=2,
    differences=(Difference("Know next steps", "88%", "89%", "Revised"),),
)
