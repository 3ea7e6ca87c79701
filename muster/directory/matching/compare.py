"""Two records side by side, as the review desk shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.core.places import county_words
from muster.directory.matching.doubt import DOUBT
from muster.directory.matching.gather import rows_of, shared_mailboxes
from muster.directory.matching.model import MISSING, MODELS
from muster.directory.matching.pairs import PRIOR
from muster.directory.matching.parameters import REVIEW_OVER, SAME_OVER
from muster.directory.matching.rows import Noun, Row, Weight, chance_of
from muster.directory.matching.words import LABELS, Reason, reason_of
from muster.directory.models import (
    ContactPoint,
    Organization,
    Pair,
    Person,
    Post,
    Site,
    Touch,
)
from muster.directory.values import shown_phone
from muster.shell.days import day_words

# A bar is as long as its weight, up to so many bits; half of the drawing for each direction.
_LONGEST = 16.0
_HALF = 120.0
_PER_CENT = 2.8
# So many of a kind are listed beside each other; the record itself has all.
LISTED = 12


@dataclass(frozen=True, slots=True)
class Part:
    """Some letters of a value, and whether the other record has other ones there."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A weight as a bar from the middle, in the units of its drawing."""

    x: float
    width: float
    against: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One field of both, what it weighs, and why."""

    label: str
    left: tuple[Part, ...]
    right: tuple[Part, ...]
    bits: str
    bar: Bar
    reason: Reason


@dataclass(frozen=True, slots=True)
class Side:
    """What is told of one record above the comparison, and what belongs to it."""

    name: str
    href: str
    key: str
    says: str
    has: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A pair, written out."""

    left: Side
    right: Side
    start: Line
    lines: tuple[Line, ...]
    together: Line
    percent: int
    review_over: int
    same_over: int

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both, for what belongs to them."""
        return self.left, self.right

    # Where the bands and the score stand, in the units of their drawing.

    @property
    def marker(self) -> float:
        """The score."""
        return round(self.percent * _PER_CENT, 1)

    @property
    def low(self) -> float:
        """How wide *different* is, which is where *review* begins."""
        return round(self.review_over * _PER_CENT, 1)

    @property
    def mid(self) -> float:
        """How wide *review* is."""
        return round((self.same_over - self.review_over) * _PER_CENT, 1)

    @property
    def high(self) -> float:
        """Where *same* begins."""
        return round(self.same_over * _PER_CENT, 1)

    @property
    def rest(self) -> float:
        """How wide *same* is."""
        return round((100 - self.same_over) * _PER_CENT, 1)


def compare(pair: Pair) -> Compared:
    """The two records of *pair*, field by field, with what each field weighs."""
    noun = Noun.ORGANIZATIONS if pair.left_organization_id else Noun.PEOPLE
    left, right = pair.records
    rows = {row.key: row for row in rows_of(pair.program, noun, (left.pk, right.pk))}
    one, two = (
        rows.get(str(record.pk), Row(str(record.pk), record.name)) for record in (left, right)
    )
    told = {
        row.field: Weight(row.field, row.level, row.bits, row.others) for row in pair.weights.all()
    }
    weights = [told.get(field.key, Weight(field.key, MISSING, 0.0)) for field in MODELS[noun]]
    people = _people_at(pair, noun, one, two)
    lines = [_line(weight, one, two, people) for weight in weights]
    # What says something comes first; the rest is there to be seen that it says nothing.
    lines = [
        line
        for line, weight in zip(lines, weights, strict=True)
        if weight.level != MISSING or any(part.text for part in (*line.left, *line.right))
    ]
    if doubt := told.get(DOUBT):
        lines.append(_line(doubt, one, two, 0))
    percent = percent_of(pair.score)
    sides = _sides(left, right)
    return Compared(
        left=sides[0],
        right=sides[1],
        start=_line(told.get(PRIOR, Weight(PRIOR, "", 0.0)), one, two, 0),
        lines=tuple(lines),
        together=Line(_("Together"), (), (), signed(pair.score), _bar(pair.score), Reason("")),
        percent=percent,
        review_over=round(100 * REVIEW_OVER),
        same_over=round(100 * SAME_OVER),
    )


def percent_of(score: float) -> int:
    """A score as “so many in 100”, never 0 and never 100: nobody knows that well.

    >>> percent_of(2.6), percent_of(50.0), percent_of(-50.0)
    (86, 99, 1)
    """
    return min(99, max(1, round(100 * chance_of(score))))


def signed(bits: float) -> str:
    """A weight as it is printed, with the sign of mathematics.

    >>> signed(7.08), signed(-2.0), signed(0.0)
    ('+7.1', '−2.0', '0.0')
    """
    if abs(bits) < 0.05:
        return number_format(0.0, 1)
    sign = "+" if bits > 0 else "−"
    return f"{sign}{number_format(round(abs(bits), 1), 1)}"


def _bar(bits: float) -> Bar:
    width = round(min(abs(bits), _LONGEST) / _LONGEST * _HALF, 1)
    against = bits < 0
    return Bar(x=round(_HALF - width, 1) if against else _HALF, width=width, against=against)


def _line(weight: Weight, left: Row, right: Row, people: int) -> Line:
    one, two = _value(weight.field, left), _value(weight.field, right)
    first, second = marked(one, two) if weight.field in ("name", "street") else (None, None)
    return Line(
        label=str(LABELS[weight.field]),
        left=first or (Part(one, False),),
        right=second or (Part(two, False),),
        bits=signed(weight.bits),
        bar=_bar(weight.bits),
        reason=reason_of(weight, left, right, people=people),
    )


def marked(left: str, right: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both values in parts, those marked that the other one has not.

    >>> [(part.text, part.differs) for part in marked("Old Gin Road", "Old Gin Rd")[0]]
    [('Old Gin R', False), ('oa', True), ('d', False)]
    """
    if not left or not right:
        return (Part(left, False),), (Part(right, False),)
    one, two = [], []
    steps = SequenceMatcher(None, left.casefold(), right.casefold(), autojunk=False).get_opcodes()
    for step, start, end, other_start, other_end in steps:
        differs = step != "equal"
        one.append(Part(left[start:end], differs))
        two.append(Part(right[other_start:other_end], differs))
    return tuple(part for part in one if part.text), tuple(part for part in two if part.text)


