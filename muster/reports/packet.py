"""The tables of evidence, words, overrides and frozen versions in a build packet."""

import json
from itertools import islice

from django.utils.translation import gettext as _

from muster.core.tables import Column, Kind, Rows, Table, choice, reference
from muster.reports.models import (
    Evidence,
    Override,
    Passage,
    PublicAddress,
    Report,
    SignOff,
    Tombstone,
)
from muster.reports.shape import wrong_shape
from muster.reports.sign import is_unguessable
from muster.reports.snapshot import FORMAT, canonical, hash_of

# A hollow version has many faults, and the first tell which.
_MOST_FAULTS = 5
_STANDS_FOR = ("measure", "quote", "outcome", "adoption")


def _wrong_evidence(row: Rows) -> list[tuple[str, str]]:
    if sum(row.get(name) is not None for name in _STANDS_FOR) != 1:
        return [("measure", _("it is one of measure, quote, outcome and adoption, and only one."))]
    return []


def _wrong_passage(row: Rows) -> list[tuple[str, str]]:
    if (row.get("kind") == Passage.Kind.GOAL) != (row.get("goal") is not None):
        return [("goal", _("the sentence of a goal names its goal, and nothing else does."))]
    return []


def _wrong_report(row: Rows) -> list[tuple[str, str]]:
    wrong = _wrong_snapshot(row["snapshot"], row["hash"])
    if row.get("state") == Report.State.PUBLISHED and not row.get("published_on"):
        wrong.append(("published_on", _("what is published has a day.")))
    return wrong


def _wrong_snapshot(text: str, hash: str) -> list[tuple[str, str]]:
    """What is wrong with a frozen version: it must be what was hashed, to the last byte."""
    try:
        content = json.loads(text)
        if not isinstance(content, dict):
            return [("snapshot", _("it is JSON, and no object."))]
        if canonical(content) != text:
            says = _("it is not canonical JSON: sorted keys, no spaces, every letter as itself.")
            return [("snapshot", says)]
        found = hash_of(content)
    except (ValueError, RecursionError) as broken:  # deep nesting ends in the latter
        return [("snapshot", _("it is not JSON (%(why)s).") % {"why": broken})]
    if content.get("hash") != hash:
        return [("hash", _("the snapshot names another hash than its row."))]
    if found != hash:
        says = _("the snapshot was changed after it was frozen: its SHA-256 is %(found)s.")
        return [("hash", says % {"found": found})]
    if content.get("format") != FORMAT:
        says = _("its format is not %(format)s, the only one that this Muster reads.")
        return [("snapshot", says % {"format": FORMAT})]
    return [("snapshot", says) for says in islice(wrong_shape(content), _MOST_FAULTS)]


def _wrong_address(row: Rows) -> list[tuple[str, str]]:
    """An address that is not listed must be one that nobody guesses."""
    if not row.get("listed") and not is_unguessable(row["slug"]):
        says = _("an address that is not listed has 20 letters that spell nothing.")
        return [("slug", says)]
    return []


