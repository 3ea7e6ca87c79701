"""A consent is withdrawn: the words go, from the rows and from every frozen version.

What is taken out leaves a tombstone: each version names what was withdrawn and when, and has a new
hash. Public files are made from the frozen versions, so that the text is in none of them any more.
A key is often made of the words; it gives way to one that says nothing.
"""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from muster.accounts.models import Member
from muster.builds.models import Build
from muster.core import audit
from muster.core.clock import today_in
from muster.followup.models import Introduction, Outcome
from muster.reports.checks.texts import place_of
from muster.reports.erase import Withdrawn, erase
from muster.reports.models import Override, Passage, Report, Tombstone
from muster.reports.snapshot import Snapshot, canonical, hash_of, printed_key
from muster.reports.snapshot_words import there_and_here
from muster.surveys.models import Quote


@transaction.atomic
def withdraw_quote(quote: Quote, *, by: Member, now: datetime) -> Quote:
    """Take a sentence back for its writer: its words are gone for good. Said twice, done once."""
    _lock(quote.build_id)
    quote = (
        Quote.objects.select_for_update(of=("self",))
        .select_related("build__program")
        .get(pk=quote.pk)
    )
    if quote.withdrawn_on is not None:
        return quote
    build = quote.build
    with override(build.program.language):
        said = _("A quote was withdrawn by its writer (%(about)s).") % {"about": quote.about}
    gone = Withdrawn(
        kind="quote",
        key=printed_key(quote),
        row_key=quote.key,
        said=said,
        texts=[quote.text],
        names=[quote.name] if quote.name else [],
        signed=_signed_alone(quote),
    )
    quote.text = quote.name = quote.role_words = quote.why = quote.source = ""
    quote.decision, quote.withdrawn_on = Quote.Decision.HIDE, today_in(build.program, now)
    quote.key = _key_after(build, gone.kind, quote.position)
    quote.save()
    quote.proposals.all().delete()
    _clean_draft(build, gone)
    _leave_tombstones(build, gone, now)
    _clean_record(build, gone, quote.key, now)
    _note(build, gone.kind, quote.key, by, now)
    return quote


@transaction.atomic
def withdraw_outcome(outcome: Outcome, *, by: Member, now: datetime) -> Outcome:
    """Take an outcome back for whom it is about: its words and its name are gone for good."""
    _lock(outcome.build_id)
    outcome = (
        Outcome.objects.select_for_update(of=("self",))
        .select_related("build__program", "organization", "goal")
        .get(pk=outcome.pk)
    )
    if outcome.withdrawn_on is not None:
        return outcome
    build = outcome.build
    with override(build.program.language):
        said = _("An outcome was withdrawn by whom it was about (goal %(goal)s).") % {
            "goal": outcome.goal.code
        }
    names = [name for name in (str(outcome.organization or ""), outcome.lead) if name]
    gone = Withdrawn(
        kind="outcome",
        key=printed_key(outcome),
        row_key=outcome.key,
        goal=outcome.goal.code,
        said=said,
        texts=[outcome.text, outcome.contribution, outcome.significance],
        names=_named_here_alone(outcome, names),
        in_goal=names,
    )
    for name in ("lead", "text", "unnamed", "contribution", "significance", "source"):
        setattr(outcome, name, "")
    outcome.verified_on, outcome.verified_by, outcome.reported_words = None, "", ""
    outcome.organization = None
    outcome.may_name = Outcome.MayName.NO
    outcome.withdrawn_on = today_in(build.program, now)
    outcome.key = _key_after(build, gone.kind, outcome.position)
    outcome.save()
    outcome.adoptions.exclude(words="").update(words=said)
    outcome.introductions.all().delete()
    _clean_draft(build, gone)
    _leave_tombstones(build, gone, now)
    _clean_record(build, gone, outcome.key, now)
    _note(build, gone.kind, outcome.key, by, now)
    return outcome


def _lock(build_id: int) -> None:
    """Let nobody freeze the build meanwhile: the version would keep the words, without a note.

    Whatever changes the build and its report takes this lock first, and then its own rows.
    """
    Build.objects.select_for_update().get(pk=build_id)


def _key_after(build: Build, kind: str, position: int) -> str:
    """The key of what is withdrawn: "withdrawn-3", by its place, which nobody else has."""
    rows = build.quotes if kind == "quote" else build.outcomes
    key, taken = f"withdrawn-{position}", set(rows.values_list("key", flat=True))
    while key in taken:
        key += "x"
    return key


def _named_here_alone(outcome: Outcome, names: Sequence[str]) -> list[str]:
    """Those of *names* that nothing else in the build carries with leave.

    A partner of the build stays named as such, and another outcome keeps its own name.
    """
    build = outcome.build
    if build.partners.filter(organization=outcome.organization).exists():
        return []
    others = (
        build.outcomes.standing()
        .exclude(pk=outcome.pk)
        .exclude(may_name=Outcome.MayName.NO)
        .select_related("organization")
    )
    named = {
        name.strip(" .,;:")
        for other in others
        for name in (str(other.organization or ""), other.lead)
    }
    return [name for name in names if name.strip(" .,;:") not in named]


