"""The program of a packet: as it stands, or new with the pack that the packet carries.

A program that is there keeps its name, its thresholds and its pack: a packet hands over a build and
not the program. Only what decides how answers are counted must agree.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from muster.core.models import Program
from muster.core.problems import Problem
from muster.packets.rows import Pages
from muster.packets.tables import PACK, PACK_KINDS, PROGRAM
from muster.programs.errors import LoadRefused, PackRefused
from muster.programs.load import load_pack
from muster.programs.pack import parse_pack
from muster.programs.packet import meaning
from muster.programs.rows import Pack
from muster.programs.write import pack_of


def program_of(files: Mapping[str, bytes], pages: Pages, *, by: str, now: datetime) -> Program:
    """The program that the packet belongs to; *pages* learns of all problems.

    It is made where it is not there, even if its section is wrong: then the rows can be checked
    against its pack too, and the refusal takes it back.
    """
    section = pages.sections.get(PROGRAM.name)
    values: dict[str, Any] = dict(section.values) if section is not None else {}
    pack = _pack_in(files, pages)
    there = Program.objects.filter(key=values.get("key", "")).first()
    if there is not None:
        if section is not None and section.sound and there.sample != values["sample"]:
            says = _("the program %(key)s is real, and the packet says that all is invented.")
            if there.sample:
                says = _("all in the program %(key)s is invented, and the packet is real.")
            pages.problems.append(section.problem("sample", says % {"key": there.key}))
        if there.pack_key:
            if pack is not None:
                pages.problems += _counted_otherwise(pack, there)
            return there
    program = there or Program.objects.create(**values)
    if pack is None:
        pages.unread |= set(PACK_KINDS)
        if section is not None and not any(name.startswith(PACK) for name in files):
            says = _("the program %(key)s has no pack here, and the packet carries none for it.")
            pages.problems.append(Problem(PACK, None, "", says % {"key": program.key}))
        return program
    try:
        load_pack(pack, program, by=by, now=now)
    except LoadRefused as refused:
        pages.unread |= set(PACK_KINDS)
        pages.problems += [Problem(PACK, None, "", reason) for reason in refused.reasons]
    return program


def _pack_in(files: Mapping[str, bytes], pages: Pages) -> Pack | None:
    """The pack that the packet carries, or none and the problems that make it unreadable."""
    found = {name.removeprefix(PACK): files[name] for name in files if name.startswith(PACK)}
    if not found:
        return None
    try:
        return parse_pack(found)
    except PackRefused as refused:
        pages.problems += [replace(wrong, file=PACK + wrong.file) for wrong in refused.problems]
        return None


def _counted_otherwise(pack: Pack, program: Program) -> list[Problem]:
    """Where the packet's pack and the program's count people or answers in different ways."""
    theirs, ours = meaning(pack), meaning(pack_of(program))
    says = _("the program says otherwise, and the answers would be counted otherwise.")
    return [
        Problem(PACK + file, None, words, says)
        for (file, words), value in theirs.items()
        if ours.get((file, words), value) != value
    ]
