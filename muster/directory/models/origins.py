"""Where each field of the directory comes from, and what it said before."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from muster.core.models import Program


class Source(models.Model):
    """Where values come from: a register of a certain day, a file, a person who said so."""

    class Kind(models.TextChoices):
        REGISTER = "register", _("register")
        FILE = "file", _("file")
        HAND = "hand", _("by hand")
        PACKET = "packet", _("build packet")
        MERGE = "merge", _("merge")
        ERASURE = "erasure", _("erasure")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=200, help_text=_("As it is printed beside a field."))
    on = models.DateField(help_text=_("The day that the values are of."))
    by = models.CharField(max_length=200, help_text=_("Who brought them in."))

    class Meta:
        ordering = ["-on", "name"]
        indexes = [models.Index(fields=["program", "kind", "on"], name="sources_of_a_program")]

    def __str__(self) -> str:
        return self.name


class FieldChange(models.Model):
    """One field of one record that was set after the record came: when, by what, from what.

    The value that stands has the source of its last change, or where there is none, the source of
    the record. The same rows are what undoing an import or a merge goes back along.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        "directory.Organization",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="changes",
    )
    site = models.ForeignKey(
        "directory.Site", on_delete=models.CASCADE, null=True, blank=True, related_name="changes"
    )
    person = models.ForeignKey(
        "directory.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="changes"
    )
    post = models.ForeignKey(
        "directory.Post", on_delete=models.CASCADE, null=True, blank=True, related_name="changes"
    )
    contact_point = models.ForeignKey(
        "directory.ContactPoint",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="changes",
    )
    field = models.CharField(max_length=40)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="changes")
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    organization__isnull=False, site__isnull=True, person__isnull=True,
                    post__isnull=True, contact_point__isnull=True,
                )
                | Q(
                    organization__isnull=True, site__isnull=False, person__isnull=True,
                    post__isnull=True, contact_point__isnull=True,
                )
                | Q(
                    organization__isnull=True, site__isnull=True, person__isnull=False,
                    post__isnull=True, contact_point__isnull=True,
                )
                | Q(
                    organization__isnull=True, site__isnull=True, person__isnull=True,
                    post__isnull=False, contact_point__isnull=True,
                )
                | Q(
                    organization__isnull=True, site__isnull=True, person__isnull=True,
                    post__isnull=True, contact_point__isnull=False,
                ),
                name="a_change_is_of_one_record",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.field}: {self.source}"