def _signed_alone(quote: Quote) -> str:
    """The role that *quote* is printed with, if nothing else in the build carries it with leave.

    What somebody writes under a sentence may be the name of a company that is a partner.
    """
    build, role = quote.build, quote.role_words.strip()
    others = {other.prints_as for other in build.quotes.printable().exclude(pk=quote.pk)}
    partners = build.partners.select_related("organization")
    others |= {str(partner.organization) for partner in partners}
    named = build.outcomes.standing().exclude(may_name=Outcome.MayName.NO)
    for outcome in named.select_related("organization"):
        others |= {outcome.lead, str(outcome.organization or "")}
    carried = any(role.casefold() in other.casefold() for other in others if other)
    return "" if carried else role


def _clean_draft(build: Build, gone: Withdrawn) -> None:
    """Take the words out of what the next version would print.

    Sentences of ours that hold them are deleted. Flags that somebody let stand and that are about
    them stand no more: where a name is left, in the words of somebody else, it blocks again.
    """
    taken = {f"{gone.kind}:{gone.row_key}"}
    for passage in Passage.objects.filter(build=build).select_related("goal"):
        goal = passage.goal.code if passage.goal else ""
        sides = there_and_here(passage.text)
        if any(gone.is_in(text, goal) for text in (passage.heading, passage.text, *sides)):
            taken.add(place_of(passage))
            passage.delete()
    beside = [
        *build.adoptions.exclude(words=""),
        *build.partners.exclude(words=""),
        *build.reported_figures.all(),
    ]
    for row in beside:
        if gone.is_in(row.words):
            row.words = gone.said
            row.save(update_fields=["words"])
    _clean_sign(build, gone)
    for row in Override.objects.filter(build=build):
        if _stands_in(row.place, taken) or gone.is_in(row.words):
            row.delete()
        elif gone.is_in(row.reason):
            row.reason = gone.said
            row.save(update_fields=["reason"])


def _clean_sign(build: Build, gone: Withdrawn) -> None:
    """Take the words and the names off the sign, and out of the introductions of others."""
    held = [name for name in ("tagline", "venue", "source") if gone.is_in(getattr(build, name))]
    for name in held:
        setattr(build, name, "")
    if held:
        build.save(update_fields=held)
    for alias in build.aliases.all():
        if gone.is_in(alias.name) or gone.is_in(alias.source):
            alias.delete()
    introduced = Introduction.objects.filter(outcome__build=build)
    for introduction in introduced.select_related("organization"):
        if gone.names_in(introduction.organization.name):
            introduction.delete()


def _stands_in(place: str, taken: set[str]) -> bool:
    """Whether *place* is one of *taken*, or a part of one: "quote:q1", "quote:q1:prints_as"."""
    return any(place == each or place.startswith(f"{each}:") for each in taken)


def _leave_tombstones(build: Build, gone: Withdrawn, now: datetime) -> None:
    """Take it out of every frozen version that holds it, and say so there."""
    day = today_in(build.program, now)
    for report in Report.objects.select_for_update().filter(build=build):
        snapshot: Snapshot = json.loads(report.snapshot)
        if not erase(snapshot, gone):
            continue
        snapshot["withdrawals"].append(
            {"kind": gone.kind, "key": gone.key, "on": day.isoformat(), "words": gone.said}
        )
        before = report.hash
        snapshot["hash"] = report.hash = hash_of(snapshot)
        report.snapshot = canonical(snapshot)
        report.save(update_fields=["snapshot", "hash"])
        Tombstone.objects.create(
            report=report,
            kind=gone.kind,
            key=gone.key,
            on=day,
            words=gone.said,
            hash_before=before,
            hash_after=report.hash,
        )


def _clean_record(build: Build, gone: Withdrawn, key_after: str, now: datetime) -> None:
    """Take the words and the old key out of the record of acts. Who did what and when stays."""
    day = today_in(build.program, now)
    of_build = [f"build:{build.key}/", f"outcome:{build.key}/", f"report:{build.key}/"]
    about = [f"build:{build.key}/{gone.kind}:{gone.row_key}"]
    if gone.kind == "outcome":
        about.append(f"outcome:{build.key}/{gone.row_key}")
    for event in audit.acts(build.program, of_build):
        base = next((each for each in about if _stands_in(event.subject, {each})), None)
        if base is not None:
            rest = event.subject.removeprefix(base)
            subject = f"{base.removesuffix(gone.row_key)}{key_after}{rest}"
            said = gone.said if event.reason else ""
            audit.take_back(event, subject=subject, reason=said, on=day)
        elif gone.is_in(event.reason):
            audit.take_back(event, subject=event.subject, reason=gone.said, on=day)


def _note(build: Build, kind: str, key: str, by: Member, now: datetime) -> None:
    audit.record(
        by=by.user.email,
        verb="withdrew",
        subject=f"build:{build.key}/{kind}:{key}",
        program=build.program,
        at=now,
    )
