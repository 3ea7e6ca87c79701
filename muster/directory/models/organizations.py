"""Organizations, their other names, and where the agencies among them may answer."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from muster.core.models import Program
from muster.core.places import county_words, state_name
from muster.directory.models.origins import Source
from muster.directory.models.place_keys import key_of
from muster.directory.models.spelling import plainly
from muster.directory.models.visible import DirectoryQuerySet
from muster.programs.models import Sector


class OrganizationQuerySet(DirectoryQuerySet["Organization"]):
    noun = "organization"

    def listed(self) -> Self:
        """Those that stand for themselves: not the ones that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def current(self) -> Self:
        """Those that are listed and have not ended."""
        return self.listed().filter(ended_on__isnull=True)


class Organization(models.Model):
    """A company, agency, association, task force or sponsor."""

    class Agency(models.TextChoices):
        """What a law enforcement agency is; it decides where it may answer."""

        POLICE = "police", _("city or town police")
        SHERIFF = "sheriff", _("county sheriff")
        STATE = "state", _("state police or highway patrol")
        TRIBAL = "tribal", _("tribal police")
        CAMPUS = "campus", _("campus or school police")
        OTHER = "other", _("another agency")

    # No index of its own for what an index of several columns begins with, nor for a key alone: a
    # register of a million companies pays for each of them.
    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, db_index=False, related_name="organizations"
    )
    key = models.SlugField(max_length=60, db_index=False)
    name = models.CharField(max_length=200)
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="parts",
    )
    usdot = models.CharField(max_length=12, blank=True, help_text=_("USDOT number, for carriers"))
    ori = models.CharField(max_length=9, blank=True, help_text=_("ORI, for police agencies"))
    url = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=80, blank=True)
    county = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=2, blank=True)
    agency = models.CharField(max_length=8, choices=Agency, blank=True)
    trucks = models.PositiveIntegerField(null=True, blank=True)
    drivers = models.PositiveIntegerField(null=True, blank=True)
    natural_person = models.BooleanField(
        default=False, help_text=_("An owner-operator under their own name: never published.")
    )
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="absorbed",
    )
    # What came from one source is asked for when an import is taken back: reading the table once
    # then costs less than an entry in an index for each row that ever comes.
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name"), "key"]
        indexes = [
            models.Index("program", Lower("name"), name="organizations_by_name"),
            models.Index("program", plainly("name"), name="organizations_by_plain_name"),
            models.Index(fields=["program", "state", "county"], name="organizations_by_place"),
            models.Index(
                fields=["program", "confirmed_on"],
                condition=Q(confirmed_on__isnull=False),
                name="organizations_confirmed",
            ),
            models.Index(
                fields=["program"], condition=Q(ended_on__isnull=False), name="organizations_ended"
            ),
            models.Index(
                fields=["parent"], condition=Q(parent__isnull=False), name="parts_of_organizations"
            ),
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="organizations_merged_into",
            ),
        ]
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

    def get_absolute_url(self) -> str:
        return reverse("organization", args=[self.key])


class OtherName(models.Model):
    """Another name of an organization: legal, former, short; matched, and told in lists."""

    class Kind(models.TextChoices):
        LEGAL = "legal", _("legal name")
        ALSO = "also", _("also called")
        FORMERLY = "formerly", _("formerly")

    # Both begin an index of several columns below.
    program = models.ForeignKey(Program, on_delete=models.PROTECT, db_index=False, related_name="+")
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, db_index=False, related_name="other_names"
    )
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.ALSO)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )

    class Meta:
        ordering = ["kind", "name"]
        indexes = [models.Index("program", plainly("name"), name="other_names_by_plain_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"], name="an_organization_has_each_other_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class JurisdictionQuerySet(DirectoryQuerySet["Jurisdiction"]):
    noun = "jurisdiction"


class Jurisdiction(models.Model):
    """Where a law enforcement agency may answer, told by keys: a city, a county, a state.

    Several agencies over one place are normal. A shape on a map may stand beside the keys later.
    """

    class Kind(models.TextChoices):
        CITY = "city", _("city or town")
        COUNTY = "county", _("county")
        STATE = "state", _("state")
        TRIBAL = "tribal", _("tribal land")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="jurisdictions"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    state = models.CharField(max_length=2)
    county = models.CharField(max_length=80, blank=True)
    city = models.CharField(max_length=80, blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )

    city_key = key_of("city")
    county_key = key_of("county")

    objects = JurisdictionQuerySet.as_manager()

    class Meta:
        ordering = ["state", "county", "city"]
        indexes = [
            models.Index(
                fields=["program", "state", "county_key", "city_key"], name="who_covers_a_place"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "state", "county", "city"],
                name="an_agency_covers_each_place_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.city or self.county or self.state}"

    @property
    def place(self) -> str:
        """The city, county or state, in words."""
        return self.city or county_words(self.county, self.state) or state_name(self.state)
