"""What came of a build: recording it, changing it, and having it confirmed.

A pledge is a pledge until somebody says that it was done, and what people say of themselves is
self-reported until somebody independent confirms it. Whoever changes who did what, or how far it
has come, takes that confirmation away: it was given to another sentence.
"""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.builds.models import Build
from muster.core import audit
from muster.directory.models import Organization
from muster.followup.errors import (
    NoOtherWords,
    NothingSaid,
    NotIndependent,
    NotYet,
    OfAnotherProgram,
    ReportedTooEarly,
    Withdrawn,
)
from muster.followup.models import Introduction, Outcome
from muster.programs.models import Goal

# Changing one of these makes another sentence of it, which nobody has confirmed.
_CONFIRMED = ("stage", "organization", "lead", "text")


@dataclass(frozen=True, slots=True)
class Account:
    """What is told of an outcome. The fields are those of the model."""

    stage: str
    goal: Goal
    text: str
    organization: Organization | None = None
    lead: str = ""
    unnamed: str = ""
    may_name: str = Outcome.MayName.NO
    contribution: str = ""
    significance: str = ""
    source: str = ""
    observed_on: date | None = None
    reported_on: date | None = None
    reported_words: str = ""
    due_on: date | None = None

    @classmethod
    def of(cls, outcome: Outcome) -> "Account":
        """What is told of *outcome* now."""
        return cls(**{field.name: getattr(outcome, field.name) for field in fields(cls)})


@transaction.atomic
def record_outcome(
    build: Build, *, account: Account, once: str, today: date, by: Member, now: datetime
) -> Outcome:
    """Keep what came of *build*. The same form sent twice is kept once.

    Args:
        once: a key of the form's own; an outcome that was recorded with it is handed back. The
            outcome's key is made of it alone: words in a key would tell whom it is about, also
            where that may not be said.
        today: the program's day.

    Raises:
        OutcomeError: what is told does not hold together; nothing was kept.
    """
    # Locked, so that two forms sent together do not take one place.
    build = Build.objects.select_for_update().get(pk=build.pk)
    key = f"outcome-{once}"
    there = Outcome.objects.filter(build=build, key=key).first()
    if there is not None:
        return there
    account = _plain(account)
    _hold_together(account, build, today)
    last = Outcome.objects.filter(build=build).aggregate(last=Max("position"))["last"] or 0
    outcome = Outcome(build=build, key=key, position=last + 1)
    _tell(outcome, account)
    outcome.save(force_insert=True)
    _audit(outcome, "recorded", str(outcome.get_stage_display()), by, now)
    return outcome


@transaction.atomic
def change_outcome(
    outcome: Outcome, *, account: Account, today: date, by: Member, now: datetime
) -> Outcome:
    """Let *account* be what is told of *outcome*. Sending the same again changes nothing.

    Raises:
        OutcomeError: what is told does not hold together; the outcome is as it was.
    """
    outcome = _locked(outcome)
    before, account = Account.of(outcome), _plain(account)
    if account == before:
        return outcome
    _hold_together(account, outcome.build, today)
    changed = [
        field.name
        for field in fields(Account)
        if getattr(account, field.name) != getattr(before, field.name)
    ]
    if any(name in _CONFIRMED for name in changed):
        outcome.verified_on, outcome.verified_by = None, ""
    was = str(outcome.get_stage_display())
    _tell(outcome, account)
    outcome.save()
    why = _("changed: %(fields)s") % {"fields": ", ".join(changed)}
    if "stage" in changed:
        stages = {"was": was, "now": outcome.get_stage_display()}
        why = _("from “%(was)s” to “%(now)s”; %(why)s") % (stages | {"why": why})
    _audit(outcome, "changed", why, by, now)
    return outcome


