"""Attendees and contacts: each row is a person, where they work, and how they are reached.

A person is found again by name and organization. An e-mail address alone never joins two people:
offices share mailboxes. Somebody of a known name in another organization may hold a second post,
may have moved, or may be somebody else: that is asked.
"""

from collections.abc import Sequence, Set
from typing import Any

from django.utils.translation import gettext as _

from muster.directory.imports.arrange import BESIDE, DERIVED, LEGAL, ORGANIZATIONS, PEOPLE, SITES
from muster.directory.imports.cells import Batch
from muster.directory.imports.decide import Verdict, quick_key
from muster.directory.imports.known import Human, Org
from muster.directory.imports.names import alike
from muster.directory.imports.organizations import EMAIL, PHONE
from muster.directory.imports.plan import Change, Plan, in_words
from muster.directory.imports.sites import STATE_OF_SITE
from muster.directory.imports.ties import Came, Row, who_of
from muster.directory.imports.which import CITY, NAME, STATE
from muster.directory.imports.who import Who
from muster.directory.models import OtherName, Person


class People(Who):
    """Decides rows of attendees and contacts."""

    _marked_rows: Set[int] = frozenset()

    def decide(self, batch: Batch) -> Plan:
        plan = Plan()
        self._marked_rows = self.marked(batch)
        rows = self._rows(batch)
        passed = self.settle(batch, plan, lambda at: rows[at].who)
        rows = [row for row in rows if row.at not in passed]
        called = [row.organization[0] for row in rows if row.organization]
        if BESIDE in batch.columns:
            called += [one.organization[0] for row in rows for one in row.beside]
        names = self.known.by_name(called)
        humans = self.known.people(row.name for row in rows if row.name)
        self._of_keys = self.known.people_by_key(row.person_key for row in rows if row.person_key)
        everybody = {human.id for some in humans.values() for human in some}
        self._humans_of_keys = self._by_their_keys(humans)
        everybody.update(self._humans_of_keys)
        self._held = self.known.posts(everybody)
        self._other_posts = {
            (person, organization, alike(title))
            for person, organization, title in self.known.other_posts
        }
        self._at_mailbox = self.known.mailboxes(email for row in rows for email in row.emails)
        self.look_up_points("person", everybody)
        self.look_up_marks(batch, "person", everybody)
        self.look_up_hands("person", everybody)
        self.look_up_hands("post", [held.id for some in self._held.values() for held in some])
        self._touched = self.known.touched([row.key for row in rows if row.key])
        self._keys = self.known.touch_keys(everybody)
        by_key = self.known.people_by_id(
            {person for _touch, person in self._touched.values() if person is not None}
        )
        self._unseen = self.known.unseen(Person, by_key.values())
        known = {org.id for some in names.values() for org in some}
        known |= {held.organization for some in self._held.values() for held in some}
        # Of companies only what the file tells of: most lists of people have no more than names.
        self._sites = self.known.sites(known) if any(batch.columns[SITES]) else {}
        own = batch.several("organization.phone") or batch.several("organization.email")
        any_alone = not all(row.name for row in rows)
        self.look_up_points("organization", known if own or any_alone else ())
        self.look_up_hands("organization", known)
        self.look_up_hands("site", [one.id for some in self._sites.values() for one in some])
        is_called = self.answered or any(batch.columns[LEGAL])
        self._names = self.known.other_names(known) if is_called else {}
        self._placed_by_people = self._states = None
        self._rows_of_batch = rows
        if any_alone:
            # What a company says of itself comes before what its people say, the fullest first.
            rows.sort(key=_how_little)
        # Who is asked about may be told by a later row: else the file read again would find them.
        while waiting := [
            row for row in rows if not self._take(batch, plan, row, names, humans, by_key)
        ]:
            if len(waiting) == len(rows):
                for row in waiting:
                    self._take(batch, plan, row, names, humans, by_key, asks=True)
                break
            rows = waiting
        # Nobody looks through them between batches: see `sweep`.
        self._rows_of_batch = ()
        return plan

    def _by_their_keys(self, humans: dict[str, list[Human]]) -> dict[int, Human]:
        """Whom the keys of rows mean, whatever they are called."""
        if not self._of_keys:
            return {}
        wanted = set(self._of_keys.values())
        found = {one.id: one for some in humans.values() for one in some if one.id in wanted}
        return found | self.known.people_by_id(wanted - set(found))

    def _rows(self, batch: Batch) -> list[Row]:
        people, organizations = batch.columns[PEOPLE], batch.columns[ORGANIZATIONS]
        many = len(batch.lines)
        emails = _filled(batch.several("person.email"), many)
        cells = _filled(batch.several("person.cell"), many)
        phones = _filled(batch.several("person.phone"), many)
        titles, numbers = batch.column("post.title"), batch.column("row.key")
        person_keys = batch.column("person.key")
        rows = [
            Row(
                at,
                line,
                people[at],
                organizations[at],
                emails[at],
                [("cell", cell) for cell in cells[at]] + [("", phone) for phone in phones[at]],
                {*emails[at], *cells[at], *phones[at]},
                titles[at],
                key=self._key(numbers[at], people[at]),
                person_key=person_keys[at],
            )
            for at, line in enumerate(batch.lines)
        ]
        for row, others in zip(rows, batch.columns.get(BESIDE, ()), strict=False):
            row.beside = [
                row.another(organization, title, n)
                for n, (organization, title) in enumerate(others, start=2)
            ]
        return rows

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
        touch = self._touched.get(row.key)
        if touch is not None and touch[1] in self._unseen:
            self.hold(batch, plan, row.at, row.who)
            return True
        if row.organization is not None and not self._company(batch, plan, row, names, humans):
            return True
        for one in row.beside:
            if not self._company(batch, plan, one, names, humans):
                self._let_go(row)
                return True
        human: Human | None = None
        came: Came | None = None
        if row.name:
            found = self._person(plan, row, humans, by_key, asks=asks)
            if found is None:
                self._let_go(row)
                return False
            human, came = found
        if self._is_not_theirs(batch, plan, row, is_new=human is None and came is None):
            self._let_go(row)
            return True
        self._store(batch, plan, row, human, came)
        return True

    # --- which company

    def _whose(self, batch: Batch, at: int, organization: Sequence[Any]) -> str:
        return who_of(batch.columns[PEOPLE][at], organization)

    def _is_not_theirs(self, batch: Batch, plan: Plan, row: Row, *, is_new: bool) -> bool:
        """Whether the row brings an office or somebody new outside the part; it is refused."""
        if self.part is None:
            return False
        site = batch.columns[SITES][row.at]
        says = "" if row.company_is_new else self._refuses_site(row.company, site, {})
        if row.name and is_new and not says:
            # Who comes later works where their company is, whatever their row says.
            stood = row.stands.state if row.stands else ""
            said = row.organization[STATE] if row.organization else ""
            state = site[STATE_OF_SITE] if site is not None else stood or said
            says = self.part.refuses(state, self.run.kind)
        if says:
            plan.refuse(row.line, row.who, "", says)
        return bool(says)

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
                came = Came(person, row.line, row.name, key=row.person_key)
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
                for one in row.beside:
                    came.organizations.add(one.company)
                came.reached |= row.addresses
            if row.beside:
                self._posts(plan, row, person, place, human)
            elif row.company:
                self._post(plan, row, person, place, human)
            self._reach_by(plan, row, ("person", person), is_new=is_new)
            if row.at in self._marked_rows:
                self.mark(batch, row.at, plan, ("person", person), row.changes, row.parts)
            self._touch(batch, plan, row, person)
        elif row.beside:
            self._companies_beside(plan, row)
        grew = self._grew or bool(row.parts) or (not is_new and self._size(plan) != size)
        self._grew = False
        plan.changes += row.changes
        if row.changes:
            row.parts.insert(0, in_words(row.changes) + ".")
        if is_new or (not row.name and row.company_is_new):
            verdict = Verdict.NEW
        else:
            verdict = Verdict.CHANGED if row.changes or grew else Verdict.SAME
        if row.remarks:
            row.parts += row.remarks
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

    def _posts(self, plan: Plan, row: Row, person: int, place: int, human: Human | None) -> None:
        """All posts of a row with several; the companies of all but the first, too."""
        meant: set[int] = set()
        for one in (row, *row.beside):
            if one is not row and one.company_is_new:
                self._add(plan, one.company, one.organization)
            others = row.titles_at(one.company) - {alike(one.title)}
            self._post(plan, one, person, place if one is row else 0, human, others, meant)
            if one is not row:
                row.changes += one.changes
                row.parts += one.parts

    def _companies_beside(self, plan: Plan, row: Row) -> None:
        """All companies but the first of a row with nobody in it, and where it says that they are.

        Whom its numbers reach is not said of each: they are those of the first.
        """
        seen = {row.company}
        for one in row.beside:
            if one.company in seen:
                continue
            seen.add(one.company)
            if one.company_is_new:
                self._add(plan, one.company, one.organization)
                self._grew = True
                continue
            self._tell_place(one, is_kept=False)
            if one.changes:
                plan.changes += one.changes
                row.parts.append(f"{one.organization[NAME]}: {in_words(one.changes)}.")
            row.remarks = [*row.remarks, *one.remarks]

    @staticmethod
    def _size(plan: Plan) -> int:
        return sum(map(len, plan.new.values())) + len(plan.changes)

    def _store_company(self, batch: Batch, plan: Plan, row: Row) -> int:
        """The company of the row, its other name and numbers, and the office; the site's key."""
        if row.organization is None:
            return 0
        if row.company_is_new:
            self._add(plan, row.company, row.organization)
        elif row.is_spelled_anew:
            also = OtherName.Kind.ALSO
            self._also(plan, row.company, row.organization[0], also, row.parts, False)
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
        if not row.name:
            # Nobody else is in the row whose they could be.
            self._reach_by(plan, row, ("organization", row.company), is_new=row.company_is_new)
        site = batch.columns[SITES][row.at]
        if not row.name and not row.company_is_new:
            self._tell_place(row, is_kept=site is not None)
        if site is None:
            state, stands = row.organization[STATE], row.stands
            # A person's town often is another one; their state mostly is not.
            if state and row.name and stands and stands.state not in (state, ""):
                self._tell_left_out(row, stands)
            return 0
        changes: list[Change] = []
        place, is_new = self._site(plan, row.company, row.company_is_new, site, {}, changes, [])
        self._grew |= is_new
        return place


def _how_little(row: Row) -> int:
    """How little a row says of where a company is; most of all one with a person in it."""
    if row.name or row.organization is None:
        return 3
    return (not row.organization[STATE]) + (not row.organization[CITY])


def _filled(columns: Sequence[Sequence[str]], many: int) -> Sequence[Sequence[str]]:
    """Of each of *many* rows, what these columns of it say, each once."""
    if not columns:
        return [()] * many
    if len(columns) == 1:
        return [(value,) if value else () for value in columns[0]]
    return [tuple(dict.fromkeys(filter(None, values))) for values in zip(*columns, strict=True)]
