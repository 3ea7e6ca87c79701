"""Copies of files with answers that nobody brought in go after two weeks."""

from datetime import date, datetime

from django.db.models import Min, QuerySet
from django.utils.translation import gettext_lazy as _

from muster.core import retention
from muster.core.models import Program
from muster.surveys.imports import keep
from muster.surveys.imports.models import AnswerImport


def _waiting(program: Program) -> "QuerySet[AnswerImport]":
    return AnswerImport.objects.filter(build__program=program, state=AnswerImport.State.READ)


def _oldest(program: Program) -> datetime | None:
    oldest: datetime | None = _waiting(program).aggregate(at=Min("at"))["at"]
    return oldest


def _remove(program: Program, before: datetime, on: date) -> int:
    runs = list(_waiting(program).filter(at__lt=before))
    for run in runs:
        keep.forget(run)
    AnswerImport.objects.filter(pk__in=[run.pk for run in runs]).delete()
    return len(runs)


def register_kind() -> None:
    """Let retention know of the copies."""
    retention.register(
        retention.Kind(
            name="answer-files",
            title=_("Files with answers that nobody brought in"),
            after=_("after one was read"),
            does=_("Its copy and what was found in it go. Answers that came in stay."),
            days=14,
            least=1,
            due=lambda program, before: _waiting(program).filter(at__lt=before).count(),
            oldest=_oldest,
            purge=_remove,
        )
    )
