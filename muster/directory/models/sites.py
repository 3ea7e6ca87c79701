"""Places that organizations run."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from muster.core.models import Program
from muster.directory.models.organizations import Organization
from muster.directory.models.origins import Source
from muster.directory.models.place_keys import key_of
from muster.directory.models.visible import DirectoryQuerySet


class SiteQuerySet(DirectoryQuerySet["Site"]):
    noun = "site"

    def listed(self) -> Self:
        """Those that stand for themselves: not the ones that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def current(self) -> Self:
        """Those that are listed and have not ended."""
        return self.listed().filter(ended_on__isnull=True)


class Site(models.Model):
    """A place that an organization runs: truck stop, terminal, casino, weigh station, office."""

    class Kind(models.TextChoices):
        TRUCK_STOP = "truck_stop", _("truck stop")
        TERMINAL = "terminal", _("terminal")
        CASINO = "casino", _("casino")
        WEIGH_STATION = "weigh_station", _("weigh station")
        STATION = "station", _("police station")
        TRANSIT = "transit", _("bus or transit station")
        OFFICE = "office", _("office")
        OTHER = "other", _("another place")

    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, db_index=False, related_name="sites"
    )
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="sites")
    key = models.SlugField(max_length=60, db_index=False)
    name = models.CharField(max_length=200)
    street = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=80, blank=True)
    county = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=2, blank=True)
    zip = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=14, choices=Kind, blank=True)
    register_key = models.CharField(
        max_length=60, blank=True, help_text=_("Its number in a register: “osm:node/1”.")
    )
    time_zone = models.CharField(max_length=60, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)

    ended_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="absorbed",
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )

    city_key = key_of("city")
    county_key = key_of("county")

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name"), "key"]
        indexes = [
            models.Index("program", Lower("name"), name="sites_by_name"),
            models.Index(fields=["program", "state", "county"], name="sites_by_county"),
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="sites_merged_into",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["program", "key"], name="one_site_per_key_and_program"),
            models.UniqueConstraint(
                fields=["program", "register_key"],
                condition=~Q(register_key=""),
                name="one_site_per_number_in_a_register",
            ),
        ]

    def __str__(self) -> str:
        return self.name
