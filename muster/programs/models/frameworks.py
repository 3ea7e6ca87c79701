"""What a state can adopt, piece by piece."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.core.models import Program


class Framework(models.Model):
    """A model that states adopt: a versioned list of components."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="frameworks")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    version = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "key"], name="one_framework_per_key_and_program"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ComponentQuerySet(models.QuerySet["Component"]):
    def of(self, program: Program) -> Self:
        """The components of all frameworks of *program*."""
        return self.filter(framework__program=program)


class Component(models.Model):
    """One piece of a framework. Whether it applies to a state is said at its adoption, not here."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="components")
    key = models.SlugField(max_length=60)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    description = models.TextField(blank=True)
    applies_note = models.TextField(
        blank=True, help_text=_("Where it may not apply, for example states without such stations.")
    )
    source = models.CharField(max_length=300, blank=True)

    objects = ComponentQuerySet.as_manager()

    class Meta:
        ordering = ["framework__position", "number", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "key"], name="one_component_per_key_and_framework"
            )
        ]

    def __str__(self) -> str:
        return self.name
