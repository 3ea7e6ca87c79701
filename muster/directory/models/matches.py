"""Pairs that may be one, what was decided of them, and what was merged."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Member
from muster.accounts.rights import Right, may
from muster.core.models import Program
from muster.directory.models.organizations import Organization
from muster.directory.models.origins import Source
from muster.directory.models.people import Person
from muster.directory.models.sites import Site


class PairQuerySet(models.QuerySet["Pair"]):
    def visible_to(self, member: Member | None) -> Self:
        """Pairs in the program of *member*, for those who merge."""
        if member is None or not may(member, Right.MERGE_RECORDS):
            return self.none()
        return self.filter(program=member.program_id)

    def waiting(self) -> Self:
        """Those about which nobody has decided, the likeliest first, the postponed last."""
        return self.filter(decided="").order_by("later_at", "-score", "pk")


class Pair(models.Model):
    """Two records that may be one."""

    class Band(models.TextChoices):
        SAME = "same", _("same")
        REVIEW = "review", _("review")
        DIFFERENT = "different", _("different")

    class Decision(models.TextChoices):
        SAME = "same", _("same")
        DIFFERENT = "different", _("different")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    left_organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    right_organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    left_person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    right_person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    score = models.FloatField(help_text=_("The sum of the weights, in bits."))
    band = models.CharField(max_length=10, choices=Band)
    decided = models.CharField(max_length=10, choices=Decision, blank=True)
    by = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(null=True, blank=True)
    later_at = models.DateTimeField(null=True, blank=True, help_text=_("Put off then."))
    found_at = models.DateTimeField()

    objects = PairQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "pk"]
        indexes = [models.Index(fields=["program", "decided", "-score"], name="pairs_to_review")]
        constraints = [
            models.UniqueConstraint(
                fields=["left_organization", "right_organization"],
                condition=Q(left_organization__isnull=False),
                name="one_row_per_pair_of_organizations",
            ),
            models.UniqueConstraint(
                fields=["left_person", "right_person"],
                condition=Q(left_person__isnull=False),
                name="one_row_per_pair_of_people",
            ),
            models.CheckConstraint(
                condition=Q(
                    left_organization__isnull=False, right_organization__isnull=False,
                    left_person__isnull=True, right_person__isnull=True,
                    left_organization__lt=models.F("right_organization"),
                )
                | Q(
                    left_organization__isnull=True, right_organization__isnull=True,
                    left_person__isnull=False, right_person__isnull=False,
                    left_person__lt=models.F("right_person"),
                ),
                name="a_pair_is_two_records_of_one_kind_in_one_order",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"pair {self.pk}"


class Merge(models.Model):
    """Two records that were made one, and how to take that back."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    kept_organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="merges"
    )
    ended_organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kept_person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="merges"
    )
    ended_person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    kept_site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="merges"
    )
    ended_site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    undone_by = models.CharField(max_length=200, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"merge {self.pk}"


class MovedRow(models.Model):
    """A row of any room that pointed at the ended record and points at the kept one since."""

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="moved")
    table = models.CharField(max_length=60, help_text=_("The model: builds.participant."))
    column = models.CharField(max_length=60)
    row = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
