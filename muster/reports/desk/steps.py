"""How far a report has come: who signed what, what comes next, and what stands in its way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from muster.builds.models import Build
from muster.core.clock import today_in
from muster.reports.models import PublicAddress, Report, SignOff, Tombstone
from muster.reports.public import newest_of, stands
from muster.reports.render.phrases import day_words, in_eights
from muster.shell.road import State


class Next(StrEnum):
    """What can be done next."""

    FREEZE = "freeze"
    REVIEW = "review"
    PUBLISH = "publish"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the strip."""

    label: str
    state: State
    says: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A name under a step of a version; *words* say which step."""

    step: str
    words: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Version:
    """One frozen version on the desk; *hash* is its hash in groups that an eye can compare."""

    report: Report
    hash: str
    signed: tuple[Signed, ...]
    tombstones: tuple[Tombstone, ...]

    @property
    def may_be_withdrawn(self) -> bool:
        return self.report.state == Report.State.PUBLISHED


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the report stands.

    Attributes:
        next: the one act that comes next.
        last: the newest version, if any was frozen.
        out: the newest version that was ever public; what comes next is compared with it.
        address: where the published versions are read.
        stale: whether *last* is not published and the rows say something else by now.
    """

    steps: tuple[Step, ...]
    next: Next
    versions: tuple[Version, ...]
    last: Report | None
    out: Report | None
    address: PublicAddress | None
    stale: bool

    @property
    def public(self) -> Report | None:
        """The version that the public reads; none where it was withdrawn."""
        return self.out if self.out is not None and stands(self.out) else None


def standing_of(build: Build, reports: Sequence[Report], *, live_hash: str) -> Standing:
    """Where the report of *build* stands.

    Args:
        reports: its versions, the newest first, with sign-offs and tombstones fetched.
        live_hash: the hash of what the rows say now.
    """
    versions = tuple(_version(report, build) for report in reports)
    last = reports[0] if reports else None
    same = last is not None and last.hash == live_hash
    waits = last is not None and last.state in (Report.State.DRAFT, Report.State.REVIEWED)
    return Standing(
        steps=_steps(versions[0] if versions else None, same=same),
        next=_next(last, same=same),
        versions=versions,
        last=last,
        out=newest_of(reports),
        address=getattr(build, "public_address", None),
        stale=waits and not same,
    )


def _next(last: Report | None, *, same: bool) -> Next:
    if last is None or last.state == Report.State.WITHDRAWN or not same:
        return Next.FREEZE
    after = {Report.State.DRAFT: Next.REVIEW, Report.State.REVIEWED: Next.PUBLISH}
    return after.get(Report.State(last.state), Next.NOTHING)


def _steps(last: Version | None, *, same: bool) -> tuple[Step, ...]:
    signed = {each.step: each for each in last.signed} if last else {}
    comes = _next(last.report if last else None, same=same)
    order = [
        (Next.FREEZE, SignOff.Step.FROZEN, _("Draft"), _before_freezing(last, same=same)),
        (Next.REVIEW, SignOff.Step.REVIEWED, _("Reviewed"), _("Somebody reads it and signs")),
        (Next.PUBLISH, SignOff.Step.PUBLISHED, _("Published"), _("Not before it is reviewed")),
    ]
    steps, reached = [], False
    for act, step, label, waiting in order:
        if act is comes:
            reached = True
            says = _("Waits to be published") if act is Next.PUBLISH else waiting
            steps.append(Step(label, State.NOW, says))
        elif reached:
            steps.append(Step(label, State.AHEAD, waiting))
        else:
            steps.append(Step(label, State.DONE, _who(signed.get(step))))
    return tuple(steps)


def _before_freezing(last: Version | None, *, same: bool) -> str:
    if last is None:
        return _("Nothing has been frozen yet")
    words = {"version": last.report.version}
    if last.report.state == Report.State.WITHDRAWN:
        return _("Version %(version)s was withdrawn") % words
    if same:
        return ""
    if last.report.state == Report.State.PUBLISHED:
        return _("Something has changed since version %(version)s was published") % words
    return _("Something has changed since version %(version)s was frozen") % words


def _who(signed: Signed | None) -> str:
    if signed is None:
        return _("Not recorded")
    return f"{signed.by}, {day_words(signed.on)}"


def _version(report: Report, build: Build) -> Version:
    return Version(
        report=report,
        hash=in_eights(report.hash),
        signed=tuple(
            Signed(row.step, str(row.get_step_display()), row.by, _day(row.at, build))
            for row in report.sign_offs.all()
        ),
        tombstones=tuple(report.tombstones.all()),
    )


def _day(at: datetime, build: Build) -> date:
    return today_in(build.program, at)
