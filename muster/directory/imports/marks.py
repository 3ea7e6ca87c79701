"""What a table of ours says of a record beside its fields: sector, do not contact, its end.

A mark is only ever set: a file takes none away. What somebody has taken away since stays away.
"""

from collections.abc import Set
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from muster.core.clock import today_in
from muster.directory.history import label_of
from muster.directory.imports.cells import Batch
from muster.directory.imports.decide import Owner
from muster.directory.imports.fields import OF_TABLES
from muster.directory.imports.known import Org
from muster.directory.imports.plan import Change, Plan
from muster.directory.imports.which import Which
from muster.directory.models import ContactPoint, Organization, Site
from muster.programs.models import Sector

Noun = type[Organization] | type[Site]
_STATUS = ContactPoint.Status
_WAYS = ("phone", "cell", "email")
_ENDING: dict[str, Noun] = {"organization": Organization, "site": Site}


def every_way() -> str:
    """What stands in the place of a number for whoever has none, and asked not to be contacted."""
    return str(_("every number and address"))


@cache
def every_way_in_words() -> frozenset[str]:
    """`every_way`, in each language."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(every_way())
    return frozenset(found)


class Marks(Which):
    """Decides how the records of a row are marked."""

    memory = (*Which.memory, "_marked")

    _grew = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        # What earlier rows of the file have marked: the field and whose.
        self._marked: set[tuple[str, Owner]] = set()
        self._has_ended: dict[str, Set[int]] = {}
        self._sectors: dict[str, Sector] | None = None

    def marked(self, batch: Batch) -> Set[int]:
        """The rows that mark somebody or something.

        The numbers of who asked not to be contacted are left out, and the row says so.
        """
        if OF_TABLES.isdisjoint(batch.columns):
            return frozenset()
        sectors = batch.column("organization.sector")
        found = {at for at, says in enumerate(sectors) if says and not self.sector_named(says)}
        for noun in ("organization", "site", "person"):
            silent = _filled(batch, f"{noun}.contact")
            found |= silent | _filled(batch, f"{noun}.ended_on")
            ways = [way for name in _WAYS for way in batch.several(f"{noun}.{name}")]
            for at in silent:
                if any(way[at] for way in ways):
                    says = _("Asked not to be contacted: the numbers of this row are left out.")
                    batch.notes.setdefault(at, []).append(("", says))
                for way in ways:
                    way[at] = ""
        return found

    def look_up_marks(self, batch: Batch, noun: str, ids: Set[int]) -> None:
        """Find out how these records are marked already."""
        if _filled(batch, f"{noun}.ended_on"):
            self._has_ended[noun] = self.known.ended(noun, ids)
        if _filled(batch, f"{noun}.contact"):
            points = self._points[noun].values()
            self.look_up_hands("contact_point", {point.id for some in points for point in some})

    # --- sectors

    def sector_named(self, says: str) -> Sector | None:
        """The sector of the program that has this name or this key."""
        if self._sectors is None:
            sectors = list(Sector.objects.filter(program=self.run.program_id))
            names = {each.name_es.casefold(): each for each in sectors if each.name_es}
            names |= {each.name.casefold(): each for each in sectors}
            self._sectors = {each.key: each for each in sectors} | names
        return self._sectors.get(says.casefold())

    def tell_sector(self, stands: Org, parts: list[str]) -> None:
        """Say if an organization has another sector than its row says: it keeps it."""
        if not self._sectors or self.sector is None or stands.sector == self.sector.pk:
            return
        there = next(one for one in self._sectors.values() if one.pk == stands.sector)
        says = _("The sector stays %(there)s; the file says %(said)s.")
        parts.append(says % {"there": there.name, "said": self.sector.name})

    # --- marks

    def mark(
        self,
        batch: Batch,
        at: int,
        plan: Plan,
        owner: Owner,
        changes: list[Change],
        parts: list[str],
    ) -> None:
        """Mark *owner* as the row says; a sector that is unknown is told."""
        sector = batch.column(f"{owner[0]}.sector")[at]
        if sector and self.sector_named(sector) is None:
            says = _("There is no sector “%(sector)s” in this program: it is left out.")
            parts.append(says % {"sector": sector})
        if batch.column(f"{owner[0]}.contact")[at]:
            self._silence(plan, owner, parts)
        if on := batch.column(f"{owner[0]}.ended_on")[at]:
            self._end(owner, on, changes, parts)

    def _silence(self, plan: Plan, owner: Owner, parts: list[str]) -> None:
        """Let *owner* be one who asked not to be contacted, at all numbers that are known."""
        noun, row = owner
        if not self._is_first("contact", owner):
            return
        points = self._points[noun].get(row, ())
        if any(point.status == _STATUS.DO_NOT_CONTACT for point in points):
            return
        good = [point for point in points if point.status == _STATUS.OK]
        hands = self._hands.get("contact_point", {})
        for point in good:
            hand = hands.get((point.id, "status"))
            if hand is not None and not self._is_newer(hand):
                says = _("May be contacted, as %(who)s said; the file says: do not contact.")
                parts.append(says % {"who": hand.source})
                return
        off = _STATUS.DO_NOT_CONTACT.value
        plan.changes += [
            Change(ContactPoint, point.id, "status", point.status, off, off) for point in good
        ]
        if not good:
            plan.silent.append(owner)
        self._grew = True
        parts.append(_("Asked not to be contacted."))

    def _end(self, owner: Owner, on: str, changes: list[Change], parts: list[str]) -> None:
        """Let *owner* have ended on that day, unless it has ended already."""
        noun, row = owner
        if not self._is_first("ended_on", owner) or row in self._has_ended.get(noun, ()):
            return
        if on > today_in(self.run.program, self.run.at).isoformat():
            parts.append(_("%(on)s lies ahead: that end is left out.") % {"on": on})
            return
        hand = self._hands.get(noun, {}).get((row, "ended_on"))
        if hand is not None and not self._is_newer(hand):
            says = _("%(field)s stays empty, as %(who)s left it; the file says %(new)s.")
            words = {"field": label_of("ended_on"), "who": hand.source, "new": on}
            parts.append(says % words)
            return
        changes.append(Change(_ENDING[noun], row, "ended_on", "", on, on))

    def _is_first(self, field: str, owner: Owner) -> bool:
        """Whether no earlier row of the file has marked *owner* so; from now on one has."""
        if (field, owner) in self._marked:
            return False
        self._marked.add((field, owner))
        return True


def _filled(batch: Batch, name: str) -> set[int]:
    return {at for at, value in enumerate(batch.columns.get(name, ())) if value}
