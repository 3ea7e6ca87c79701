"""People who sign in, and the programs that they are members of."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from muster.core.clock import today_in
from muster.core.models import Program
from muster.core.places import STATE


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address; addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """Somebody who can sign in. What they may see is said by their memberships alone."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    def __str__(self) -> str:
        return self.name or self.email


class MemberQuerySet(models.QuerySet["Member"]):
    def current(self) -> Self:
        """Those who have not been ended."""
        return self.filter(ended_on__isnull=True, user__is_active=True)


class Member(models.Model):
    """A user in a program. What they may do there is said by the roles that they hold."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("coordinator")
        HOST = "host", _("host")
        DESK = "desk", _("desk")
        LIAISON = "liaison", _("liaison")
        STATE_LEAD = "state_lead", _("state lead")
        VIEWER = "viewer", _("viewer")
        CUSTODIAN = "custodian", _("custodian")
        ADMINISTRATOR = "administrator", _("administrator")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()
    _known: "tuple[MemberRole, ...] | None" = None

    class Meta:
        ordering = ["program__name", "user__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "user"], name="one_membership_per_user_and_program"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.program}"

    @property
    def roles(self) -> frozenset[str]:
        """The roles that they hold today, where the program is at home."""
        return self.roles_on(today_in(self.program, timezone.now()))

    def roles_on(self, day: date) -> frozenset[str]:
        """The roles that they hold on *day*."""
        return frozenset(row.role for row in self.held_rows() if row.holds_on(day))

    def held_rows(self) -> "tuple[MemberRole, ...]":
        """Their roles, also those that have run out; they are asked for once."""
        if self._known is None:
            self._known = tuple(self.held.all())
        return self._known

    @property
    def roles_in_words(self) -> str:
        """The roles that they hold today, the widest first."""
        return ", ".join(str(role.label) for role in Member.Role if role in self.roles)

    def remember(self, held: "Iterable[MemberRole]") -> None:
        """Know the roles without asking for them again."""
        self._known = tuple(held)

    def forget(self) -> None:
        """Ask for the roles again when they are next needed."""
        self._known = None


class MemberRole(models.Model):
    """A role that a member holds, until a day or until it is taken away."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="held")
    role = models.CharField(max_length=20, choices=Member.Role)
    until_on = models.DateField(null=True, blank=True, help_text=_("The last day that it holds."))

    class Meta:
        ordering = ["role"]
        constraints = [
            models.UniqueConstraint(fields=["member", "role"], name="a_member_holds_each_role_once")
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())

    def holds_on(self, day: date) -> bool:
        """Whether it has not run out by *day*."""
        return self.until_on is None or day <= self.until_on


class MemberState(models.Model):
    """A state that a member works in, as a host or as its lead."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="states")
    role = models.CharField(max_length=20, choices=Member.Role)
    state = models.CharField(max_length=2, validators=[STATE])

    class Meta:
        ordering = ["role", "state"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "role", "state"], name="a_member_works_in_each_state_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["host", "state_lead"]), name="hosts_and_leads_have_states"
            ),
        ]

    def __str__(self) -> str:
        return self.state


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Those that nobody has taken up or back; also those whose link has run out."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """A letter that makes somebody a member: its link works once, for seven days."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Member.Role)
    place = models.CharField(
        max_length=120, blank=True, help_text=_("What the role is for: “build:larkhaven”.")
    )
    until_on = models.DateField(null=True, blank=True)
    secret = models.CharField(max_length=64, unique=True, help_text=_("A digest of the link."))
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="invitations")
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                name="an_invitation_is_taken_up_or_back",
            ),
            models.UniqueConstraint(
                fields=["program", "email", "role", "place"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="nobody_is_invited_twice_to_the_same",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}"


class SignedIn(models.Model):
    """A browser in which a user has signed in: what kind, since when, last seen when; no address.

    The key is the session's; a session that is over leaves its row until the next sweep.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="signed_in")
    session = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=60, blank=True, help_text=_("“Firefox on Windows”."))
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-seen_at"]
        verbose_name_plural = "signed in"

    def __str__(self) -> str:
        return f"{self.user}: {self.device}"
