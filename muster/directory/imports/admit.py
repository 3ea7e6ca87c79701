"""Rows that somebody who sees the whole program has let into an import of a part.

They are decided as if the whole program imported them; what the directory says of the records that
they name is told to nobody, for the rows stand where who imports for the part reads them.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Protocol

from django.utils.translation import gettext as _

from muster.directory.imports.cells import Batch
from muster.directory.imports.decide import ADMITTED, WHOLE, Decider
from muster.directory.imports.known import Known
from muster.directory.imports.plan import Plan, Says, Verdict
from muster.directory.models import Import


class Decides(Protocol):
    """Decides batch after batch of one file."""

    known: Known

    def decide(self, batch: Batch) -> Plan: ...

    def look_ahead(self, batch: Batch) -> None: ...


class WithAdmitted:
    """Decides the rows at *lines* by *whole*, and all others by *own*."""

    def __init__(self, own: Decider, whole: Decider, lines: Collection[int]) -> None:
        self._own, self._whole, self._lines = own, whole, lines
        self.known = own.known
        whole.known.before_names = lambda: self.known.before_names()
        # Who is new on a row that was let in may stand on another row of the file as well.
        whole.remember_with(own)

    def look_ahead(self, batch: Batch) -> None:
        """Ask now what deciding *batch*, which comes next, asks of every row of the part."""
        self._own.look_ahead(batch)

    def decide(self, batch: Batch) -> Plan:
        """What the rows of *batch* would do."""
        admitted = {at for at, line in enumerate(batch.lines) if line in self._lines}
        if not admitted:
            return self._own.decide(batch)
        others = set(range(len(batch.lines))) - admitted
        plan = self._own.decide(replace(batch, skipped=batch.skipped | admitted))
        theirs = self._whole.decide(replace(batch, skipped=batch.skipped | others))
        for model, rows in theirs.new.items():
            plan.new[model] += rows
        plan.changes += theirs.changes
        plan.silent += theirs.silent
        plan.verdicts += theirs.verdicts
        for says in theirs.says:
            told = _without_records(says)
            plan.verdicts[says.verdict] -= 1
            plan.verdicts[told.verdict] += 1
            plan.says.append(told)
        plan.verdicts = +plan.verdicts
        return plan


def admitted_to(answered: Mapping[int, Mapping[str, str]]) -> set[int]:
    """The lines that somebody has let in."""
    return {line for line, told in answered.items() if told.get(WHOLE) == ADMITTED}


def let_in(run: Import, lines: Collection[int]) -> set[int]:
    """Those of *lines* that somebody has let in."""
    found = run.answers.filter(question=WHOLE, choice=ADMITTED, line__in=list(lines))
    return set(found.values_list("line", flat=True))


def hold_again(run: Import, line: int | None = None) -> None:
    """Forget what was let in, or the row at *line*: it is about to say something else."""
    told = run.answers.filter(question=WHOLE)
    (told if line is None else told.filter(line=line)).delete()


def _without_records(says: Says) -> Says:
    # A cell that nobody could read tells of the file alone.
    if says.verdict == Verdict.REFUSED or "." in says.question:
        return says
    if says.verdict == Verdict.ASKS:
        words = _("More than one record fits. Somebody who sees the whole program can import it.")
        return Says(says.line, Verdict.REFUSED, says.who, says=words)
    words = _("Somebody who sees the whole program has let this row in.")
    return Says(says.line, says.verdict, says.who, says=words)
