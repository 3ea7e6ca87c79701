"""The people of a build: who was asked and who came, and whom somebody proposes to ask."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Member
from muster.accounts.rights import Right
from muster.builds.models.builds import Build
from muster.directory.models import Organization, Person
from muster.programs.models import Role, Sector


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def visible_to(self, member: Member | None) -> Self:
        """Participants of the builds that *member* works on, if they may see people."""
        return self.filter(build__in=Build.objects.visible_to(member, Right.SEE_PEOPLE))

    def came(self) -> Self:
        """Those who were in the room, in whatever role."""
        return self.filter(status__in=[Participant.Status.CHECKED_IN, Participant.Status.LEFT])

    def stayed_away(self) -> Self:
        """Those who were asked and were not in the room."""
        return self.exclude(status__in=[Participant.Status.CHECKED_IN, Participant.Status.LEFT])

    def counted(self) -> Self:
        """Those who make up the denominator: they came, in a role that counts."""
        return self.came().filter(role__counts=True)


class Participant(models.Model):
    """One person at one build, from the first invitation to the last follow-up.

    In a build known from history the person, the sector and the time may be unknown: people are
    then numbered, not named.
    """

    class Status(models.TextChoices):
        INVITED = "invited", _("invited")
        PENDING = "pending", _("pending")
        REGISTERED = "registered", _("registered")
        REFUSED = "refused", _("refused")
        WAITLISTED = "waitlisted", _("on the waiting list")
        DECLINED = "declined", _("declined")
        CANCELLED = "cancelled", _("cancelled")
        CHECKED_IN = "checked_in", _("in the room")
        LEFT = "left", _("left early")

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="participants")
    number = models.PositiveIntegerField()
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status, default=Status.INVITED)
    walked_in = models.BooleanField(default=False)
    decides = models.BooleanField(
        default=False, help_text=_("An owner, executive, safety director or general manager.")
    )
    delegate_for = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="delegates"
    )
    checked_in_on = models.DateField(null=True, blank=True)
    checked_in_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    listed_in = models.ForeignKey(
        "directory.Import",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The list of attendees that gave them their place."),
    )

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["build", "number"], name="one_number_per_participant_of_a_build"
            ),
            models.UniqueConstraint(
                fields=["build", "person"], name="one_row_per_person_and_build"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["checked_in", "left"]) | Q(checked_in_on__isnull=False),
                name="who_came_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.number} at {self.build}"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, member: Member | None) -> Self:
        """Those at builds to which *member* may invite, and the member's own."""
        if member is None:
            return self.none()
        theirs = Q(by=member.user.email, build__in=Build.objects.visible_to(member))
        inviting = Build.objects.visible_to(member, Right.INVITE_PEOPLE)
        return self.filter(Q(build__in=inviting) | theirs)

    def waiting(self) -> Self:
        """Those that nobody has answered and nobody has taken back."""
        return self.filter(state=Proposal.State.WAITING)


class Proposal(models.Model):
    """That somebody who may not invite proposes whom to ask to a build, and what came of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for an answer")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        TAKEN_BACK = "taken_back", _("taken back")

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="proposals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300, blank=True, help_text=_("Why, as they say it."))
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    answer = models.CharField(max_length=300, blank=True, help_text=_("The word of who declined."))
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["build", "person"],
                condition=Q(state="waiting"),
                name="a_person_is_proposed_for_a_build_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(answered_at__isnull=False),
                name="what_became_of_a_proposal_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.build}"
