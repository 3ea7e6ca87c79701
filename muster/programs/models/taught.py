"""What is taught, and what is handed out."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.core.models import Program
from muster.programs.models.people import Sector


class CurriculumQuerySet(models.QuerySet["Curriculum"]):
    def of(self, program: Program) -> Self:
        """The curricula of *program*."""
        return self.filter(program=program)


class Curriculum(models.Model):
    """A training that people can be shown or take."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="curricula")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    provider = models.CharField(max_length=160, blank=True)
    minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("Empty when no source says how long it takes.")
    )
    audience = models.CharField(max_length=160, blank=True)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)

    objects = CurriculumQuerySet.as_manager()

    class Meta:
        ordering = ["position", "key"]
        verbose_name_plural = "curricula"
        constraints = [
            models.UniqueConstraint(
                fields=["program", "key"], name="one_curriculum_per_key_and_program"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Material(models.Model):
    """A thing that is handed out or hung up, in one language and one version.

    The version matters: numbers printed on it change, and old prints are recalled.
    """

    class Kind(models.TextChoices):
        WALLET_CARD = "wallet_card", _("Wallet card")
        DECAL = "decal", _("Window decal")
        POSTER = "poster", _("Poster")
        VIDEO = "video", _("Video")
        GUIDE = "guide", _("Guide")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="materials")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=11, choices=Kind)
    version = models.CharField(
        max_length=40, blank=True, help_text=_("Empty when the print run is not known.")
    )
    language = models.CharField(max_length=8)
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, null=True, blank=True, related_name="materials"
    )
    note = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "key"], name="one_material_per_key_and_program"
            )
        ]

    def __str__(self) -> str:
        return self.name
