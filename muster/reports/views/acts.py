"""What is done on the desk: flags let stand, versions frozen, signed, published, withdrawn.

An address of an act changes nothing when it is only looked at: it leads back to the desk. An act
sent twice is done once.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from muster.accounts.acts import lead_back
from muster.accounts.rights import MemberRequest, Right, View, needs
from muster.builds.models import Build
from muster.reports import overrides, sign
from muster.reports.errors import ReportError
from muster.reports.forms import PublishForm, ReasonForm, WithdrawForm
from muster.reports.models import Override, Report
from muster.reports.views.desk import Given, build_of, show_desk

# An act: it says what happened, or gives back what was sent and cannot be kept.
Act = Callable[..., str | Given]


def act(right: Right, back_to: str = "") -> Callable[[Act], View]:
    """Make a view of an act: who lacks *right* is told so, what goes wrong is said on the desk.

    Args:
        back_to: the place of the desk where the member goes on.
    """

    def decorate(does: Act) -> View:
        @needs(right)
        @wraps(does)
        def view(request: MemberRequest, key: str, **which: Any) -> HttpResponse:
            build = build_of(request, key)
            if request.method != "POST":
                return lead_back(request, reverse("desk", args=[build.key]))
            try:
                done = does(request, build, **which)
            except ReportError as wrong:
                done = Given(wrong=wrong)
            if isinstance(done, Given):
                return show_desk(request, build_of(request, key), done)
            messages.success(request, done)
            return redirect(f"{reverse('desk', args=[build.key])}{back_to}")

        return view

    return decorate


@act(Right.OVERRIDE_CHECKS, "#checks")
def let_stand(request: MemberRequest, build: Build, fingerprint: str) -> str | Given:
    """Let a red flag stand, with a reason."""
    form = ReasonForm(fingerprint, request.POST)
    if not form.is_valid():
        return Given(reason=(fingerprint, form))
    overrides.let_stand(
        build,
        fingerprint,
        reason=form.cleaned_data["reason"],
        by=request.member,
        now=timezone.now(),
    )
    return _("It stands, with your name, the day and the reason.")


@act(Right.OVERRIDE_CHECKS, "#checks")
def take_back(request: MemberRequest, build: Build, fingerprint: str) -> str:
    """Let a flag block again that somebody let stand."""
    row = Override.objects.filter(build=build, fingerprint=fingerprint).first()
    if row is not None:
        overrides.take_back(row, by=request.member, now=timezone.now())
    return _("Taken back. The check blocks again.")


@act(Right.WRITE_REPORT)
def freeze(request: MemberRequest, build: Build) -> str:
    """Freeze what the rows say now, for review."""
    report = sign.freeze(build, by=request.member, now=timezone.now())
    words = {"version": report.version}
    if report.state == Report.State.PUBLISHED:
        return (
            _("Nothing has changed since version %(version)s; there is nothing to freeze.") % words
        )
    return _("Version %(version)s is frozen. Read it, then sign it as reviewed.") % words


@act(Right.WRITE_REPORT)
def review(request: MemberRequest, build: Build, version: int) -> str:
    """Sign a frozen version as read."""
    report = _version(request, build, version)
    read = request.POST.get("read", "")
    sign.review(report, by=request.member, now=timezone.now(), read=read)
    return _("Version %(version)s is signed as reviewed.") % {"version": version}


@act(Right.PUBLISH, "#versions")
def publish(request: MemberRequest, build: Build, version: int) -> str | Given:
    """Put a reviewed version where anybody can read it."""
    form = PublishForm(request.POST, listed=None)
    if not form.is_valid():
        return Given(publish=form)
    report = _version(request, build, version)
    sign.publish(
        report,
        by=request.member,
        now=timezone.now(),
        listed=form.cleaned_data["listed"],
        read=request.POST.get("read", ""),
    )
    return _("Version %(version)s is published.") % {"version": version}


@act(Right.PUBLISH, "#versions")
def withdraw(request: MemberRequest, build: Build, version: int) -> str | Given:
    """Take a published version back, with a reason."""
    form = WithdrawForm(version, request.POST)
    if not form.is_valid():
        return Given(withdraw=(version, form))
    report = _version(request, build, version)
    sign.withdraw(report, by=request.member, now=timezone.now(), reason=form.cleaned_data["reason"])
    return _("Version %(version)s is withdrawn. It stays readable, and says so.") % {
        "version": version
    }


@act(Right.PUBLISH, "#versions")
def list_or_unlist(request: MemberRequest, build: Build) -> str:
    """Move the published versions to the listed address, or to one that nobody can guess."""
    address = getattr(build, "public_address", None)
    if address is None:
        return _("Nothing is published yet.")
    listed = request.POST.get("listed") == "yes"
    sign.list_or_unlist(address, listed=listed, by=request.member, now=timezone.now())
    if listed:
        return _("The report stands in the public list. The address before leads nowhere now.")
    return _("The report is in no list. It has a new address; the one before leads nowhere now.")


def _version(request: MemberRequest, build: Build, version: int) -> Report:
    return get_object_or_404(
        Report.objects.visible_to(request.member), build=build, version=version
    )
