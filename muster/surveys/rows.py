"""The rows behind a figure: single answers, each under a key of its own, by value.

An answer is nobody's. What one response says to other items is not told here, and the rows stand in
the order of their keys, which says nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.builds.models import Build
from muster.core.keys import KEY_LETTERS
from muster.programs.models import Item, Measure
from muster.surveys.models import Answer, Response

_PAIRS = (Measure.Kind.PAIR_BEFORE, Measure.Kind.PAIR_AFTER)


@dataclass(slots=True)
class Value:
    """One thing that was answered: in words, whether it counts, and the keys of the answers."""

    label: str
    counts: bool
    keys: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rows:
    """All answers to one item at one build.

    Attributes:
        values: every value that could be chosen, also those that nobody chose.
        origins: how many answers came from where, in words.
        reconstructed: whether some say only that they count, because their value is not known.
        items: the versions of the question that were asked, the latest first.
        one_each: whether each answer is one person's; of "any of several" it is not.
    """

    values: tuple[Value, ...]
    origins: tuple[tuple[str, int], ...]
    reconstructed: bool
    items: tuple[Item, ...]

    @property
    def total(self) -> int:
        return sum(len(value.keys) for value in self.values)

    @property
    def one_each(self) -> bool:
        return all(item.kind != Item.Kind.MULTIPLE for item in self.items)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Each answer as its key and its value, in the order of the keys."""
        pairs = [(key, value.label) for value in self.values for key in value.keys]
        return iter(sorted(pairs))


def rows_behind(build: Build, measure: Measure, member: Member) -> Rows:
    """The answers of *build* that *measure* counts, as far as *member* may see them."""
    answers = Answer.objects.visible_to(member).filter(
        response__build=build, item__code=measure.item_code
    )
    if measure.kind in _PAIRS:
        # Both sides or neither, so that before and after are told of the same people.
        answers = answers.filter(option__isnull=False, before__isnull=False)
    rows = list(answers.select_related("option", "before", "response").order_by("key"))
    items = list(
        Item.objects.of(build.program)
        .filter(pk__in={row.item_id for row in rows})
        .select_related("questionnaire")
        .prefetch_related("options")
        .order_by("-questionnaire__version")
    )
    known = [row for row in rows if row.counted is None]
    reconstructed = [row for row in rows if row.counted is not None]
    values = [
        *(_values(known, items, measure) if known else ()),
        *(_counted_or_not(reconstructed) if reconstructed else ()),
    ]
    # A single value of few answers would tell what the figure itself does not.
    if any(item.sensitive for item in items) or len(rows) < build.program.whole_room:
        values = _folded(values)
    origins = Counter(row.response.origin for row in rows)
    return Rows(
        values=tuple(values),
        origins=_in_words(origins),
        reconstructed=bool(reconstructed),
        items=tuple(items),
    )


def _values(rows: Iterable[Answer], items: Iterable[Item], measure: Measure) -> list[Value]:
    """The values that could be chosen, in the order of the question, and who chose each."""
    # One label may stand in several versions of the questionnaire: it is one value.
    by_label = {
        option.label: Value(option.label, option.counts)
        for item in items
        for option in item.options.all()
    }
    for row in rows:
        before = measure.kind == Measure.Kind.PAIR_BEFORE
        option = row.before if before else row.option
        label = option.label if option is not None else f"{row.number:f}"
        key = _key_before(row.key) if before else row.key
        by_label.setdefault(label, Value(label, False)).keys.append(key)
    for value in by_label.values():
        value.keys.sort()
    return list(by_label.values())


def _key_before(key: str) -> str:
    """The key under which the side "before" of the pair *key* is shown.

    Under one key the two sides could be put together again, and few made any single change of
    words. Only this installation can work out one key from the other.
    """
    digest = salted_hmac("muster.surveys.rows.before", key, algorithm="sha256").digest()
    return "".join(KEY_LETTERS[byte % len(KEY_LETTERS)] for byte in digest[: len(key)])


def _folded(values: Iterable[Value]) -> list[Value]:
    """The same answers by that alone whether they count."""
    yes, no = Value(_("Counted"), True), Value(_("Not counted"), False)
    for value in values:
        (yes if value.counts else no).keys.extend(value.keys)
    for value in (yes, no):
        value.keys.sort()
    return [yes, no]


def _counted_or_not(rows: Iterable[Answer]) -> list[Value]:
    """Answers of which only that is known whether they count."""
    yes, no = Value(_("Counted"), True), Value(_("Not counted"), False)
    for row in rows:
        (yes if row.counted else no).keys.append(row.key)
    return [yes, no]


def responses_by_origin(build: Build) -> tuple[tuple[str, int], ...]:
    """How many responses came from where, in words. Their keys lead to nothing and stay away."""
    return _in_words(
        Counter(dict(build.responses.order_by().values_list("origin").annotate(n=Count("pk"))))
    )


def _in_words(origins: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(
        (str(Response.Origin(origin).label), origins[origin])
        for origin in Response.Origin.values
        if origins[origin]
    )
