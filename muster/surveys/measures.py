"""What this room can prove: who answered, and what the answers come to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from muster.builds.measures import Room
from muster.builds.models import Build
from muster.evidence.figure import Figure, HeadCount
from muster.evidence.measures import Measured, register
from muster.surveys.models import Answer, Response

_RECONSTRUCTED = Response.Origin.RECONSTRUCTED


def origin_of(origins: Mapping[str, int]) -> str:
    """One word for where rows come from: that of all, or "mixed" where some are reconstructed.

    Args:
        origins: how many rows are of which origin.

    >>> origin_of({"collected": 56, "paper": 5}), origin_of({"collected": 1, "reconstructed": 2})
    ('collected', 'mixed')
    """
    found = {origin for origin, rows in origins.items() if rows}
    if not found:
        return ""
    if _RECONSTRUCTED in found:
        return str(_RECONSTRUCTED) if len(found) == 1 else "mixed"
    if found == {Response.Origin.IMPORTED}:
        return str(Response.Origin.IMPORTED)
    return str(Response.Origin.COLLECTED)


def count_responses(room: Room, measures: Sequence[Any]) -> Iterable[Measured]:
    """Responses ÷ people in the room. Without any response there was no survey, and no rate."""
    origins = {
        row["origin"]: row["rows"]
        for row in room.build.responses.order_by().values("origin").annotate(rows=Count("pk"))
    }
    responses = sum(origins.values())
    figure = HeadCount(responses, room.people) if responses else None
    return [Measured(measure.key, figure, origin=origin_of(origins)) for measure in measures]


def count_answers(room: Room, measures: Sequence[Any]) -> Iterable[Measured]:
    """What items and pairs come to: k counted of n who answered, of N in the room.

    A pair is counted among those who answered both of its sides, so that before and after are told
    of the same people.
    """
    tallies = _tallies(room.build, {measure.item_code for measure in measures})
    return [_measured(measure, tallies.get(measure.item_code), room.people) for measure in measures]


def _tallies(build: Build, codes: set[str]) -> dict[str, dict[str, Any]]:
    """Counts of responses by item code, in one query.

    Of "any of several" one response has several answers; it counts once, and counts as a yes when
    one of its answers does.
    """
    both = Q(option__isnull=False, before__isnull=False)
    now = Coalesce("counted", "option__counts")
    whole = Count("response", distinct=True)
    rows = (
        Answer.objects.filter(response__build=build, item__code__in=codes)
        .annotate(counts_now=now)
        .order_by()
        .values("item__code")
        .annotate(
            n=whole,
            k=Count("response", distinct=True, filter=Q(counts_now=True)),
            pairs=Count("response", distinct=True, filter=both),
            said_before=Count("response", distinct=True, filter=both & Q(before__counts=True)),
            said_now=Count("response", distinct=True, filter=both & Q(option__counts=True)),
            sensitive=Count("pk", filter=Q(item__sensitive=True)),
            **{
                origin: Count("pk", filter=Q(response__origin=origin))
                for origin in Response.Origin.values
            },
        )
    )
    return {row["item__code"]: dict(row) for row in rows}


def _measured(measure: Any, tally: dict[str, Any] | None, people: int) -> Measured:
    if tally is None:
        return Measured(measure.key, None)
    k, n = {
        "item": (tally["k"], tally["n"]),
        "pair_before": (tally["said_before"], tally["pairs"]),
        "pair_after": (tally["said_now"], tally["pairs"]),
    }[measure.kind]
    return Measured(
        measure.key,
        Figure(k=k, n=n, N=people) if n else None,
        sensitive=bool(tally["sensitive"]),
        origin=origin_of({origin: tally[origin] for origin in Response.Origin.values}),
    )


def register_measures() -> None:
    """Let the report ask this room for answers."""
    register("response_rate", count_responses)
    for kind in ("item", "pair_before", "pair_after"):
        register(kind, count_answers)
