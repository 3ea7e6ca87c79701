"""What can go wrong when two records are made one, or two again. Nothing was changed.

* MergeError
  x NotTwo              the two are one record, or of two kinds
  x MergedBefore        one of the two was merged into another already
  x StandsTwice         both stand at one place where each may stand once: one build, one outcome
  x BeingErased         a person of the two is erased, or is about to be
  x UndoneBefore        the merge was taken back already
  x LaterFirst          a later merge has the kept record too, or a row, and is to be undone first
    x MergedOn          the kept record was merged into a third one since
    x MergedSince       a third record was merged into the kept one since, or others of a row
  x NumberTaken         another record has a number by now that one of the two would take back
  x NotSaid             to which of the two something belongs that came after the merge
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from muster.directory.history import label_of
from muster.directory.models import Merge


class MergeError(Exception):
    """The two cannot be merged, or the merge not be undone. Nothing was changed."""


class NotTwo(MergeError):
    """The two are one record, or of two kinds or programs."""

    def __init__(self) -> None:
        super().__init__(_("Choose two different records of one kind."))


class MergedBefore(MergeError):
    """One of the two was merged into another already.

    Attributes:
        record: the one that stands no more for itself.
    """

    def __init__(self, record: Any) -> None:
        self.record = record
        says = _("%(name)s was merged into another record already. Nothing was changed.")
        super().__init__(says % {"name": record.name})


class StandsTwice(MergeError):
    """Both stand at a place where each may stand once.

    Attributes:
        row: the row of the one that would end, and `other` that of the one that is kept.
    """

    def __init__(self, row: Any, other: Any) -> None:
        self.row, self.other = row, other
        says = _(
            "Both stand in one place, where one may stand only once: “%(row)s” and “%(other)s”."
            " Nothing was merged. Settle first which of the two is right, then merge."
        )
        super().__init__(says % {"row": row, "other": other})


class BeingErased(MergeError):
    """A person of the two is erased, or is about to be."""

    def __init__(self) -> None:
        says = _("One of the two is erased, or somebody asks for it. Settle that first.")
        super().__init__(says)


class UndoneBefore(MergeError):
    """The merge was taken back already."""

    def __init__(self) -> None:
        super().__init__(_("This merge was undone already. Both records stand for themselves."))


class LaterFirst(MergeError):
    """A later merge has the kept record or a row too, and has to be undone before this one.

    Attributes:
        merge: the later one; of several, the last.
    """

    def __init__(self, merge: Merge, says: str) -> None:
        self.merge = merge
        kept, ended = merge.records
        super().__init__(says % {"name": ended.name, "kept": kept.name})


class MergedOn(LaterFirst):
    """The kept record was merged into a third one since."""

    def __init__(self, merge: Merge) -> None:
        says = _(
            "“%(name)s” was merged into “%(kept)s” since. Undo that merge first, then this one."
            " Nothing was undone."
        )
        super().__init__(merge, says)


class MergedSince(LaterFirst):
    """A third record was merged into the kept one since, or two others that have a row of it.

    What came with that one would be taken for what belongs to the two of this merge.
    """

    def __init__(self, merge: Merge) -> None:
        says = _(
            "“%(name)s” was merged into “%(kept)s” after this. Undo that merge first, then this"
            " one. Nothing was undone."
        )
        super().__init__(merge, says)


class NumberTaken(MergeError):
    """Another record has a number by now that one of the two would take back.

    Attributes:
        holder: the record that has it, which may be the other one of the two.
    """

    def __init__(self, record: Any, field: str, number: str, holder: Any) -> None:
        self.holder = holder
        says = _(
            "%(name)s would take back its %(label)s %(number)s, which %(holder)s has by now."
            " Nothing was undone. Correct the number there, or merge the two, then undo this."
        )
        words = {
            "name": record.name, "label": label_of(field), "number": number, "holder": holder.name,
        }  # fmt: skip
        super().__init__(says % words)


class NotSaid(MergeError):
    """To which of the two something belongs that came after the merge.

    Attributes:
        keys: what nobody said it of.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = tuple(keys)
        says = _(
            "Something was changed or added after the merge. Say for each to which of the two"
            " records it belongs; nothing was undone yet."
        )
        super().__init__(says)