EVIDENCE = Table(
    name="evidence",
    model=Evidence,
    says="What stands for which goal: one figure, quote, outcome or adoption a row.",
    above="build",
    key=("goal", "position"),
    order=("goal__position", "position"),
    rows=lambda scope: Evidence.objects.filter(build=scope.build),
    columns=(
        reference("goal", "The goal.", "goals", required=True),
        Column("position", "Its place under the goal.", Kind.INTEGER, required=True),
        reference("measure", "A figure.", "measures"),
        reference("quote", "A quote.", "quotes"),
        reference("outcome", "An outcome.", "outcomes"),
        reference("adoption", "An adoption.", "adoptions"),
    ),
    wrong=_wrong_evidence,
    rules=("Each row names one of measure, quote, outcome and adoption, and only one.",),
)
PASSAGES = Table(
    name="passages",
    model=Passage,
    says="Our own words in the report. Counts stand in them only as {figure:key}.",
    above="build",
    key=("kind", "goal", "position"),
    order=("kind", "goal__position", "position"),
    rows=lambda scope: Passage.objects.filter(build=scope.build),
    columns=(
        choice("kind", "Where it stands.", Passage.Kind),
        reference("goal", "For the sentence of a goal: which.", "goals"),
        Column("position", "Its place.", Kind.INTEGER, required=True),
        Column("heading", "Its heading."),
        Column("text", "The words."),
        Column("verbatim", "Published elsewhere and quoted word for word.", Kind.YES_NO),
    ),
    wrong=_wrong_passage,
    rules=("The sentence of a goal names its goal, and nothing else does.",),
)
OVERRIDES = Table(
    name="overrides",
    model=Override,
    says="Red flags that somebody let stand, with name and reason.",
    above="build",
    key=("fingerprint",),
    order=("place", "check_name", "fingerprint"),
    rows=lambda scope: Override.objects.filter(build=scope.build),
    columns=(
        Column("fingerprint", "Which finding: `muster check` prints it.", required=True),
        Column("check_name", "The check that found it.", required=True),
        Column("place", "Where it was found.", required=True),
        Column("words", "The words that were found.", required=True),
        Column("what", "What it is, as the report says it."),
        Column("reason", "Why it may stand.", required=True),
        Column("by", "Who let it stand.", required=True),
        Column("on", "When.", Kind.DATE, required=True),
    ),
)
PUBLIC_ADDRESSES = Table(
    name="public_addresses",
    model=PublicAddress,
    says="Where the published versions are read; one row, or none.",
    above="build",
    key=("slug",),
    rows=lambda scope: PublicAddress.objects.filter(build=scope.build),
    columns=(
        Column("slug", "The last part of the address.", Kind.KEY, required=True),
        Column("listed", "Whether the address is listed.", Kind.YES_NO),
    ),
    wrong=_wrong_address,
    rules=(
        "A listed address ends in the build's key.",
        "One that is not listed ends in 20 letters that spell nothing: nobody guesses it.",
    ),
)
REPORTS = Table(
    name="reports",
    model=Report,
    says="Frozen versions. The snapshot of each stands in reports/.",
    above="build",
    key=("version",),
    order=("version",),
    rows=lambda scope: Report.objects.filter(build=scope.build),
    columns=(
        Column("version", "1, 2, 3 and so on.", Kind.INTEGER, required=True),
        choice("state", "How far it has come.", Report.State),
        Column("hash", "SHA-256 of the snapshot without its hash.", Kind.HASH, required=True),
        Column("frozen_on", "When it was frozen.", Kind.DATE, required=True),
        Column("published_on", "When it was published.", Kind.DATE),
        Column(
            "snapshot",
            "The file with the canonical JSON.",
            Kind.FILE,
            required=True,
            file=lambda report: f"reports/{report.version:03}.json",
        ),
    ),
    wrong=_wrong_report,
    rules=(
        "The snapshot is canonical JSON: sorted keys, no spaces, every letter as itself, UTF-8.",
        "Its hash is the SHA-256 of the object without hash, and stands in both places.",
        "It has every field of the report as JSON, and names this build and this program.",
        "What is published has a day.",
    ),
)
SIGN_OFFS = Table(
    name="sign_offs",
    model=SignOff,
    says="Who signed which step of which version.",
    above="report",
    key=("report", "step", "at"),
    order=("report__version", "at", "step"),
    rows=lambda scope: SignOff.objects.filter(report__build=scope.build),
    columns=(
        reference("report", "The version.", "reports", required=True),
        choice("step", "Which step.", SignOff.Step),
        Column("by", "Whose name.", required=True),
        Column("at", "When.", Kind.INSTANT, required=True),
        Column("hash", "The hash that was signed.", Kind.HASH, required=True),
    ),
)
TOMBSTONES = Table(
    name="tombstones",
    model=Tombstone,
    says="What was taken out of frozen versions because a consent was withdrawn.",
    above="report",
    key=("report", "kind", "key"),
    order=("report__version", "on", "kind", "key"),
    rows=lambda scope: Tombstone.objects.filter(report__build=scope.build),
    columns=(
        reference("report", "The version.", "reports", required=True),
        Column("kind", "quote or outcome.", required=True),
        Column("key", "Which.", Kind.KEY, required=True),
        Column("on", "When.", Kind.DATE, required=True),
        Column("words", "What stands in its place.", required=True),
        Column("hash_before", "The hash before.", Kind.HASH, required=True),
        Column("hash_after", "The hash after.", Kind.HASH, required=True),
    ),
)
TABLES = (
    EVIDENCE,
    PASSAGES,
    OVERRIDES,
    PUBLIC_ADDRESSES,
    REPORTS,
    SIGN_OFFS,
    TOMBSTONES,
)
