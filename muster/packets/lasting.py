"""What a packet cannot take back: what was published, and words whose consent was withdrawn.

A build gives way to a packet as a whole. A packet from before would drop a published version, or
bring words back that somebody withdrew; it is refused, whoever loads it.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from muster.builds.models import Build
from muster.core.problems import Problem
from muster.followup.models import Outcome
from muster.packets.place import Placed
from muster.reports.models import WAS_PUBLISHED, Report, SignOff, Tombstone
from muster.surveys.models import Quote

# What stands in frozen versions under its place: "quote-3", "outcome-5".
_TOLD = (("quotes", Quote), ("outcomes", Outcome))


def taken_back(there: Build, placed: list[Placed]) -> list[Problem]:
    """What of *there* would be undone if the rows of a packet stood in its place."""
    rows = {each.table.name: each.rows for each in placed}
    return [*_reports(there, rows), *_withdrawals(there, rows), *_places(there, rows)]


def _reports(there: Build, rows: dict[str, list[Any]]) -> Iterator[Problem]:
    held = {report.version: report for report in rows["reports"]}
    after = {
        (stone.report.version, stone.hash_before): stone.hash_after for stone in rows["tombstones"]
    }
    for report in Report.objects.filter(build=there, state__in=WAS_PUBLISHED):
        words = {"version": report.version}
        ours = held.get(report.version)
        if ours is None:
            says = _("version %(version)s was published, and is not in the packet.")
            yield Problem("reports.csv", None, "version", says % words)
            continue
        if ours.state not in WAS_PUBLISHED or (report.state, ours.state) == tuple(
            reversed(WAS_PUBLISHED)
        ):
            says = _("version %(version)s was published or withdrawn, and cannot go back.")
            yield Problem("reports.csv", None, "state", says % words)
        if not _leads(after, report, ours.hash):
            says = _("version %(version)s was published with another hash.")
            yield Problem("reports.csv", None, "hash", says % words)
    signed = {(row.report.version, row.step, row.at, row.by, row.hash) for row in rows["sign_offs"]}
    for row in SignOff.objects.filter(
        report__build=there, report__state__in=WAS_PUBLISHED
    ).select_related("report"):
        if (row.report.version, row.step, row.at, row.by, row.hash) not in signed:
            says = _("%(by)s signed version %(version)s (%(step)s); that is not in the packet.")
            signature = {"by": row.by, "version": row.report.version, "step": row.step}
            yield Problem("sign_offs.csv", None, "", says % signature)


def _leads(after: dict[tuple[int, str], str], report: Report, wanted: str) -> bool:
    """Whether the packet's tombstones lead from the version's hash to the *wanted* one."""
    found, seen = report.hash, set()
    while found != wanted and found not in seen:
        seen.add(found)
        found = after.get((report.version, found), found)
    return found == wanted


def _withdrawals(there: Build, rows: dict[str, list[Any]]) -> Iterator[Problem]:
    stones = {(row.report.version, row.kind, row.key) for row in rows["tombstones"]}
    for stone in Tombstone.objects.filter(report__build=there).select_related("report"):
        if (stone.report.version, stone.kind, stone.key) not in stones:
            says = _("“%(key)s” was taken out of version %(version)s; that is not in the packet.")
            words = {"key": stone.key, "version": stone.report.version}
            yield Problem("tombstones.csv", None, "key", says % words)
    for name, model in _TOLD:
        gone = set(
            model.objects.filter(build=there, withdrawn_on__isnull=False).values_list(
                "key", flat=True
            )
        )
        held = {row.key: row for row in rows[name]}
        for key in sorted(gone):
            if key not in held:
                # Here it has a key that says nothing; a packet from before has the words.
                says = _("“%(key)s” was withdrawn here; the packet is from before, or lacks it.")
                yield Problem(f"{name}.csv", None, "key", says % {"key": key})
            elif held[key].withdrawn_on is None:
                says = _("“%(key)s” was withdrawn, and the packet brings it back.")
                yield Problem(f"{name}.csv", None, "withdrawn_on", says % {"key": key})


def _places(there: Build, rows: dict[str, list[Any]]) -> Iterator[Problem]:
    """What moves to another place, though a version was published that knows it by its place.

    Who withdraws it later would have somebody else's words taken out of that version.
    """
    if not Report.objects.filter(build=there, state__in=WAS_PUBLISHED).exists():
        return
    for name, model in _TOLD:
        was = dict(model.objects.filter(build=there).values_list("key", "position"))
        for row in rows[name]:
            if was.get(row.key, row.position) != row.position:
                says = _("“%(key)s” was published in place %(was)s, and cannot move.")
                words = {"key": row.key, "was": was[row.key]}
                yield Problem(f"{name}.csv", None, "position", says % words)
