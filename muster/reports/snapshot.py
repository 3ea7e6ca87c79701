"""The report as one object: what every renderer prints, and what is frozen.

The object is made of the rows alone. It holds no clock, no signature and no database key, so that
the same rows give the same `hash` on every day and on every machine. Whoever removes `hash` and
writes the rest as canonical JSON can compute it again.

Outcomes, quotes and adoptions stand under keys of the report's own, made of their places: the keys
of the rows were typed by somebody, and often say whom they are about.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from muster.builds.models import Build
from muster.core.places import state_name
from muster.followup.models import Outcome
from muster.programs.models import Guidance
from muster.reports.figures import Line, figures_of
from muster.reports.introductions import SaidNo, introductions_counted, introductions_named
from muster.reports.ledger import Evident, GoalLine, ledger
from muster.reports.models import Override, Tombstone
from muster.reports.snapshot_figures import figure_rows, room_of
from muster.reports.snapshot_words import WrittenWords, written_words
from muster.states.models import Adoption
from muster.surveys.models import Quote

FORMAT = "muster-report-1"
Snapshot = dict[str, Any]


def canonical(content: Mapping[str, Any]) -> str:
    """*content* as JSON in one form only: sorted keys, no spaces, every letter as itself.

    >>> canonical({"b": "ñ", "a": [1, None]})
    '{"a":[1,null],"b":"ñ"}'
    """
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def hash_of(content: Mapping[str, Any]) -> str:
    """The SHA-256, in hexadecimal, of *content* without its `hash`, as canonical JSON in UTF-8."""
    rest = {key: value for key, value in content.items() if key != "hash"}
    return sha256(canonical(rest).encode()).hexdigest()


def snapshot_of(
    build: Build,
    *,
    figures: Mapping[str, Line] | None = None,
    goals: Sequence[GoalLine] | None = None,
) -> Snapshot:
    """The report of *build* as the rows say it now, in the program's own language, with its hash.

    The number of queries does not depend on how many rows there are.

    Args:
        figures: what `figures_of` says, in the program's language, where it was asked already.
        goals: what `ledger` says, likewise.
    """
    with override(build.program.language):
        figures = figures_of(build) if figures is None else figures
        goals = ledger(build, figures) if goals is None else goals
        words = written_words(build, figures)
        room = room_of(build)
        adoptions = _adoptions_by_key(build)
        keys = {row.pk: key for key, row in adoptions.items()}
        content: Snapshot = {
            "format": FORMAT,
            "language": build.program.language,
            "build": _build(build, past=len(words.past)),
            "program": {
                "key": build.program.key,
                "name": build.program.name,
                "url": build.program.url,
            },
            "participants": room["total"],
            "figures": figure_rows(build, figures),
            "room": room,
            "goals": [_goal(line, keys) for line in goals],
            "outcomes": _outcomes(build),
            "quotes": _quotes(build),
            "quotes_note": words.quotes_note,
            "mission": words.mission,
            "summary": words.summary,
            "summary_note": words.summary_note,
            "history": _history(build, words),
            "adoptions": [_adoption(build, key, row) for key, row in adoptions.items()],
            "partners": _partners(build),
            "guidance": _guidance(build) if build.prints_guidance else None,
            "methods": words.methods,
            "against_source": words.against_source,
            "overrides": _overrides(build),
            "withdrawals": _withdrawals(build),
        }
    content["hash"] = hash_of(content)
    return content


def _day(day: Any) -> str:
    return day.isoformat() if day is not None else ""


def _build(build: Build, past: int) -> dict[str, Any]:
    state = state_name(build.state)
    return {
        "key": build.key,
        "name": build.name,
        "city": build.city,
        "state": build.state,
        "state_name": state,
        "place": f"{build.city}, {state}",
        "date": _day(build.day),
        "ordinal": past + 1 if past else None,
        "tagline": build.tagline,
        "title": _("Coalition build impact report"),
        "from_history": build.from_history,
        "sample": build.program.sample,
        "venue": build.venue,
        "aliases": [alias.name for alias in build.aliases.all()],
        "source": build.source,
    }


def printed_key(row: Outcome | Quote) -> str:
    """The key under which a report holds *row*: "outcome-3", by its place among the others."""
    return f"{'quote' if isinstance(row, Quote) else 'outcome'}-{row.position}"


def _goal(line: GoalLine, adoptions: Mapping[int, str]) -> dict[str, Any]:
    return {
        "code": line.goal.code,
        "horizon": line.goal.horizon,
        "aim": line.goal.aim,
        "text": line.goal.text,
        "text_es": line.goal.text_es,
        "status": str(line.status),
        "sentences": [sentence.text for sentence in line.sentences],
        "evidence": [
            {"kind": str(piece.kind), "key": _evidence_key(piece, adoptions)}
            for piece in line.evidence
        ],
    }


def _evidence_key(piece: Evident, adoptions: Mapping[int, str]) -> str:
    if isinstance(piece.row, Outcome | Quote):
        return printed_key(piece.row)
    if isinstance(piece.row, Adoption):
        return adoptions.get(piece.row.pk) or _component_key(piece.row)
    return piece.key


def _outcomes(build: Build) -> list[dict[str, Any]]:
    """What came of it, the furthest first, and nobody by a name that may not be printed."""
    outcomes = list(
        build.outcomes.standing()
        .select_related("goal")
        .prefetch_related("introductions__organization")
    )
    stages = list(Outcome.Stage)
    outcomes.sort(
        key=lambda outcome: (stages.index(Outcome.Stage(outcome.stage)), outcome.position)
    )
    said_no = SaidNo.of(outcomes)
    return [
        {
            "key": printed_key(outcome),
            "stage": outcome.stage,
            "lead": outcome.printed_lead,
            "text": outcome.text,
            "goal": outcome.goal.code,
            "substantiated": outcome.substantiated,
            "substantiated_by": outcome.verified_by,
            "observed": _day(outcome.observed_on),
            "reported": _day(outcome.reported_on),
            "reported_words": outcome.reported_words,
            "verified": _day(outcome.verified_on),
            "due": _day(outcome.due_on),
            "contribution": outcome.contribution,
            "significance": outcome.significance,
            "source": outcome.source,
            "introductions": [
                {"to": introduction.organization.name, "stage": introduction.stage}
                for introduction in introductions_named(outcome, said_no)
            ],
            "introductions_more": introductions_counted(outcome, said_no),
        }
        for outcome in outcomes
    ]


def _quotes(build: Build) -> list[dict[str, Any]]:
    """The sentences that may be printed and were chosen, each under the name that has leave."""
    return [
        {
            "key": printed_key(quote),
            "about": slugify(quote.about),
            "about_words": quote.about,
            "text": quote.text,
            "prints_as": quote.prints_as,
            "touches": quote.touches.code if quote.touches else "",
            "big": quote.large,
            "language": quote.language,
        }
        for quote in Quote.objects.filter(build=build).printable().select_related("touches")
    ]


def _history(build: Build, words: WrittenWords) -> dict[str, Any]:
    reported = build.reported_figures.select_related("past_build")
    return {
        "past": [{"place": past.place, "year": str(past.year)} for past in words.past],
        "here": {"place": build.city, "date": _day(build.day)},
        "note": words.history_note,
        "reported_figures": [
            {
                "about": f"{figure.about} ({figure.past_build})"
                if figure.past_build
                else figure.about,
                "value": f"{figure.value.normalize():f}",
                "unit": figure.unit,
                "qualifier": str(figure.get_qualifier_display()),
                "words": figure.words,
                "source": figure.source,
            }
            for figure in reported
        ],
    }


def _adoptions_by_key(build: Build) -> dict[str, Adoption]:
    """The adoptions that *build* prints, in their order, each under a key of its own.

    The key names the component and counts the entries of it, the earliest first.
    """
    rows = list(build.adoptions.select_related("component__framework", "outcome"))
    rows.sort(
        key=lambda row: (
            row.component.framework.position,
            row.component.number,
            _day(row.on),
            row.key,
        )
    )
    counts: Counter[str] = Counter()
    found = {}
    for row in rows:
        component = _component_key(row)
        counts[component] += 1
        found[f"{component}/{counts[component]}"] = row
    return found


def _component_key(row: Adoption) -> str:
    return f"{row.component.framework.key}/{row.component.key}"


def _adoption(build: Build, key: str, row: Adoption) -> dict[str, Any]:
    outcome = row.outcome if row.outcome and row.outcome.build_id == build.pk else None
    return {
        "key": key,
        "component": row.component.name,
        "framework": row.component.framework.name,
        "stage": row.stage,
        "scope": str(row.get_scope_display()),
        "on": _day(row.on),
        "words": row.words,
        "outcome": printed_key(outcome) if outcome else "",
    }


def _partners(build: Build) -> list[dict[str, Any]]:
    return [
        {
            "part": partner.part,
            "name": partner.organization.name,
            "words": partner.words,
            "url": partner.organization.url,
        }
        for partner in build.partners.select_related("organization")
    ]


def _guidance(build: Build) -> dict[str, Any] | None:
    guidance = Guidance.objects.of(build.program).for_state(build.state)
    if guidance is None:
        return None
    return {
        "state": guidance.state,
        "checked": _day(guidance.checked_on),
        "source": guidance.source,
        "spanish_checked": guidance.spanish_is_checked,
        "lines": [
            {
                "who": line.who,
                "who_es": line.who_es,
                "number": line.number,
                "when": line.when,
                "when_es": line.when_es,
            }
            for line in guidance.lines.all()
        ],
    }


def _overrides(build: Build) -> list[dict[str, str]]:
    """What was let through, and why; each pair of the two once."""
    rows = Override.objects.filter(build=build).values_list("what", "reason")
    return [{"what": what, "reason": reason} for what, reason in dict.fromkeys(rows)]


def _withdrawals(build: Build) -> list[dict[str, str]]:
    rows = Tombstone.objects.filter(report__build=build).order_by("on", "kind", "key")
    stones = {(row.kind, row.key): row for row in rows}
    return [
        {"kind": stone.kind, "key": stone.key, "on": _day(stone.on), "words": stone.words}
        for stone in stones.values()
    ]
