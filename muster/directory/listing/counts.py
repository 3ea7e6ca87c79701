"""How many rows each further choice would leave.

All facets are counted in one question: up to the bound, rows are sooner read than looked up again
for every facet.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.expressions import Combinable

from muster.accounts.models import Member
from muster.directory.listing.facets import BETWEEN, NONE, Facet, one_place

Choices = Sequence[tuple[str, Any]]
Counts = Mapping[str, int]


def tally(
    rows: QuerySet[Any], facets: Mapping[Facet, Choices], member: Member, today: date
) -> dict[str, Counts]:
    """By the key of each facet, how many of *rows* each of its choices would leave."""
    by = [facet for facet in facets if facet.by is not None]
    told = [
        (facet.key, value)
        for facet, choices in facets.items()
        if facet.by is None
        for value, _words in choices
    ]
    conditions = {facet.key: facet.condition for facet in facets}
    # Of each row one number, with a bit for each choice that would leave it.
    bits: Combinable = Value(0, output_field=IntegerField())
    for at, (key, value) in enumerate(told):
        left = When(conditions[key]([value], member, today), then=Value(1 << at))
        bits = bits + Case(left, default=Value(0), output_field=IntegerField())
    columns = {f"by_{facet.key}": facet.by for facet in by} | ({"bits": bits} if told else {})
    if not columns:
        return {}
    read = rows.order_by().annotate(**columns).values_list(*columns)
    counted = [Counter(column) for column in zip(*read, strict=True)] or [Counter()] * len(columns)
    found: dict[str, Counts] = {}
    for facet, values in zip(by, counted, strict=False):
        counts = {value or NONE: many for value, many in values.items()}
        found[facet.key] = _with_states(counts) if facet.key == "place" else counts
    each: dict[str, dict[str, int]] = {key: {} for key, _value in told}
    for at, (key, value) in enumerate(told):
        each[key][value] = sum(many for left, many in counted[-1].items() if left >> at & 1)
    return found | each


def _with_states(counts: Mapping[str, int]) -> Counts:
    """The counts of counties, however registers write them, and those of their states."""
    counties: dict[str, int] = {}
    states: dict[str, int] = {}
    for value, many in counts.items():
        state, county = value.partition(BETWEEN)[0], one_place(value)
        counties[county] = counties.get(county, 0) + many
        states[state] = states.get(state, 0) + many
    return states | counties
