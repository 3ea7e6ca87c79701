"""Putting a packet into the database: whole, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from muster.builds.models import Build
from muster.core import audit
from muster.core.models import Program
from muster.packets.errors import BuildDiffers, PacketRefused, Problem
from muster.packets.export import Scope, export_packet
from muster.packets.files import closest
from muster.packets.place import place
from muster.packets.rows import Pages, read_pages
from muster.packets.tables import PACK, TABLES, TITLE_PAGE
from muster.programs.errors import LoadRefused, PackRefused
from muster.programs.load import load_pack
from muster.programs.pack import parse_pack


@dataclass(frozen=True, slots=True)
class PacketLoaded:
    """What a load did.

    Attributes:
        was: "loaded", "unchanged" or "replaced".
        counts: rows of each table that is not empty.
    """

    build: Build
    was: str
    counts: dict[str, int]


def load_packet(
    files: Mapping[str, bytes], *, by: str, now: datetime, replace: bool = False
) -> PacketLoaded:
    """Load the build that *files* hold. Loading the same packet again changes nothing.

    Args:
        files: the names and contents of `packets.files.read_files`.
        by: the member's e-mail address or the command, for the audit.
        now: when, aware.
        replace: whether a build that is there already, and says something else, gives way.

    Raises:
        PacketRefused: the packet does not hold together; all problems are listed.
        BuildDiffers: the build is there, says something else, and *replace* is not set, or it has
            published reports that the packet does not hold.
    """
    pages = read_pages(files)
    pages.problems += _strangers(files, pages)
    try:
        with transaction.atomic():
            loaded = _load(files, pages, by=by, now=now, replace=replace)
            if loaded.was == "unchanged":
                transaction.set_rollback(True)
    except IntegrityError as clash:
        says = _("it clashes with what the database holds (%(why)s).") % {"why": clash}
        raise PacketRefused([Problem("", None, "", says)]) from clash
    if loaded.was == "unchanged":
        loaded = PacketLoaded(Build.objects.get(key=loaded.build.key), "unchanged", loaded.counts)
    return loaded


def _load(
    files: Mapping[str, bytes], pages: Pages, *, by: str, now: datetime, replace: bool
) -> PacketLoaded:
    program = _program(files, pages, by=by, now=now)
    section = pages.sections.get("build")
    if program is None or section is None or not section.sound:
        raise PacketRefused(pages.problems)
    there = Build.objects.filter(key=section.values["key"]).select_related("program").first()
    if there is not None and there.program_id != program.pk:
        says = _("another program has a build of this key; keys are unique over all programs.")
        raise PacketRefused([*pages.problems, section.problem("key", says)])
    before = export_packet(there) if there is not None else None
    if there is not None:
        _take_out(there)
    build = place(pages, program, replace=replace)
    counts = {name: len(rows) for name, rows in pages.rows.items() if rows}
    was = "loaded"
    if before is not None:
        after = export_packet(build)
        differ = sorted(n for n in {*before, *after} if before.get(n) != after.get(n))
        if not differ:
            return PacketLoaded(build, "unchanged", counts)
        lost = "reports.csv" in differ and "reports.csv" in before
        if not replace or lost:
            raise BuildDiffers(build.key, differ)
        was = "replaced"
    audit.record(by=by, verb=was, subject=f"build:{build.key}", program=program, at=now)
    return PacketLoaded(build, was, counts)


def _strangers(files: Mapping[str, bytes], pages: Pages) -> list[Problem]:
    """Files that a packet does not have."""
    known = {TITLE_PAGE, *(table.file for table in TABLES)}
    return [
        Problem(name, None, "", _("a packet has no such file.") + closest(name, known))
        for name in sorted(files)
        if name not in known and not name.startswith((PACK, "reports/")) and name != "README.md"
    ]


def _program(files: Mapping[str, bytes], pages: Pages, *, by: str, now: datetime) -> Program | None:
    """The program of the packet: as it stands, or new with the pack that the packet carries."""
    section = pages.sections.get("program")
    if section is None or not section.sound:
        return None
    there = Program.objects.filter(key=section.values["key"]).first()
    if there is not None and there.pack_key:
        return there
    program = there or Program.objects.create(**section.values)
    pack = {name.removeprefix(PACK): files[name] for name in files if name.startswith(PACK)}
    if not pack:
        says = _("the program %(key)s is not here, and the packet carries no pack for it.")
        problem = Problem(PACK, None, "", says % {"key": program.key})
        raise PacketRefused([*pages.problems, problem])
    try:
        load_pack(parse_pack(pack), program, by=by, now=now)
    except PackRefused as refused:
        inside = [
            Problem(PACK + wrong.file, wrong.line, wrong.field, wrong.says)
            for wrong in refused.problems
        ]
        raise PacketRefused([*pages.problems, *inside]) from refused
    except LoadRefused as refused:
        inside = [Problem(PACK, None, "", reason) for reason in refused.reasons]
        raise PacketRefused([*pages.problems, *inside]) from refused
    return program


def _take_out(build: Build) -> None:
    """Delete a build and its own rows; what it shares with other builds stays."""
    scope = Scope(build)
    for table in reversed(TABLES):
        if not table.shared:
            table.rows(scope).delete()
    build.delete()
