"""What can go wrong when somebody changes the directory by hand.

* RecordError
  x NameMissing         a record has no name
  x NumberTaken         another organization has this USDOT number or ORI already
  x PartOfItself        an organization would be part of itself
  x OfAnotherProgram    a record of another program is named
  x EditedSince         somebody else changed the same fields after the form was opened
  x NotYet              a day lies in the future on which something is said to have happened
  x EndsTooEarly        it would end before it began
  x HeldAlready         the person held this very post here before
  x KeptElsewhere       the record was merged into another, which is the one to change
  x AskedNotTo          a number or address that is marked "do not contact"
  x NothingChosen       nothing was chosen to be confirmed
  x WithNobody          a touch is with nobody
  x PrivateForFew       a private note by somebody who may not read it afterwards
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _


class RecordError(Exception):
    """The directory cannot be changed like this. Nothing was changed.

    Attributes:
        field: the value that has to be put right, or empty.
    """

    def __init__(self, says: str, *, field: str = "") -> None:
        self.field = field
        super().__init__(says)


class NameMissing(RecordError):
    """A record has no name."""

    def __init__(self) -> None:
        super().__init__(_("Say the name: nobody finds it without."), field="name")


class NumberTaken(RecordError):
    """Another organization has this number already.

    Attributes:
        holder: the organization that has it.
    """

    def __init__(self, field: str, number: str, holder: Any) -> None:
        self.holder = holder
        label = {"usdot": _("USDOT number"), "ori": _("ORI")}[field]
        says = _(
            "%(holder)s has the %(label)s %(number)s already. If the two are one, merge them; if"
            " not, one of the numbers is wrong."
        )
        words = {"holder": holder.name, "label": label, "number": number}
        super().__init__(says % words, field=field)


class PartOfItself(RecordError):
    """An organization would be part of itself."""

    def __init__(self, name: str) -> None:
        says = _("%(name)s is a part of this organization itself, so it cannot be its parent.")
        super().__init__(says % {"name": name}, field="parent")


class OfAnotherProgram(RecordError):
    """A record of another program is named."""

    def __init__(self, field: str) -> None:
        super().__init__(_("This one belongs to another program."), field=field)


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that two members changed at once.

    Attributes:
        stands: what it says now, as kept.
        yours: what the second one wrote.
        by: the e-mail address of whoever changed it in between.
    """

    field: str
    stands: Any
    yours: Any
    by: str
    at: datetime


class EditedSince(RecordError):
    """Somebody else changed the same fields after the form was opened.

    Attributes:
        clashes: the fields, with what stands now and what was written.
        theirs: what others made of the fields that the second one left alone.
        last: the change up to which the second one has now seen all.
    """

    def __init__(self, clashes: Sequence[Clash], theirs: Mapping[str, Any], last: int) -> None:
        self.clashes, self.theirs, self.last = tuple(clashes), dict(theirs), last
        says = _(
            "Somebody changed this record while you were writing. Nothing of yours is lost: both"
            " are shown. Send it again to let yours stand."
        )
        super().__init__(says)


class NotYet(RecordError):
    """A day lies in the future on which something is said to have happened."""

    def __init__(self, day: date, field: str) -> None:
        says = _("%(day)s has not come yet.") % {"day": day.isoformat()}
        super().__init__(says, field=field)


class EndsTooEarly(RecordError):
    """It would end before it began."""

    def __init__(self, began: date, field: str) -> None:
        says = _("It began on %(day)s, so it cannot end before that.")
        super().__init__(says % {"day": began.isoformat()}, field=field)


class HeldAlready(RecordError):
    """The person held this very post here before.

    Attributes:
        post: the post that is there.
    """

    def __init__(self, post: Any) -> None:
        self.post = post
        says = _(
            "%(name)s held this post here until %(day)s. Take its end back instead, or tell the two"
            " apart by their titles."
        )
        words = {"name": post.person.name, "day": post.to_on.isoformat()}
        super().__init__(says % words, field="title")


class KeptElsewhere(RecordError):
    """The record was merged into another, which is the one to change."""

    def __init__(self, name: str) -> None:
        says = _("This record was merged into %(name)s while you were writing. Change that one.")
        super().__init__(says % {"name": name})


class AskedNotTo(RecordError):
    """Whoever answers at a number or an address asked not to be contacted there.

    Attributes:
        point: the contact point that is there.
    """

    def __init__(self, point: Any) -> None:
        self.point = point
        says = _(
            "%(address)s is marked “do not contact”. If that was taken back, let it be used again"
            " first: that is kept with your name."
        )
        super().__init__(says % {"address": point.address}, field="address")


class NothingChosen(RecordError):
    """Nothing was chosen to be confirmed."""

    def __init__(self) -> None:
        super().__init__(_("Tick what was confirmed."), field="points")


class WithNobody(RecordError):
    """A touch is with nobody."""

    def __init__(self) -> None:
        super().__init__(_("Say whom it was with."), field="person")


class PrivateForFew(RecordError):
    """A private note by somebody who may not read it afterwards."""

    def __init__(self) -> None:
        says = _("Private notes are kept for coordinators, and only they can write one.")
        super().__init__(says, field="private")
