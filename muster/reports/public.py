"""What the public reads: which version stands at an address, and which others there are.

Only what was published is ever looked at. The newest version stands at the bare address. Where it
was withdrawn, it stays there and says so: an older one, which it had replaced, does not come back
by itself.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.db.models import Exists, F, OuterRef
from django.utils.translation import override

from muster.core.models import Program
from muster.reports.differences import differences
from muster.reports.edition import Difference, Edition, State
from muster.reports.models import WAS_PUBLISHED, PublicAddress, Report, ReportQuerySet


@dataclass(frozen=True)  # no slots: what is read is kept
class Reading:
    """One published version, as it is read.

    What stands in it is fetched and compared when it is asked for: whoever holds this copy already
    is answered without.

    Attributes:
        before: the version that was published before it.
        versions: all that were published, the newest first, without their snapshots.
        newest: the one that stands at the bare address.
    """

    address: PublicAddress
    report: Report
    before: Report | None
    versions: tuple[Report, ...]
    newest: Report

    @cached_property
    def snapshot(self) -> dict[str, Any]:
        """What the version says."""
        return dict(json.loads(self.report.snapshot))

    @cached_property
    def edition(self) -> Edition:
        """What it says of itself, and what has changed."""
        return edition_of(self.report, self.before, self.address.build.program)

    @property
    def made_of(self) -> tuple[Any, ...]:
        """What a copy depends on: a change in any of it makes another copy."""
        versions = [(each.version, each.state, each.hash, each.frozen_on) for each in self.versions]
        return (self.report.version, self.address.slug, self.address.listed, versions)

    @property
    def is_old(self) -> bool:
        """Whether there is a newer one to read."""
        return self.newest.version > self.report.version

    @property
    def may_be_found(self) -> bool:
        """Whether search engines may list it: listed, and neither it nor the newest withdrawn."""
        return self.address.listed and stands(self.report) and stands(self.newest)

    @property
    def instead(self) -> tuple[Report, ...]:
        """The earlier versions that still stand, where this is the newest and was withdrawn."""
        if self.is_old or stands(self.report):
            return ()
        return tuple(each for each in self.versions if stands(each))


def read_published(slug: str, version: int | None = None) -> Reading | None:
    """What stands at *slug*: its newest version, or *version*; nothing where nothing does."""
    address = PublicAddress.objects.select_related("build__program").filter(slug=slug).first()
    if address is None:
        return None
    versions = tuple(
        Report.objects.filter(build=address.build, state__in=WAS_PUBLISHED)
        .order_by("-version")
        .defer("snapshot")
    )
    newest = newest_of(versions)
    report = next((each for each in versions if each.version == version), None)
    report = newest if version is None else report
    if report is None or newest is None:
        return None
    before = next((each for each in versions if each.version < report.version), None)
    return Reading(address, report, before, versions, newest)


def newest_of(versions: Sequence[Report]) -> Report | None:
    """The newest that was published of *versions*, which come newest first; perhaps withdrawn."""
    return next((each for each in versions if each.state in WAS_PUBLISHED), None)


def stands(report: Report) -> bool:
    """Whether *report* is published, and was not withdrawn."""
    return report.state == Report.State.PUBLISHED


def edition_of(report: Report, before: Report | None, program: Program) -> Edition:
    """What *report* says of itself, with what has changed since the version *before* it."""
    changes: tuple[Difference, ...] = ()
    if before is not None:
        with override(program.language):
            changes = differences(json.loads(before.snapshot), json.loads(report.snapshot))
    state = cast("State", report.state)
    return Edition(report.version, state, report.frozen_on, changes)


def newest_published(reports: ReportQuerySet) -> ReportQuerySet:
    """Of *reports*, the newest version of each build, with its address; none if withdrawn."""
    newer = Report.objects.filter(
        state__in=WAS_PUBLISHED, build=OuterRef("build"), version__gt=OuterRef("version")
    )
    return (
        reports.published()
        .filter(~Exists(newer))
        .annotate(build_key=F("build__key"))
        .select_related("build__program", "build__public_address")
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """One report of a list, with what it says of itself."""

    report: Report
    snapshot: dict[str, Any]

    @classmethod
    def of(cls, report: Report) -> "Listed":
        return cls(report, json.loads(report.snapshot))


def listed() -> ReportQuerySet:
    """The newest published version of each build whose address is listed."""
    return newest_published(Report.objects.filter(build__public_address__listed=True))
