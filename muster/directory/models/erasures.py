"""That a person asked to be erased, and the two members that it takes."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from muster.core.models import Program
from muster.directory.models.people import Person


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def waiting(self) -> Self:
        """Those that were asked for, and neither confirmed nor taken back."""
        return self.filter(confirmed_at=None, taken_back_at=None)


class Erasure(models.Model):
    """One member asks, another confirms; until then it is taken back, or refused with a reason."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="erasures")
    reason = models.CharField(
        max_length=300, blank=True, help_text=_("How they asked; it goes with the person.")
    )
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.CharField(max_length=200, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    refused_why = models.CharField(
        max_length=300, blank=True, help_text=_("Why the program keeps them: they are told so.")
    )

    objects = ErasureQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(confirmed_at=None, taken_back_at=None),
                name="an_erasure_is_asked_for_once",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | ~Q(confirmed_by=F("asked_by")),
                name="an_erasure_takes_two_members",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(taken_back_at=None),
                name="an_erasure_is_done_or_taken_back",
            ),
        ]

    def __str__(self) -> str:
        return f"erasure {self.pk}"
