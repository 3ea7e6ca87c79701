"""Adoption of components by states."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Member
from muster.accounts.reach import opened
from muster.accounts.rights import Reach, Right, reach_of
from muster.builds.models import Build
from muster.core.models import Program
from muster.core.places import STATE
from muster.followup.models import Outcome
from muster.programs.models import Component


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    def visible_to(self, member: Member | None) -> Self:
        """Entries of the program of *member*, or of the states in which they see builds."""
        reach = reach_of(member, Right.SEE_BUILDS)
        if member is None or reach is None:
            return self.none()
        entries = self.filter(program=member.program_id)
        return (
            entries.filter(opened("adoption", member, Right.SEE_BUILDS))
            if reach is Reach.OWN
            else entries
        )


class Adoption(models.Model):
    """One entry of a state's road to a component: how far, in law or in practice, since when.

    Entries are a history: the latest of a component and scope says where the state stands.
    """

    class Stage(models.TextChoices):
        NONE = "none", _("none")
        ASKED = "asked", _("asked")
        MEETING = "meeting", _("meeting")
        PROMISED = "promised", _("promised")
        PARTIAL = "partial", _("partial")
        IN_FORCE = "in_force", _("in force")
        LAPSED = "lapsed", _("lapsed")
        NOT_APPLICABLE = "n_a", _("not applicable")

    class Scope(models.TextChoices):
        LAW = "law", _("in law")
        PRACTICE = "practice", _("in practice")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="adoptions")
    key = models.SlugField(max_length=60)
    state = models.CharField(max_length=2, validators=[STATE])
    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=8, choices=Scope)
    stage = models.CharField(max_length=8, choices=Stage)
    on = models.DateField(null=True, blank=True)
    words = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    build = models.ForeignKey(
        Build, on_delete=models.PROTECT, null=True, blank=True, related_name="adoptions"
    )
    outcome = models.ForeignKey(
        Outcome, on_delete=models.PROTECT, null=True, blank=True, related_name="adoptions"
    )

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["state", "component", "on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "key"], name="one_adoption_entry_per_key_and_program"
            )
        ]

    def __str__(self) -> str:
        return f"{self.state}, {self.component}: {self.get_stage_display()}"

    @property
    def shows(self) -> bool:
        """Whether this entry is evidence: a meeting or anything beyond it."""
        return self.stage in {
            self.Stage.MEETING,
            self.Stage.PROMISED,
            self.Stage.PARTIAL,
            self.Stage.IN_FORCE,
        }
