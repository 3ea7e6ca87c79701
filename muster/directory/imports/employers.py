"""Which company a row of people means: where its person works, or the one that it is about.

A row with nobody in it tells of a company at its own address: in another state it is another one,
as in a list of places. A row with a person says where that person is, who may work far from the
head office: the name is enough where only one company has it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from muster.directory.imports.arrange import ORGANIZATION
from muster.directory.imports.asks import ANOTHER, ask_which, in_a_row, place_of
from muster.directory.imports.cells import Batch
from muster.directory.imports.known import Held, Human, Org
from muster.directory.imports.names import alike
from muster.directory.imports.plan import Change, Plan
from muster.directory.imports.ties import Beside, Came, Row, Ties
from muster.directory.imports.which import CITY, COUNTY, NAME, STATE
from muster.directory.models import Organization
from muster.directory.models.place_keys import place_key

_PLACE = {"city": CITY, "county": COUNTY, "state": STATE}
_REST = (None,) * (len(Org._fields) - len(ORGANIZATION) - 1)


class Employers(Ties):
    """Decides which company each row of people means."""

    memory = (*Ties.memory, "_people", "_brought", "_lines", "_of_people", "_others")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        # By name: whom earlier rows of the file brought, and which companies.
        self._people: dict[str, list[Came]] = {}
        self._brought: dict[str, list[Org]] = {}
        # By company: the line that brought it.
        self._lines: dict[int, int] = {}
        # Companies that are where the person of their row is.
        self._of_people: set[int] = set()
        # Companies that a member has told from those of their name.
        self._others: set[int] = set()
        # Whom the keys of a table of ours mean.
        self._of_keys: dict[str, int] = {}
        # Of those that stand, whether they are; None until the batch asks.
        self._placed_by_people: set[int] | None = None
        # The rows of the batch, and, once it is wanted, the state that they tell of each company.
        self._rows_of_batch: Sequence[Row] = ()
        self._states: dict[str, str] | None = None

    def _company(
        self,
        batch: Batch,
        plan: Plan,
        row: Row,
        names: dict[str, list[Org]],
        humans: dict[str, list[Human]],
    ) -> bool:
        """Find the company of *row*; False where that is asked, or the row refused."""
        name = alike(row.organization[NAME])
        known = self._of_name(name, names)
        if len(known) == 1 and row.name and row.line not in self.answered:
            # Most rows of an attendee list.
            [row.stands] = known
            row.company, row.company_is_new = row.stands.id, False
            return True
        chosen = self.answer(row.line, row.which)
        if chosen == ANOTHER:
            known = [org for org in known if org.id in self._others]
        fitting: Sequence[Org] = ()
        if chosen:
            fitting = [org for org in known if chosen in self._keys_of(org)]
        is_doubted = False
        if fitting:
            row.is_chosen = True
        elif row.name:
            fitting = self._near_person(row, known, humans) if len(known) > 1 else known
        else:
            fitting = self._in_place(row, known)
            if len(fitting) > 1:
                fitting = self._with_number(batch, row, fitting)
            if known and not fitting and chosen != ANOTHER:
                fitting = [org for org in known if self._is_where_people_are(org, names)]
                is_doubted = bool(fitting)
        if len(fitting) == 1 and not is_doubted:
            row.stands, row.company_is_new = fitting[0], False
            row.company = row.stands.id
            return True
        if fitting:
            self._ask_company(batch, plan, row, fitting)
            return False
        if self._is_refused(batch, plan, row.at, row.organization):
            return False
        self._bring(row, name, is_another=chosen == ANOTHER)
        return True

    def _of_name(self, name: str, names: Mapping[str, list[Org]]) -> Sequence[Org]:
        """The companies of this name: those that stand, and those of earlier rows."""
        known, came = names.get(name, ()), self._brought.get(name)
        if came and known:
            # While rows are written, what an earlier batch brought stands already.
            ids = {org.id for org in came}
            known = [*(org for org in known if org.id not in ids), *came]
        elif came:
            known = came
        return [self._placed.get(org.id, org) for org in known] if self._placed else known

    def _near_person(
        self, row: Row, known: Sequence[Org], humans: dict[str, list[Human]]
    ) -> Sequence[Org]:
        """Which of several companies of one name somebody works for.

        That is one where they have a post already; else, or of several, the one where they are.
        """
        state, city = row.organization[STATE], place_key(row.organization[CITY])
        name = alike(row.name)
        posts: Sequence[Held] = ()
        here = known
        if name in humans:
            posts = self._posts_of_name(row, known, humans[name])
            stood = {post.organization for post in posts if not self._is_of_this_file(post)}
            here = [org for org in known if org.id in stood] or known
        here = [org for org in here if state and org.state == state] or here
        here = [org for org in here if place_key(org.city) == city] or here
        came = self._people.get(name, ())
        if len(here) == 1 or not (posts or came):
            return here
        theirs = {post.organization for post in posts}
        theirs.update(*(one.organizations for one in came if not self._is_other(one, row)))
        here = [org for org in here if org.id in theirs] or here
        if len(here) == 1:
            return here
        title = alike(row.title)
        as_that = [post for post in posts if alike(post.title) == title]
        there = [post.organization for post in as_that or (posts if not title else ())]
        here = [org for org in here if org.id in there] or here
        is_whole = bool(row.person_key in self._of_keys or row.beside or isinstance(row, Beside))
        if is_whole and there and len({post.person for post in posts}) == 1:
            # Two posts of one title, of one person: the row means each of them, in any order.
            here = [org for one in there for org in here if org.id == one][:1] or here
        return here

    def _posts_of_name(
        self, row: Row, known: Sequence[Org], those: Sequence[Human]
    ) -> Sequence[Held]:
        """The posts there that a row may mean: of who has its key, else of all who have its name.

        Those that the row has told of already are not meant again.
        """
        kept = self._of_keys.get(row.person_key) if row.person_key else None
        if kept is not None:
            those = [human for human in those if human.id == kept] or those
        companies = {org.id for org in known}
        held = (post for human in those for post in self._held.get(human.id, ()))
        posts = [post for post in held if post.organization in companies]
        posts = [post for post in posts if not post.to_on] or posts
        if not (posts and (told := row.told_before())):
            return posts
        return [
            post for post in posts if (post.organization, alike(post.title)) not in told
        ] or posts

    def _is_of_this_file(self, post: Held) -> bool:
        return (post.person, post.organization, alike(post.title)) in self._titles

    @staticmethod
    def _in_place(row: Row, known: Sequence[Org]) -> Sequence[Org]:
        """Which of *known* may be the company of a row with nobody in it: not in another state."""
        state, city = row.organization[STATE], place_key(row.organization[CITY])
        here = [org for org in known if org.state == state] if state else known
        here = here or [org for org in known if not org.state]
        if len(here) > 1:
            here = [org for org in here if place_key(org.city) == city] or here
        return here

    def _with_number(self, batch: Batch, row: Row, fitting: Sequence[Org]) -> Sequence[Org]:
        """Of several of one name the one that the row's own number reaches, if it is one alone."""
        own = [*batch.several("organization.phone"), *batch.several("organization.email")]
        said = row.addresses.union(values[row.at] for values in own) - {""}
        reached = [
            org
            for org in fitting
            if any(("organization", org.id, address) in self._added for address in said)
            or any(point.address in said for point in self._points["organization"].get(org.id, ()))
        ]
        return reached if len(reached) == 1 else fitting

    def _is_where_people_are(self, org: Org, names: Mapping[str, list[Org]]) -> bool:
        """Whether only a row with a person has said where *org* is."""
        if org.id in self._lines:
            return org.id in self._of_people
        if self._placed_by_people is None:
            stand = {org.id for some in names.values() for org in some}
            self._placed_by_people = self.known.placed_by_people(stand)
        return org.id in self._placed_by_people and org.id not in self._placed

    def _bring(self, row: Row, name: str, *, is_another: bool) -> None:
        """Let the row bring a company: later rows of its name mean the same."""
        row.company, row.company_is_new = self.next_id(Organization), True
        said = row.organization
        is_told = said[STATE] or said[CITY]
        if self.part is None and not is_told and (state := self._state_told_of(name)):
            row.organization = (*said[:STATE], state, *said[STATE + 1 :])
        row.stands = Org(row.company, *row.organization, *_REST)
        self._lines[row.company] = row.line
        self._brought.setdefault(name, []).append(row.stands)
        if row.name:
            self._of_people.add(row.company)
        if is_another:
            self._others.add(row.company)

    def _state_told_of(self, name: str) -> str:
        """In which state a later row has somebody of that company; empty where none says it."""
        if self._states is None:
            told = [row.organization for row in self._rows_of_batch if row.organization]
            self._states = {alike(one[NAME]): one[STATE] for one in reversed(told) if one[STATE]}
        return self._states.get(name, "")

    def _let_go(self, row: Row) -> None:
        """A row that waits brings no company; the next row of that name does."""
        for one in (row, *row.beside):
            if one.company and one.company_is_new:
                self._instead(one, [])

    def _go_to(self, row: Row, held: Held) -> None:
        """Let the row, and later ones of its company, mean the organization of that post."""
        stands = self.known.by_id([held.organization])[held.organization]
        if row.company_is_new:
            self._instead(row, [stands])
        # A company that stands under the name that the row says keeps it for itself.
        row.is_spelled_anew = row.company_is_new
        row.company, row.company_is_new, row.stands = stands.id, False, stands

    def _instead(self, row: Row, meant: list[Org]) -> None:
        name = alike(row.organization[NAME])
        others = [org for org in self._brought[name] if org.id != row.company]
        self._brought[name] = [*others, *meant]

    # --- where it is

    def _tell_place(self, row: Row, *, is_kept: bool) -> None:
        """What a row with nobody in it says of where its company is: it fills what is empty.

        Another town of the state stays as it is, and so does what is outside the part; the row says
        so, unless its address *is_kept* as that of an office.
        """
        org, said = row.stands, row.organization
        if org is None or not (said[STATE] or said[CITY]):
            return
        self._of_people.discard(org.id)
        is_moved = bool(row.is_chosen and said[STATE] and org.state and org.state != said[STATE])
        is_far = not (_agree(org.city, said[CITY]) and _agree(org.state, said[STATE]))
        is_new_state = bool(said[STATE]) and said[STATE] != org.state
        if is_new_state and self.part is not None and self.part.refuses(said[STATE], self.run.kind):
            is_moved, is_far = False, True
        if is_far and not is_moved:
            if not is_kept:
                self._tell_left_out(row, org)
            return
        told = {field: row.organization[at] for field, at in _PLACE.items()}
        if not is_moved:
            told = {field: value for field, value in told.items() if not getattr(org, field)}
        remarks: list[str] = []
        row.remarks = remarks
        changes = self.differences(Organization, org, told, remarks)
        changed = {change.field for change in changes}
        if is_moved and "state" not in changed:
            return
        if is_moved:
            # What the row does not say was that of the other state.
            changes += [
                Change(Organization, org.id, field, getattr(org, field), "", "")
                for field, value in told.items()
                if not value and getattr(org, field)
            ]
        row.changes += changes
        self._placed[org.id] = org._replace(**{one.field: one.value for one in changes})

    @staticmethod
    def _tell_left_out(row: Row, org: Org) -> None:
        says = _("“%(name)s” is known in %(there)s; the %(here)s of this row is left out.")
        if not place_of(org):
            says = _(
                "“%(name)s” stays without a place: %(here)s lies outside the part that this "
                "import reaches."
            )
        words = {"name": org.name, "there": place_of(org), "here": _place_said(row)}
        row.remarks = [says % words]

    # --- asked

    def _keys_of(self, org: Org) -> list[str]:
        """How an answer means *org*: by its key if it stands, and by the line that brings it."""
        by_key = [str(org.id)] if org.id > 0 else []
        by_line = [f"row:L{self._lines[org.id]}"] if org.id in self._lines else []
        return by_key + by_line

    def _ask_company(self, batch: Batch, plan: Plan, row: Row, fitting: Sequence[Org]) -> None:
        ask_which(
            plan,
            row.line,
            fitting,
            name=row.organization[NAME],
            of_one=_(
                "“%(name)s” is known in %(there)s, which may be where one of its people is; this "
                "row says %(here)s. Is it the same?"
            ),
            here=_place_said(row),
            who=self._whose(batch, row.at, row.organization),
            question=row.which,
            key_of=lambda org: self._keys_of(org)[0],
        )


def _agree(one: str, other: str) -> bool:
    return not one or not other or place_key(one) == place_key(other)


def _place_said(row: Row) -> str:
    return in_a_row(row.organization[CITY], row.organization[STATE])
