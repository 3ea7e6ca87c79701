"""What a program aims at."""

from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from muster.core.models import Program

GOAL_CODE = RegexValidator(
    r"^[SL][1-9][0-9]?\Z", _("'%(value)s' is not a goal code like S1 or L6.")
)


class GoalQuerySet(models.QuerySet["Goal"]):
    def of(self, program: Program) -> Self:
        """The goals of *program*."""
        return self.filter(program=program)


class Goal(models.Model):
    """One of the program's stated aims, in the program's own words.

    The code is stable: reports print it as it stands here, never a number of their own.
    """

    class Horizon(models.TextChoices):
        SHORT = "short", _("Short term")
        LONG = "long", _("Long term")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="goals")
    code = models.CharField(max_length=3, validators=[GOAL_CODE])
    horizon = models.CharField(max_length=5, choices=Horizon)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(help_text=_("Word for word, as the program prints it."))
    text_es = models.TextField(blank=True)
    aim = models.CharField(max_length=120, help_text=_("A few words, for pages that list goals."))

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "code"], name="one_goal_per_code_and_program"
            ),
            models.CheckConstraint(
                condition=Q(code__startswith="S", horizon="short")
                | Q(code__startswith="L", horizon="long"),
                name="a_goal_code_says_its_horizon",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.aim}"
