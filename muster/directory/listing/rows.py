"""The rows that a question leaves, how many, and how many each further choice would leave.

Nothing here counts further than 10,000 rows, however many there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from muster.accounts.models import Member
from muster.accounts.rights import Reach, Right, reach_of
from muster.directory import search
from muster.directory.findable.ask import is_number
from muster.directory.findable.keys import Keys, among, asked_first, gathered
from muster.directory.findable.marks import Marks
from muster.directory.findable.nouns import Noun
from muster.directory.findable.texts import terms_of
from muster.directory.listing.asked import Asked
from muster.directory.listing.counts import Counts, tally
from muster.directory.listing.facets import BETWEEN, FACETS, STATUS, Facet
from muster.directory.listing.orders import Order, added, towards
from muster.directory.models import ListEntry

Rows = QuerySet[Any]
BOUND = search.BOUND
# So many more are looked at, in case that some of those that match are left out by a filter.
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
        self._terms = terms_of(asked.text)
        self._found: dict[Marks, search.Matches] = {}
        self._known: dict[str, Keys | None] = {}
        self._sorted: tuple[tuple[Order, ...], Keys] | None = None

    def rows(self, without: str = "") -> Rows:
        """The rows; as if nothing were chosen of the facet *without*.

        Up to the bound they are found once, and then asked for by their keys.
        """
        keys = self._keys(without)
        if keys is None:
            return self._with_text(self._unsearched(without, row_by_row=True), without)
        return self.among(keys)

    def walked(self) -> Rows:
        """All rows, where they are too many to be counted and a few are read, from the first on."""
        rows = self._unsearched("", row_by_row=True)
        program, noun = self.member.program, self.asked.noun
        return search.narrowed(rows, program, noun, self._terms, one_by_one=True)

    def leading(self, orders: tuple[Order, ...], most: int) -> Rows | None:
        """The first rows in these orders, *most* at most, where it is known which they are."""
        self._keys("")
        if self._sorted is None or self._sorted[0] != orders:
            return None
        return self.among(self._sorted[1].first(most))

    def among(self, keys: Keys) -> Rows:
        """The rows that have *keys*, which are some of these."""
        rows = search.visible(self.member, self.asked.noun)
        return rows.filter(among(connection, rows.model._meta.db_table, keys))

    def _keys(self, without: str) -> Keys | None:
        """The keys of the rows; None where there are more than the bound."""
        if without not in self._known:
            self._known[without] = self._look(without)
        return self._known[without]

    def _look(self, without: str) -> Keys | None:
        if without and self._keys("") is None:
            return None  # with one condition less, there are no fewer
        found = self._matching(without)
        if found is not None and found.more and self._marks(without).say_all:
            return None
        if self._are_many(without):
            return None
        rows = self._unsearched(without).order_by()
        if found is not None and found.more:
            # Where so many match, a part of them is often more than is counted.
            part = self._unsearched(without, row_by_row=True).order_by()
            some = among(connection, rows.model._meta.db_table, found.keys)
            if part.filter(some).count() > BOUND:
                return None
        rows = self._with_text(rows, without)
        orders: tuple[Order, ...] = ()
        if found is not None and not found.more and not without:
            # Those that were found are looked up once, for their number and for their order.
            by_name = found.keys.many > BOUND
            orders = (self.asked.by_name,) if by_name else self.asked.orders
            rows = rows.annotate(**added(orders, known=True)).order_by(*towards(orders))
        keys = gathered(connection, rows.values_list("pk")[: BOUND + 1])
        if orders:
            self._sorted = (orders, keys)
        return keys if keys.many <= BOUND else None

    def _are_many(self, without: str) -> bool:
        """Whether a part of the rows, sooner told than all, is more than is counted."""
        for facet in FACETS[self.asked.noun]:
            chosen = self.asked.chosen.get(facet.key, ())
            if not chosen or facet.some is None or facet.key == without:
                continue
            some = facet.some(chosen, self.member, self.today, BOUND + _SPARE)
            rows = self._unsearched(without, facet.key).order_by()
            key = f"{rows.model._meta.db_table}.id"
            part = rows.filter(asked_first(connection, key, some))
            if self._with_text(part, without).count() > BOUND:
                return True
        return False

    def _matching(self, without: str) -> search.Matches | None:
        """What the search finds; None where no word is asked for.

        A few more are asked for where not all of them are rows of the list.
        """
        if not self.asked.text:
            return None
        marks = self._marks(without)
        if marks not in self._found:
            self._found[marks] = search.matches(
                self.member.program, self.asked.text, noun=self.asked.noun, marks=marks,
                bound=BOUND if marks.say_all else BOUND + _SPARE,
            )  # fmt: skip
        return self._found[marks]

    def _marks(self, without: str) -> Marks:
        """What the search is asked besides words, and whether that is all of the question."""
        sees_all = reach_of(self.member, Right.SEE_DIRECTORY) is Reach.ALL
        asked = [Marks(say_all=sees_all and not self._by_hand and not is_number(self._terms))]
        for facet in FACETS[self.asked.noun]:
            chosen = () if facet.key == without else self.asked.chosen.get(facet.key, ())
            if chosen or facet is STATUS:
                asked.append(facet.marks(chosen) if facet.marks else Marks(say_all=False))
        return reduce(and_, asked)

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

    @property
    def is_known(self) -> bool:
        """Whether the rows are told by their keys: those that were found, or all of them."""
        if self._keys("") is not None:
            return True
        found = self._matching("")
        return found is not None and not found.more

    def total(self) -> Total:
        """How many there are."""
        keys = self._keys("")
        return Total(BOUND, more=True) if keys is None else Total(keys.many, more=False)

    def offered(self) -> list[Offered]:
        """Each facet with its choices, counted as the other facets leave them."""
        offered = {facet: facet.choices(self.member.program) for facet in FACETS[self.asked.noun]}
        counts: dict[str, Counts] = {}
        for without, facets in self._counted_together(offered).items():
            if self._keys(without) is not None:
                counts |= tally(self.rows(without), facets, self.member, self.today)
        return [
            self._offer(facet, choices, counts.get(facet.key)) for facet, choices in offered.items()
        ]

    def _counted_together(
        self, offered: Mapping[Facet, list[tuple[str, Any]]]
    ) -> dict[str, dict[Facet, list[tuple[str, Any]]]]:
        """The facets whose choices are counted among the same rows: without what these leave out.

        Where nothing of a facet is chosen, the rows are those of the list itself.
        """
        found: dict[str, dict[Facet, list[tuple[str, Any]]]] = {}
        for facet, choices in offered.items():
            if facet is not STATUS and (facet.by is not None or choices):
                without = facet.key if self.asked.chosen.get(facet.key) else ""
                found.setdefault(without, {})[facet] = choices
        return found

    def _with_text(self, rows: Rows, without: str) -> Rows:
        found = self._matching(without)
        if found is None:
            return rows
        if found.more:
            return search.narrowed(rows, self.member.program, self.asked.noun, self._terms)
        return rows.filter(among(connection, rows.model._meta.db_table, found.keys))

    def _offer(
        self, facet: Facet, choices: list[tuple[str, Any]], counts: Counts | None
    ) -> Offered:
        chosen = self.asked.chosen.get(facet.key, ())
        if facet.key == "place":
            choices = _places(chosen, counts or {})
        return Offered(
            facet,
            tuple(
                Choice(
                    value,
                    str(words),
                    value in chosen,
                    None if counts is None else counts.get(value, 0),
                )
                for value, words in choices
            ),
        )


def _places(chosen: tuple[str, ...], counts: Mapping[str, int]) -> list[tuple[str, Any]]:
    """The places that are chosen, and those with most rows."""
    words = next(f.words for f in FACETS[Noun.SITE] if f.key == "place")
    most = sorted(
        (value for value in counts if not value.endswith(BETWEEN) and BETWEEN in value),
        key=lambda value: (-counts[value], value),
    )
    offered = dict.fromkeys([*chosen, *most[:_PLACES]])
    return [(value, words(value)) for value in offered]
