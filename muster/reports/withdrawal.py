"""A consent is withdrawn: the words go, from the rows and from every frozen version.

What is taken out leaves a tombstone: each version names what was withdrawn and when, and has a new
hash. Public files are made from the frozen versions, so that the text is in none of them any more.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from muster.accounts.models import Member
from muster.builds.models import Build
from muster.core import audit
from muster.evidence.roles import NamedOrganization
from muster.followup.models import Outcome
from muster.reports.models import Passage, Report, Tombstone
from muster.reports.snapshot import Snapshot, canonical, hash_of
from muster.surveys.models import Quote

# Where sentences of ours stand in a snapshot, beside those of goals.
_LISTED = ("summary",)
_SINGLE = ("mission", "quotes_note", "summary_note")


@transaction.atomic
def withdraw_quote(quote: Quote, *, by: Member, now: datetime) -> Quote:
    """Take a sentence back for its writer: its words are gone for good. Said twice, done once."""
    quote = Quote.objects.select_for_update().select_related("build__program").get(pk=quote.pk)
    if quote.withdrawn_on is not None:
        return quote
    words, today = quote.text, _today(quote.build, now)
    with override(quote.build.program.language):
        said = _("A quote was withdrawn by its writer (%(about)s).") % {"about": quote.about}
    quote.text = quote.name = quote.role_words = ""
    quote.decision, quote.withdrawn_on = Quote.Decision.HIDE, today
    quote.save()

    def without(snapshot: Snapshot) -> bool:
        kept = [row for row in snapshot["quotes"] if row["key"] != quote.key]
        found = len(kept) < len(snapshot["quotes"])
        snapshot["quotes"] = kept
        return _blank(snapshot, [words], said) or found

    _clean_passages(quote.build, [words])
    _leave_tombstones(quote.build, "quote", quote.key, said, without, now)
    _note(quote.build, f"quote:{quote.key}", by, now)
    return quote


@transaction.atomic
def withdraw_outcome(outcome: Outcome, *, by: Member, now: datetime) -> Outcome:
    """Take an outcome back for whom it is about: its words and its name are gone for good."""
    outcome = (
        Outcome.objects.select_for_update(of=("self",))
        .select_related("build__program", "organization", "goal")
        .get(pk=outcome.pk)
    )
    if outcome.withdrawn_on is not None:
        return outcome
    names = [outcome.organization.name] if outcome.organization else []
    names += [outcome.lead] if outcome.may_name != Outcome.MayName.NO and outcome.lead else []
    with override(outcome.build.program.language):
        said = _("An outcome was withdrawn by whom it was about (goal %(goal)s).") % {
            "goal": outcome.goal.code
        }
    others = _still_named(outcome)
    needles = [outcome.text, *(name for name in names if name not in others)]
    for name in ("lead", "text", "unnamed", "contribution", "significance", "source"):
        setattr(outcome, name, "")
    outcome.verified_on, outcome.verified_by = None, ""
    outcome.may_name, outcome.withdrawn_on = Outcome.MayName.NO, _today(outcome.build, now)
    outcome.save()

    def without(snapshot: Snapshot) -> bool:
        kept = [row for row in snapshot["outcomes"] if row["key"] != outcome.key]
        found = len(kept) < len(snapshot["outcomes"])
        snapshot["outcomes"] = kept
        for row in snapshot["adoptions"]:
            if _names(row["words"], needles):
                row["words"], found = said, True
        return _blank(snapshot, needles, said) or found

    _clean_passages(outcome.build, needles)
    for adoption in outcome.adoptions.exclude(words=""):
        adoption.words = ""
        adoption.save(update_fields=["words"])
    outcome.introductions.all().delete()
    _leave_tombstones(outcome.build, "outcome", outcome.key, said, without, now)
    _note(outcome.build, f"outcome:{outcome.key}", by, now)
    return outcome


def _still_named(outcome: Outcome) -> set[str]:
    """Names that other parts of the build carry with leave: partners, and other outcomes."""
    build = outcome.build
    named = set(build.partners.values_list("organization__name", flat=True))
    others = build.outcomes.standing().exclude(pk=outcome.pk).exclude(organization=None)
    allowed = others.exclude(may_name=Outcome.MayName.NO)
    return named | set(allowed.values_list("organization__name", flat=True))


def _leave_tombstones(
    build: Build,
    kind: str,
    key: str,
    said: str,
    without: Callable[[Snapshot], bool],
    now: datetime,
) -> None:
    """Take it out of every frozen version that holds it, and say so there."""
    day = _today(build, now)
    for report in Report.objects.select_for_update().filter(build=build):
        snapshot: Snapshot = json.loads(report.snapshot)
        if not without(snapshot):
            continue
        snapshot["withdrawals"].append(
            {"kind": kind, "key": key, "on": day.isoformat(), "words": said}
        )
        before = report.hash
        snapshot["hash"] = report.hash = hash_of(snapshot)
        report.snapshot = canonical(snapshot)
        report.save(update_fields=["snapshot", "hash"])
        Tombstone.objects.create(
            report=report,
            kind=kind,
            key=key,
            on=day,
            words=said,
            hash_before=before,
            hash_after=report.hash,
        )


def _blank(snapshot: Snapshot, needles: Sequence[str], said: str) -> bool:
    """Put *said* in the place of every sentence of ours that holds one of *needles*."""
    changed = False

    def kept(text: str) -> str:
        nonlocal changed
        if _names(text, needles):
            changed = True
            return said
        return text

    for goal in snapshot["goals"]:
        goal["sentences"] = [kept(text) for text in goal["sentences"]]
    for name in _LISTED:
        snapshot[name] = [kept(text) for text in snapshot[name]]
    for name in _SINGLE:
        snapshot[name] = kept(snapshot[name])
    snapshot["history"]["note"] = kept(snapshot["history"]["note"])
    for method in snapshot["methods"]:
        method["text"] = kept(method["text"])
    return changed


def _clean_passages(build: Build, needles: Sequence[str]) -> None:
    """Take our own sentences that hold one of *needles* out of the draft."""
    for passage in Passage.objects.filter(build=build):
        if _names(passage.text, needles):
            passage.delete()


def _names(text: str, needles: Sequence[str]) -> bool:
    """Whether *text* holds one of *needles*, however it is spaced or capitalized."""
    plain = " ".join(text.casefold().split())
    for needle in needles:
        wanted = " ".join(needle.casefold().split()).strip(" .,;:")
        if len(wanted.split()) > 1 and wanted in plain:
            return True
        if wanted and NamedOrganization(needle.strip(" .,;:")).spans_in(text):
            return True
    return False


def _note(build: Build, subject: str, by: Member, now: datetime) -> None:
    audit.record(
        by=by.user.email,
        verb="withdrew",
        subject=f"build:{build.key}/{subject}",
        program=build.program,
        at=now,
    )


def _today(build: Build, now: datetime) -> Any:
    return now.astimezone(ZoneInfo(build.program.time_zone)).date()
