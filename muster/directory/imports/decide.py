"""What a row would do: found again or new, changed or the same, asked about or refused.

A value that somebody typed is not overwritten in silence: it stays, and the row says so, unless the
file is known to be newer. An empty cell never empties a field.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.core.clock import today_in
from muster.core.keys import KEY_LETTERS
from muster.directory.history import label_of
from muster.directory.imports.cells import Batch
from muster.directory.imports.known import HandChange, Human, Known, Org, Place, Point
from muster.directory.imports.plan import Change, Model, Plan, Says, Verdict
from muster.directory.models import ContactPoint, Import, Source
from muster.directory.values import shown_phone
from muster.programs.models import Sector
from muster.shell.days import day_words

NextId = Callable[[Model], int]
Owner = tuple[str, int]
_LETTERS = len(KEY_LETTERS)
# What a row asks that names a record outside the part of its import; what lets it in.
WHOLE, ADMITTED = "whole", "whole"
_FROM_A_LIST = (Source.Kind.FILE, Source.Kind.REGISTER)
_OWNERS = ("person", "site", "organization")


def quick_key(length: int = 10) -> str:
    """A key that says nothing, for a million rows: as `random_key`, a tenth of its time."""
    return "".join([KEY_LETTERS[byte % _LETTERS] for byte in os.urandom(length)])


class Decider:
    """Decides batch after batch of one file; remembers what earlier rows of it brought.

    Args:
        next_id: gives the key of a new row; below zero where nothing is going to be written.
        is_writing: whether the rows are wanted, or only what they would be.
        answered: by line: by question, what a member chose.
    """

    # Whether what a row brought may be told again by a later one. Of a register with a number in
    # each row it is not remembered: a million would fill the memory.
    remembers = True
    # Whether a row is told of, with the records that it goes to, also where it changes nothing.
    tells_all = False
    # The attributes in which it remembers what earlier rows of its file brought or told.
    memory: ClassVar[tuple[str, ...]] = ("_added", "_told", "_settled", "_changed_points")

    def __init__(
        self,
        run: Import,
        *,
        known: Known,
        next_id: NextId,
        is_writing: bool,
        sector: Sector | None,
        answered: Mapping[int, Mapping[str, str]],
    ) -> None:
        self.run, self.known, self.sector = run, known, sector
        self.part = known.part
        self.next_id, self.is_writing = next_id, is_writing
        self.answered = answered
        self.file_is_of: date | None = run.source_on
        # Where neither the file nor a row says a day.
        self.day = run.source_on or today_in(run.program, run.at)
        self._points: dict[str, dict[int, list[Point]]] = {owner: {} for owner in _OWNERS}
        self._added: set[tuple[str, int, str]] = set()
        self._told: dict[Model, set[int]] = {}
        # Numbers that stand and that this file has told of, and those that it has changed.
        self._settled: set[int] = set()
        self._changed_points: set[int] = set()
        self._hands: dict[str, dict[tuple[int, str], HandChange | None]] = {}

    def remember_with(self, other: "Decider") -> None:
        """Remember from now on together with *other*, who decides other rows of the same file."""
        for each in self.memory:
            setattr(self, each, getattr(other, each))

    def decide(self, batch: Batch) -> Plan:
        """What the rows of *batch* would do."""
        raise NotImplementedError

    def look_ahead(self, batch: Batch) -> None:
        """Ask now what deciding *batch*, which comes next, asks of every row."""

    # --- refused and asked before anything is compared

    def settle(self, batch: Batch, plan: Plan, who: Callable[[int], str]) -> set[int]:
        """Say what cannot be stored or must be asked; the rows that it is."""
        for at, (header, says) in batch.refused.items():
            if at in batch.skipped:
                continue
            plan.refuse(batch.lines[at], who(at), header, says)
        for at, (question, header, says, choices) in batch.asked.items():
            if at not in batch.refused and at not in batch.skipped:
                plan.ask(
                    batch.lines[at],
                    who(at),
                    question,
                    header,
                    says,
                    choices,
                )
        return {*batch.refused, *batch.asked, *batch.skipped}

    def note(
        self,
        batch: Batch,
        plan: Plan,
        at: int,
        verdict: str,
        who: str,
        parts: Sequence[str],
        **record: Any,
    ) -> None:
        """Count the row, and keep it if there is something to say of it."""
        plan.verdicts[verdict] += 1
        noted = batch.notes.get(at)
        # What is plainly here is told again only where something of it was held back.
        is_plain = verdict == Verdict.SAME and at not in batch.unread
        if not parts and (not noted or is_plain) and not self.tells_all:
            return
        notes = [f"{header}: {says}" if header else says for header, says in noted or ()]
        record = {noun: row for noun, row in record.items() if row is not None and row > 0}
        column = noted[0][0] if noted else ""
        says = " ".join([*notes, *parts])
        plan.says.append(Says(batch.lines[at], verdict, who, column, says, **record))

    def hold(self, batch: Batch, plan: Plan, at: int, who: str) -> None:
        """Let a row that names a record outside the part wait for somebody who sees it.

        Nothing of the record is told, nor which column names it.
        """
        plan.ask(
            batch.lines[at],
            who,
            WHOLE,
            "",
            _("This row waits for somebody who sees the whole program."),
            [(ADMITTED, _("Let it in")), ("wait", _("Leave it waiting"))],
        )

    # --- fields of records that stand

    def look_up_hands(self, noun: str, ids: Iterable[int]) -> None:
        """Find out which fields of these records somebody typed."""
        self._hands[noun] = self.known.last_changes(noun, ids) if self.known.has_hands else {}

    def differences(
        self,
        model: Model,
        stands: Org | Place | Human,
        values: Mapping[str, Any],
        says: list[str],
    ) -> list[Change]:
        """The fields of a record that the file has other values for, and that it may change."""
        found = []
        for field, value in values.items():
            if value is None or value == "":
                continue
            old = getattr(stands, "site_kind" if field == "kind" else field)
            if old == value or (field in _DEGREES and old is not None and _near(old, value)):
                continue
            hand = self._by_hand(model._meta.model_name or "", stands, field)
            if hand is not None and not self._is_newer(hand):
                says.append(_kept_words(model, field, old, value, hand))
                continue
            found.append(Change(model, stands.id, field, _text(old), _text(value), value))
        return found

    def _by_hand(self, noun: str, stands: Org | Place | Human, field: str) -> HandChange | None:
        last = self._hands.get(noun, {})
        if (stands.id, field) in last:
            return last[stands.id, field]
        # What nobody has changed is from where the record came; what is empty is from nowhere.
        if stands.kind != Source.Kind.HAND or _is_empty(
            getattr(stands, "site_kind" if field == "kind" else field)
        ):
            return None
        return HandChange(stands.source or "", stands.on)

    def _is_newer(self, hand: HandChange) -> bool:
        day = hand.on if isinstance(hand.on, date) else date.fromisoformat(str(hand.on))
        return self.file_is_of is not None and self.file_is_of > day

    def is_told(self, model: Model, row: int) -> bool:
        """Whether an earlier row of the file told of this record already; from now on one has.

        Where two rows disagree, the first counts: else reading the file again would change it back.
        """
        told = self._told.setdefault(model, set())
        if row in told:
            return True
        told.add(row)
        return False

    # --- contact points

    def look_up_points(self, owner: str, ids: Iterable[int]) -> None:
        """Find out how these people, sites or organizations are reached already."""
        self._points[owner] = self.known.points(owner, ids)

    def reach(
        self,
        plan: Plan,
        owner: Owner,
        kind: str,
        address: str,
        label: str,
        parts: list[str],
        *,
        is_new: bool,
    ) -> None:
        """Let *owner* be reached at *address*: nothing if they are, else changed or added.

        A number from an earlier file that nobody has verified since gives way to the new one.
        """
        noun, row = owner
        once = (noun, row, address)
        if not is_new or once in self._added:
            if once in self._added:
                return
            stand = [point for point in self._points[noun].get(row, ()) if point.kind == kind]
            for point in stand:
                if point.address == address and point.id not in self._changed_points:
                    self._settled.add(point.id)
                    return
            outdated = [
                point
                for point in stand
                if point.source_kind in _FROM_A_LIST
                and point.status == ContactPoint.Status.OK
                and point.verified_on is None
                and point.label == label
                and point.id not in self._settled
            ]
            shown = shown_phone(address) if kind == ContactPoint.Kind.PHONE else address
            if len(outdated) == 1 and len(stand) == 1:
                old = outdated[0]
                self._changed_points.add(old.id)
                self._settled.add(old.id)
                self._added.add(once)
                plan.changes.append(
                    Change(ContactPoint, old.id, "address", old.address, address, address)
                )
                before = (
                    shown_phone(old.address) if kind == ContactPoint.Kind.PHONE else old.address
                )
                says = _("%(field)s: “%(old)s” becomes “%(new)s”")
                parts.append(says % {"field": _word(kind), "old": before, "new": shown} + ".")
                return
            if row > 0:
                says = _("%(field)s: %(new)s") if not stand else _("%(field)s: also %(new)s")
                parts.append(says % {"field": _word(kind), "new": shown} + ".")
        if self.remembers:
            self._added.add(once)
        if self.is_writing and once not in self.known.other_points:
            owners = [row if noun == one else None for one in _OWNERS]
            plan.new[ContactPoint].append((*owners, kind, address, label))

    def answer(self, line: int, question: str) -> str:
        """What a member chose for the row at *line*; empty if it was not asked or not answered."""
        told = self.answered.get(line)
        return told.get(question, "") if told else ""


def shared_words(many: int) -> str:
    """“3 people share this mailbox”, as a sentence."""
    says = ngettext("%(n)s person has this mailbox.", "%(n)s people share this mailbox.", many)
    return says % {"n": many}


_DEGREES = ("latitude", "longitude")


def _near(old: Any, value: str) -> bool:
    return abs(float(old) - float(value)) < 0.0000005


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _is_empty(value: Any) -> bool:
    return value is None or value == ""


def _word(kind: str) -> str:
    return _("phone") if kind == ContactPoint.Kind.PHONE else _("e-mail")


def _kept_words(model: Model, field: str, old: Any, value: Any, hand: HandChange) -> str:
    day = hand.on if isinstance(hand.on, date) else date.fromisoformat(str(hand.on))
    says = _("%(field)s stays %(old)s, as %(who)s typed on %(day)s; the file says %(new)s.")
    words = {"field": label_of(field), "old": _text(old) or _("empty")}
    return says % (words | {"who": hand.source, "day": day_words(day), "new": value})


__all__ = ["Decider", "NextId", "Verdict", "quick_key", "shared_words"]
