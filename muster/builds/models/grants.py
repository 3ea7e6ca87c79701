"""Which members work on a build."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Member
from muster.builds.models.builds import Build


class Host(models.Model):
    """A member who is a host of this build."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="hosted")
    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="hosts")

    class Meta:
        ordering = ["build"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "build"], name="a_member_is_host_of_a_build_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member.user}: {self.build}"


class Desk(models.Model):
    """A member who checks people in and types at this build, until a day or for good."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="desks")
    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="desks")
    until_on = models.DateField(null=True, blank=True, help_text=_("The last day that it holds."))

    class Meta:
        ordering = ["build"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "build"], name="a_member_has_a_desk_at_a_build_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member.user}: {self.build}"
