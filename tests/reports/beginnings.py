"""How far a build has come when a test begins: from no rows at all to two published versions."""

from dataclasses import dataclass, field

from muster.accounts.models import Member
from muster.builds.models import Build
from muster.reports import sign
from muster.reports.models import Report
from tests import rows
from tests.people import join


@dataclass
class Beginning:
    """A build, who writes its report, and the versions that there are of it."""

    build: Build
    dana: Member
    versions: list[Report] = field(default_factory=list)


def bare() -> Beginning:
    """A build that is over, with nothing in it yet."""
    build = rows.build(rows.program())
    return Beginning(build, join(build.program, name="Dana Whitlow"))


def full_of_rows() -> Beginning:
    """With something of everything that a report prints, and no red flag."""
    begun = bare()
    rows.people(begun.build, 40)
    rows.answers(begun.build, yes=28, no=2)
    rows.outcome(begun.build)
    rows.quote(begun.build, decision="show")
    return begun


def frozen() -> Beginning:
    """With a draft of version 1."""
    begun = full_of_rows()
    begun.versions.append(sign.freeze(begun.build, by=begun.dana, now=rows.NOW))
    return begun


def reviewed() -> Beginning:
    """With a version 1 that is signed and not published."""
    begun = frozen()
    begun.versions[-1] = sign.review(begun.versions[-1], by=begun.dana, now=rows.NOW)
    return begun


def published() -> Beginning:
    """With a version 1 that anybody reads."""
    begun = reviewed()
    begun.versions[-1] = publish(begun.versions[-1], by=begun.dana)
    return begun


def published_twice() -> Beginning:
    """With a version 2 as well, which has one outcome more."""
    begun = published()
    rows.outcome(begun.build, lead="Sandbar Coach Lines", text="trained its dispatchers.")
    draft = sign.freeze(begun.build, by=begun.dana, now=rows.NOW)
    sign.review(draft, by=begun.dana, now=rows.NOW)
    begun.versions.append(publish(draft, by=begun.dana))
    return begun


def publish(draft: Report, *, by: Member) -> Report:
    return sign.publish(draft, by=by, now=rows.NOW, listed=True)
