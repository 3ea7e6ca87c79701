"""Evidence for goals, the words around it, and what was frozen, signed and published."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Member
from muster.accounts.rights import Reach, Right, may, reach_of
from muster.builds.models import Build, OfBuildQuerySet
from muster.followup.models import Outcome
from muster.programs.models import Goal, Measure
from muster.states.models import Adoption
from muster.surveys.models import Quote


class EvidenceQuerySet(OfBuildQuerySet["Evidence"]):
    pass


class Evidence(models.Model):
    """The link from a goal to what stands for it: one figure, quote, outcome or adoption."""

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="evidence")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    quote = models.ForeignKey(
        Quote, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    outcome = models.ForeignKey(
        Outcome, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    adoption = models.ForeignKey(
        Adoption, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["goal__position", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["build", "goal", "position"], name="evidence_stands_in_one_order"
            ),
            models.CheckConstraint(
                condition=Q(
                    measure__isnull=False,
                    quote__isnull=True,
                    outcome__isnull=True,
                    adoption__isnull=True,
                )
                | Q(
                    measure__isnull=True,
                    quote__isnull=False,
                    outcome__isnull=True,
                    adoption__isnull=True,
                )
                | Q(
                    measure__isnull=True,
                    quote__isnull=True,
                    outcome__isnull=False,
                    adoption__isnull=True,
                )
                | Q(
                    measure__isnull=True,
                    quote__isnull=True,
                    outcome__isnull=True,
                    adoption__isnull=False,
                ),
                name="evidence_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal.code}: {self.measure or self.quote or self.outcome or self.adoption}"


class PassageQuerySet(OfBuildQuerySet["Passage"]):
    pass


class Passage(models.Model):
    """Our own words in a report: the mission, the summary, or the sentence of a goal.

    Counts and percentages are written only as `{figure:key}`.
    """

    class Kind(models.TextChoices):
        MISSION = "mission", _("Mission")
        SUMMARY = "summary", _("Final summary")
        GOAL = "goal", _("Sentence of a goal")
        HISTORY = "history", _("History in the state")
        QUOTES = "quotes", _("About the quotes")
        METHOD = "method", _("Method or limit")
        SOURCE = "source", _("Difference from the source")

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="passages")
    kind = models.CharField(max_length=8, choices=Kind)
    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)
    heading = models.CharField(max_length=160, blank=True)
    text = models.TextField(blank=True)
    verbatim = models.BooleanField(
        default=False, help_text=_("Published elsewhere and quoted word for word.")
    )

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "goal__position", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["build", "goal", "position"],
                condition=Q(kind="goal"),
                name="one_sentence_per_place_of_a_goal",
            ),
            models.UniqueConstraint(
                fields=["build", "kind", "position"],
                condition=~Q(kind="goal"),
                name="one_passage_per_place",
            ),
            models.CheckConstraint(
                condition=Q(kind="goal", goal__isnull=False)
                | (~Q(kind="goal") & Q(goal__isnull=True)),
                name="a_sentence_of_a_goal_has_its_goal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.goal.code if self.goal else ''}".strip()


class OverrideQuerySet(OfBuildQuerySet["Override"]):
    pass


class Override(models.Model):
    """A red flag that somebody let stand, with their name and their reason."""

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="overrides")
    fingerprint = models.CharField(max_length=32)
    check_name = models.CharField(max_length=40)
    place = models.CharField(max_length=120)
    words = models.CharField(max_length=300)
    what = models.CharField(max_length=200, blank=True, help_text=_("As the report says it."))
    reason = models.CharField(max_length=300)
    by = models.CharField(max_length=120)
    on = models.DateField()

    objects = OverrideQuerySet.as_manager()

    class Meta:
        ordering = ["place", "check_name", "fingerprint"]
        constraints = [
            models.UniqueConstraint(
                fields=["build", "fingerprint"], name="one_override_per_finding"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(by=""), name="an_override_has_a_name_and_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class PublicAddress(models.Model):
    """Where the reports of a build are read: listed, or at an address that nobody can guess."""

    build = models.OneToOneField(Build, on_delete=models.CASCADE, related_name="public_address")
    slug = models.SlugField(max_length=60, unique=True)
    listed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("public-report", args=[self.slug])


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, member: Member | None) -> Self:
        """Reports of the member's program: those published, and all of builds that they report."""
        if member is None or not may(member, Right.SEE_PUBLISHED):
            return self.none()
        reports = self.filter(build__program=member.program_id)
        reach = reach_of(member, Right.WRITE_REPORT)
        if reach is Reach.ALL:
            return reports
        own = Build.objects.visible_to(member, Right.WRITE_REPORT)
        return reports.filter(Q(state=Report.State.PUBLISHED) | Q(build__in=own))

    def published(self) -> Self:
        return self.filter(state=Report.State.PUBLISHED)


class Report(models.Model):
    """One frozen version: the snapshot as it stands, and how far it has come to publication."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEWED = "reviewed", _("Reviewed")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="reports")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    snapshot = models.TextField(help_text=_("Canonical JSON."))
    hash = models.CharField(max_length=64)
    frozen_on = models.DateField()
    published_on = models.DateField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["build", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["build", "version"], name="one_report_per_version_and_build"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_on__isnull=False),
                name="what_is_published_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.build}, version {self.version}"


# A version that was published once, whether it still stands or not: somebody may hold it.
WAS_PUBLISHED = (Report.State.PUBLISHED, Report.State.WITHDRAWN)


class SignOff(models.Model):
    """A member's name under a step of a version."""

    class Step(models.TextChoices):
        FROZEN = "frozen", _("Frozen for review")
        REVIEWED = "reviewed", _("Reviewed")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sign_offs")
    step = models.CharField(max_length=10, choices=Step)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.by}"


class Tombstone(models.Model):
    """What was taken out of a frozen version because its consent was withdrawn."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="tombstones")
    kind = models.CharField(max_length=10)
    key = models.SlugField(max_length=60)
    on = models.DateField()
    words = models.CharField(max_length=200)
    hash_before = models.CharField(max_length=64)
    hash_after = models.CharField(max_length=64)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "kind", "key"], name="a_withdrawal_is_named_once_per_version"
            )
        ]

    def __str__(self) -> str:
        return self.words
