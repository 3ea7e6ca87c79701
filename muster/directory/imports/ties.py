"""What ties a person to a company: the post, the numbers, and that they were met."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha1
from itertools import takewhile
from typing import Any

from django.utils.translation import gettext as _

from muster.directory.history import label_of
from muster.directory.imports.cells import Batch
from muster.directory.imports.decide import Owner, shared_words
from muster.directory.imports.known import Held, Human, Org
from muster.directory.imports.names import alike
from muster.directory.imports.organizations import EMAIL, PHONE, Organizations
from muster.directory.imports.plan import Change, Plan
from muster.directory.models import Post, Touch

_ROWS_OF_FILES = bytes.fromhex("8f6d0a526b0e4a3c9c0a5d9d2f0f5a11")


@dataclass(slots=True)
class Came:
    """A person of an earlier row of this file."""

    id: int
    line: int
    name: str
    organizations: set[int] = field(default_factory=set)
    reached: set[str] = field(default_factory=set)
    key: str = ""


@dataclass(slots=True)
class Row:
    """One row, brought together from its columns.

    Attributes:
        addresses: how the row says that they are reached, whatever rings there.
        is_spelled_anew: whether a member said that the company is one that we call otherwise.
        is_chosen: whether a member said which company it is.
        remarks: what there is to say of the row that is no change.
        person_key: what the person is called by in the program that the table is from.
        beside: of somebody with several posts, the others, each as a row.
        which: the question which company it is.
    """

    at: int
    line: int
    name: str
    organization: Any
    emails: Sequence[str]
    phones: list[tuple[str, str]]
    addresses: set[str]
    title: str
    company: int = 0
    stands: Org | None = None
    company_is_new: bool = False
    is_spelled_anew: bool = False
    is_chosen: bool = False
    key: str = ""
    parts: list[str] = field(default_factory=list)
    remarks: Sequence[str] = ()
    person_key: str = ""
    beside: "Sequence[Row]" = ()
    which: str = "organization"
    changes: list[Change] = field(default_factory=list)

    @property
    def who(self) -> str:
        return who_of(self.name, self.organization)

    def another(self, organization: Any, title: str, number: int) -> "Row":
        """The post of this *number* of the person."""
        which = f"{self.which}{number}"
        return Beside(
            self.at, self.line, self.name, organization, (), [], set(), title,
            person_key=self.person_key, which=which, first=self,
        )  # fmt: skip

    def told_before(self) -> set[tuple[int, str]]:
        """The posts that stand before this one in the row, by company and title."""
        return set()

    def is_of(self, organization: int) -> bool:
        """Whether the row says that the person works at *organization*."""
        if organization == self.company:
            return True
        return bool(self.beside) and any(one.company == organization for one in self.beside)

    def titles_at(self, organization: int) -> set[str]:
        """What the row says that the person is at *organization*, as `alike` has it."""
        rows = (self, *self.beside)
        return {alike(one.title) for one in rows if one.company == organization}


@dataclass(slots=True)
class Beside(Row):
    """Of somebody with several posts, one that is not the first, and the row of the first."""

    first: Row | None = None

    def told_before(self) -> set[tuple[int, str]]:
        rows = (self.first, *self.first.beside) if self.first else ()
        before = takewhile(lambda one: one is not self, rows)
        return {(one.company, alike(one.title)) for one in before}


def who_of(name: str, organization: Sequence[Any] | None) -> str:
    """“Robin Tansy, Larkhaven Freight”."""
    company = organization[0] if organization else ""
    return ", ".join(part for part in (name, company) if part)[:200]


class Ties(Organizations):
    """Decides what of a person's row is stored beside the person."""

    memory = (*Organizations.memory, "_sent", "_titles")

    _held: Mapping[int, Sequence[Held]]
    _at_mailbox: Mapping[str, Iterable[tuple[int, str]]]
    _touched: Mapping[str, Any]
    _keys: Collection[str]
    # What people hold outside the part: it is not told, and stands once.
    _other_posts: Collection[tuple[int, int, str]]

    def __init__(self, *args: Any, mailboxes: Mapping[str, int] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self._mailboxes = mailboxes or {}
        self._sent: set[str] = set()
        self._titles: set[tuple[int, int, str]] = set()
        # By whether they came: how a touch says that a list told so.
        self._listed: dict[bool | None, str] = {}

    def _post(
        self,
        plan: Plan,
        row: Row,
        person: int,
        place: int,
        human: Human | None,
        others: Collection[str] = (),
        meant: set[int] | None = None,
    ) -> None:
        """What the person is there: nothing if it stands, a new title for the post, or a post.

        Args:
            others: what else the row says that they are there; it is a post beside this one.
            meant: the posts that an earlier title of the row means, whatever they are called now.
        """
        here = [
            held for held in self._held.get(person, ()) if held.organization == row.company
        ] if human else []  # fmt: skip
        for held in here:
            if alike(held.title) == alike(row.title):
                self.is_told(Post, held.id)
                return
        if here and not row.title:
            return
        once = (person, row.company, alike(row.title))
        if once in self._titles or once in self._other_posts:
            return
        current = [held for held in here if not held.to_on and alike(held.title) not in others]
        if meant:
            current = [held for held in current if held.id not in meant]
        if len(current) == 1:
            old = current[0]
            if meant is not None:
                meant.add(old.id)
            if not self.is_told(Post, old.id) and self._may_retitle(row, old):
                row.changes.append(Change(Post, old.id, "title", old.title, row.title, row.title))
            return
        if current:
            return
        if not row.title and not others and any(one[:2] == once[:2] for one in self._titles):
            return
        self._titles.add(once)
        self._grew = True
        if self.is_writing:
            row_id = self.next_id(Post)
            plan.new[Post].append((row_id, person, row.company, place or None, row.title))

    @staticmethod
    def _is_other(came: Came, row: Row) -> bool:
        """Whether a table of ours has them as two, whatever they are called."""
        return bool(came.key and row.person_key and came.key != row.person_key)

    def _may_retitle(self, row: Row, held: Held) -> bool:
        hand = self._hands.get("post", {}).get((held.id, "title"))
        if hand is None or self._is_newer(hand):
            return True
        says = _("%(field)s stays %(old)s, as %(who)s typed; the file says %(new)s.")
        words = {"field": label_of("title"), "old": held.title, "who": hand.source}
        row.parts.append(says % (words | {"new": row.title}))
        return False

    def _reach_by(self, plan: Plan, row: Row, owner: Owner, *, is_new: bool) -> None:
        """Let *owner* be reached by the numbers and addresses of the row."""
        for email in row.emails:
            self.reach(plan, owner, EMAIL, email, "", row.parts, is_new=is_new)
        for label, phone in row.phones:
            self.reach(plan, owner, PHONE, phone, label, row.parts, is_new=is_new)

    def _say_mailbox(self, row: Row) -> None:
        for email in row.emails:
            if email not in self._at_mailbox and email not in self._mailboxes:
                continue
            others = {name for _id, name in self._at_mailbox.get(email, ())} - {row.name}
            many = max(self._mailboxes.get(email, 1), len(others) + 1)
            if many > 1:
                row.parts.append(shared_words(many))

    def _touch(self, batch: Batch, plan: Plan, row: Row, person: int) -> None:
        """That they came, or did not, and what they said: once, however often it is read."""
        on = batch.column("touch.on", None)[row.at]
        came = batch.column("touch.came", None)[row.at]
        told_by = batch.column("touch.told_by")[row.at]
        notes = [values[row.at] for values in batch.several("touch.says") if values[row.at]]
        if on is None and came is None and not told_by and not notes:
            return
        says = [self._as_listed(came)] if came is not None or on is not None else []
        if told_by:
            says.append(_("Told by: %(who)s.") % {"who": told_by})
        says += notes
        sent = row.key or _key_of(str(person), str(on or ""), *says[:1], *notes)
        if sent in self._sent or sent in self._touched or sent in self._keys:
            return
        self._sent.add(sent)
        self._grew = True
        if self.is_writing:
            day = date.fromisoformat(on) if on else self.day
            met = (Touch.Kind.MEETING if came else Touch.Kind.NOTE).value
            touch = (row.company or None, person, met, day, " ".join(says), sent)
            plan.new[Touch].append(touch)

    def _as_listed(self, came: bool | None) -> str:
        """What the list says: that they came, that they did not, or only that they are on it."""
        if came not in self._listed:
            says = _("Came: %(list)s.") if came else _("Did not come: %(list)s.")
            if came is None:
                says = _("On the list: %(list)s.")
            self._listed[came] = says % {"list": self.run.source_name or self.run.file}
        return self._listed[came]

    def _key(self, number: str, name: str) -> str:
        """The key under which the row of *number* of this list is known again; empty if it has
        none.
        """
        if not number:
            return ""
        # An order may bring several people under one number.
        return _key_of(self.run.layout or self.run.file, number, alike(name))


def _key_of(*parts: str) -> str:
    """A UUID of version 5, in a third of the time of `uuid.uuid5`."""
    told = sha1(_ROWS_OF_FILES + "\n".join(parts).encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(told[16], 16) & 3]
    return f"{told[:8]}-{told[8:12]}-5{told[13:16]}-{variant}{told[17:20]}-{told[20:32]}"
