"""What members keep beside the directory: saved lists, and every touch."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Member
from muster.accounts.rights import Reach, Right, reach_of
from muster.core.models import Program
from muster.directory.models.organizations import Organization
from muster.directory.models.origins import Source
from muster.directory.models.people import Person
from muster.directory.models.sites import Site


class SavedListQuerySet(models.QuerySet["SavedList"]):
    def visible_to(self, member: Member | None) -> Self:
        """The lists that *member* saved; for who sees all of the program, those that others share.

        The name of a list, and what it looks for, are often of somebody whom others do not see.
        """
        reach = reach_of(member, Right.SEE_DIRECTORY)
        if member is None or reach is None:
            return self.none()
        rows = self.filter(program=member.program_id, deleted_at__isnull=True)
        own = Q(owner=member)
        return rows.filter(own | Q(shared=True) if reach is Reach.ALL else own)


class SavedList(models.Model):
    """A search with its filters, under a name."""

    class Noun(models.TextChoices):
        ORGANIZATIONS = "organizations", _("organizations")
        SITES = "sites", _("sites")
        PEOPLE = "people", _("people")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    noun = models.CharField(max_length=15, choices=Noun)
    name = models.CharField(max_length=80)
    query = models.CharField(
        max_length=1000,
        blank=True,
        help_text=_("The address, after the “?”; empty for a list that is filled by hand."),
    )
    by_hand = models.BooleanField(default=False, help_text=_("It holds what was put into it."))
    shared = models.BooleanField(default=False)
    deleted_at = models.DateTimeField(
        null=True, blank=True, help_text=_("It is kept for a while, so that it can come back.")
    )

    objects = SavedListQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=Q(deleted_at__isnull=True),
                name="a_member_names_each_list_differently",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ListEntryQuerySet(models.QuerySet["ListEntry"]):
    def visible_to(self, member: Member | None) -> Self:
        """What stands in the lists that *member* sees; whether they see the record is its own."""
        return self.filter(saved_list__in=SavedList.objects.visible_to(member))


class ListEntry(models.Model):
    """A record that somebody put into a saved list by hand."""

    saved_list = models.ForeignKey(SavedList, on_delete=models.CASCADE, related_name="entries")
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    objects = ListEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "list entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False, site__isnull=True, person__isnull=True)
                | Q(organization__isnull=True, site__isnull=False, person__isnull=True)
                | Q(organization__isnull=True, site__isnull=True, person__isnull=False),
                name="an_entry_is_of_one_record",
            ),
            models.UniqueConstraint(
                fields=["saved_list", "organization"], name="a_list_has_each_organization_once"
            ),
            models.UniqueConstraint(
                fields=["saved_list", "site"], name="a_list_has_each_site_once"
            ),
            models.UniqueConstraint(
                fields=["saved_list", "person"], name="a_list_has_each_person_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization or self.site or self.person} in {self.saved_list}"


class TouchQuerySet(models.QuerySet["Touch"]):
    def visible_to(self, member: Member | None) -> Self:
        """Touches of records that *member* sees; private notes for who sees all of the program.

        The words of one are of both, the company and the person: who sees one is told none.
        """
        reach = reach_of(member, Right.SEE_DIRECTORY)
        if member is None or reach is None or reach is Reach.PROPOSE:
            return self.none()
        rows = self.filter(program=member.program_id)
        if reach is Reach.ALL:
            return rows
        return rows.filter(private=False).filter(
            Q(organization__in=Organization.objects.visible_to(member))
            | Q(person__in=Person.objects.visible_to(member))
        )


class Touch(models.Model):
    """One contact with an organization or a person: a call, a visit, a mail, a note."""

    class Kind(models.TextChoices):
        CALL = "call", _("call")
        VISIT = "visit", _("visit")
        MAIL = "mail", _("mail")
        MEETING = "meeting", _("meeting")
        NOTE = "note", _("note")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, blank=True, related_name="touches"
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="touches"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    on = models.DateField()
    says = models.TextField(blank=True)
    private = models.BooleanField(default=False, help_text=_("For coordinators only."))
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    sent = models.CharField(
        max_length=36,
        blank=True,
        help_text=_("The key of the form that sent it: sent twice, stored once."),
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The import that it came with."),
    )

    objects = TouchQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name_plural = "touches"
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False) | Q(person__isnull=False),
                name="a_touch_is_with_somebody",
            ),
            models.UniqueConstraint(
                fields=["program", "sent"],
                condition=~Q(sent=""),
                name="a_touch_sent_twice_is_stored_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"
