"""A list as a file to take along: CSV, a workbook, or contact cards.

A file holds what its member may see, and numbers and addresses by their audience. Whoever asked not
to be contacted is not in the cards at all, and in a table without a number. No cell is a formula.
Rows are read a thousand at a time and sent as they come, however many there are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from tempfile import TemporaryFile
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.accounts.rights import Reach, Right, reach_of
from muster.core import audit
from muster.directory.findable.nouns import Noun
from muster.directory.listing.choose import Chosen
from muster.directory.listing.rows import Rows
from muster.directory.models import ContactPoint, Post
from muster.directory.values import in_one_cell, phone_on_card, shown_phone

_AT_ONCE = 1_000
_CHUNK = 64 * 1024
# What Excel takes into one sheet, and into one cell.
MOST_IN_A_SHEET = 1_048_575
_LONGEST_CELL = 32_000
_UNPRINTABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])


class Format(StrEnum):
    """In which form a list is taken along."""

    CSV = "csv"
    XLSX = "xlsx"
    VCARD = "vcf"


class ReasonMissing(Exception):
    """This role takes people's names along only with a reason, and none was given."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A list that is on its way.

    Attributes:
        rows: how many records it has.
        left_out: how many asked not to be contacted, and are not in the cards.
    """

    headings: tuple[str, ...]
    records: Rows
    rows: int
    left_out: int


def asks_reason(member: Member) -> bool:
    """Whether *member* says why before names leave."""
    return reach_of(member, Right.EXPORT_PEOPLE) is Reach.REASON


@transaction.atomic
def export(
    member: Member, what: Chosen, *, form: Format, reason: str, today: date, now: datetime
) -> Exported:
    """The rows that were chosen, ready to be sent; it is written down that they left.

    Raises:
        ReasonMissing: the member's role asks for one.
    """
    if asks_reason(member) and not reason.strip():
        raise ReasonMissing
    records = what.rows(member, today=today, right=Right.EXPORT_PEOPLE)
    left_out = 0
    if form is Format.VCARD:
        silent = _asked_not_to(member, what.noun)
        left_out = records.filter(pk__in=silent).count()
        records = records.exclude(pk__in=silent)
    rows = records.count()
    audit.record(
        by=member.user.email, verb="exported", subject=f"directory:{what.noun.name.lower()}",
        program=member.program, at=now, reason=_why(reason, what, form),
        counts={"rows": rows, "left_out": left_out},
    )  # fmt: skip
    return Exported(headings(what.noun), records, rows, left_out)


def headings(noun: Noun) -> tuple[str, ...]:
    """What stands over the columns of a table."""
    place = (_("City"), _("County"), _("State"))
    reached = (_("Phones"), _("E-mails"), _("Contact"))
    if noun is Noun.ORGANIZATION:
        return (
            _("Key"), _("Name"), _("Sector"), *place, _("USDOT number"), _("ORI"), _("Trucks"),
            *reached, _("Confirmed on"), _("Ended on"),
        )  # fmt: skip
    if noun is Noun.SITE:
        return (
            _("Key"), _("Name"), _("Organization"), _("Kind"), _("Street"), *place, _("ZIP code"),
            *reached, _("Ended on"),
        )  # fmt: skip
    return (
        _("Key"), _("Name"), _("Posts"), _("Organizations"), *reached, _("Language"),
        _("Confirmed on"),
    )  # fmt: skip


def lines(member: Member, noun: Noun, records: Rows, *, today: date) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, under `headings`."""
    for batch in _batches(records, noun):
        keys = [record.pk for record in batch]
        points = _points(member, noun, keys)
        posts = _posts(member, keys, today) if noun is Noun.PERSON else {}
        for record in batch:
            reached = _reached(points.get(record.pk, []))
            yield _line(noun, record, reached, posts.get(record.pk, []))


def cards(member: Member, noun: Noun, records: Rows, *, today: date) -> Iterator[str]:
    """A vCard 3.0 for each record, as address books read it."""
    for batch in _batches(records, noun):
        keys = [record.pk for record in batch]
        points = _points(member, noun, keys)
        posts = _posts(member, keys, today) if noun is Noun.PERSON else {}
        for record in batch:
            yield _card(noun, record, points.get(record.pk, []), posts.get(record.pk, []))


def workbook(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """A workbook with one sheet; it grows in a file, not in memory, and every cell is text."""
    from openpyxl.workbook.workbook import Workbook  # noqa: PLC0415 (slow import)

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("List"))
    sheet.append([_cell(sheet, heading) for heading in headings])
    for row in islice(rows, MOST_IN_A_SHEET):
        sheet.append([_cell(sheet, value) for value in row])
    with TemporaryFile() as kept:
        book.save(kept)
        kept.seek(0)
        while piece := kept.read(_CHUNK):
            yield piece


def _cell(sheet: Any, value: Any) -> Any:
    """A cell that no spreadsheet calculates: a number is one, all else is text, also “=1+1”."""
    from openpyxl.cell.cell import WriteOnlyCell  # noqa: PLC0415 (slow import)

    if isinstance(value, int):
        return WriteOnlyCell(sheet, value)
    text = "" if value is None else str(value).translate(_UNPRINTABLE)[:_LONGEST_CELL]
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _batches(records: Rows, noun: Noun) -> Iterator[list[Any]]:
    """The records by their keys, so many at a time, each batch after the last key of the one."""
    last = 0
    related = {
        Noun.ORGANIZATION: ("sector",), Noun.SITE: ("organization",), Noun.PERSON: (),
    }[noun]  # fmt: skip
    rows = records.select_related(*related) if related else records
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:_AT_ONCE]):
        yield batch
        last = batch[-1].pk


