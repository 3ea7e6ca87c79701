"""From a draft to the public: frozen, reviewed, published, and if it must be, withdrawn.

Each step is one member's name under the hash of what they read. If the rows say something else by
then, or a red flag is open, the step is refused and nothing changes. A step taken twice is taken
once.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from muster.accounts.models import Member
from muster.builds.models import Build
from muster.core import audit
from muster.core.clock import today_in
from muster.core.keys import KEY_LETTERS, random_key
from muster.reports.checks import check_build
from muster.reports.errors import Blocked, ChangedSince, ReasonMissing, WrongStep
from muster.reports.figures import figures_of
from muster.reports.models import PublicAddress, Report, SignOff
from muster.reports.snapshot import canonical, snapshot_of

# 28 letters to the 20th: nobody guesses it.
_UNGUESSABLE = 20


@transaction.atomic
def freeze(build: Build, *, by: Member, now: datetime) -> Report:
    """Freeze what the rows say now, for review. A version that is not published yet gives way.

    Where the rows say what the newest version says, that one is handed back: there is nothing new.
    """
    build = Build.objects.select_for_update().select_related("program").get(pk=build.pk)
    snapshot = snapshot_of(build)
    last = build.reports.order_by("-version").first()
    stands = last is not None and last.state != Report.State.WITHDRAWN
    if last is not None and stands and last.hash == snapshot["hash"]:
        return last
    if last is not None and last.state in (Report.State.DRAFT, Report.State.REVIEWED):
        report = last
        report.sign_offs.all().delete()
    else:
        highest = build.reports.aggregate(highest=Max("version"))["highest"] or 0
        report = Report(build=build, version=highest + 1)
    report.state = Report.State.DRAFT
    report.snapshot, report.hash = canonical(snapshot), snapshot["hash"]
    report.frozen_on = today_in(build.program, now)
    report.save()
    _sign(report, SignOff.Step.FROZEN, by, now)
    return report


@transaction.atomic
def review(report: Report, *, by: Member, now: datetime, read: str = "") -> Report:
    """Say that the frozen version was read and is right.

    Args:
        read: the hash of what the member read; empty where that cannot be another one.

    Raises:
        Blocked: red flags are open.
        ChangedSince: the rows, or the frozen version itself, say something else by now.
        WrongStep: it is published or withdrawn already.
    """
    report = _locked(report, read)
    if report.state == Report.State.REVIEWED:
        return report
    if report.state != Report.State.DRAFT:
        raise WrongStep(_("This version has left review; freeze the report again for a new one."))
    _must_stand(report, now)
    report.state = Report.State.REVIEWED
    report.save(update_fields=["state"])
    _sign(report, SignOff.Step.REVIEWED, by, now)
    return report


@transaction.atomic
def publish(report: Report, *, by: Member, now: datetime, listed: bool, read: str = "") -> Report:
    """Put the reviewed version where anybody can read it.

    Args:
        listed: whether the address is listed and can be guessed; else only who has it can read.
        read: the hash of what the member read; empty where that cannot be another one.

    Raises:
        Blocked, ChangedSince: as `review`.
        WrongStep: nobody has reviewed it, or it was withdrawn.
    """
    report = _locked(report, read)
    if report.state == Report.State.PUBLISHED:
        return report
    if report.state != Report.State.REVIEWED:
        raise WrongStep(_("A version is published after somebody has reviewed it."))
    _must_stand(report, now)
    _address(report.build, listed)
    report.state = Report.State.PUBLISHED
    report.published_on = today_in(report.build.program, now)
    report.save(update_fields=["state", "published_on"])
    _sign(report, SignOff.Step.PUBLISHED, by, now)
    return report


@transaction.atomic
def withdraw(report: Report, *, by: Member, now: datetime, reason: str) -> Report:
    """Take a published version back. It stays readable, and says that it must not be quoted.

    Raises:
        ReasonMissing: nobody says why.
        WrongStep: it is not published.
    """
    report = _locked(report)
    if report.state == Report.State.WITHDRAWN:
        return report
    if report.state != Report.State.PUBLISHED:
        raise WrongStep(_("Only what is published can be withdrawn."))
    if not reason.strip():
        raise ReasonMissing
    report.state = Report.State.WITHDRAWN
    report.save(update_fields=["state"])
    _sign(report, SignOff.Step.WITHDRAWN, by, now, reason=reason.strip())
    return report


@transaction.atomic
def list_or_unlist(
    address: PublicAddress, *, listed: bool, by: Member, now: datetime
) -> PublicAddress:
    """Move the published versions to the address that is listed, or to one nobody can guess.

    The address before leads nowhere from then on. Said twice, moved once.
    """
    build = Build.objects.select_for_update().select_related("program").get(pk=address.build_id)
    before = PublicAddress.objects.get(pk=address.pk)
    if before.listed == listed:
        return before
    _address(build, listed)
    audit.record(
        by=by.user.email,
        verb="listed" if listed else "unlisted",
        subject=f"build:{build.key}",
        program=build.program,
        at=now,
    )
    return PublicAddress.objects.get(pk=address.pk)


def _locked(report: Report, read: str = "") -> Report:
    Build.objects.select_for_update().get(pk=report.build_id)
    rows = Report.objects.select_for_update(of=("self",))
    report = rows.select_related("build__program").get(pk=report.pk)
    if read and read != report.hash:
        raise ChangedSince
    return report


def _must_stand(report: Report, now: datetime) -> None:
    """Refuse a step while the rows differ from what was frozen, or a red flag is open."""
    build = report.build
    with override(build.program.language):
        figures = figures_of(build)
    checked = check_build(build, today=today_in(build.program, now), figures=figures)
    if checked.open:
        raise Blocked(checked.open)
    if snapshot_of(build, figures=figures)["hash"] != report.hash:
        raise ChangedSince


def is_unguessable(slug: str) -> bool:
    """Whether *slug* is one that Muster makes for an address that is not listed."""
    return len(slug) == _UNGUESSABLE and set(slug) <= set(KEY_LETTERS)


def _address(build: Build, listed: bool) -> None:
    slug = build.key if listed else random_key(_UNGUESSABLE)
    there = PublicAddress.objects.filter(build=build).first()
    if there is None:
        PublicAddress.objects.create(build=build, slug=slug, listed=listed)
    elif there.listed != listed:
        there.slug, there.listed = slug, listed
        there.save(update_fields=["slug", "listed"])


def _sign(
    report: Report, step: SignOff.Step, by: Member, now: datetime, *, reason: str = ""
) -> None:
    SignOff.objects.create(report=report, step=step, by=str(by.user), at=now, hash=report.hash)
    audit.record(
        by=by.user.email,
        verb=_VERBS[step],
        subject=f"report:{report.build.key}/{report.version}",
        program=report.build.program,
        at=now,
        reason=" ".join(part for part in (report.hash, reason) if part),
    )


_VERBS = {
    SignOff.Step.FROZEN: "froze",
    SignOff.Step.REVIEWED: "signed",
    SignOff.Step.PUBLISHED: "published",
    SignOff.Step.WITHDRAWN: "withdrew",
}
