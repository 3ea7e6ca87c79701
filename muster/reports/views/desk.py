"""The report desk as a page."""

from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from muster.accounts.rights import MemberRequest, Right, needs
from muster.builds.models import Build
from muster.core.clock import today_in
from muster.reports.desk import Desk, desk_of
from muster.reports.desk.flags import Flag
from muster.reports.desk.rows import GoalRow
from muster.reports.desk.slots import Slot
from muster.reports.desk.steps import Version
from muster.reports.errors import ReportError
from muster.reports.forms import PublishForm, ReasonForm, WithdrawForm, WordsForm

# A text of more letters stands folded among the changes, after its first words.
_LONG, _FEW_WORDS = 200, 20


@dataclass(frozen=True, slots=True)
class Given:
    """What was sent and not kept: it stands in its form again, with what is wrong.

    Attributes:
        wrong: what went wrong, where no form can say it.
    """

    words: WordsForm | None = None
    reason: tuple[str, ReasonForm] | None = None
    publish: PublishForm | None = None
    withdraw: tuple[int, WithdrawForm] | None = None
    wrong: ReportError | None = None

    @property
    def form(self) -> Form | None:
        """The form that was sent, if one was."""
        given = (each[1] for each in (self.reason, self.withdraw) if each)
        return self.words or self.publish or next(given, None)

    @property
    def refused(self) -> bool:
        """Whether anything was sent at all."""
        return self.form is not None or self.wrong is not None


@dataclass(frozen=True, slots=True)
class Editable:
    """A slot with its form; *opened* where the writer is at it."""

    slot: Slot
    form: WordsForm
    opened: bool


@dataclass(frozen=True, slots=True)
class Side:
    """What one version prints; *begins* is the beginning of a text that is too long for a table."""

    text: str
    begins: str = ""

    @classmethod
    def of(cls, text: str) -> "Side":
        return cls(text, Truncator(text).words(_FEW_WORDS) if len(text) > _LONG else "")


@needs(Right.WRITE_REPORT)
@require_safe
def desk(request: MemberRequest, key: str) -> HttpResponse:
    """Everything that stands between the rows and the published report."""
    return show_desk(request, build_of(request, key))


def build_of(request: MemberRequest, key: str) -> Build:
    """The build *key*, where the member works on it."""
    builds = Build.objects.visible_to(request.member).select_related("program", "public_address")
    return get_object_or_404(builds, key=key)


def show_desk(
    request: MemberRequest, build: Build, given: Given | None = None, *, opened: str = ""
) -> HttpResponse:
    """The desk of *build*; with what was *given* and could not be kept, it answers 422.

    Args:
        opened: the name of the slot that is opened for writing.
    """
    given = given or Given()
    shown = desk_of(build, today=today_in(build.program, timezone.now()))
    context = {
        "build": build,
        "desk": shown,
        "wrong": given.wrong,
        "refused": given.form,
        "horizons": _horizons(shown, given, opened),
        "parts": [_editable(slot, given, opened) for slot in shown.parts],
        "checks": [_with_form(flag, given) for flag in shown.flags.open],
        "changes": [(each, Side.of(each.before), Side.of(each.after)) for each in shown.changes],
        "publish": given.publish or PublishForm(listed=_listed(build)),
        "publish_opened": given.publish is not None,
        "versions": [_version(version, given) for version in shown.standing.versions],
        "stands_at": _stands_at(request, shown),
    }
    return render(request, "reports/desk.html", context, status=422 if given.refused else 200)


def _horizons(
    shown: Desk, given: Given, opened: str
) -> list[tuple[str, int, list[tuple[GoalRow, Editable]]]]:
    return [
        (
            horizon.words,
            horizon.first,
            [(row, _editable(row.slot, given, opened)) for row in horizon.rows],
        )
        for horizon in shown.ledger.horizons
    ]


def _editable(slot: Slot, given: Given, opened: str) -> Editable:
    if given.words is not None and given.words.slot.name == slot.name:
        return Editable(slot, given.words, opened=True)
    return Editable(slot, WordsForm(slot), opened=slot.name == opened)


def _with_form(flag: Flag, given: Given) -> tuple[Flag, ReasonForm, bool]:
    fingerprint = flag.finding.fingerprint
    if given.reason is not None and given.reason[0] == fingerprint:
        return flag, given.reason[1], True
    return flag, ReasonForm(fingerprint), False


def _version(version: Version, given: Given) -> tuple[Version, WithdrawForm, bool]:
    number = version.report.version
    if given.withdraw is not None and given.withdraw[0] == number:
        return version, given.withdraw[1], True
    return version, WithdrawForm(number), False


def _listed(build: Build) -> bool | None:
    """Whether the address is listed; nothing where there is none yet."""
    address = getattr(build, "public_address", None)
    return address.listed if address is not None else None


def _stands_at(request: MemberRequest, shown: Desk) -> str:
    """The whole address where the published versions are read, if there are any."""
    address: Any = shown.standing.address
    return request.build_absolute_uri(address.get_absolute_url()) if address is not None else ""
