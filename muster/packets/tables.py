"""All tables of a packet, in floor order: a table refers only to those before it, or to itself."""

import re
from typing import Any

from django.db import models

from muster.builds.packet import BUILD
from muster.builds.packet import TABLES as BUILDS
from muster.core.models import Program
from muster.core.tables import Column, Kind, Table
from muster.directory.packet import TABLES as DIRECTORY
from muster.followup.packet import TABLES as FOLLOWUP
from muster.programs.rows import FILES as PACK_FILES
from muster.programs.rows import TITLE_PAGE as PACK_TITLE_PAGE
from muster.reports.packet import TABLES as REPORTS
from muster.states.packet import TABLES as STATES
from muster.surveys.packet import TABLES as SURVEYS

FORMAT = 1
TITLE_PAGE = "packet.toml"
PACK = "pack/"
# A word to whoever opens the packet; it is not read.
READ_ME = "README.md"
TABLES: tuple[Table, ...] = (*DIRECTORY, *BUILDS, *SURVEYS, *FOLLOWUP, *STATES, *REPORTS)
TABLE_NAMED = {table.name: table for table in TABLES}
# Where the pack's own rows are named, rather than the packet's.
PACK_KINDS = (
    "goals",
    "sectors",
    "roles",
    "curricula",
    "measures",
    "questionnaires",
    "components",
    "questions",
    "items",
    "options",
)
PROGRAM = Table(
    name="program",
    model=Program,
    says="Who runs the build: the section [program] of packet.toml.",
    above="",
    key=("key",),
    rows=lambda scope: Program.objects.filter(pk=scope.build.program_id),
    columns=(
        Column("key", "Its key.", Kind.KEY, required=True),
        Column("name", "Its name.", required=True),
        Column("url", "Its web address."),
        Column("time_zone", "Its time zone.", Kind.ZONE, required=True),
        Column("language", "Its language.", Kind.LANGUAGE, required=True),
        Column("sample", "Everything in it is invented.", Kind.YES_NO),
        Column("whole_room", "Least answers to print a whole room.", Kind.INTEGER),
        Column("row_answers", "Least answers to print a row.", Kind.INTEGER),
        Column("cell", "Least people in a cell that is not empty.", Kind.INTEGER),
        Column("heads", "Least people in a head count.", Kind.INTEGER),
    ),
    rules=("No threshold is under 3.",),
)
SECTIONS = (PROGRAM, BUILD)
NAMES = (
    TITLE_PAGE,
    *(f"{PACK}{name}" for name in (PACK_TITLE_PAGE, *PACK_FILES)),
    *(table.file for table in TABLES),
)
# The columns of each table and section by name, each with the model's field that it fills.
FIELDS: dict[str, dict[str, tuple[Column, "models.Field[Any, Any]"]]] = {
    table.name: {
        column.name: (column, table.model._meta.get_field(column.name))  # type: ignore[misc]
        for column in table.columns
    }
    for table in (*SECTIONS, *TABLES)
}
SNAPSHOT = r"reports/[0-9]{3,5}\.json"


def belongs(name: str) -> bool:
    """Whether a packet can hold a file of this name."""
    return name in NAMES or re.fullmatch(SNAPSHOT, name) is not None
