"""Attendees and contacts: each row is a person, where they work, and how they are reached.

A person is found again by name and organization. An e-mail address alone never joins two people:
offices share mailboxes. Somebody of a known name in another organization may hold a second post,
may have moved, or may be somebody else: that is asked.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from rapidfuzz.fuzz import token_sort_ratio

from muster.directory.imports.arrange import DERIVED, LEGAL, ORGANIZATIONS, PEOPLE, SITES
from muster.directory.imports.cells import Batch
from muster.directory.imports.decide import Verdict, quick_key
from muster.directory.imports.known import Held, Human, Org
from muster.directory.imports.names import alike
from muster.directory.imports.organizations import EMAIL, PHONE
from muster.directory.imports.plan import Change, Plan, in_words
from muster.directory.imports.ties import Came, Row, Ties
from muster.directory.models import OtherName, Person, Post

# From here on, two names at one mailbox may be one person.
_NEAR = 85
_MOST_CHOICES = 6
PERSON = "person"


class People(Ties):
    """Decides rows of attendees and contacts."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._people: dict[str, list[Came]] = {}
        # What earlier rows told of people who stand: by their key.
        self._met: dict[int, Came] = {}

    def decide(self, batch: Batch) -> Plan:
        plan = Plan()
        rows = self._rows(batch)
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
        self._touched = self.known.touched([row.key for row in rows if row.key])
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
        # Who is asked about may be told by a later row: else the file read again would find them.
        while waiting := [
            row for row in rows if not self._take(batch, plan, row, names, humans, by_key)
        ]:
            if len(waiting) == len(rows):
                for row in waiting:
                    self._take(batch, plan, row, names, humans, by_key, asks=True)
                break
            rows = waiting
        return plan

    def _rows(self, batch: Batch) -> list[Row]:
        people, organizations = batch.columns[PEOPLE], batch.columns[ORGANIZATIONS]
        emails = batch.several("person.email")
        cells, phones = batch.several("person.cell"), batch.several("person.phone")
        titles, numbers = batch.column("post.title"), batch.column("row.key")
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
                key=self._key(numbers[at], people[at]),
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
        *,
        asks: bool = False,
    ) -> bool:
        """Decide *row*; whether that is done, or it would ask who it is, and does not yet."""
        if not row.name and row.organization is None:
            self._without(batch, plan, row.at, _("There is nobody in this row."))
            return True
        if row.organization is not None and not self._company(batch, plan, row, names):
            return True
        human: Human | None = None
        came: Came | None = None
        if row.name:
            found = self._person(plan, row, humans, by_key, asks=asks)
            if found is None:
                self._let_go(row)
                return False
            human, came = found
        self._store(batch, plan, row, human, came)
        return True

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
        plan: Plan,
        row: Row,
        humans: dict[str, list[Human]],
        by_key: dict[int, Human],
        *,
        asks: bool,
    ) -> tuple[Human | None, Came | None] | None:
        """Who the row is: somebody who stands, somebody of an earlier row, or (None, None) for new.

        None where it must be asked, which is done if it *asks*.
        """
        touch = self._touched.get(row.key)
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
        here = [came for came in earlier if self._is_same_row(came, row)]
        if here:
            return None, here[0]
        if same or known or earlier:
            if asks:
                self._ask_who(plan, row, same or known, earlier)
            return None
        if (near := self._near(row)) is not None:
            if asks:
                self._ask_near(plan, row, near)
            return None
        return None, None

    def _is_same_person(self, human: Human, row: Row) -> bool:
        held = self._held.get(human.id, ())
        if (met := self._met.get(human.id)) is not None and self._is_same_row(met, row):
            return True
        if row.company:
            return any(post.organization == row.company for post in held)
        return self._is_reached_so(human, row) or (
            not held and not self._points["person"].get(human.id)
        )

    def _is_reached_so(self, human: Human, row: Row) -> bool:
        reached = {point.address for point in self._points["person"].get(human.id, ())}
        return not reached.isdisjoint(row.addresses)

    @staticmethod
    def _is_same_row(came: Came, row: Row) -> bool:
        """As `_is_same_person`, of somebody whom an earlier row brought."""
        if row.company:
            return row.company in came.organizations
        return not came.reached.isdisjoint(row.addresses) or not (
            came.organizations or came.reached
        )

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

    def _ask_who(self, plan: Plan, row: Row, known: list[Human], earlier: list[Came]) -> None:
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
            said = said or _("%(name)s stands on line %(line)s too.") % {
                "name": came.name,
                "line": came.line,
            }
            one = _("One person with two posts") if row.company else _("The same person")
            choices.append((f"post:L{came.line}", one))
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

    def _ask_near(self, plan: Plan, row: Row, near: tuple[int, str, int]) -> None:
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
        self._derived = batch.columns[DERIVED][row.at]
        # What the row adds is looked at only where it is not new as a whole.
        is_new = bool(row.name) and human is None and came is None
        size = 0 if is_new else self._size(plan)
        place = self._store_company(batch, plan, row)
        person = 0
        if row.name:
            person = human.id if human else came.id if came else self.next_id(Person)
            language = batch.column("person.language")[row.at]
            if is_new:
                came = Came(person, row.line, row.name)
                self._people.setdefault(alike(row.name), []).append(came)
                if self.is_writing:
                    plan.new[Person].append((person, quick_key(), row.name, language))
            elif human is not None and language and not self.is_told(Person, person):
                row.changes += self.differences(Person, human, {"language": language}, row.parts)
            if human is not None:
                came = self._met.setdefault(person, Came(person, row.line, human.name))
            if came is not None:
                if row.company:
                    came.organizations.add(row.company)
                came.reached |= row.addresses
            if row.company:
                self._post(plan, row, person, place, human)
            self._reach_person(plan, row, person, is_new)
            self._touch(batch, plan, row, person)
        grew = self._grew or bool(row.parts) or (not is_new and self._size(plan) != size)
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
            row.who if row.parts or row.at in batch.notes else "",
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


def _posts_words(held: Iterable[Held]) -> str:
    """“safety director at Larkhaven Freight; driver at Pinewick”."""
    return "; ".join(
        _("%(title)s at %(organization)s")
        % {"title": post.title or _("somebody"), "organization": post.organization_name}
        for post in held
    )
