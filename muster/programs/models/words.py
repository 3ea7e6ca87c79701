"""Words that a program does not use, and what it says instead."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.core.models import Program


class TermQuerySet(models.QuerySet["Term"]):
    def of(self, program: Program) -> Self:
        """The terms of *program*."""
        return self.filter(program=program)


class Term(models.Model):
    """A word or phrase to look at when text is written.

    The pattern is plain words, found whole and in any case; `*` at the end of a word stands for any
    ending, `|` parts alternatives.
    """

    class Level(models.TextChoices):
        BLOCK = "block", _("Not in our own text")
        WARN = "warn", _("Look at it")
        NOTE = "note", _("Depends on the context")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="terms")
    pattern = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=5, choices=Level)
    prefer = models.CharField(max_length=300, blank=True)
    why = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pattern"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "pattern"], name="one_term_per_pattern_and_program"
            )
        ]

    def __str__(self) -> str:
        return self.pattern
