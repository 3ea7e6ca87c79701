"""Writing our own words of a report: the mission, the summary, the sentence of a goal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from muster.accounts.models import Member
from muster.builds.models import Build
from muster.core import audit
from muster.programs.models import Goal
from muster.reports.errors import WrittenMeanwhile
from muster.reports.models import Passage


@transaction.atomic
def write_passage(
    build: Build,
    kind: str,
    *,
    goal: Goal | None = None,
    position: int,
    text: str,
    heading: str | None = None,
    read: str | None = None,
    by: Member,
    now: datetime,
) -> Passage | None:
    """Keep *text* as the passage that stands there; an empty text takes the passage out.

    A typed count is kept like everything else; it is the checks that hold the release back. What
    was quoted word for word is ours from the first change on, and is checked as ours.

    Args:
        heading: its heading; the one that it has where none is given.
        read: the mark (`mark_of`) of what the writer saw there; nothing where that does not matter.

    Raises:
        WrittenMeanwhile: something else stands there than the writer saw. Nothing was changed.
    """
    # Locked, so that two new sentences sent together do not take one place.
    Build.objects.select_for_update().get(pk=build.pk)
    at = {"build": build, "kind": kind, "goal": goal, "position": position}
    row = Passage.objects.filter(**at).first()
    there = (row.text, row.heading) if row is not None else ("", "")
    text, heading = _plain(text), _plain(there[1] if heading is None else heading)
    if (text, heading) == (_plain(there[0]), _plain(there[1])):
        return row
    if read is not None and read != mark_of(*there):
        raise WrittenMeanwhile(position, *there)
    if not text:
        if row is not None:
            row.delete()
            _note(build, kind, goal, position, "removed", by, now)
        return None
    row = row or Passage(**at)
    row.text, row.heading, row.verbatim = text, heading, False
    row.save()
    _note(build, kind, goal, position, "wrote", by, now)
    return row


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed at one position; `read` is the mark of what stood there before."""

    position: int
    text: str
    heading: str | None
    read: str


@transaction.atomic
def write_passages(
    build: Build,
    kind: str,
    typed: Sequence[Typed],
    *,
    goal: Goal | None = None,
    by: Member,
    now: datetime,
) -> int:
    """Keep all that was *typed* at one place of the report, or nothing of it; how many changed.

    Raises:
        WrittenMeanwhile: as `write_passage`; nothing was changed.
    """
    rows = Passage.objects.filter(build=build, kind=kind, goal=goal)
    before = set(rows.values_list("position", "heading", "text"))
    for each in typed:
        write_passage(
            build,
            kind,
            goal=goal,
            position=each.position,
            text=each.text,
            heading=each.heading,
            read=each.read,
            by=by,
            now=now,
        )
    after = set(rows.values_list("position", "heading", "text"))
    return len({position for position, _heading, _text in before ^ after})


def mark_of(text: str, heading: str = "") -> str:
    """What a form remembers of the words that it was made from."""
    return sha256(f"{heading}\x1f{text}".encode()).hexdigest()[:16]


def _plain(text: str) -> str:
    """*text* without the carriage returns that a browser sends, and without space around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _note(
    build: Build,
    kind: str,
    goal: Goal | None,
    position: int,
    verb: str,
    by: Member,
    now: datetime,
) -> None:
    place = f"goal:{goal.code}" if goal is not None else kind
    audit.record(
        by=by.user.email,
        verb=verb,
        subject=f"build:{build.key}/{place}:{position}",
        program=build.program,
        at=now,
    )
