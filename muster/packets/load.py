"""Putting a packet into the database: whole, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from muster.builds.grants import give_again, grants_at
from muster.builds.models import Build
from muster.core import audit
from muster.core.models import Program
from muster.core.problems import Problem
from muster.packets.constraints import checks, unheld
from muster.packets.errors import BuildDiffers, PacketRefused, TakesBack
from muster.packets.export import build_files, stored_files
from muster.packets.frozen import of_another
from muster.packets.lasting import taken_back
from muster.packets.place import Placed, place
from muster.packets.program import program_of
from muster.packets.read import in_order, read_pages
from muster.packets.rows import Pages
from muster.packets.store import came_from, store, take_out
from muster.packets.tables import SECTIONS


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
        BuildDiffers: the build is there, says something else, and *replace* is not set.
        TakesBack: the packet would undo what was published or withdrawn.
    """
    pages = read_pages(files)
    try:
        with transaction.atomic():
            return _load(files, pages, by=by, now=now, replace=replace)
    except (IntegrityError, DataError) as clash:  # somebody else was quicker
        says = _("it clashes with what the database holds by now (%(why)s). Load it again.")
        raise PacketRefused([Problem("", None, "", says % {"why": clash})]) from clash


def _load(
    files: Mapping[str, bytes], pages: Pages, *, by: str, now: datetime, replace: bool
) -> PacketLoaded:
    program = program_of(files, pages, by=by, now=now)
    _judge_sections(pages)
    there = _build_of_this_key(pages, program)
    section = pages.sections.get("build")
    build = Build(program=program, **(section.values if section is not None else {}))
    placed = place(pages, program, build, there=there, replace=replace)
    pages.problems += of_another(pages)
    if pages.problems:
        raise PacketRefused(in_order(pages.problems))
    counts = {name: len(rows) for name, rows in pages.rows.items() if rows}
    if there is not None:
        differ = _differing(there, build, placed)
        if not differ:
            return PacketLoaded(there, "unchanged", counts)
        if not replace:
            raise BuildDiffers(build.key, differ)
        if undone := taken_back(there, placed):
            raise TakesBack(build.key, differ, in_order(undone))
    grants = grants_at(there) if there is not None else []
    if there is not None:
        take_out(there)
    store(build, placed)
    give_again(build, grants)  # who works on it goes on doing so
    came_from(program, placed, says=f"build packet {build.key}", by=by, now=now)
    was = "loaded" if there is None else "replaced"
    audit.record(by=by, verb=was, subject=f"build:{build.key}", program=program, at=now)
    return PacketLoaded(build, was, counts)


def _judge_sections(pages: Pages) -> None:
    """What is wrong with the program and the build beyond their single fields."""
    for table in SECTIONS:
        section = pages.sections.get(table.name)
        if section is None or not section.sound:
            continue
        wrong = table.wrong(section.values) or list(
            unheld(checks(table), table.model(**section.values))
        )
        pages.problems += [section.problem(column, says) for column, says in wrong]


def _build_of_this_key(pages: Pages, program: Program) -> Build | None:
    """The build that the packet is about, if it is stored already."""
    section = pages.sections.get("build")
    if section is None or "key" not in section.values:
        return None
    there = Build.objects.filter(key=section.values["key"]).select_related("program").first()
    if there is not None and there.program_id != program.pk:
        says = _("another program has a build of this key; keys are unique over all programs.")
        pages.problems.append(section.problem("key", says))
        return None
    return there


def _differing(there: Build, build: Build, placed: list[Placed]) -> list[str]:
    """The files of the packet that say something else than what is stored."""
    ours = [each for each in placed if not each.table.shared]
    shared = [each for each in placed if each.table.shared]
    before = stored_files(there)
    after = build_files(build, {each.table.name: each.rows for each in ours})
    names: set[Any] = {*before, *after} - {each.table.file for each in shared}
    differ = [name for name in names if before.get(name) != after.get(name)]
    differ += [each.table.file for each in shared if each.new or each.changed]
    return sorted(differ)
