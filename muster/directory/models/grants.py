"""Members who speak for an agency."""

from django.db import models

from muster.accounts.models import Member
from muster.directory.models.organizations import Organization


class Liaison(models.Model):
    """A member who is the liaison of this agency."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="liaisons")
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="liaisons"
    )

    class Meta:
        ordering = ["organization"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "organization"], name="a_member_speaks_for_an_agency_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member.user}: {self.organization}"
