"""The rows that a question leaves, how many, and how many each further choice would leave.

Nothing here counts further than 10,000 rows, however many there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet

from muster.accounts.models import Member
from muster.directory import search
from muster.directory.findable import ask
from muster.directory.findable.nouns import Noun
from muster.directory.findable.texts import terms_of
from muster.directory.listing.asked import Asked
from muster.directory.listing.facets import BETWEEN, FACETS, NONE, STATUS, Facet, one_place
from muster.directory.models import ListEntry

Rows = QuerySet[Any]
BOUND = search.BOUND
# So many more are looked at, in case that some of those that match have ended.
_SPARE = 2_000
# So many places are offered with their numbers.
_PLACES = 14


@dataclass(frozen=True, slots=True)
class Total:
    """How many rows there are, exactly up to the bound."""

    count: int
    more: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a facet offers; how many rows it would leave, where that is known."""

    value: str
    words: str
    chosen: bool
    count: int | None


@dataclass(frozen=True, slots=True)
class Offered:
    """A facet with its choices as they stand for this question."""

    facet: Facet
    choices: tuple[Choice, ...]

    @property
    def is_worth_it(self) -> bool:
        """Whether there is anything to choose, or a place to type one."""
        return bool(self.choices) or self.facet.key == "place"

    @property
    def chosen(self) -> list[str]:
        """The words of what is chosen."""
        return [choice.words for choice in self.choices if choice.chosen]


class Narrowed:
    """All rows that a member sees of a noun, narrowed by a question."""

    def __init__(self, member: Member, asked: Asked, *, today: date, by_hand: bool = False) -> None:
        """Args: by_hand: whether the saved list that is looked at holds rows, not a search."""
        self._by_hand = by_hand
        self.member, self.asked, self.today = member, asked, today
        self._found = (
            search.matches(member.program, asked.text, noun=asked.noun, bound=BOUND + _SPARE)
            if asked.text
            else None
        )
        self._terms = terms_of(asked.text)
        self._known: dict[str, list[int] | None] = {}

    def rows(self, without: str = "") -> Rows:
        """The rows; as if nothing were chosen of the facet *without*.

        Up to the bound they are found once, and then asked for by their keys.
        """
        keys = self._keys(without)
        if keys is None:
            return self._with_text(self._unsearched(without, row_by_row=True))
        rows = search.visible(self.member, self.asked.noun)
        return rows.filter(ask.among(connection, rows.model._meta.db_table, keys))

    def _keys(self, without: str) -> list[int] | None:
        """The keys of the rows; None where there are more than the bound."""
        if without not in self._known:
            self._known[without] = self._look(without)
        return self._known[without]

    def _look(self, without: str) -> list[int] | None:
        if self._are_many(without):
            return None
        rows = self._unsearched(without).order_by()
        if self._found is not None and self._found.more:
            # Where so many match, a part of them is often more than is counted.
            part = self._unsearched(without, row_by_row=True).order_by()
            some = ask.among(connection, rows.model._meta.db_table, self._found.keys)
            if part.filter(some).count() > BOUND:
                return None
        keys = list(self._with_text(rows).values_list("pk", flat=True)[: BOUND + 1])
        return keys if len(keys) <= BOUND else None

    def _are_many(self, without: str) -> bool:
        """Whether a part of the rows, sooner told than all, is more than is counted."""
        for facet in FACETS[self.asked.noun]:
            chosen = self.asked.chosen.get(facet.key, ())
            if not chosen or facet.some is None or facet.key == without:
                continue
            keys = facet.some(chosen, self.member, self.today, BOUND + _SPARE)
            if len(keys) <= BOUND:
                continue
            rows = self._unsearched(without, facet.key).order_by()
            some = ask.among(connection, rows.model._meta.db_table, keys)
            if self._with_text(rows.filter(some)).count() > BOUND:
                return True
        return False

    def _unsearched(self, *without: str, row_by_row: bool = False) -> Rows:
        rows = search.visible(self.member, self.asked.noun)
        for facet in FACETS[self.asked.noun]:
            chosen = () if facet.key in without else self.asked.chosen.get(facet.key, ())
            told = facet.walked if row_by_row and facet.walked else facet.condition
            if chosen or facet is STATUS:
                rows = rows.filter(told(chosen, self.member, self.today))
        if self._by_hand:
            entries = ListEntry.objects.visible_to(self.member).filter(saved_list=self.asked.saved)
            rows = rows.filter(pk__in=entries.values(self.asked.noun.name.lower()))
        return rows

    def total(self) -> Total:
        """How many there are."""
        keys = self._keys("")
        return Total(BOUND, more=True) if keys is None else Total(len(keys), more=False)

    def offered(self) -> list[Offered]:
        """Each facet with its choices, counted as the other facets leave them."""
        return [self._offer(facet) for facet in FACETS[self.asked.noun]]

    def _with_text(self, rows: Rows) -> Rows:
        if self._found is None:
            return rows
        if self._found.more:
            return search.narrowed(rows, self.member.program, self.asked.noun, self._terms)
        return rows.filter(ask.among(connection, rows.model._meta.db_table, self._found.keys))

    def _offer(self, facet: Facet) -> Offered:
        chosen = self.asked.chosen.get(facet.key, ())
        # Where nothing of it is chosen, the rows are those of the list itself.
        without = facet.key if chosen else ""
        is_known = facet is not STATUS and self._keys(without) is not None
        choices = facet.choices(self.member.program)
        counts = self._counts(facet, self.rows(without), choices) if is_known else {}
        if facet.key == "place":
            choices = _places(chosen, counts)
        return Offered(
            facet,
            tuple(
                Choice(
                    value, str(words), value in chosen, counts.get(value, 0) if is_known else None
                )
                for value, words in choices
            ),
        )

    def _counts(
        self, facet: Facet, rows: Rows, choices: list[tuple[str, Any]]
    ) -> Mapping[str, int]:
        if facet.by is not None:
            counted = rows.order_by().annotate(value=facet.by).values_list("value")
            found = {value or NONE: n for value, n in counted.annotate(n=Count("pk"))}
            return _with_states(found) if facet.key == "place" else found
        if facet is STATUS or not choices:
            return {}
        told = {
            f"n{at}": Count("pk", filter=facet.condition([value], self.member, self.today))
            for at, (value, _words) in enumerate(choices)
        }
        numbers = rows.order_by().aggregate(**told)
        return {value: numbers[f"n{at}"] for at, (value, _words) in enumerate(choices)}


def _with_states(counts: dict[str, int]) -> dict[str, int]:
    """The counts of counties, however registers write them, and those of their states."""
    counties: dict[str, int] = {}
    states: dict[str, int] = {}
    for value, many in counts.items():
        state, county = value.partition(BETWEEN)[0], one_place(value)
        counties[county] = counties.get(county, 0) + many
        states[state] = states.get(state, 0) + many
    return states | counties


def _places(chosen: tuple[str, ...], counts: Mapping[str, int]) -> list[tuple[str, Any]]:
    """The places that are chosen, and those with most rows."""
    words = next(f.words for f in FACETS[Noun.SITE] if f.key == "place")
    most = sorted(
        (value for value in counts if not value.endswith(BETWEEN) and BETWEEN in value),
        key=lambda value: (-counts[value], value),
    )
    offered = dict.fromkeys([*chosen, *most[:_PLACES]])
    return [(value, words(value)) for value in offered]
