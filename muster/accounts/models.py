"""People who sign in, and the programs that they are members of."""

from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.core.models import Program


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
    """A user in a program, with one role."""

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
    role = models.CharField(max_length=20, choices=Role)
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()

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
        """The roles that they hold."""
        return frozenset({self.role})
