"""Numbers and addresses as a page shows them: in order, and by how many each is shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse

from muster.accounts.models import Member
from muster.accounts.rights import Reach, Right, reach_of
from muster.directory.fresh import Fresh, fresh
from muster.directory.models import ContactPoint
from muster.directory.values import shown_phone

# A page shows no more of them.
_MOST = 200


@dataclass(frozen=True, slots=True)
class Reached:
    """A number or an address on a page.

    Attributes:
        whose: whom it reaches, in words; empty on the page of that very person or site.
        shared: by how many people, where it is more than one.
        may_confirm: whether the member may confirm, mark and replace it.
    """

    point: ContactPoint
    whose: str
    whose_href: str
    fresh: Fresh
    shared: int
    may_confirm: bool = False

    @property
    def address(self) -> str:
        """The number as it is dialed, or the address."""
        return shown_phone(self.point.address)

    @property
    def href(self) -> str:
        """What a phone calls, or where a mail goes."""
        if self.point.kind == ContactPoint.Kind.EMAIL:
            return f"mailto:{self.point.address}"
        return f"tel:{self.point.address}"

    @property
    def works(self) -> bool:
        """Whether it may be used."""
        return self.point.status == ContactPoint.Status.OK

    @property
    def off(self) -> bool:
        """Whether somebody asked not to be contacted there."""
        return self.point.status == ContactPoint.Status.DO_NOT_CONTACT


def points_about(member: Member, about: Q, today: date) -> list[Reached]:
    """The numbers and addresses that are *about* somebody and that *member* sees, in order."""
    rows = ContactPoint.objects.visible_to(member).filter(about)
    rows = rows.select_related("person", "site", "organization")
    rows = rows.annotate(shared=_shared(member))
    points = sorted(rows.order_by("pk")[:_MOST], key=_in_order)
    mine = _confirmable(member, points)
    return [_reached(point, point.pk in mine, today) for point in points]


def _confirmable(member: Member, points: Sequence[ContactPoint]) -> set[int]:
    """Those of *points* that *member* may confirm; it asks only for who has a part of them."""
    reach = reach_of(member, Right.CONFIRM_CONTACT_POINTS)
    numbers = {point.pk for point in points}
    if reach is Reach.ALL:
        return numbers
    if reach is None or not points:
        return set()
    rows = ContactPoint.objects.visible_to(member, Right.CONFIRM_CONTACT_POINTS)
    return set(rows.filter(pk__in=numbers).values_list("pk", flat=True))


def _in_order(point: ContactPoint) -> tuple[int, int, str, bool, str]:
    """What may be used first; the house's own before those of its people."""
    whose = 0 if point.organization_id else 1 if point.site_id else 2
    name = point.person.name if point.person else point.site.name if point.site else ""
    status = list(ContactPoint.Status).index(ContactPoint.Status(point.status))
    return (status, whose, name, point.kind != ContactPoint.Kind.PHONE, point.address)


def _shared(member: Member) -> Subquery:
    """By how many people and places an address is used: a shared mailbox never matches two."""
    others = ContactPoint.objects.visible_to(member).filter(address=OuterRef("address"))
    counted = others.order_by().values("address").annotate(many=Count("pk"))
    return Subquery(counted.values("many"))


def _reached(point: Any, may_confirm: bool, today: date) -> Reached:
    owner = point.person or point.site or point.organization
    noun = "person" if point.person else "site" if point.site else "organization"
    return Reached(
        point=point,
        whose=owner.name if owner else "",
        whose_href=reverse(noun, args=[owner.key]) if owner else "",
        fresh=fresh(point.verified_on, today),
        shared=point.shared if point.kind == ContactPoint.Kind.EMAIL else 1,
        may_confirm=may_confirm,
    )


def best_ways(points: Sequence[Reached]) -> dict[int, Reached]:
    """The best way to reach each person: a number that works, the last one confirmed."""
    best: dict[int, Reached] = {}
    for each in sorted(points, key=_rank, reverse=True):
        if each.works and each.point.person_id is not None:
            best.setdefault(each.point.person_id, each)
    return best


def _rank(each: Reached) -> tuple[bool, date]:
    return (each.point.kind == ContactPoint.Kind.PHONE, each.point.verified_on or date.min)
