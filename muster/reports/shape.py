"""What every frozen version holds: its fields, and what each of them may be.

A version that comes with a packet is checked against it before it is kept: pages and files print
what stands there, and a hollow one would fail whoever reads it. More fields than these may stand
in it, because a newer Muster writes down more.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from muster.builds.models import Partner
from muster.followup.models import Outcome
from muster.programs.models import Goal, Measure
from muster.reports.ledger import PieceKind, Status
from muster.states.models import Adoption

# Written down only by versions that were frozen since: no fault where they are missing.
LATER = frozenset({"outcomes[].introductions_more", "adoptions[].outcome"})


@dataclass(frozen=True, slots=True)
class One:
    """One of these words."""

    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Maybe:
    """This, or null."""

    shape: Any


TEXT, DAY, COUNT, NUMBER, YES_NO = "text", "day", "whole number", "number", "true or false"
TWO = "two numbers"

SHAPE: dict[str, Any] = {
    "format": TEXT,
    "language": One(("en", "es")),
    "hash": TEXT,
    "program": {"key": TEXT, "name": TEXT, "url": TEXT},
    "build": {
        "key": TEXT, "name": TEXT, "title": TEXT, "tagline": TEXT, "date": DAY, "city": TEXT,
        "state": TEXT, "state_name": TEXT, "place": TEXT, "venue": TEXT, "aliases": [TEXT],
        "ordinal": Maybe(COUNT), "from_history": YES_NO, "sample": YES_NO, "source": TEXT,
    },
    "participants": COUNT,
    "room": {
        "total": COUNT, "known": YES_NO, "note": TEXT,
        "rows": [{"key": TEXT, "sector": TEXT, "sector_es": TEXT, "came": COUNT}],
    },
    "figures": [
        {
            "key": TEXT, "kind": One(tuple(Measure.Kind.values)), "goal": TEXT,
            "headline": YES_NO, "label": TEXT, "label_es": TEXT, "says": TEXT, "says_es": TEXT,
            "k": Maybe(COUNT), "n": Maybe(COUNT), "N": Maybe(COUNT), "percent": Maybe(NUMBER),
            "low": Maybe(NUMBER), "high": Maybe(NUMBER), "people": Maybe(TWO), "bounds": Maybe(TWO),
            "origin": TEXT, "withheld": TEXT, "contradiction": TEXT,
            "definition": {
                "question": TEXT, "question_es": TEXT, "counted": TEXT, "questionnaire": TEXT,
            },
        }
    ],
    "goals": [
        {
            "code": TEXT, "horizon": One(tuple(Goal.Horizon.values)), "aim": TEXT, "text": TEXT,
            "text_es": TEXT, "status": One(tuple(Status)), "sentences": [TEXT],
            "evidence": [{"kind": One(tuple(PieceKind)), "key": TEXT}],
        }
    ],
    "outcomes": [
        {
            "key": TEXT, "stage": One(tuple(Outcome.Stage.values)), "goal": TEXT, "lead": TEXT,
            "text": TEXT, "substantiated": YES_NO, "substantiated_by": TEXT, "observed": DAY,
            "reported": DAY, "reported_words": TEXT, "verified": DAY, "due": DAY,
            "contribution": TEXT, "significance": TEXT, "source": TEXT,
            "introductions": [{"to": TEXT, "stage": TEXT}], "introductions_more": COUNT,
        }
    ],
    "adoptions": [
        {
            "key": TEXT, "framework": TEXT, "component": TEXT, "scope": TEXT, "on": DAY,
            "stage": One(tuple(Adoption.Stage.values)), "words": TEXT, "outcome": TEXT,
        }
    ],
    "quotes": [
        {
            "key": TEXT, "text": TEXT, "language": TEXT, "prints_as": TEXT, "about": TEXT,
            "about_words": TEXT, "touches": TEXT, "big": YES_NO,
        }
    ],
    "quotes_note": TEXT,
    "mission": TEXT,
    "summary": [TEXT],
    "summary_note": TEXT,
    "partners": [
        {"part": One(tuple(Partner.Part.values)), "name": TEXT, "words": TEXT, "url": TEXT}
    ],
    "history": {
        "past": [{"place": TEXT, "year": TEXT}],
        "here": {"place": TEXT, "date": DAY},
        "note": TEXT,
        "reported_figures": [
            {
                "about": TEXT, "value": TEXT, "unit": TEXT, "qualifier": TEXT, "words": TEXT,
                "source": TEXT,
            }
        ],
    },
    "guidance": Maybe(
        {
            "state": TEXT, "checked": DAY, "source": TEXT, "spanish_checked": YES_NO,
            "lines": [
                {"who": TEXT, "who_es": TEXT, "number": TEXT, "when": TEXT, "when_es": TEXT}
            ],
        }
    ),
    "methods": [{"heading": TEXT, "text": TEXT, "strong": TEXT}],
    "against_source": [{"what": TEXT, "there": TEXT, "here": TEXT}],
    "overrides": [{"what": TEXT, "reason": TEXT}],
    "withdrawals": [{"kind": One(("quote", "outcome")), "key": TEXT, "on": DAY, "words": TEXT}],
}  # fmt: skip


def wrong_shape(content: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the fields of a frozen version, each as a sentence that names the field.

    >>> next(wrong_shape({}))
    'the field “format” is missing.'
    """
    yield from _wrong(content, SHAPE, "")


def _wrong(value: Any, shape: Any, path: str) -> Iterator[str]:
    if isinstance(shape, Maybe):
        if value is not None:
            yield from _wrong(value, shape.shape, path)
    elif isinstance(shape, dict):
        if not isinstance(value, dict):
            yield _not(path, _("an object"))
            return
        for name, inner in shape.items():
            here = f"{path}.{name}" if path else name
            if name in value:
                yield from _wrong(value[name], inner, here)
            elif here not in LATER:
                yield _("the field “%(path)s” is missing.") % {"path": here}
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield _not(path, _("a list"))
            return
        for each in value:
            yield from _wrong(each, shape[0], f"{path}[]")
    elif isinstance(shape, One):
        if not isinstance(value, str) or value not in shape.of:
            yield _not(path, _("one of %(words)s") % {"words": ", ".join(shape.of)})
    elif not _fits(value, shape):
        yield _not(path, shape)


def _not(path: str, wanted: str) -> str:
    return _("the field “%(path)s” is not what it must be: %(wanted)s.") % {
        "path": path,
        "wanted": wanted,
    }


def _fits(value: Any, kind: str) -> bool:
    if kind == TWO:
        return isinstance(value, list) and len(value) == 2 and all(map(_is_number, value))
    if kind == DAY:
        return value == "" or (isinstance(value, str) and _is_day(value))
    return {
        TEXT: isinstance(value, str),
        YES_NO: isinstance(value, bool),
        NUMBER: _is_number(value),
        COUNT: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
    }[kind]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
