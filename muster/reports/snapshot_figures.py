"""The numbers of a snapshot: figures as they are printed, and who was in the room."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from muster.builds.models import Build
from muster.evidence.disclosure import HeadRow, merge_head_counts
from muster.evidence.figure import Figure, HeadCount
from muster.programs.models import Item
from muster.reports.figures import Line, thresholds_of
from muster.surveys.models import Response

_UNKNOWN = "unknown"


def figure_rows(build: Build, figures: Mapping[str, Line]) -> list[dict[str, Any]]:
    """The figures as a report prints them. The people in the room stand apart from them."""
    questions = _questions(build, figures)
    return [
        _row(line, questions.get(line.measure.item_code))
        for line in figures.values()
        if not line.is_people
    ]


def _row(line: Line, item: Item | None) -> dict[str, Any]:
    measure, figure = line.measure, line.figure
    return {
        "key": measure.key,
        "label": measure.label,
        "label_es": measure.label_es,
        "says": measure.says,
        "says_es": measure.says_es,
        "kind": measure.kind,
        "goal": measure.goal.code if measure.goal else "",
        "headline": measure.headline,
        "origin": line.origin,
        "withheld": line.withheld,
        "contradiction": line.contradiction,
        "definition": _definition(line, item),
        **numbers_of(figure),
    }


def _definition(line: Line, item: Item | None) -> dict[str, str]:
    """What was asked and what counts; nothing where the result alone was published.

    The questionnaire that reconstructed answers hang from is of today, and says nothing of theirs.
    """
    if line.origin == Response.Origin.RECONSTRUCTED:
        return dict.fromkeys(["question", "question_es", "counted", "questionnaire"], "")
    asked = item.questionnaire if item else None
    return {
        "question": item.text if item else "",
        "question_es": item.text_es if item else "",
        "counted": line.measure.counted_words,
        "questionnaire": f"{asked.key} {asked.version}" if asked else "",
    }


def numbers_of(figure: Figure | HeadCount | None) -> dict[str, Any]:
    """k, n and N of *figure* with all that is printed beside them.

    Where it is withheld, everything is null; where more answered than were there, all but the
    counts.
    """
    nothing: dict[str, Any] = dict.fromkeys(
        ["k", "n", "N", "percent", "low", "high", "people", "bounds"]
    )
    if figure is None:
        return nothing
    counts = {"k": figure.k, "n": figure.n, "N": figure.N}
    if figure.contradicts_room:
        return nothing | counts
    low, high = figure.wilson.percent if figure.wilson else (None, None)
    people, bounds = figure.finite, figure.bounds_percent
    percent = figure.percent
    return nothing | {
        **counts,
        "percent": float(percent) if isinstance(percent, Decimal) else percent,
        "low": low,
        "high": high,
        "people": [people.low, people.high] if people else None,
        "bounds": list(bounds) if bounds else None,
    }


def _questions(build: Build, figures: Mapping[str, Line]) -> dict[str, Item]:
    """The item that each code means at *build*: that of the newest questionnaire answered there."""
    codes = {line.measure.item_code for line in figures.values()} - {""}
    asked = build.responses.order_by().values("questionnaire")
    items = (
        Item.objects.filter(code__in=codes, questionnaire__in=asked)
        .select_related("questionnaire")
        .order_by("questionnaire__version")
    )
    return {item.code: item for item in items}


def room_of(build: Build) -> dict[str, Any]:
    """Who was in the room by sector, small sectors merged; known where any sector is recorded."""
    counted = (
        build.participants.counted()
        .order_by("sector__position", "sector__key")
        .values("sector__key", "sector__name", "sector__name_es")
        .annotate(people=Count("pk"))
    )
    rows = [
        HeadRow(
            key=row["sector__key"] or _UNKNOWN,
            label=row["sector__name"] or _("Not recorded"),
            count=row["people"],
        )
        for row in counted
    ]
    # Under its own name alone: the row of the small sectors may have the key of a sector.
    spanish = {row["sector__name"]: row["sector__name_es"] or "" for row in counted}
    total = sum(row.count for row in rows)
    if all(row.key == _UNKNOWN for row in rows):
        note = _("Who came from which sector is not recorded.") if total else ""
        return {"known": False, "rows": [], "total": total, "note": note}
    thresholds = thresholds_of(build.program)
    merged = merge_head_counts(rows, thresholds, other_label=_("Other sectors"))
    note = ""
    if merged != rows:
        note = _("Sectors with fewer than %(least)s people stand under “%(other)s”.") % {
            "least": thresholds.head,
            "other": merged[-1].label if merged else _("Other sectors"),
        }
    return {
        "known": bool(merged),
        "rows": [
            {
                "key": row.key,
                "sector": row.label,
                "sector_es": spanish.get(row.label, ""),
                "came": row.count,
            }
            for row in merged
        ],
        "total": total,
        "note": note,
    }