@transaction.atomic
def substantiate(
    outcome: Outcome, *, confirmed_by: str, on: date, today: date, by: Member, now: datetime
) -> Outcome:
    """Say that somebody independent has confirmed *outcome*. Saying it again changes nothing.

    Args:
        confirmed_by: who or what confirms it, as it is printed: "the training record".

    Raises:
        OutcomeError: nobody is named, the one it is about confirms itself, or the day is to come.
    """
    outcome = _locked(outcome)
    confirmed_by = confirmed_by.strip()
    if (outcome.verified_by, outcome.verified_on) == (confirmed_by, on):
        return outcome
    if not confirmed_by:
        raise NothingSaid(_("Say who or what confirms it."), field="confirmed_by")
    if confirmed_by.casefold() in _itself(outcome):
        raise NotIndependent(
            _("%(name)s cannot confirm this about itself; then it stays self-reported.")
            % {"name": confirmed_by},
            field="confirmed_by",
        )
    _past(on, today, "on")
    if outcome.observed_on is not None and on < outcome.observed_on:
        says = _("It was seen on %(day)s; it cannot have been confirmed before.")
        raise ReportedTooEarly(says % {"day": outcome.observed_on}, field="on")
    outcome.verified_by, outcome.verified_on = confirmed_by, on
    outcome.save(update_fields=["verified_by", "verified_on"])
    _audit(outcome, "substantiated", confirmed_by, by, now)
    return outcome


@transaction.atomic
def move_introduction(
    introduction: Introduction, *, stage: str, on: date | None, today: date, by: Member,
    now: datetime,
) -> Introduction:  # fmt: skip
    """Say how far *introduction* has come. Saying it again changes nothing.

    Raises:
        OutcomeError: the day is to come, or the outcome was withdrawn.
    """
    introduction = Introduction.objects.select_for_update().get(pk=introduction.pk)
    outcome = _locked(introduction.outcome)
    if (introduction.stage, introduction.on) == (stage, on):
        return introduction
    _past(on, today, "on")
    introduction.stage, introduction.on = stage, on
    introduction.save(update_fields=["stage", "on"])
    _audit(outcome, "introduced", f"{introduction.organization}: {stage}", by, now)
    return introduction


def _locked(outcome: Outcome) -> Outcome:
    of = ("self",)
    outcome = (
        Outcome.objects.select_for_update(of=of)
        .select_related("build__program", "goal", "organization")
        .get(pk=outcome.pk)
    )
    if outcome.withdrawn_on is not None:
        raise Withdrawn(_("Its consent was withdrawn; nothing is left here to change."))
    return outcome


def _plain(account: Account) -> Account:
    """*account* with the spaces around its words taken off, as it is compared and kept."""
    texts = {
        field.name: value.strip()
        for field in fields(account)
        if isinstance(value := getattr(account, field.name), str)
    }
    return replace(account, **texts)  # type: ignore[arg-type]


def _hold_together(account: Account, build: Build, today: date) -> None:
    if not account.text:
        raise NothingSaid(_("Say what changed."), field="text")
    if account.may_name == Outcome.MayName.NO and account.lead and not account.unnamed:
        raise NoOtherWords(
            _("The name may not be printed: say what stands in its place, like “A truck stop”."),
            field="unnamed",
        )
    organization = account.organization
    if account.goal.program_id != build.program_id:
        raise OfAnotherProgram(_("This goal belongs to another program."), field="goal")
    if organization is not None and organization.program_id != build.program_id:
        raise OfAnotherProgram(
            _("This organization belongs to another program."), field="organization"
        )
    _past(account.observed_on, today, "observed_on")
    _past(account.reported_on, today, "reported_on")
    if account.observed_on and account.reported_on and account.reported_on < account.observed_on:
        says = _("It was seen on %(day)s; it cannot have been reported before.")
        raise ReportedTooEarly(says % {"day": account.observed_on}, field="reported_on")


def _past(day: date | None, today: date, field: str) -> None:
    if day is not None and day > today:
        raise NotYet(_("%(day)s has not come yet.") % {"day": day}, field=field)


def _itself(outcome: Outcome) -> set[str]:
    """The names of the one that an outcome is about."""
    names = [outcome.lead.rstrip(":,"), str(outcome.organization or "")]
    return {name.strip().casefold() for name in names if name.strip()}


def _tell(outcome: Outcome, account: Account) -> None:
    for field in fields(account):
        setattr(outcome, field.name, getattr(account, field.name))


def _audit(outcome: Outcome, verb: str, reason: str, by: Member, now: datetime) -> None:
    audit.record(
        by=by.user.email,
        verb=verb,
        subject=f"outcome:{outcome.build.key}/{outcome.key}",
        program=outcome.build.program,
        at=now,
        reason=reason,
    )
