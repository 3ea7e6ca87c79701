"""Attendees and contacts: each row is a person, where they work, and how they are reached.

A person is found again by name and organization. An e-mail address alone never joins two people:
offices share mailboxes. Somebody of a known name in another organization may hold a second post,
may have moved, or may be somebody else: that is asked.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from rapidfuzz.fuzz import token_sort_ratio

from muster.directory.imports.arrange import DERIVED, LEGAL, ORGANIZATIONS, PEOPLE, SITES
from muster.directory.imports.cells import Batch
from muster.directory.imports.decide import Verdict, quick_key, shared_words
from muster.directory.imports.known import Held, Human, Org
from muster.directory.imports.names import alike
from muster.directory.imports.organizations import EMAIL, PHONE, Organizations
from muster.directory.imports.plan import Change, Plan, field_word, in_words
from muster.directory.models import OtherName, Person, Post, Touch

# From here on, two names at one mailbox may be one person.
_NEAR = 85
_MOST_CHOICES = 6
_ROWS_OF_FILES = uuid.UUID("8f6d0a52-6b0e-4a3c-9c0a-5d9d2f0f5a11")
PERSON = "person"


@dataclass(slots=True)
class Came:
    """A person of an earlier row of this file."""

    id: int
    line: int
    organization: int
    name: str


@dataclass(slots=True)
class Row:
    """One row, brought together from its columns."""

    at: int
    line: int
    name: str
    organization: Any
    emails: list[str]
    phones: list[tuple[str, str]]
    title: str
    company: int = 0
    stands: Org | None = None
    company_is_new: bool = False
    parts: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def who(self) -> str:
        company = self.organization[0] if self.organization else ""
        return ", ".join(part for part in (self.name, company) if part)[:200]


class People(Organizations):
    """Decides rows of attendees and contacts."""

    def __init__(self, *args: Any, mailboxes: Mapping[str, int] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self._mailboxes = mailboxes or {}
        self._people: dict[str, list[Came]] = {}
        self._sent: set[str] = set()
        self._titles: set[tuple[int, int, str]] = set()

    def decide(self, batch: Batch) -> Plan:
        plan = Plan()
        rows = self._rows(batch)
        self._derived = batch.columns[DERIVED]
        passed = self.settle(batch, plan, lambda at: rows[at].who)
        rows = [row for row in rows if row.at not in passed]
        names = self.known.by_name(row.organization[0] for row in rows if row.organization)
        humans = self.known.people(row.name for row in rows if row.name)
        everybody = {human.id for some in humans.values() for human in some}
        self._held = self.known.posts(everybody)
        self._at_mailbox = self.known.mailboxes(email for row in rows for email in row.emails)
        self.look_up_points("person", everybody)
        self.look_up_hands("person", everybody)
        self.look_up_hands("post", [held.id for some in self._held.values() for held in some])
        self._touched = self.known.touched([key for row in rows if (key := self._key(batch, row))])
        self._keys = self.known.touch_keys(everybody)
        by_key = self.known.people_by_id(
            {person for _touch, person in self._touched.values() if person is not None}
        )
        known = {org.id for some in names.values() for org in some}
        self._sites = self.known.sites(known)
        self.look_up_points("organization", known)
        self.look_up_hands("organization", known)
        self.look_up_hands("site", [one.id for some in self._sites.values() for one in some])
        self._names = self.known.other_names(known)
        for row in rows:
            self._take(batch, plan, row, names, humans, by_key)
        return plan

    def _rows(self, batch: Batch) -> list[Row]:
        people, organizations = batch.columns[PEOPLE], batch.columns[ORGANIZATIONS]
        emails = batch.several("person.email")
        cells, phones = batch.several("person.cell"), batch.several("person.phone")
        titles = batch.column("post.title")
        return [
            Row(
                at,
                line,
                people[at],
                organizations[at],
                list(dict.fromkeys(values[at] for values in emails if values[at])),
                [("cell", values[at]) for values in cells if values[at]]
                + [("", values[at]) for values in phones if values[at]],
                titles[at],
            )
            for at, line in enumerate(batch.lines)
        ]

    def _take(
        self,
        batch: Batch,
        plan: Plan,
        row: Row,
        names: dict[str, list[Org]],
        humans: dict[str, list[Human]],
        by_key: dict[int, Human],
    ) -> None:
        if not row.name and row.organization is None:
            self._without(batch, plan, row.at, _("There is nobody in this row."))
            return
        if row.organization is not None and not self._company(batch, plan, row, names):
            return
        human: Human | None = None
        came: Came | None = None
        if row.name:
            found = self._person(batch, plan, row, humans, by_key)
            if found is None:
                self._let_go(row)
                return
            human, came = found
        self._store(batch, plan, row, human, came)

    # --- which company

    def _company(self, batch: Batch, plan: Plan, row: Row, names: dict[str, list[Org]]) -> bool:
        found = self._by_name(batch, plan, row.at, row.organization, names, "")
        if found is None:
            return False
        row.company, row.stands, row.company_is_new = found
        return True

    def _agrees(self, org: Org, organization: Sequence[Any]) -> bool:
        """A company has people in many places: its name is enough, where only one has it."""
        return True

    def _scope(self, organization: Sequence[Any]) -> tuple[str, ...]:
        return ()

    def _let_go(self, row: Row) -> None:
        """A row that waits brings no company; the next row of that name does."""
        if row.company_is_new:
            self._came.pop(hash((alike(row.organization[0]),)), None)

    # --- which person

    def _person(
        self,
        batch: Batch,
        plan: Plan,
        row: Row,
        humans: dict[str, list[Human]],
        by_key: dict[int, Human],
    ) -> tuple[Human | None, Came | None] | None:
        """Who the row is: somebody who stands, somebody of an earlier row, or (None, None) for new.

        None where it must be asked.
        """
        touch = self._touched.get(self._key(batch, row))
        if touch is not None and touch[1] in by_key:
            return by_key[touch[1] or 0], None
        known = humans.get(alike(row.name), [])
        earlier = self._people.get(alike(row.name), [])
        chosen = self.answer(row.line, PERSON)
        if chosen:
            return self._as_chosen(chosen, row, known, earlier)
        same = [human for human in known if self._is_same_person(human, row)]
        if len(same) > 1:
            same = [human for human in same if self._is_reached_so(human, row)] or same
        if len(same) == 1:
            return same[0], None
        here = [came for came in earlier if came.organization == row.company]
        if here:
            return None, here[0]
        if same or known or earlier:
            self._ask_who(batch, plan, row, same or known, earlier)
            return None
        if (near := self._near(row)) is not None:
            self._ask_near(batch, plan, row, near)
            return None
        return None, None

    def _is_same_person(self, human: Human, row: Row) -> bool:
        held = self._held.get(human.id, ())
        if row.company:
            return any(post.organization == row.company for post in held)
        return self._is_reached_so(human, row) or (
            not held and not self._points["person"].get(human.id)
        )

    def _is_reached_so(self, human: Human, row: Row) -> bool:
        reached = {point.address for point in self._points["person"].get(human.id, ())}
        said = {*row.emails, *(phone for _label, phone in row.phones)}
        return not reached.isdisjoint(said)

    def _as_chosen(
        self, chosen: str, row: Row, known: list[Human], earlier: list[Came]
    ) -> tuple[Human | None, Came | None]:
        act, _colon, which = chosen.partition(":")
        if act in ("another", "new"):
            return None, None
        if which.startswith("L"):
            for came in earlier:
                if came.line == int(which[1:]):
                    return None, came
            which = str(known[0].id) if len(known) == 1 else ""
        human = next((one for one in known if str(one.id) == which), None)
        if human is None and which.isdecimal():
            human = self.known.people_by_id([int(which)]).get(int(which))
        if human is not None and act == "moved":
            self._end_posts(row, human)
        return human, None

    def _end_posts(self, row: Row, human: Human) -> None:
        on = (self.file_is_of or self.run.at.date()).isoformat()
        for held in self._held.get(human.id, ()):
            if held.organization != row.company and not held.to_on:
                row.changes.append(Change(Post, held.id, "to_on", "", on, on))

    def _ask_who(
        self, batch: Batch, plan: Plan, row: Row, known: list[Human], earlier: list[Came]
    ) -> None:
        choices: list[tuple[str, str]] = []
        said = ""
        for human in known[:_MOST_CHOICES]:
            held = [post for post in self._held.get(human.id, ()) if not post.to_on]
            where = _posts_words(held)
            said = said or (f"{human.name}: {where}." if where else "")
            if row.company and held:
                choices.append((f"post:{human.id}", _("A second post of %(who)s") % {"who": where}))
                choices.append((f"moved:{human.id}", _("Moved: end %(who)s") % {"who": where}))
            else:
                label = _("The %(name)s we know") % {"name": human.name}
                choices.append((f"same:{human.id}", f"{label}, {where}" if where else label))
        for came in earlier[:_MOST_CHOICES] if not known else ():
            said = said or _("%(name)s stands on line %(line)s too, at another organization.") % {
                "name": came.name,
                "line": came.line,
            }
            choices.append((f"post:L{came.line}", _("One person with two posts")))
        choices.append(("another", _("Another %(name)s") % {"name": row.name}))
        says = " ".join([said, _("People may hold two posts at once.")]) if row.company else said
        if not says:
            says = _("Somebody of this name is known. Is it the same person?")
        plan.ask(
            row.line,
            row.who,
            PERSON,
            "",
            says.strip(),
            choices,
            person=known[0].id if known else None,
        )

    def _near(self, row: Row) -> tuple[int, str, int] | None:
        """Who alone has the row's mailbox, under a name that is near, and how near of 100."""
        for email in row.emails:
            people = dict(self._at_mailbox.get(email, ()))
            if len(people) != 1 or self._mailboxes.get(email, 1) > 1:
                continue
            [(person, name)] = people.items()
            score = round(token_sort_ratio(name.lower(), row.name.lower()))
            if score >= _NEAR:
                return person, name, score
        return None

    def _ask_near(self, batch: Batch, plan: Plan, row: Row, near: tuple[int, str, int]) -> None:
        person, name, score = near
        says = _(
            "%(name)s has this address and nearly this name. An e-mail address alone never joins "
            "two people."
        )
        choices = [
            (f"same:{person}", _("%(name)s (%(score)s in 100)") % {"name": name, "score": score}),
            ("new", _("Somebody new")),
        ]
        plan.ask(
            row.line,
            row.who,
            PERSON,
            "",
            says % {"name": name},
            choices,
            person=person,
        )

    # --- what the row brings

    def _store(
        self, batch: Batch, plan: Plan, row: Row, human: Human | None, came: Came | None
    ) -> None:
        size = self._size(plan)
        place = self._store_company(batch, plan, row)
        person = 0
        is_new = False
        if row.name:
            is_new = human is None and came is None
            person = human.id if human else came.id if came else self.next_id(Person)
            language = batch.column("person.language")[row.at]
            if is_new:
                self._people.setdefault(alike(row.name), []).append(
                    Came(person, row.line, row.company, row.name)
                )
                if self.is_writing:
                    plan.new[Person].append((person, quick_key(), row.name, language))
            elif human is not None and language and not self.is_told(Person, person):
                row.changes += self.differences(Person, human, {"language": language}, row.parts)
            if row.company:
                self._post(plan, row, person, place, human)
            self._reach_person(plan, row, person, is_new)
            self._touch(batch, plan, row, person)
        grew = self._size(plan) != size or self._grew or bool(row.parts)
        self._grew = False
        plan.changes += row.changes
        if row.changes:
            row.parts.insert(0, in_words(row.changes) + ".")
        if is_new or (not row.name and row.company_is_new):
            verdict = Verdict.NEW
        else:
            verdict = Verdict.CHANGED if row.changes or grew else Verdict.SAME
        self._say_mailbox(row)
        self.note(
            batch,
            plan,
            row.at,
            verdict,
            row.who,
            row.parts,
            organization=row.company or None,
            person=person or None,
        )

    @staticmethod
    def _size(plan: Plan) -> int:
        return sum(map(len, plan.new.values())) + len(plan.changes)

    def _store_company(self, batch: Batch, plan: Plan, row: Row) -> int:
        """The company of the row, its other name and numbers, and the office; the site's key."""
        if row.organization is None:
            return 0
        if row.company_is_new:
            self._add(plan, row.company, row.organization)
        legal = batch.columns[LEGAL][row.at]
        if legal and alike(legal) != alike(row.organization[0]):
            legal_name = OtherName.Kind.LEGAL
            self._also(plan, row.company, legal, legal_name, row.parts, row.company_is_new)
        for kind, name in ((PHONE, "organization.phone"), (EMAIL, "organization.email")):
            for values in batch.several(name):
                if values[row.at]:
                    self.reach(
                        plan,
                        ("organization", row.company),
                        kind,
                        values[row.at],
                        "",
                        row.parts,
                        is_new=row.company_is_new,
                    )
        site = batch.columns[SITES][row.at]
        if site is None:
            return 0
        changes: list[Change] = []
        place, is_new = self._site(plan, row.company, row.company_is_new, site, {}, changes, [])
        self._grew |= is_new
        return place

    def _post(self, plan: Plan, row: Row, person: int, place: int, human: Human | None) -> None:
        """What the person is there: nothing if it stands, a new title for the post, or a post."""
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
        if once in self._titles:
            return
        current = [held for held in here if not held.to_on]
        if len(current) == 1:
            old = current[0]
            if not self.is_told(Post, old.id) and self._may_retitle(row, old):
                row.changes.append(Change(Post, old.id, "title", old.title, row.title, row.title))
            return
        if current:
            return
        if not row.title and any(one[:2] == once[:2] for one in self._titles):
            return
        self._titles.add(once)
        self._grew = True
        if self.is_writing:
            row_id = self.next_id(Post)
            plan.new[Post].append((row_id, person, row.company, place or None, row.title))

    def _may_retitle(self, row: Row, held: Held) -> bool:
        hand = self._hands.get("post", {}).get((held.id, "title"))
        if hand is None or self._is_newer(hand):
            return True
        says = _("%(field)s stays %(old)s, as %(who)s typed; the file says %(new)s.")
        words = {"field": field_word(Post, "title"), "old": held.title, "who": hand.source}
        row.parts.append(says % (words | {"new": row.title}))
        return False

    def _reach_person(self, plan: Plan, row: Row, person: int, is_new: bool) -> None:
        owner = ("person", person)
        for email in row.emails:
            self.reach(plan, owner, EMAIL, email, "", row.parts, is_new=is_new)
        for label, phone in row.phones:
            self.reach(plan, owner, PHONE, phone, label, row.parts, is_new=is_new)

    def _say_mailbox(self, row: Row) -> None:
        for email in row.emails:
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
        source = self.run.source_name or self.run.file
        says = []
        if came is not None:
            says.append(_("Came: %(list)s.") if came else _("Did not come: %(list)s."))
        elif on is not None:
            says.append(_("On the list: %(list)s."))
        says = [one % {"list": source} for one in says]
        if told_by:
            says.append(_("Told by: %(who)s.") % {"who": told_by})
        says += notes
        text = " ".join(says)
        sent = self._key(batch, row) or _key_of(str(person), str(on or ""), *says[:1], *notes)
        if sent in self._sent or sent in self._touched or sent in self._keys:
            return
        self._sent.add(sent)
        day = date.fromisoformat(on) if on else self.file_is_of or self.run.at.date()
        met = (Touch.Kind.MEETING if came else Touch.Kind.NOTE).value
        self._grew = True
        if self.is_writing:
            company = row.company or None
            plan.new[Touch].append((company, person, met, day, text, sent))

    def _key(self, batch: Batch, row: Row) -> str:
        """The key under which this row of this list is known again; empty if it has none."""
        number = batch.column("row.key")[row.at]
        if not number:
            return ""
        # An order may bring several people under one number.
        return _key_of(self.run.layout or self.run.file, number, alike(row.name))


def _key_of(*parts: str) -> str:
    return str(uuid.uuid5(_ROWS_OF_FILES, "\n".join(parts)))


def _posts_words(held: Iterable[Held]) -> str:
    """“safety director at Larkhaven Freight; driver at Pinewick”."""
    return "; ".join(
        _("%(title)s at %(organization)s")
        % {"title": post.title or _("somebody"), "organization": post.organization_name}
        for post in held
    )
