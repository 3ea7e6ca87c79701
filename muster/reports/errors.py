"""What can go wrong with a report.

* ReportError
  x Blocked           open red flags hold it back; they are listed
  x ChangedSince      the rows say something else than the frozen version
  x WrongStep         the version does not stand where this step begins
  - ReasonMissing     an override, or a withdrawal, says why
  - ReasonTooLong     … in fewer words
  - NotOverridable    a flag that only new words or other rows can close
  - StandsAlready     somebody has let the flag stand meanwhile, with another reason
  - NotFound          there is no such flag any more
  - WrittenMeanwhile  somebody else has changed the same words since they were read
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.evidence.finding import Finding


class ReportError(Exception):
    """A step of a report cannot be taken; nothing was changed."""


class Blocked(ReportError):
    """Open red flags hold the report back."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        count = len(self.findings)
        says = ngettext(
            "%(count)d check blocks this report. Reword, or override it with a reason.",
            "%(count)d checks block this report. Reword, or override them with a reason.",
            count,
        )
        super().__init__(says % {"count": count})


class ChangedSince(ReportError):
    """The rows say something else than the version that was frozen."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The rows have changed since this version was frozen, so it was not signed. Freeze"
                " the report again and read what changed."
            )
        )


class WrongStep(ReportError):
    """The version does not stand where this step begins."""


class ReasonMissing(ReportError):
    """Somebody lets a flag stand, or takes a report back, and does not say why."""

    def __init__(self) -> None:
        super().__init__(_("Say why: the reason is kept with your name and the day."))


class ReasonTooLong(ReportError):
    """The reason has more characters than are kept and printed."""

    def __init__(self, length: int, most: int) -> None:
        says = _(
            "The reason has %(length)s characters; at most %(most)s are kept. Nothing was changed."
        )
        super().__init__(says % {"length": length, "most": most})


class NotOverridable(ReportError):
    """A flag that no reason closes: a typed count, a token that cannot be filled."""

    def __init__(self) -> None:
        super().__init__(
            _("This cannot be overridden: write the number as a figure, or leave it out.")
        )


class StandsAlready(ReportError):
    """Somebody has let the flag stand meanwhile, with another reason."""

    def __init__(self, by: str, reason: str) -> None:
        says = _(
            "It stands already, with the reason of %(by)s: “%(reason)s”. Take that back to give"
            " another."
        )
        super().__init__(says % {"by": by, "reason": reason})


class NotFound(ReportError):
    """The flag is gone: the words, or the rows, have changed."""

    def __init__(self) -> None:
        super().__init__(_("This flag is not there any more; the words have changed meanwhile."))


class WrittenMeanwhile(ReportError):
    """Somebody else has changed the same words since they were read.

    Attributes:
        position: where.
        text, heading: what stands there now; empty where it was taken out.
    """

    def __init__(self, position: int, text: str, heading: str) -> None:
        self.position, self.text, self.heading = position, text, heading
        says = _(
            "Somebody else changed this while you wrote. It reads now: “%(text)s”. What you wrote"
            " is still here and was not kept; keep it again to put it in that place."
        )
        if not text:
            says = _(
                "Somebody else took this out while you wrote. What you wrote is still here and was"
                " not kept; keep it again to put it back."
            )
        super().__init__(says % {"text": text})
