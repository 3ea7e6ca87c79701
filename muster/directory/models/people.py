"""People, their posts, and how to reach them, a site or an organization."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Member
from muster.accounts.reach import opened
from muster.accounts.rights import Reach, Right, reach_of
from muster.core.models import Program
from muster.directory.models.organizations import Organization
from muster.directory.models.origins import Source
from muster.directory.models.sites import Site
from muster.directory.models.spelling import plainly
from muster.directory.models.visible import DirectoryQuerySet


class PersonQuerySet(DirectoryQuerySet["Person"]):
    noun = "person"

    def listed(self) -> Self:
        """Those that stand for themselves: not merged into another, and not erased."""
        return self.filter(merged_into__isnull=True, erased_on__isnull=True)


class Person(models.Model):
    """A human whom the program knows. People are not deleted because they moved."""

    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, db_index=False, related_name="people"
    )
    key = models.SlugField(max_length=60, db_index=False)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=8, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="absorbed",
    )
    erased_on = models.DateField(
        null=True, blank=True, help_text=_("Erased on request: counted still, and nobody.")
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name"), "key"]
        verbose_name_plural = "people"
        indexes = [
            models.Index("program", Lower("name"), name="people_by_name"),
            models.Index("program", plainly("name"), name="people_by_plain_name"),
            models.Index(
                fields=["program", "confirmed_on"],
                condition=Q(confirmed_on__isnull=False),
                name="people_confirmed",
            ),
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="people_merged_into",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "key"], name="one_person_per_key_and_program"
            )
        ]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(DirectoryQuerySet["Post"]):
    noun = "post"

    def held_on(self, day: date) -> Self:
        """The posts that somebody holds on *day*."""
        return self.filter(Q(from_on=None) | Q(from_on__lte=day)).filter(
            Q(to_on=None) | Q(to_on__gte=day)
        )


class Post(models.Model):
    """What a person is where, from when to when. Several at once are normal."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="posts")
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    title = models.CharField(max_length=120, blank=True)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )

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
    noun = "contact_point"

    def visible_to(self, member: Member | None, right: Right = Right.SEE_DIRECTORY) -> Self:
        """Numbers and addresses with which *member* may do what *right* says.

        Whom a number is shown to has a right of its own, which is needed too.
        """
        shown = Q(pk__in=[])
        for needed, audience in (
            (Right.SEE_SITE_NUMBERS, ContactPoint.Audience.SITE),
            (Right.SEE_COALITION_NUMBERS, ContactPoint.Audience.COALITION),
            (Right.SEE_DIRECTORY, ContactPoint.Audience.PUBLIC),
        ):
            reach = reach_of(member, needed)
            if member is None or reach is None or reach is Reach.PROPOSE:
                continue
            whose = opened(self.noun, member, needed) if reach is Reach.OWN else Q()
            shown |= Q(audience=audience) & whose
        return super().visible_to(member, right).filter(shown)


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

    program = models.ForeignKey(Program, on_delete=models.PROTECT, db_index=False, related_name="+")
    # Two of the three are always empty: their indexes hold only the rows that have one.
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="contact_points",
    )
    site = models.ForeignKey(
        Site,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="contact_points",
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="contact_points",
    )
    kind = models.CharField(max_length=8, choices=Kind)
    address = models.CharField(max_length=200)
    label = models.CharField(max_length=80, blank=True)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.SITE)
    status = models.CharField(max_length=15, choices=Status, default=Status.OK)
    status_says = models.CharField(
        max_length=200, blank=True, help_text=_("Why it is bad, or who asked not to be contacted.")
    )
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.CharField(max_length=120, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "address"]
        indexes = [
            models.Index(fields=["program", "address"], name="contact_points_by_address"),
            *(
                models.Index(
                    fields=[whose],
                    condition=Q(**{f"{whose}__isnull": False}),
                    name=f"contact_points_of_{whose}",
                )
                for whose in ("person", "site", "organization")
            ),
        ]
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
