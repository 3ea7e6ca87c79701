"""What rows that wait for somebody who sees the whole program would do, for their eyes alone.

Nothing of it is kept: who imports for the part reads what is. Each row is decided by itself, by the
rule that applies it, as if it alone were let in.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import prefetch_related_objects

from muster.core.sheets import Line
from muster.directory.imports.apply import lines_of
from muster.directory.imports.cells import Mapped
from muster.directory.imports.files import sheet_of
from muster.directory.imports.insert import Below
from muster.directory.imports.known import Held, Human, Ids, Known, Org, Place, Point
from muster.directory.imports.plan import COLUMNS, Change, Plan, in_words
from muster.directory.imports.stage import batches_of, staged
from muster.directory.imports.steps import (
    Facts,
    answers_to,
    cells_of,
    corrections_to,
    decider_by,
    facts_of,
    one_batch,
    sector_of,
    used_columns,
)
from muster.directory.models import ContactPoint, Import, Site

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a row would do.

    Attributes:
        organization, site, person: those that stand already and that it goes to, by their keys.
        changes: the fields of records that would get other values.
        places: where a site would be added to its organization, as “name, city, state”.
        says: what else there is to say of it.
    """

    verdict: str
    organization: int | None
    site: int | None
    person: int | None
    changes: tuple[Change, ...]
    places: tuple[str, ...]
    says: str


def foresee(run: Import, lines: Collection[int]) -> dict[int, Foreseen]:
    """What the rows at *lines* would do if they were let in, each by itself.

    However many they are, the directory is asked the same number of questions.

    Raises:
        SheetError: the file can no longer be read.
    """
    prefetch_related_objects([run], "columns")
    columns, answered = used_columns(run), answers_to(run)
    facts = _facts_of(run, columns)
    cells = cells_of(run, columns, facts, corrected=corrections_to(run), answered=answered)
    rows = lines_of(run, lines)
    known, sector = AskedOnce(run.program_id), sector_of(run)

    def decided(some: list[Line]) -> Plan:
        # What would be new is wanted in words; nobody writes it.
        decider = decider_by(
            run, known, facts, next_id=Below(), is_writing=True, sector=sector, answered=answered
        )
        decider.tells_all = True
        return decider.decide(one_batch(run, cells, some))

    decided(rows)  # asks for all of them at once
    found = {}
    for row in rows:
        plan = decided([row])
        for says in plan.says:
            changes = tuple(one for one in plan.changes if one.model is not ContactPoint)
            found[row.number] = Foreseen(
                verdict=says.verdict,
                organization=says.organization,
                site=says.site,
                person=says.person,
                changes=changes,
                places=tuple(_place_words(site) for site in plan.new[Site]),
                says=_without(says.says, changes),
            )
    return found


def _facts_of(run: Import, columns: list[Mapped]) -> Facts:
    """What all rows say together: as the dry run found it, where that is still at hand."""
    if (path := staged(run)) is not None:
        return Facts(*next(iter(batches_of(path))))
    return facts_of(run, sheet_of(run), columns)


def _place_words(site: tuple[Any, ...]) -> str:
    told = dict(zip(COLUMNS[Site], site, strict=True))
    parts = dict.fromkeys((told["name"], told["city"], told["state"]))
    return ", ".join(part for part in parts if part)


def _without(says: str, changes: Sequence[Change]) -> str:
    """*says* without the sentence that tells the *changes*, which are told one by one."""
    return says.replace(f"{in_words(changes)}.", "", 1).strip() if changes else says


class AskedOnce(Known):
    """Asks for each number, name and record once, and remembers what the directory said.

    What was asked for others is among the answers, too; who reads them looks for their own.
    """

    def __init__(self, program: int) -> None:
        super().__init__(program)
        self._told: dict[Hashable, tuple[set[Any], dict[Any, Any]]] = {}

    def by_usdot(self, numbers: Sequence[str]) -> dict[str, Org]:
        return self._once("usdot", super().by_usdot, numbers)

    def by_ori(self, numbers: Sequence[str]) -> dict[str, Org]:
        return self._once("ori", super().by_ori, numbers)

    def by_id(self, ids: Ids) -> dict[int, Org]:
        return self._once("id", super().by_id, ids)

    def by_name(self, names: Iterable[str]) -> dict[str, list[Org]]:
        return self._once("name", super().by_name, names)

    def placed_by_people(self, ids: Ids) -> set[int]:
        ask = super().placed_by_people
        found = self._once("placed by people", lambda some: dict.fromkeys(ask(some)), ids)
        return set(found)

    def ended(self, noun: str, ids: Ids) -> set[int]:
        ask = super().ended
        found = self._once(("ended", noun), lambda some: dict.fromkeys(ask(noun, some)), ids)
        return set(found)

    def without_number(self, column: str, most: int) -> dict[str, list[Org]] | None:
        return None  # a few rows are not worth thousands of names at hand

    def other_names(self, ids: Ids) -> dict[int, set[str]]:
        return self._once("other names", super().other_names, ids)

    def by_register(self, keys: Sequence[str]) -> dict[str, Place]:
        return self._once("register", super().by_register, keys)

    def sites(self, organizations: Ids) -> dict[int, list[Place]]:
        return self._once("sites", super().sites, organizations)

    def people(self, names: Iterable[str]) -> dict[str, list[Human]]:
        return self._once("people", super().people, names)

    def people_by_id(self, ids: Ids) -> dict[int, Human]:
        return self._once("people by id", super().people_by_id, ids)

    def posts(self, people: Ids) -> dict[int, list[Held]]:
        return self._once("posts", super().posts, people)

    def people_by_key(self, keys: Iterable[str]) -> dict[str, int]:
        return self._once("people by key", super().people_by_key, keys)

    def mailboxes(self, addresses: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
        return self._once("mailboxes", super().mailboxes, addresses)

    def touched(self, sent: Sequence[str]) -> dict[str, tuple[int, int | None]]:
        return self._once("touched", super().touched, sent)

    def touch_keys(self, people: Ids) -> set[str]:
        ask = super().touch_keys
        found = self._once("touch keys", lambda some: dict.fromkeys(ask(some)), people)
        return set(found)

    def points(self, owner: str, ids: Ids) -> dict[int, list[Point]]:
        ask = super().points
        return self._once(("points", owner), lambda some: ask(owner, some), ids)

    def last_changes(self, noun: str, ids: Ids) -> dict[tuple[int, str], Any]:
        ask = super().last_changes
        return self._once(("changes", noun), lambda some: ask(noun, some), ids)

    def _once(
        self,
        what: Hashable,
        ask: Callable[[list[Any]], Mapping[Key, Value]],
        keys: Iterable[Any],
    ) -> dict[Key, Value]:
        asked, found = self._told.setdefault(what, (set(), {}))
        if missing := [key for key in dict.fromkeys(keys) if key not in asked]:
            asked.update(missing)
            found.update(ask(missing))
        # Who decides adds to what it was told.
        return {key: copy(value) for key, value in found.items()}
