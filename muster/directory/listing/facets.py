"""What a list can be narrowed by: one facet for each question, with its choices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import us
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import BaseExpression, Combinable
from django.db.models.functions import Concat
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Member
from muster.core.models import Program
from muster.core.places import county_spellings, county_words, state_name
from muster.directory.findable.keys import asked_first
from muster.directory.findable.marks import ENDED, Marks, in_state
from muster.directory.findable.nouns import Noun
from muster.directory.fresh import AGING_DAYS, FRESH_DAYS, WORDS, Freshness
from muster.directory.listing import parts
from muster.directory.models import ContactPoint, Organization, Post, Site
from muster.directory.models.people import PostQuerySet
from muster.programs.models import Sector

Chosen = Sequence[str]
NONE = "none"
# The code of a state has no more letters, so nobody is in one that has.
_LONGEST_STATE = 2
_ANY = _("any")
BETWEEN = ":"


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that a list is narrowed by.

    Attributes:
        condition: which rows the chosen values leave; a value that is none leaves nothing out.
        choices: the values that are offered, with their words; empty where they come with counts.
        by: what rows are counted by, where that is one value of each row.
        words: what a value is called that is not among the choices.
        some: the keys of a part of the rows that the chosen values leave, so many at most: they
            are told sooner than all.
        marks: what the search itself knows of the condition: with a word it is one question then.
        walked: the same as the condition, told row by row: where most of many rows are left.
        if_none: what the pill says where nothing is chosen.
    """

    key: str
    label: Any
    condition: Callable[[Chosen, Member, date], Q]
    choices: Callable[[Program], list[tuple[str, Any]]]
    by: BaseExpression | Combinable | None = None
    words: Callable[[str], str] = str
    if_none: Any = _ANY
    some: Callable[[Chosen, Member, date, int], QuerySet[Any]] | None = None
    walked: Callable[[Chosen, Member, date], Q] | None = None
    marks: Callable[[Chosen], Marks] | None = None


def any_of(conditions: Sequence[Q]) -> Q:
    """Rows for which one of *conditions* holds; without any, all rows."""
    return reduce(or_, conditions, Q())


def _sectors(program: Program) -> list[tuple[str, Any]]:
    return [
        *Sector.objects.filter(program=program).order_by("position").values_list("key", "name"),
        (NONE, _("No sector yet")),
    ]


def _sector(path: str) -> Callable[[Chosen, Member, date], Q]:
    def condition(chosen: Chosen, member: Member, today: date) -> Q:
        named = Sector.objects.filter(
            program=member.program_id, key__in=[c for c in chosen if c != NONE]
        )
        found = Q(**{f"{path}__in": named.values("pk")})
        return found | Q(**{f"{path}__isnull": True}) if NONE in chosen else found

    return condition


def _place(chosen: Chosen, member: Member, today: date) -> Q:
    """A state, “MS”, or a county in it, “MS:Tarrow County”."""
    return _any_place(chosen, lambda state: Q(state=state), "county")


def _each_in_a_place(chosen: Chosen, member: Member, today: date) -> Q:
    """The same, as no index of places answers it.

    By its index, SQLite puts a whole state in order by name, to show the first thirty.
    """
    return _any_place(chosen, lambda state: Q(Exact(Concat("state", Value("")), state)), "county")


def _marks_of_places(chosen: Chosen) -> Marks:
    """The search knows states; in which county of one, rows tell."""
    states = dict.fromkeys(value.partition(BETWEEN)[0] for value in chosen)
    if any(len(state) > _LONGEST_STATE for state in states):
        return Marks(say_all=False)
    say_all = all(value.partition(BETWEEN)[2] == "" for value in chosen)
    return Marks(any_of=(tuple(map(in_state, states)),), say_all=say_all)


def _posts_there(chosen: Chosen, member: Member, today: date) -> PostQuerySet:
    there = _any_place(chosen, lambda state: Q(organization__state=state), "organization__county")
    return Post.objects.visible_to(member).held_on(today).filter(there).order_by()


def _any_place(chosen: Chosen, is_in: Callable[[str], Q], county_column: str) -> Q:
    conditions = []
    for value in chosen:
        state, _colon, county = value.partition(BETWEEN)
        conditions.append(is_in(state) & Q(**_in_county(county_column, county, state)))
    return any_of(conditions)


def _in_county(column: str, county: str, state: str) -> dict[str, Any]:
    return {f"{column}__in": county_spellings(county, state)} if county else {}


def _place_of_people(chosen: Chosen, member: Member, today: date) -> Q:
    return Q(pk__in=_posts_there(chosen, member, today).values("person"))