def _asked_not_to(member: Member, noun: Noun) -> Any:
    owner = noun.name.lower()
    silent = ContactPoint.objects.filter(
        program=member.program_id, status=ContactPoint.Status.DO_NOT_CONTACT
    )
    return silent.exclude(**{owner: None}).values(owner)


def _points(member: Member, noun: Noun, keys: Sequence[int]) -> dict[int, list[ContactPoint]]:
    """The numbers and addresses of each record that *member* may see."""
    owner = noun.name.lower()
    found: dict[int, list[ContactPoint]] = {}
    visible = ContactPoint.objects.visible_to(member).filter(**{f"{owner}__in": keys})
    for point in visible.order_by("kind", "pk"):
        found.setdefault(getattr(point, f"{owner}_id"), []).append(point)
    return found


def _posts(member: Member, keys: Sequence[int], today: date) -> dict[int, list[Post]]:
    found: dict[int, list[Post]] = {}
    held = Post.objects.visible_to(member).held_on(today).filter(person__in=keys)
    for post in held.select_related("organization").order_by("pk"):
        found.setdefault(post.person_id, []).append(post)
    return found


def _reached(points: Sequence[ContactPoint]) -> tuple[str, str, str]:
    """Phones, e-mails, and what is to be known before one uses them."""
    if any(point.status == ContactPoint.Status.DO_NOT_CONTACT for point in points):
        return "", "", str(_("do not contact"))
    good = [point for point in points if point.status == ContactPoint.Status.OK]
    bad = len(points) - len(good)
    return (
        "; ".join(
            shown_phone(point.address) for point in good if point.kind == ContactPoint.Kind.PHONE
        ),
        "; ".join(point.address for point in good if point.kind == ContactPoint.Kind.EMAIL),
        _("%(bad)s bad, left out") % {"bad": bad} if bad else "",
    )


def _line(
    noun: Noun, record: Any, reached: tuple[str, str, str], posts: Sequence[Post]
) -> tuple[Any, ...]:
    if noun is Noun.ORGANIZATION:
        return (
            record.key, record.name, record.sector or "", record.city, record.county, record.state,
            record.usdot, record.ori, record.trucks, *reached, _day(record.confirmed_on),
            _day(record.ended_on),
        )  # fmt: skip
    if noun is Noun.SITE:
        return (
            record.key, record.name, record.organization.name, record.get_kind_display(),
            record.street, record.city, record.county, record.state, record.zip, *reached,
            _day(record.ended_on),
        )  # fmt: skip
    # Title by title as the organizations, one of them twice if need be: so they can be read back.
    return (
        record.key, record.name, in_one_cell(post.title for post in posts),
        in_one_cell(post.organization.name for post in posts), *reached,
        record.language, _day(record.confirmed_on),
    )  # fmt: skip


def _card(
    noun: Noun, record: Any, points: Sequence[ContactPoint], posts: Sequence[Post]
) -> str:  # fmt: skip
    import vobject  # noqa: PLC0415 (slow import)

    card = vobject.vCard()
    name = _plain(record.name)
    card.add("fn").value = name
    given, _space, family = name.rpartition(" ") if noun is Noun.PERSON else ("", "", "")
    card.add("n").value = vobject.vcard.Name(family=family, given=given)
    organization = {
        Noun.ORGANIZATION: name,
        Noun.SITE: _plain(record.organization.name) if noun is Noun.SITE else "",
        Noun.PERSON: _plain(posts[0].organization.name) if posts else "",
    }[noun]
    if organization:
        card.add("org").value = [organization]
    if posts and posts[0].title:
        card.add("title").value = _plain(posts[0].title)
    for point in points:
        if point.status != ContactPoint.Status.OK:
            continue
        line = card.add("tel" if point.kind == ContactPoint.Kind.PHONE else "email")
        is_phone = point.kind == ContactPoint.Kind.PHONE
        line.value = _plain(phone_on_card(point.address) if is_phone else point.address)
        line.type_param = "WORK" if is_phone else "INTERNET"
    if noun is not Noun.PERSON and (record.city or record.state):
        card.add("adr").value = vobject.vcard.Address(
            street=_plain(getattr(record, "street", "")), city=_plain(record.city),
            region=record.state, code=getattr(record, "zip", ""),
        )  # fmt: skip
        card.adr.type_param = "WORK"
    return str(card.serialize())


def _plain(text: str) -> str:
    """One line of text: a break would be the next line of the card."""
    return " ".join(text.translate(_UNPRINTABLE).split())


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _why(reason: str, what: Chosen, form: Format) -> str:
    """For the record of acts: the format, what the list was narrowed by, and the reason given.

    What was typed into the search may be somebody's name: of that, only that there was something.
    """
    from_list = _filters(what) if what.all_of_it else "ticked"
    return "; ".join(part for part in (form.value, from_list, " ".join(reason.split())) if part)


def _filters(what: Chosen) -> str:
    kept = QueryDict(what.query, mutable=True)
    searched = bool(kept.pop("q", [""])[-1])
    for name in ("after", "before", "at", "col", "sort", "then"):
        kept.pop(name, None)
    return " & ".join(part for part in (kept.urlencode(), "a search" if searched else "") if part)
