"""Who is at a number or an address: it is written out whole, in whatever way."""

import re

from django.db.models import Q

from muster.accounts.models import Member
from muster.directory.models import ContactPoint
from muster.directory.values import read_email, read_phone

_DIGITS = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# Fewer are a USDOT number, a street or a line inside a house.
_FEWEST = 10


def as_kept(text: str) -> str:
    """The number or the address that *text* is, as the directory keeps it; else nothing.

    >>> as_kept("601 555 0123"), as_kept("Desk@Fenhollow.example"), as_kept("Larkhaven 12")
    ('+16015550123', 'desk@fenhollow.example', '')
    """
    if "@" in text:
        return str(read_email(text).value)
    if len(_DIGITS.findall(text)) < _FEWEST or len(_LETTERS.findall(text)) > 1:
        return ""
    return str(read_phone(text).value)


def who_is_at(member: Member, kept: str, *, most: int) -> list[ContactPoint]:
    """Numbers and addresses that *member* may see and that are *kept*, with whom they reach.

    A number without an extension is also that of all behind it.

    Args:
        kept: as `as_kept` gives it; where it is empty, nothing is asked.
    """
    if not kept:
        return []
    is_it = Q(address=kept)
    if kept.startswith("+"):
        is_it |= Q(address__gte=f"{kept};ext=", address__lt=f"{kept};ext>")
    points = ContactPoint.objects.visible_to(member).filter(is_it)
    return list(
        points.select_related("person", "site", "organization").order_by("address", "pk")[:most]
    )
