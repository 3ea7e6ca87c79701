"""Whom to call: reporting guidance per state, with the day on which somebody checked it."""

from datetime import date
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from muster.core.models import Program
from muster.core.places import STATE_CODE

STATE_OR_US = RegexValidator(
    rf"^{STATE_CODE}\Z", _("'%(value)s' is not a state’s two capital letters like MS, or US.")
)
EVERYWHERE = "US"


class GuidanceQuerySet(models.QuerySet["Guidance"]):
    def of(self, program: Program) -> Self:
        """The guidance of *program*."""
        return self.filter(program=program)

    def for_state(self, state: str) -> "Guidance | None":
        """The guidance for *state*; where it has none of its own, the country's."""
        found = {row.state: row for row in self.filter(state__in=[state, EVERYWHERE])}
        return found.get(state) or found.get(EVERYWHERE)


class Guidance(models.Model):
    """What people in one state are told to do. It is true on the day it was checked, and ages."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="guidance")
    state = models.CharField(max_length=2, validators=[STATE_OR_US])
    checked_on = models.DateField()
    checked_by = models.CharField(max_length=160)
    source = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    spanish_checked_on = models.DateField(null=True, blank=True)
    spanish_checked_by = models.CharField(max_length=160, blank=True)

    objects = GuidanceQuerySet.as_manager()

    class Meta:
        ordering = ["state"]
        verbose_name_plural = "guidance"
        constraints = [
            models.UniqueConstraint(
                fields=["program", "state"], name="one_guidance_per_state_and_program"
            ),
            models.CheckConstraint(
                condition=~Q(checked_by="") & ~Q(source=""),
                name="guidance_says_who_checked_it_and_where",
            ),
            models.CheckConstraint(
                condition=Q(spanish_checked_on__isnull=True, spanish_checked_by="")
                | Q(spanish_checked_on__isnull=False) & ~Q(spanish_checked_by=""),
                name="who_checked_the_spanish_guidance_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}, checked {self.checked_on:%Y-%m-%d}"

    @property
    def stale_from(self) -> date:
        """The day on which twelve months without a check are over."""
        try:
            return self.checked_on.replace(year=self.checked_on.year + 1)
        except ValueError:  # February 29 has no twin in the next year.
            return date(self.checked_on.year + 1, 3, 1)

    def is_stale(self, today: date) -> bool:
        """Whether nobody has checked it for twelve months on *today*."""
        return today >= self.stale_from

    @property
    def spanish_is_checked(self) -> bool:
        """Whether a person who reads Spanish has checked the Spanish text."""
        return self.spanish_checked_on is not None


class GuidanceLine(models.Model):
    """One number to call, and when. The order is the order in which to call.

    A line without a number says who it is about: the local agency has no number that holds
    everywhere.
    """

    guidance = models.ForeignKey(Guidance, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    who = models.CharField(max_length=160)
    who_es = models.CharField(max_length=160, blank=True)
    number = models.CharField(max_length=40, blank=True)
    when = models.CharField(max_length=240)
    when_es = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["guidance", "position"], name="guidance_lines_stand_in_one_order"
            )
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.who, self.number) if part)
