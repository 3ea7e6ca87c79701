"""All tables of a packet, in floor order: a table refers only to those before it, or to itself."""

from django.db import models

from muster.builds.packet import BUILD
from muster.builds.packet import TABLES as BUILDS
from muster.core.models import Program
from muster.core.tables import Column, Kind, Table
from muster.directory.packet import TABLES as DIRECTORY
from muster.followup.packet import TABLES as FOLLOWUP
from muster.reports.packet import TABLES as REPORTS
from muster.states.packet import TABLES as STATES
from muster.surveys.packet import TABLES as SURVEYS

FORMAT = 1
TITLE_PAGE = "packet.toml"
PACK = "pack/"
TABLES: tuple[Table, ...] = (*DIRECTORY, *BUILDS, *SURVEYS, *FOLLOWUP, *STATES, *REPORTS)
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
        Column("time_zone", "Its time zone.", required=True),
        Column("language", "Its language.", required=True),
        Column("sample", "Everything in it is invented.", Kind.YES_NO),
        Column("whole_room", "Least answers to print a whole room.", Kind.INTEGER),
        Column("row_answers", "Least answers to print a row.", Kind.INTEGER),
        Column("cell", "Least people in a cell that is not empty.", Kind.INTEGER),
        Column("heads", "Least people in a head count.", Kind.INTEGER),
    ),
)
SECTIONS = (PROGRAM, BUILD)


def field_of(table: Table, column: Column) -> "models.Field[object, object]":
    """The model's field that *column* fills."""
    return table.model._meta.get_field(column.name)  # type: ignore[return-value]
