"""Outcomes and introductions."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Member
from muster.builds.models import Build
from muster.directory.models import Organization
from muster.programs.models import Goal


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def visible_to(self, member: Member | None) -> Self:
        """Outcomes of the builds that *member* works on."""
        return self.filter(build__in=Build.objects.visible_to(member))

    def standing(self) -> Self:
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_on__isnull=True)


class Outcome(models.Model):
    """What changed, in whom, where and when, and how far it has come.

    A pledge is never printed as done: the stage is printed with every outcome.
    """

    class Stage(models.TextChoices):
        DONE = "done", _("Done")
        IN_PROGRESS = "in_progress", _("In progress")
        PLEDGED = "pledged", _("Pledged")
        INTEREST = "interest", _("Interest")
        COUNT_ONLY = "count_only", _("Count only")

    class MayName(models.TextChoices):
        YES = "yes", _("agreed to be named")
        NO = "no", _("did not agree to be named")
        NOT_RECORDED = "not_recorded", _("not recorded")

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="outcomes")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=12, choices=Stage)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lead = models.CharField(
        max_length=160, blank=True, help_text=_("Who: the first words, printed bold.")
    )
    text = models.TextField(blank=True, help_text=_("What changed: the rest of the sentence."))
    unnamed = models.CharField(
        max_length=160,
        blank=True,
        help_text=_("What stands for the name where there is no leave to print it."),
    )
    may_name = models.CharField(max_length=14, choices=MayName, default=MayName.NO)
    contribution = models.TextField(blank=True, help_text=_("What the program did towards it."))
    significance = models.TextField(blank=True, help_text=_("Why it matters."))
    source = models.CharField(max_length=300, blank=True)
    observed_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    reported_words = models.CharField(
        max_length=120, blank=True, help_text=_("When no day is known: “at the follow-up”.")
    )
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.CharField(
        max_length=160, blank=True, help_text=_("Somebody independent who substantiates it.")
    )
    due_on = models.DateField(null=True, blank=True, help_text=_("When a pledge falls due."))
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["build", "key"], name="one_outcome_per_key_and_build"),
            models.UniqueConstraint(
                fields=["build", "position"], name="outcomes_stand_in_one_order"
            ),
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True, verified_by="")
                | (Q(verified_on__isnull=False) & ~Q(verified_by="")),
                name="who_substantiated_an_outcome_and_when",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(text="", lead=""),
                name="a_withdrawn_outcome_keeps_no_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lead} {self.text}".strip()

    def get_absolute_url(self) -> str:
        return reverse("outcome", args=[self.build.key, self.key])

    @property
    def substantiated(self) -> bool:
        """Whether somebody independent has confirmed it; otherwise it is self-reported."""
        return self.verified_on is not None

    @property
    def printed_lead(self) -> str:
        """Who did it, as far as there is leave to say."""
        return self.unnamed if self.may_name == self.MayName.NO else self.lead


class Introduction(models.Model):
    """“I will introduce you to these shippers”: one of them, and how far it has come."""

    class Stage(models.TextChoices):
        OFFERED = "offered", _("offered")
        CONTACTED = "contacted", _("contacted")
        MET = "met", _("met")
        TRAINED = "trained", _("trained")

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="introductions")
    position = models.PositiveSmallIntegerField()
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.OFFERED)
    on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "organization"], name="one_introduction_per_organization"
            ),
            models.UniqueConstraint(
                fields=["outcome", "position"], name="introductions_stand_in_one_order"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organization)