def _value(field: str, row: Row) -> str:
    if field in (PRIOR, DOUBT):
        return ""
    if field == "place":
        town = row.city or county_words(row.county, row.state)
        return ", ".join(part for part in (town, f"{row.state} {row.zip}".strip()) if part)
    if field == "agency":
        return str(Organization.Agency(row.agency).label) if row.agency else ""
    told: dict[str, Sequence[str]] = {
        "phone": [shown_phone(phone) for phone in row.phones],
        "email": row.emails,
        "web": [*row.emails, *([row.url] if row.url else [])],
        "organization": row.organizations,
        "name": [row.name],
    }
    if field in told:
        return " · ".join(dict.fromkeys(told[field]))
    value = getattr(row, field)
    return "" if value is None else str(value)


def _people_at(pair: Pair, noun: Noun, left: Row, right: Row) -> int:
    """How many people use the mailbox that both have."""
    both = set(left.emails) & set(right.emails)
    if not both:
        return 0
    shared = shared_mailboxes(pair.program, noun, both)
    return max(shared.values(), default=0)


def _sides(left: Any, right: Any) -> tuple[Side, Side]:
    """Both records: where they come from and what they have, in the same questions for both."""
    whose = "organization" if isinstance(left, Organization) else "person"
    numbers = (left.pk, right.pk)
    has: dict[int, list[tuple[str, tuple[str, ...]]]] = {number: [] for number in numbers}
    for label, told in _belongings(whose, numbers):
        for number in numbers:
            mine = [text for one, text in told if one == number]
            more = [_("and %(many)s more") % {"many": len(mine) - LISTED}][: len(mine) > LISTED]
            has[number].append((label, (*mine[:LISTED], *more)))
    counts = dict(
        Touch.objects.filter(**{f"{whose}__in": numbers})
        .order_by()
        .values_list(whose)
        .annotate(Count("pk"))
    )
    return tuple(  # type: ignore[return-value]
        Side(
            name=record.name,
            href=reverse(whose, args=[record.key]),
            key=record.key,
            says=_says(record, counts.get(record.pk, 0)),
            has=tuple(has[record.pk]),
        )
        for record in (left, right)
    )


def _belongings(
    whose: str, numbers: tuple[int, int]
) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    of_both = Q(**{f"{whose}__in": numbers})
    points = ContactPoint.objects.filter(of_both).values_list(whose, "address")
    yield _("Phones and mailboxes"), [(one, shown_phone(address)) for one, address in points]
    if whose == "organization":
        posts = Post.objects.filter(of_both, person__erased_on=None)
        people = posts.order_by("person__name").values_list(whose, "person__name", "title")
        yield _("People"), [(one, _titled(name, title)) for one, name, title in people]
        sites = Site.objects.filter(of_both).order_by("name").values_list(whose, "name", "city")
        yield _("Sites"), [(one, _titled(name, city)) for one, name, city in sites]
    else:
        held = Post.objects.filter(of_both).order_by("organization__name")
        told = held.values_list(whose, "organization__name", "title")
        yield _("Posts"), [(one, _titled(name, title)) for one, name, title in told]


def _titled(name: str, title: str) -> str:
    return f"{name}, {title}" if title else name


def _says(record: Organization | Person, touches: int) -> str:
    parts = []
    if record.source is not None:
        parts.append(
            _("%(source)s, %(day)s")
            % {"source": record.source.name, "day": day_words(record.source.on)}
        )
    if touches:
        said = ngettext("%(many)s touch", "%(many)s touches", touches)
        parts.append(said % {"many": number_format(touches)})
    return " · ".join(parts)
