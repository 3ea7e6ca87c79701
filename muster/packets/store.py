"""Storing a packet's rows, and taking out a build that gives way."""

from datetime import datetime

from django.db import models

from muster.builds.models import Build
from muster.core.clock import today_in
from muster.core.models import Program
from muster.core.tables import Table
from muster.directory.models import Source
from muster.directory.provenance import source_named
from muster.packets.constraints import uniques
from muster.packets.export import Scope
from muster.packets.place import Placed
from muster.packets.tables import TABLES
from muster.packets.write import in_order

_AT_ONCE = 500


def store(build: Build, placed: list[Placed]) -> None:
    """Store *build* and its rows. The number of questions grows with hundreds of rows, not rows.

    Rows are stored in the order in which they are written, so that nothing in the database tells
    in which order answers came.
    """
    build.save()
    for each in placed:
        _store(each)


def came_from(program: Program, placed: list[Placed], *, says: str, by: str, now: datetime) -> None:
    """Write down at the directory's new rows that the packet is where they come from."""
    new = [each for each in placed if each.new and _has_source(each.table)]
    if not new:
        return
    source = source_named(
        program, kind=Source.Kind.PACKET, name=says, on=today_in(program, now), by=by
    )
    for each in new:
        rows = [row.pk for row in each.new]
        each.table.model._default_manager.filter(pk__in=rows).update(source=source)


def _has_source(table: Table) -> bool:
    return any(field.related_model is Source for field in table.model._meta.concrete_fields)


def take_out(build: Build) -> None:
    """Delete a build and its own rows; what it shares with other builds stays."""
    scope = Scope(build)
    for table in reversed(TABLES):
        if not table.shared:
            table.rows(scope).delete()
    build.delete()


def _store(placed: Placed) -> None:
    table = placed.table
    manager = table.model._default_manager
    own = [column.name for column in table.columns if column.to == table.name]
    others = [column.name for column in table.columns if column.name not in own]
    if placed.changed:
        _give_up(table, placed.changed)
        manager.bulk_update(placed.changed, others, batch_size=_AT_ONCE)
    pointing = _let_go(own, placed.new)
    manager.bulk_create(in_order(table, placed.new), batch_size=_AT_ONCE)
    for row, name, target in pointing:
        setattr(row, name, target)
    if own:
        rows = [row for row, _name, _target in pointing] + placed.changed
        manager.bulk_update(rows, own, batch_size=_AT_ONCE)


def _give_up(table: Table, rows: list[models.Model]) -> None:
    """Free what only one row can have, such as a USDOT number, for the row that has it now."""
    names = [
        name
        for unique in uniques(table)
        for name in unique.fields
        if unique.beyond and name not in table.key
    ]
    if names:
        stored = table.model._default_manager.filter(pk__in=[row.pk for row in rows])
        stored.update(**dict.fromkeys(names, ""))


def _let_go(
    own: list[str], rows: list[models.Model]
) -> list[tuple[models.Model, str, models.Model]]:
    """Clear what *rows* point at in their own table, which must be stored first; and return it."""
    pointing = []
    for row in rows:
        for name in own:
            if (target := getattr(row, name)) is not None:
                pointing.append((row, name, target))
                setattr(row, name, None)
    return pointing
