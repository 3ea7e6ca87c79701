"""Writing a build out as a packet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from muster.builds.models import Build
from muster.core.cells import LONGEST_FIELD, shown
from muster.core.problems import Problem
from muster.core.tables import Kind, Table
from muster.packets.errors import CannotExport
from muster.packets.tables import PACK, PACK_KINDS, TABLES, TITLE_PAGE
from muster.packets.write import cell_of, table_files, title_page
from muster.programs.packet import pack_index
from muster.programs.write import pack_files

Rows = Mapping[str, list[Any]]


class Scope:
    """What belongs to one build's packet: the build's own rows, and whom they refer to."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self._referenced: dict[str, set[Any]] = defaultdict(set)

    def referenced(self, table: str) -> set[Any]:
        """The primary keys of the rows of *table* that something in the packet refers to."""
        return self._referenced[table]

    def note(self, table: Table, rows: Iterable[Any]) -> bool:
        """Remember whom *rows* refer to, and the rows themselves; whether anybody was new."""
        before = sum(map(len, self._referenced.values()))
        for row in rows:
            self._referenced[table.name].add(row.pk)
            for column in table.columns:
                if column.kind is Kind.REFERENCE and column.to not in PACK_KINDS:
                    referred = getattr(row, f"{column.name}_id")
                    if referred is not None:
                        self._referenced[column.to].add(referred)
        return sum(map(len, self._referenced.values())) > before


def export_packet(build: Build) -> dict[str, bytes]:
    """The files of the packet that holds *build*: names with `/`, and bytes.

    Raises:
        CannotExport: what the rows say could not be loaded again.
    """
    if not build.program.pack_key:
        says = _("the program has no pack, and a packet carries one: load it first.")
        raise CannotExport([Problem(PACK, None, "", says)])
    rows = _rows_of(build)
    if problems := list(_wrong(rows)):
        raise CannotExport(problems)
    return {
        **build_files(build, rows),
        **{PACK + name: text.encode() for name, text in pack_files(build.program).items()},
    }


def stored_files(build: Build) -> dict[str, bytes]:
    """The files of the build's packet but for the pack, which a load leaves as it stands."""
    return build_files(build, _rows_of(build))


def build_files(build: Build, rows: Rows) -> dict[str, bytes]:
    """The title page, and the files of all tables that have rows."""
    files = {TITLE_PAGE: title_page(build.program, build)}
    for table in TABLES:
        files |= table_files(table, rows.get(table.name, ()))
    return files


def _rows_of(build: Build) -> dict[str, list[Any]]:
    """The rows of all tables, each knowing the rows that it refers to."""
    scope = Scope(build)
    rows = {table.name: list(table.rows(scope)) for table in TABLES if not table.shared}
    for table in TABLES:
        scope.note(table, rows.get(table.name, ()))
    more = True
    while more:  # an organization brings its parent, a person their posts, a post its organization
        more = False
        for table in TABLES:
            if table.shared:
                rows[table.name] = list(table.rows(scope))
                more = scope.note(table, rows[table.name]) or more
    _introduce(rows, build)
    return rows


def _introduce(rows: Rows, build: Build) -> None:
    """Let rows know those that they refer to, which are all at hand, without asking for each."""
    known: dict[str, dict[Any, models.Model]] = {
        kind: {row.pk: row for row in named.values()}
        for kind, named in pack_index(build.program).items()
    }
    for table in TABLES:
        known[table.name] = {row.pk: row for row in rows[table.name]}
    for table in TABLES:
        for column in table.columns:
            if column.kind is Kind.REFERENCE:
                at_hand = known[column.to]
                for row in rows[table.name]:
                    if (target := at_hand.get(getattr(row, f"{column.name}_id"))) is not None:
                        setattr(row, column.name, target)


def _wrong(rows: Rows) -> Iterator[Problem]:
    """What would make the packet one that cannot be loaded."""
    held = {name: {row.pk for row in stored} for name, stored in rows.items()}
    for table in TABLES:
        for row in rows[table.name]:
            named = " + ".join(cell_of(table.column(name), row) for name in table.key)
            for column in table.columns:
                if column.kind is Kind.REFERENCE and column.to not in PACK_KINDS:
                    referred = getattr(row, f"{column.name}_id")
                    if referred is not None and referred not in held[column.to]:
                        says = _("“%(key)s” refers to a row of another build.")
                        words = {"key": shown(named)}
                        yield Problem(table.file, None, column.name, says % words)
                elif column.file is None and column.kind is Kind.TEXT:
                    found = len(getattr(row, column.name))
                    if found > LONGEST_FIELD:
                        says = _("“%(key)s” has %(found)s characters; a packet takes %(most)s.")
                        words = {
                            "key": shown(named),
                            "found": f"{found:,}",
                            "most": f"{LONGEST_FIELD:,}",
                        }
                        yield Problem(table.file, None, column.name, says % words)
