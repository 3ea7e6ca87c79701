"""Putting a pack into a program.

A row is found by its key and brought to what the pack says; each row that changes is reported. What
the pack does not hold stays, because builds may stand on it. Two things a pack cannot do: change
what answers already given mean (that takes a new version of the questionnaire), and undo a check
that a member made after the pack was written (an older date never replaces a later one).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from muster.core import audit
from muster.core.models import Program
from muster.programs.errors import LoadRefused
from muster.programs.models import Guidance, GuidanceLine, Item, LoadedPack, Measure, Option
from muster.programs.rows import TABLES, GuidanceRow, LineRow, Pack, Table, key_of

# Changing one of these would change what stored answers say.
_LASTING: Mapping[type[models.Model], tuple[str, ...]] = {
    Item: ("kind",),
    Option: ("counts",),
    Measure: ("kind", "item_code"),
}


@dataclass(frozen=True, slots=True)
class PackLoaded:
    """What a load did.

    Attributes:
        created, changed, same: how many rows were new, were brought to the pack's text, or had it.
        changes: each changed row and its fields: "goals L2: aim, text".
        kept: rows whose check in the program is later than the pack's, left as they are.
    """

    created: int
    changed: int
    same: int
    changes: tuple[str, ...]
    kept: tuple[str, ...]


@transaction.atomic
def load_pack(pack: Pack, program: Program, *, by: str, now: datetime) -> PackLoaded:
    """Bring *program* to what *pack* says. Loading the same pack again changes nothing.

    Args:
        by: the member's e-mail address or the command, for the audit.
        now: when, aware.

    Raises:
        LoadRefused: the program was loaded from another pack, or the pack would change what
            answers already given mean. The program is unchanged.
    """
    # Locked, so that a program is loaded by one at a time.
    before = Program.objects.select_for_update().get(pk=program.pk)
    if before.pack_key and before.pack_key != pack.key:
        says = _("%(program)s was loaded from the pack '%(old)s'; '%(new)s' is another one.")
        words = {"program": program.name, "old": before.pack_key, "new": pack.key}
        raise LoadRefused([says % words])
    load = _Load(program)
    for table in TABLES:
        load.rows(table, getattr(pack, table.name), program, table.name)
    if load.refused:
        raise LoadRefused(load.refused)
    load.title(pack)
    done = PackLoaded(
        load.created, len(load.changes), load.same, tuple(load.changes), tuple(load.kept)
    )
    if done.created or done.changed:
        counts = _("version %(version)s: %(created)s created, %(changed)s changed") % {
            "version": pack.version,
            "created": done.created,
            "changed": done.changed,
        }
        audit.record(
            by=by, verb="loaded", subject=f"pack:{pack.key}", program=program, at=now, reason=counts
        )
    return done


@dataclass(slots=True)
class _Load:
    """One load on its way."""

    program: Program
    created: int = 0
    same: int = 0
    changes: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    # Rows loaded so far, by table and key, for those that refer to them.
    known: dict[str, dict[str, models.Model]] = field(default_factory=dict)

    def title(self, pack: Pack) -> None:
        """The title page, and its copy on the program."""
        values = {name: getattr(pack, name) for name in ("key", "version", "name", "description")}
        values["sources"] = "\n".join(pack.sources)
        found = LoadedPack.objects.filter(program=self.program).first()
        self._put(LoadedPack, found, {"program": self.program}, values, f"pack {pack.key}")
        if (self.program.pack_key, self.program.pack_version) != (pack.key, pack.version):
            self.program.pack_key, self.program.pack_version = pack.key, pack.version
            self.program.save(update_fields=["pack_key", "pack_version"])

    def rows(self, table: Table, rows: tuple[Any, ...], above: models.Model, subject: str) -> None:
        """All rows of *table* below the program or the row *above*."""
        siblings = table.model._default_manager.filter(**{table.above: above})
        if table.references:
            siblings = siblings.select_related(*table.references)
        found = {key_of(table, row): row for row in siblings}
        loaded = self.known.setdefault(table.name, {})
        for position, row in enumerate(rows, start=1):
            key = key_of(table, row)
            named = f"{subject} {' '.join(str(part) for part in key)}"
            if isinstance(row, GuidanceRow):
                self._guidance(row, found.get(key), named)
                continue
            values = self._values(table, row)
            if table.ordered:
                values["position"] = position
            stored = self._put(table.model, found.get(key), {table.above: above}, values, named)
            loaded[str(key[0])] = stored
            for inner in table.inside:
                self.rows(inner, getattr(row, inner.name), stored, f"{named}, {inner.name}")

    def _values(self, table: Table, row: Any) -> dict[str, Any]:
        """The row's own fields, with the rows that it refers to."""
        inside = {inner.name for inner in table.inside}
        values = {
            column.name: getattr(row, column.name)
            for column in fields(row)
            if column.name not in inside
        }
        for name, target in table.references.items():
            values[name] = self.known[target][values[name]] if values[name] else None
        return values

    def _put(
        self,
        model: type[models.Model],
        found: models.Model | None,
        above: Mapping[str, models.Model],
        values: Mapping[str, Any],
        named: str,
    ) -> Any:
        """Create the row or bring it to *values*, count it, and return it."""
        if found is None:
            self.created += 1
            return model._default_manager.create(**above, **values)
        other = [name for name in values if getattr(found, name) != values[name]]
        if not other:
            self.same += 1
            return found
        for name in other:
            if name in _LASTING.get(model, ()):
                says = _(
                    "%(row)s: '%(field)s' stays, because answers already given rest on it; "
                    "use a new key, or a new version of the questionnaire."
                )
                self.refused.append(says % {"row": named, "field": name})
            setattr(found, name, values[name])
        found.save(update_fields=other)
        self.changes.append(f"{named}: {', '.join(other)}")
        return found

    def _guidance(self, row: GuidanceRow, found: models.Model | None, named: str) -> None:
        """A state's guidance with its lines, as one thing: a line that is gone is not called."""
        if isinstance(found, Guidance) and found.checked_on > row.checked_on:
            self.kept.append(named)
            self.same += 1
            return
        values = {
            column.name: getattr(row, column.name)
            for column in fields(row)
            if column.name != "lines"
        }
        lines = [
            {column.name: getattr(line, column.name) for column in fields(line)}
            for line in row.lines
        ]
        columns = [column.name for column in fields(LineRow)]
        stored = list(found.lines.values(*columns)) if isinstance(found, Guidance) else []
        if isinstance(found, Guidance) and stored == lines and _later(found, row):
            values["spanish_checked_on"] = found.spanish_checked_on
            values["spanish_checked_by"] = found.spanish_checked_by
            self.kept.append(f"{named}, Spanish")
        before = len(self.changes), self.created
        guidance = self._put(Guidance, found, {"program": self.program}, values, named)
        if stored == lines:
            return
        if (len(self.changes), self.created) == before:
            self.same -= 1
            self.changes.append(f"{named}: lines")
        guidance.lines.all().delete()
        GuidanceLine.objects.bulk_create(
            GuidanceLine(guidance=guidance, position=position, **line)
            for position, line in enumerate(lines, start=1)
        )


def _later(found: Guidance, row: GuidanceRow) -> bool:
    """Whether the Spanish text was checked in the program after the pack's own check."""
    ours, theirs = found.spanish_checked_on, row.spanish_checked_on
    return ours is not None and ours > (theirs or date.min)
