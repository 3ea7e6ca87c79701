"""The program that every row belongs to, and the record of acts."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Program(models.Model):
    """Who runs builds: the tenant. Nothing sums across two programs."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    url = models.CharField(max_length=200, blank=True)
    time_zone = models.CharField(max_length=60, default="America/Chicago")
    language = models.CharField(max_length=8, default="en")
    sample = models.BooleanField(
        default=False, help_text=_("Everything in this program is invented.")
    )
    pack_key = models.SlugField(max_length=40, blank=True)
    pack_version = models.CharField(max_length=20, blank=True)
    # The thresholds of disclosure control: domain-model.md, "Small numbers".
    whole_room = models.PositiveSmallIntegerField(default=20, validators=[MinValueValidator(3)])
    row_answers = models.PositiveSmallIntegerField(default=10, validators=[MinValueValidator(3)])
    cell = models.PositiveSmallIntegerField(default=5, validators=[MinValueValidator(3)])
    heads = models.PositiveSmallIntegerField(default=5, validators=[MinValueValidator(3)])

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(whole_room__gte=3)
                & Q(row_answers__gte=3)
                & Q(cell__gte=3)
                & Q(heads__gte=3),
                name="no_threshold_for_people_is_under_three",
            )
        ]

    def __str__(self) -> str:
        return self.name


class AuditEvent(models.Model):
    """One act: who did what to what, when, and why.

    Written once. Only a withdrawn consent changes what it says of the words that were taken back.
    """

    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    actor = models.CharField(max_length=200, help_text=_("The member’s e-mail, or the command."))
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["program", "subject"], name="audit_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.verb} {self.subject}"


class Beat(models.Model):
    """Work that is due every so often, and when it is due next."""

    name = models.SlugField(max_length=60, primary_key=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
