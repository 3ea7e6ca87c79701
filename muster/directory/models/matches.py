"""Pairs that may be one, what was decided of them, and what was merged."""

import json
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
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

    def open(self) -> Self:
        """Those about which nobody has decided, of records that both still stand for themselves."""
        return self.filter(
            decided="",
            left_organization__merged_into=None,
            right_organization__merged_into=None,
            left_person__merged_into=None,
            right_person__merged_into=None,
        )

    def waiting(self) -> Self:
        """Those that are open, the likeliest first, the postponed at the end of the line."""
        return self.open().order_by(F("later_at").asc(nulls_first=True), "-score", "pk")


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

    @property
    def records(self) -> tuple[Organization, Organization] | tuple[Person, Person]:
        """The two, the older one first."""
        if self.left_organization and self.right_organization:
            return self.left_organization, self.right_organization
        assert self.left_person and self.right_person  # noqa: S101 - the database says so
        return self.left_person, self.right_person


class PairWeight(models.Model):
    """What one field says about a pair: for one or for two, how strongly, and why."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="weights")
    position = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=20)
    level = models.CharField(max_length=20, blank=True)
    bits = models.FloatField(help_text=_("Above 0 speaks for one, below 0 for two."))
    others = models.PositiveIntegerField(
        default=0, help_text=_("How many further records say the same.")
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["pair", "field"], name="each_field_is_weighed_once")
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.bits:+.1f}"


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

    @property
    def records(
        self,
    ) -> tuple[Organization, Organization] | tuple[Person, Person] | tuple[Site, Site]:
        """The record that was kept, and the one that ended."""
        if self.kept_organization and self.ended_organization:
            return self.kept_organization, self.ended_organization
        if self.kept_person and self.ended_person:
            return self.kept_person, self.ended_person
        assert self.kept_site and self.ended_site  # noqa: S101 - a merge is of two of one kind
        return self.kept_site, self.ended_site


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


class FoldedRow(models.Model):
    """A row that would have stood twice after a merge: what it said, so that it can come back."""

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="folded")
    table = models.CharField(max_length=60)
    row = models.BigIntegerField()
    says = models.TextField(help_text=_("The row as Django writes it out."))

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"

    @property
    def fields(self) -> dict[str, Any]:
        """What it said, by field."""
        fields: dict[str, Any] = json.loads(self.says)[0]["fields"]
        return fields


class NewestRow(models.Model):
    """The newest row of a table when a merge was made: what is newer came after it."""

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="newest")
    table = models.CharField(max_length=60)
    row = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merge", "table"], name="one_newest_row_per_table")
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
