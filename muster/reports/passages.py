"""Writing our own words of a report: the mission, the summary, the sentence of a goal."""

from datetime import datetime

from django.db import transaction

from muster.accounts.models import Member
from muster.builds.models import Build
from muster.core import audit
from muster.programs.models import Goal
from muster.reports.models import Passage


@transaction.atomic
def write_passage(
    build: Build,
    kind: str,
    *,
    goal: Goal | None = None,
    position: int,
    text: str,
    heading: str = "",
    by: Member,
    now: datetime,
) -> Passage | None:
    """Keep *text* as the passage that stands there; an empty text takes the passage out.

    A typed count is kept like everything else; it is the checks that hold the release back. What
    was quoted word for word is ours from the first change on, and is checked as ours.
    """
    at = {"build": build, "kind": kind, "goal": goal, "position": position}
    row = Passage.objects.select_for_update().filter(**at).first()
    text, heading = text.strip(), heading.strip()
    if row is not None and (row.text, row.heading) == (text, heading):
        return row
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
