"""Which person a row means: one who stands, one of an earlier row, somebody new, or a question."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from rapidfuzz.fuzz import token_sort_ratio

from muster.directory.imports.employers import Employers
from muster.directory.imports.known import Held, Human
from muster.directory.imports.marks import every_way_in_words
from muster.directory.imports.names import alike
from muster.directory.imports.plan import Change, Plan
from muster.directory.imports.ties import Came, Row
from muster.directory.models import Person, Post

# From here on, two names at one mailbox may be one person.
_NEAR = 85
_MOST_CHOICES = 6
PERSON, KEY = "person", "key"
_OTHER = "other"


class Who(Employers):
    """Decides which person each row means."""

    memory = (*Employers.memory, "_met")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        # What earlier rows told of people who stand: by their key.
        self._met: dict[int, Came] = {}
        # Who is called otherwise here than beside their key in a table of ours.
        self._humans_of_keys: dict[int, Human] = {}

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
        if row.person_key and (kept := self._of_keys.get(row.person_key)):
            for human in known:
                if human.id == kept:
                    return human, None
            told = self.answer(row.line, KEY)
            if (called := self._humans_of_keys.get(kept)) is not None and told != _OTHER:
                if told == f"same:{kept}":
                    self._rename(row, called, humans)
                    return called, None
                if asks:
                    self._ask_key(plan, row, called)
                return None
        earlier = self._people.get(alike(row.name), [])
        if row.person_key and (
            others := {came.id for came in earlier if self._is_other(came, row)}
        ):
            known = [human for human in known if human.id not in others]
            earlier = [came for came in earlier if came.id not in others]
        chosen = self.answer(row.line, PERSON)
        if chosen and not self._leads_outside(chosen):
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

    def _rename(self, row: Row, human: Human, humans: dict[str, list[Human]]) -> None:
        """Let *human* be called as the row says; later rows of that name may mean them."""
        row.changes.append(Change(Person, human.id, "name", human.name, row.name, row.name))
        humans.setdefault(alike(row.name), []).append(human._replace(name=row.name))

    def _ask_key(self, plan: Plan, row: Row, human: Human) -> None:
        says = _("The key %(key)s is %(name)s here. Is it the same?")
        plan.ask(
            row.line,
            row.who,
            KEY,
            "",
            says % {"key": row.person_key, "name": human.name},
            [
                (f"same:{human.id}", _("The same, now called %(name)s") % {"name": row.name}),
                (_OTHER, _("Somebody else")),
            ],
            person=human.id,
        )

    def _is_same_person(self, human: Human, row: Row) -> bool:
        held = self._held.get(human.id, ())
        if (met := self._met.get(human.id)) is not None and self._is_same_row(met, row):
            return True
        if row.company:
            return any(row.is_of(post.organization) for post in held)
        if held:
            return self._is_reached_so(human, row)
        reached = {point.address for point in self._points["person"].get(human.id, ())}
        # Without a post and a number they are known by their name alone.
        return reached <= every_way_in_words() or not reached.isdisjoint(row.addresses)

    def _is_reached_so(self, human: Human, row: Row) -> bool:
        reached = {point.address for point in self._points["person"].get(human.id, ())}
        return not reached.isdisjoint(row.addresses)

    @staticmethod
    def _is_same_row(came: Came, row: Row) -> bool:
        """As `_is_same_person`, of somebody whom an earlier row brought."""
        if row.company:
            return row.company in came.organizations or any(
                one.company in came.organizations for one in row.beside
            )
        return not came.reached.isdisjoint(row.addresses) or not (
            came.organizations or came.reached
        )

    def _as_chosen(
        self, chosen: str, row: Row, known: list[Human], earlier: list[Came]
    ) -> tuple[Human | None, Came | None]:
        act, _colon, which = chosen.partition(":")
        if act in ("another", "new"):
            return None, None
        if line := earlier_line(chosen):
            for came in earlier:
                if came.line == line:
                    return None, came
            which = str(known[0].id) if len(known) == 1 else ""
        human = next((one for one in known if str(one.id) == which), None)
        if human is None and which.isdecimal():
            human = self.known.people_by_id([int(which)]).get(int(which))
        if human is not None and act == "moved":
            self._end_posts(row, human)
        if human is not None and act == "here" and (held := self._nearly_there(row, human)):
            self._go_to(row, held)
        return human, None

    def _nearly_there(self, row: Row, human: Human) -> Held | None:
        """The post of *human* at the organization that the row nearly calls by its name."""
        said = str(row.organization[0]).lower() if row.organization else ""
        held = [post for post in self._held.get(human.id, ()) if not post.to_on]
        near = {post: token_sort_ratio(post.organization_name.lower(), said) for post in held}
        best = max(near, key=lambda post: near[post], default=None)
        return best if best is not None and near[best] >= _NEAR else None

    def _leads_outside(self, chosen: str) -> bool:
        """Whether an answer means somebody whom the member saw then, and does not see now."""
        which = chosen.partition(":")[2]
        if self.part is None or not which.isdecimal():
            return False
        return bool(self.part.unseen(Person, [int(which)]))

    def _end_posts(self, row: Row, human: Human) -> None:
        on = self.day.isoformat()
        for held in self._held.get(human.id, ()):
            if not row.is_of(held.organization) and not held.to_on:
                row.changes.append(Change(Post, held.id, "to_on", "", on, on))

    def _ask_who(self, plan: Plan, row: Row, known: list[Human], earlier: list[Came]) -> None:
        choices: list[tuple[str, str]] = []
        said = ""
        for human in known[:_MOST_CHOICES]:
            held = [post for post in self._held.get(human.id, ()) if not post.to_on]
            where = _posts_words(held)
            if (there := self._nearly_there(row, human)) is not None:
                at = there.organization_name
                choices.append(
                    (f"here:{human.id}", _("The post that they hold at %(at)s") % {"at": at})
                )
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


def earlier_line(chosen: str) -> int | None:
    """The line of the earlier row whose person an answer means; None if it means another."""
    _act, _colon, which = chosen.partition(":L")
    return int(which) if which.isdecimal() else None


def _posts_words(held: Iterable[Held]) -> str:
    """“safety director at Larkhaven Freight; driver at Pinewick”."""
    return "; ".join(
        _("%(title)s at %(organization)s")
        % {"title": post.title or _("somebody"), "organization": post.organization_name}
        for post in held
    )
