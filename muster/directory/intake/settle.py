"""The answers and corrections of one page of rows, each kept or refused by itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from muster.directory.imports import ImportTrouble
from muster.directory.imports.answers import answer, correct
from muster.directory.imports.files import sheet_of
from muster.directory.intake.cells import cells_of
from muster.directory.models import Import, ImportRow

_ANSWER = re.compile(r"answer-(\d{1,9})")
_CELL = re.compile(r"cell-(\d{1,9})-(\d{1,5})")


@dataclass(frozen=True, slots=True)
class Settled:
    """How many rows got another verdict or answer, how many still wait, and what was refused."""

    kept: int
    still_open: int
    refused: list[str]


def settle(run: Import, typed: Mapping[str, str], *, by: str, now: datetime) -> Settled:
    """Keep what *typed* says of the rows of *run*; what stands so already is passed over.

    Args:
        typed: "answer-LINE" and "cell-LINE-POSITION" by name, and "only", the line of the one row
            that is meant.
    """
    only = typed.get("only", "")
    answers = {int(m[1]): value for m, value in _read(_ANSWER, typed) if only in ("", m[1])}
    cells = {
        (int(m[1]), int(m[2])): value for m, value in _read(_CELL, typed) if only in ("", m[1])
    }
    lines = {*answers, *(line for line, _position in cells)}
    rows = {row.line: row for row in ImportRow.objects.filter(run=run, line__in=lines)}
    told = cells_of(run, list(rows.values()), sheet_of(run))
    stands = {
        (line, cell.position): cell.value for line, offered in told.items() for cell in offered
    }
    changed: dict[int, ImportRow] = {}
    refused: list[str] = []
    for (line, position), value in cells.items():
        if (line, position) not in stands or stands[line, position] == value.strip():
            continue
        try:
            changed[line] = correct(run, line, position, value.strip(), by=by, now=now)
        except ImportTrouble as error:
            refused.append(_("Line %(line)s: %(why)s") % {"line": line, "why": error})
    for line, choice in answers.items():
        if line in changed or line not in rows or rows[line].answer == choice:
            continue
        try:
            changed[line] = answer(run, line, choice, by=by, now=now)
        except ImportTrouble as error:
            refused.append(_("Line %(line)s: %(why)s") % {"line": line, "why": error})
    waits = (ImportRow.Verdict.ASKS, ImportRow.Verdict.REFUSED)
    still_open = sum(row.verdict in waits for row in changed.values())
    run.refresh_from_db()
    return Settled(len(changed), still_open, refused)


def _read(
    pattern: "re.Pattern[str]", typed: Mapping[str, str]
) -> list[tuple["re.Match[str]", str]]:
    found = [(pattern.fullmatch(name), value) for name, value in typed.items()]
    return [(match, value) for match, value in found if match is not None]
