"""Organizations, sites, people, posts and contact points of a program."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Member
from muster.accounts.rights import Right, may
from muster.core.models import Program
from muster.programs.models import Sector

Entry = TypeVar("Entry", bound=models.Model, covariant=True)


class DirectoryQuerySet(models.QuerySet[Entry]):
    def visible_to(self, member: Member | None) -> Self:
        """Rows of the program of *member*, for members who may see people."""
        if member is None or not may(member, Right.SEE_PEOPLE):
            return self.none()
        return self.filter(program=member.program)


class OrganizationQuerySet(DirectoryQuerySet["Organization"]):
    pass


class Organization(models.Model):
    """A company, agency, association, task force or sponsor."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="organizations")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    usdot = models.CharField(max_length=12, blank=True, help_text=_("USDOT number, for carriers"))
    ori = models.CharField(max_length=9, blank=True, help_text=_("ORI, for police agencies"))
    url = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=2, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "key"]
        indexes = [models.Index(fields=["program", "name"], name="organizations_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "key"], name="one_organization_per_key_and_program"
            ),
            models.UniqueConstraint(
                fields=["program", "usdot"],
                condition=~Q(usdot=""),
                name="one_organization_per_usdot_number",
            ),
            models.UniqueConstraint(
                fields=["program", "ori"],
                condition=~Q(ori=""),
                name="one_organization_per_ori",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SiteQuerySet(DirectoryQuerySet["Site"]):
    pass


class Site(models.Model):
    """A place that an organization runs: truck stop, terminal, casino, weigh station, office."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="sites")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="sites")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    street = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=80, blank=True)
    county = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=2, blank=True)
    zip = models.CharField(max_length=10, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ["name", "key"]
        indexes = [models.Index(fields=["program", "name"], name="sites_by_name")]
        constraints = [
            models.UniqueConstraint(fields=["program", "key"], name="one_site_per_key_and_program")
        ]

    def __str__(self) -> str:
        return self.name


class PersonQuerySet(DirectoryQuerySet["Person"]):
    pass


class Person(models.Model):
    """A human whom the program knows. People are not deleted because they moved."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="people")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=8, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "key"]
        verbose_name_plural = "people"
        indexes = [models.Index(fields=["program", "name"], name="people_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "key"], name="one_person_per_key_and_program"
            )
        ]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(DirectoryQuerySet["Post"]):
    pass


class Post(models.Model):
    """What a person is where, from when to when. Several at once are normal."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=120, blank=True)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["person", "organization", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organization", "title"],
                name="one_row_per_post_that_somebody_holds",
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True)
                | Q(to_on__isnull=True)
                | Q(to_on__gte=models.F("from_on")),
                name="a_post_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or _('somebody')} at {self.organization}"


class ContactPointQuerySet(DirectoryQuerySet["ContactPoint"]):
    pass


class ContactPoint(models.Model):
    """A phone, e-mail or role mailbox of one person, site or organization."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("phone")
        EMAIL = "email", _("e-mail")

    class Audience(models.TextChoices):
        SITE = "site", _("one site only")
        COALITION = "coalition", _("the coalition")
        PUBLIC = "public", _("public")

    class Status(models.TextChoices):
        OK = "ok", _("ok")
        BAD = "bad", _("bad")
        DO_NOT_CONTACT = "do_not_contact", _("do not contact")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="contact_points"
    )
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="contact_points"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="contact_points"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    address = models.CharField(max_length=200)
    label = models.CharField(max_length=80, blank=True)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.SITE)
    status = models.CharField(max_length=15, choices=Status, default=Status.OK)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.CharField(max_length=120, blank=True)
    expires_on = models.DateField(null=True, blank=True)

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "address"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, site__isnull=True, organization__isnull=True)
                | Q(person__isnull=True, site__isnull=False, organization__isnull=True)
                | Q(person__isnull=True, site__isnull=True, organization__isnull=False),
                name="a_contact_point_reaches_one_person_site_or_organization",
            )
        ]

    def __str__(self) -> str:
        return self.address
