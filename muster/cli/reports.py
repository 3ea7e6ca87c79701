"""`muster report` and `muster check`: what a build's report says, and what stands in its way."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from muster.cli.ground import build_named, find_database
from muster.cli.voice import (
    REFUSED,
    Commands,
    Stop,
    add_command,
    may_speak_json,
    tell,
    tell_json,
)

if TYPE_CHECKING:  # Django is not there yet when this is read
    from muster.builds.models import Build
    from muster.evidence.finding import Finding
    from muster.reports.edition import Edition
    from muster.reports.models import Override

_TEXT = ("json", "text", "html")
_FILES = ("pdf", "docx")
_ENDINGS = {"text": "txt"}


def add_to(commands: Commands) -> None:
    """Add `report` and `check`."""
    reports = add_command(
        commands,
        "report",
        report,
        says="Write the report of a build. It is the draft as the rows say it now, or with "
        "--version the version that was frozen.",
        example="muster report ms-gulfport-2020 --format pdf --out gulfport.pdf",
    )
    reports.add_argument("build", metavar="BUILD", help="the key of the build")
    reports.add_argument(
        "--format",
        choices=[*_TEXT, *_FILES],
        default="text",
        help="json is the report as one object, with its hash",
    )
    reports.add_argument("--out", type=Path, metavar="FILE", help="where to write; else stdout")
    reports.add_argument("--version", type=int, metavar="N", help="a version that was frozen")
    reports.add_argument("--language", choices=["en", "es"], help="else the program's own")

    checks = add_command(
        commands,
        "check",
        check,
        says="Check what the report of a build would print. It ends with 1 while red flags are "
        "open.",
        example="muster check ms-gulfport-2020",
    )
    checks.add_argument("build", metavar="BUILD", help="the key of the build")
    may_speak_json(checks)


def report(asked: argparse.Namespace) -> int:
    """Write the report, to stdout or to a file."""
    if asked.format in _FILES and asked.out is None:
        raise Stop(f"A {asked.format} is not for the screen; say where it goes with --out FILE.")
    find_database()
    from muster.reports.files import KINDS

    build = build_named(asked.build)
    is_draft = asked.version is None
    snapshot, edition = _draft(build) if is_draft else _frozen(build, asked.version)
    language = asked.language or build.program.language
    content = KINDS[_ENDINGS.get(asked.format, asked.format)].render(snapshot, edition, language)
    if asked.out is None:
        sys.stdout.buffer.write(content.removesuffix(b"\n") + b"\n")
        sys.stdout.flush()
        return 0
    try:
        asked.out.write_bytes(content)
    except OSError as wrong:
        raise Stop(f"{asked.out} was not written: {wrong.strerror or wrong}.") from wrong
    tell(f"{build.key}: {asked.out}, {len(content)} bytes.")
    return 0


def _draft(build: "Build") -> "tuple[dict[str, Any], Edition]":
    from muster.reports.edition import Edition
    from muster.reports.snapshot import snapshot_of

    return snapshot_of(build), Edition()


def _frozen(build: "Build", version: int) -> "tuple[dict[str, Any], Edition]":
    from muster.reports.models import WAS_PUBLISHED
    from muster.reports.public import edition_of

    frozen = build.reports.filter(version=version).first()
    if frozen is None:
        numbers = ", ".join(str(row.version) for row in build.reports.order_by("version"))
        here = f"There are: {numbers}." if numbers else "Nothing has been frozen yet."
        raise Stop(f"{build.key} has no version {version}. {here}")
    earlier = build.reports.filter(version__lt=version, state__in=WAS_PUBLISHED)
    before = earlier.order_by("-version").first()
    return json.loads(frozen.snapshot), edition_of(frozen, before, build.program)


def check(asked: argparse.Namespace) -> int:
    """Print what the checks found; the exit code says whether it may be released."""
    find_database()
    from django.utils import timezone

    from muster.core.clock import today_in
    from muster.reports.checks import check_build

    build = build_named(asked.build)
    checked = check_build(build, today=today_in(build.program, timezone.now()))
    code = REFUSED if checked.open else 0
    if asked.format == "json":
        tell_json(
            {
                "build": build.key,
                "open": [_shown(finding) for finding in checked.open],
                "to_look_at": [_shown(finding) for finding in checked.to_look_at],
                "notes": [_shown(finding) for finding in checked.notes],
                "overridden": [
                    {**_shown(finding), "by": row.by, "on": row.on.isoformat(), "why": row.reason}
                    for finding, row in checked.overridden
                ],
                "texts": checked.texts,
            }
        )
        return code
    _list("Open red flags; they hold the release back", checked.open)
    _list("To look at", checked.to_look_at)
    _list("Depends on the context", checked.notes)
    _list_standing(checked.overridden)
    red, amber = len(checked.open), len(checked.to_look_at)
    counts = f"{red} red, {amber} amber, {len(checked.overridden)} left standing"
    tell(f"{build.key}: {counts}, in {checked.texts} texts.")
    return code


def _shown(finding: "Finding") -> dict[str, Any]:
    return {
        "check": finding.check,
        "level": str(finding.level),
        "place": finding.place,
        "start": finding.start,
        "end": finding.end,
        "words": finding.words,
        "reason": str(finding.reason),
        "suggestion": str(finding.suggestion),
        "fingerprint": finding.fingerprint,
        "overridable": finding.overridable,
    }


def _list(heading: str, findings: "Iterable[Finding]") -> None:
    """The findings, those with the same reason together."""
    alike: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        words = f" “{finding.words}”" if finding.words else ""
        why = (str(finding.reason), str(finding.suggestion))
        alike.setdefault(why, []).append(f"{finding.place}{words}")
    if not alike:
        return
    tell(f"{heading}:")
    for (reason, suggestion), places in alike.items():
        for place in places:
            tell(f"  {place}")
        tell(f"      {reason}")
        if suggestion:
            tell(f"      {suggestion}")
    tell()


def _list_standing(overridden: "Iterable[tuple[Finding, Override]]") -> None:
    """The red flags that somebody let stand: who, when and why."""
    alike: dict[str, list[str]] = {}
    for finding, row in overridden:
        signed = f"{row.reason} ({row.by}, {row.on})"
        alike.setdefault(signed, []).append(f"{finding.place} “{finding.words}”")
    if not alike:
        return
    tell("Left standing:")
    for signed, places in alike.items():
        for place in places:
            tell(f"  {place}")
        tell(f"      {signed}")
    tell()