def _some_of_a_place(chosen: Chosen, member: Member, today: date, most: int) -> QuerySet[Any]:
    """Of the organizations there a few more are asked than people: some have nobody."""
    there = Organization.objects.filter(_place(chosen, member, today), program=member.program_id)
    some = there.order_by().values_list("pk")[: most + most // 4]
    posts = Post.objects.visible_to(member).held_on(today).order_by()
    at_some = posts.filter(asked_first(connection, "directory_post.organization_id", some))
    return at_some.values_list("person")[:most]


def _each_of_a_place(chosen: Chosen, member: Member, today: date) -> Q:
    return Q(Exists(_posts_there(chosen, member, today).filter(person=OuterRef("pk"))))


def place_words(value: str) -> str:
    """A place as a pill says it: “Tarrow County, MS”, or the name of the state."""
    state, _colon, county = value.partition(BETWEEN)
    return f"{county_words(county, state)}, {state}" if county else state_name(state)


def one_place(value: str) -> str:
    """The one value of a place, whichever way its county is written: “MS:Tarrow County”."""
    state, colon, county = value.partition(BETWEEN)
    return f"{state}{colon}{county_words(county, state)}"


def read_place(text: str) -> str:
    """The value of a place that somebody typed: “MS”, “Mississippi”, “Tarrow County, MS”."""
    county, _comma, state = (part.strip() for part in text.rpartition(","))
    found = us.states.lookup(state) if state else None
    code = str(found.abbr) if found else state.upper()[:2]
    return f"{code}{BETWEEN}{county_words(county, code)}" if county else code


def _fresh(chosen: Chosen, member: Member, today: date) -> Q:
    from_on = {"fresh": today.toordinal() - FRESH_DAYS, "aging": today.toordinal() - AGING_DAYS}
    fresh, aging = (date.fromordinal(from_on[key]) for key in ("fresh", "aging"))
    conditions = {
        Freshness.NEVER: Q(confirmed_on__isnull=True),
        Freshness.STALE: Q(confirmed_on__lt=aging),
        Freshness.AGING: Q(confirmed_on__gte=aging, confirmed_on__lt=fresh),
        Freshness.FRESH: Q(confirmed_on__gte=fresh),
    }
    return any_of([conditions[Freshness(value)] for value in chosen if value in list(Freshness)])


def _freshnesses(program: Program) -> list[tuple[str, Any]]:
    return [(key.value, WORDS[key]) for key in reversed(Freshness)]


def _reach(noun: Noun) -> Callable[[Chosen, Member, date], Q]:
    """Whether a number or address of theirs is bad, or they asked not to be contacted."""
    owner = "person" if noun is Noun.PERSON else "organization"

    def condition(chosen: Chosen, member: Member, today: date) -> Q:
        points = ContactPoint.objects.visible_to(member).filter(status__in=list(chosen))
        return Q(pk__in=points.exclude(**{owner: None}).values(owner))

    return condition


def _reaches(program: Program) -> list[tuple[str, Any]]:
    return [
        (ContactPoint.Status.BAD, _("A bad number or address")),
        (ContactPoint.Status.DO_NOT_CONTACT, _("Asked not to be contacted")),
    ]


def _part(noun: Noun) -> Facet:
    def condition(chosen: Chosen, member: Member, today: date) -> Q:
        known = parts.of_noun(noun)
        each = [known[key].conditions[noun](member.program) for key in chosen if key in known]
        if NONE in chosen:
            each.append(~any_of([part.conditions[noun](member.program) for part in known.values()]))
        return any_of(each)

    def choices(program: Program) -> list[tuple[str, Any]]:
        known = parts.of_noun(noun)
        if not known:
            return []
        return [*((key, part.words) for key, part in known.items()), (NONE, _("None yet"))]

    return Facet("part", _("Part in the program"), condition, choices)


def _kind(chosen: Chosen, member: Member, today: date) -> Q:
    return Q(kind__in=["" if value == NONE else value for value in chosen])


def _kinds(program: Program) -> list[tuple[str, Any]]:
    return [*Site.Kind.choices, (NONE, _("Not said"))]


def _status(chosen: Chosen, member: Member, today: date) -> Q:
    """Those that have not ended, unless the ended ones are asked for."""
    if "all" in chosen:
        return Q()
    return Q(ended_on__isnull="ended" not in chosen)


def _marks_of_status(chosen: Chosen) -> Marks:
    if "all" in chosen:
        return Marks()
    return Marks(any_of=((ENDED,),)) if "ended" in chosen else Marks(none_of=(ENDED,))


_NO_CHOICES: Callable[[Program], list[tuple[str, Any]]] = lambda program: []  # noqa: E731
_PLACE_BY = Concat(F("state"), Value(BETWEEN), F("county"))
_PLACE = Facet(
    "place",
    _("County or state"),
    _place,
    _NO_CHOICES,
    _PLACE_BY,
    place_words,
    walked=_each_in_a_place,
    marks=_marks_of_places,
)
STATUS = Facet(
    "status",
    _("Status"),
    _status,
    lambda program: [("ended", _("Ended only")), ("all", _("Ended too"))],
    if_none=_("not ended"),
    marks=_marks_of_status,
)
FACETS: dict[Noun, tuple[Facet, ...]] = {
    Noun.ORGANIZATION: (
        Facet("sector", _("Sector"), _sector("sector"), _sectors, F("sector__key")),
        _PLACE,
        _part(Noun.ORGANIZATION),
        Facet("fresh", _("Freshness"), _fresh, _freshnesses),
        Facet("reach", _("Contact"), _reach(Noun.ORGANIZATION), _reaches),
        STATUS,
    ),
    Noun.SITE: (
        Facet("kind", _("Kind"), _kind, _kinds, F("kind")),
        _PLACE,
        STATUS,
    ),
    Noun.PERSON: (
        Facet(
            "place",
            _("State of their work"),
            _place_of_people,
            _NO_CHOICES,
            words=place_words,
            some=_some_of_a_place,
            walked=_each_of_a_place,
        ),
        _part(Noun.PERSON),
        Facet("fresh", _("Freshness"), _fresh, _freshnesses),
        Facet("reach", _("Contact"), _reach(Noun.PERSON), _reaches),
    ),
}
