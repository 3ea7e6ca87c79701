"""Where the people in a room come from, and in which role they came."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.core.models import Program


class SectorQuerySet(models.QuerySet["Sector"]):
    def of(self, program: Program) -> Self:
        """The sectors of *program*."""
        return self.filter(program=program)


class Sector(models.Model):
    """The part of the working world that an organization or a person belongs to."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="sectors")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    name_es = models.CharField(max_length=80, blank=True)
    noun = models.CharField(
        max_length=80,
        blank=True,
        help_text=_("One organization of the sector: “a truck stop”."),
    )

    objects = SectorQuerySet.as_manager()

    class Meta:
        ordering = ["position", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "key"], name="one_sector_per_key_and_program"
            )
        ]

    def __str__(self) -> str:
        return self.name


class RoleQuerySet(models.QuerySet["Role"]):
    def of(self, program: Program) -> Self:
        """The roles of *program*."""
        return self.filter(program=program)


class Role(models.Model):
    """The role in which a person comes to a build: attendee, speaker, press."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="roles")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    name_es = models.CharField(max_length=80, blank=True)
    counts = models.BooleanField(
        help_text=_("Whether who comes in this role is one of the room that percentages are of.")
    )

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ["position", "key"]
        constraints = [
            models.UniqueConstraint(fields=["program", "key"], name="one_role_per_key_and_program")
        ]

    def __str__(self) -> str:
        return self.name
