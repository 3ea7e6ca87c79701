"""One page of a list: its rows with what stands in each column, and where it goes on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from muster.core.keyset import Stretch, cursor, stretch
from muster.directory.findable.nouns import Noun
from muster.directory.findable.texts import plain, terms_of
from muster.directory.fresh import Fresh, fresh
from muster.directory.listing.orders import NAME, Order, added, columns_of
from muster.directory.listing.rows import Narrowed, Rows, Total
from muster.directory.listing.sections import keys_near, place_at
from muster.directory.models import ContactPoint, OtherName, Post, Touch
from muster.directory.search import reason

AT_ONCE = 30
_TROUBLE = (ContactPoint.Status.DO_NOT_CONTACT, ContactPoint.Status.BAD)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and whether it is what was looked for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the page.

    Attributes:
        why: the other name that it was found by.
        posts: those that are held now, the person's or the organization's.
        trouble: "bad", "do_not_contact", or nothing, of its numbers and addresses.
    """

    record: Any
    pieces: tuple[Piece, ...]
    why: OtherName | None
    why_pieces: tuple[Piece, ...]
    fresh: Fresh | None
    trouble: str
    posts: tuple[Post, ...]
    people: int | None
    touch: Touch | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list.

    Attributes:
        orders: those that it really stands in.
        kept_order: whether it stands by name because there are too many for the order asked.
    """

    rows: tuple[Row, ...]
    stretch: Stretch[Any]
    orders: tuple[Order, ...]
    kept_order: bool


def standing(narrowed: Narrowed, total: Total) -> tuple[Order, ...]:
    """The orders that the rows can stand in."""
    return (narrowed.asked.by_name,) if total.more else narrowed.asked.orders


def in_order(narrowed: Narrowed, orders: tuple[Order, ...]) -> Rows:
    """The rows with what they are put in order by."""
    return _given(narrowed.rows(), orders, known=narrowed.is_known)


def near(
    narrowed: Narrowed, orders: tuple[Order, ...], *, size: int, after: str = "", before: str = ""
) -> Rows:
    """The same, where others than the *size* next to a cursor and one more may be left out."""
    rows = in_order(narrowed, orders)
    if narrowed.is_known:
        leading = None if after or before else narrowed.leading(orders, size + 1)
        return rows if leading is None else _given(leading, orders, known=True)
    if not orders[0].sections:
        return rows
    walked = _given(narrowed.walked(), orders, known=False)
    keys = keys_near(walked, orders[0], size=size, after=after, before=before)
    return _given(narrowed.among(keys), orders, known=True)


def page_of(narrowed: Narrowed, total: Total, *, size: int = AT_ONCE) -> Page:
    """The page that was asked for, with all that its columns tell; a fixed number of questions."""
    asked = narrowed.asked
    kept = total.more and asked.orders[0].key != NAME
    orders = standing(narrowed, total)
    after, before = asked.after, asked.before
    if asked.start and orders[0].key == NAME and len(orders) == 1:
        after = cursor(place_at(asked.start, orders[0]))
    rows = near(narrowed, orders, size=size, after=after, before=before)
    columns = columns_of(orders)
    found = stretch(_with(rows, asked.noun), columns, size=size, after=after, before=before)
    return Page(tuple(_told(narrowed, found.rows)), found, orders, kept)


def pieces_of(text: str, terms: Sequence[str]) -> tuple[Piece, ...]:
    """*text* in pieces, so that the beginnings that were looked for can be marked.

    >>> [(piece.text, piece.found) for piece in pieces_of("Cinder Creek", ["cree"])]
    [('Cinder ', False), ('Cree', True), ('k', False)]
    """
    pieces: list[Piece] = []
    for at, word in enumerate(text.split(" ")):
        gap = " " if at else ""
        said = plain(word)
        longest = max((len(term) for term in terms if said.startswith(term)), default=0)
        if not longest or len(said) != len(word):
            # A word that is spelled with signs is marked as a whole, or not.
            pieces += [Piece(gap, False)] if gap and longest else []
            pieces.append(Piece(word if longest else gap + word, bool(longest)))
            continue
        pieces += [Piece(gap, False)] if gap else []
        pieces.append(Piece(word[:longest], True))
        pieces += [Piece(word[longest:], False)] if word[longest:] else []
    return tuple(_joined(pieces))


def _joined(pieces: Iterable[Piece]) -> Iterable[Piece]:
    last: Piece | None = None
    for piece in pieces:
        if last is not None and last.found == piece.found:
            last = Piece(last.text + piece.text, piece.found)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _given(rows: Rows, orders: tuple[Order, ...], *, known: bool) -> Rows:
    given: Rows = rows.annotate(**added(orders, known=known))
    return given


def _with(rows: Any, noun: Noun) -> Any:
    if noun is Noun.ORGANIZATION:
        # Not joined: PostgreSQL would rather join a million parents than look up those of a page.
        return rows.prefetch_related("sector", "parent", "other_names")
    return rows.select_related("organization") if noun is Noun.SITE else rows


def _told(narrowed: Narrowed, records: Sequence[Any]) -> Iterable[Row]:
    noun = narrowed.asked.noun
    terms = terms_of(narrowed.asked.text)
    keys = [record.pk for record in records]
    posts = _posts(narrowed, keys) if noun is Noun.PERSON else {}
    people = _people(narrowed, keys) if noun is Noun.ORGANIZATION else {}
    touches = _touches(narrowed, keys) if noun is not Noun.SITE else {}
    trouble = _trouble(narrowed, keys)
    for record in records:
        why = reason(record, terms) if terms else None
        yield Row(
            record=record,
            pieces=pieces_of(record.name, terms),
            why=why,
            why_pieces=pieces_of(why.name, terms) if why else (),
            fresh=None if noun is Noun.SITE else fresh(record.confirmed_on, narrowed.today),
            trouble=trouble.get(record.pk, ""),
            posts=tuple(posts.get(record.pk, ())),
            people=people.get(record.pk, 0) if noun is Noun.ORGANIZATION else None,
            touch=touches.get(record.pk),
        )


def _posts(narrowed: Narrowed, keys: Sequence[int]) -> dict[int, list[Post]]:
    """The posts that each person holds."""
    held: dict[int, list[Post]] = {}
    visible = Post.objects.visible_to(narrowed.member).held_on(narrowed.today)
    for post in visible.filter(person__in=keys).select_related("organization").order_by("pk"):
        held.setdefault(post.person_id, []).append(post)
    return held


def _people(narrowed: Narrowed, keys: Sequence[int]) -> dict[int, int]:
    """How many people hold a post in each organization."""
    visible = Post.objects.visible_to(narrowed.member).held_on(narrowed.today)
    here = visible.filter(organization__in=keys, person__merged_into=None, person__erased_on=None)
    counted = here.order_by().values("organization").annotate(n=Count("person", distinct=True))
    return {row["organization"]: row["n"] for row in counted}


def _touches(narrowed: Narrowed, keys: Sequence[int]) -> dict[int, Touch]:
    """The last touch of each."""
    owner = "person" if narrowed.asked.noun is Noun.PERSON else "organization"
    visible = Touch.objects.visible_to(narrowed.member).filter(**{f"{owner}__in": keys})
    newest = Window(RowNumber(), partition_by=[F(owner)], order_by=["-on", "-pk"])
    return {
        getattr(touch, f"{owner}_id"): touch
        for touch in visible.annotate(place=newest).filter(place=1)
    }


def _trouble(narrowed: Narrowed, keys: Sequence[int]) -> dict[int, str]:
    """What is wrong with a number or address of each: that they asked not to be called is first."""
    owner = narrowed.asked.noun.name.lower()
    points = ContactPoint.objects.visible_to(narrowed.member).filter(
        status__in=_TROUBLE, **{f"{owner}__in": keys}
    )
    found: dict[int, str] = {}
    for key, status in points.values_list(owner, "status"):
        if found.get(key) != ContactPoint.Status.DO_NOT_CONTACT:
            found[key] = status
    return found
