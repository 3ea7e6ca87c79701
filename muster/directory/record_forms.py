"""What a member writes about an organization, a site or a person."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.accounts.models import Member
from muster.directory import values
from muster.directory.edit import ORGANIZATION_FIELDS, PERSON_FIELDS, SITE_FIELDS
from muster.directory.models import ContactPoint, Organization, OtherName, Person, Site
from muster.directory.record_fields import (
    OFF,
    MembersForm,
    OnceForm,
    OpenedForm,
    OrganizationField,
    ReadField,
)
from muster.directory.records import ZONES
from muster.directory.where import locate_zip
from muster.programs.models import Sector

# More than anybody runs.
_MANY = 1_000_000


class OrganizationFields(MembersForm):
    """What is said of an organization."""

    name = ReadField(
        values.read_name,
        label=gettext_lazy("Name"),
        required=True,
        error_messages={"required": gettext_lazy("Say the name: nobody finds it without.")},
        widget=forms.TextInput(attrs=OFF),
    )
    legal = forms.CharField(
        label=gettext_lazy("Legal name"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("As the register has it."),
        widget=forms.Textarea(attrs={"rows": 1}),
    )
    also = forms.CharField(
        label=gettext_lazy("Also called"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("One to a line. It is found by these too."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    formerly = forms.CharField(
        label=gettext_lazy("Formerly"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("One to a line."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    sector = forms.ModelChoiceField(
        Sector.objects.none(),
        label=gettext_lazy("Sector"),
        required=False,
        empty_label=gettext_lazy("Not known"),
    )
    agency = forms.ChoiceField(
        label=gettext_lazy("Kind of law enforcement agency"),
        required=False,
        choices=[("", gettext_lazy("It is none")), *Organization.Agency.choices],
    )
    parent = OrganizationField(
        label=gettext_lazy("Part of"),
        required=False,
        help_text=gettext_lazy("The name of the organization that it belongs to."),
    )
    city = ReadField(values.read_place, label=gettext_lazy("City"), max_length=80)
    county = ReadField(values.read_place, label=gettext_lazy("County"), max_length=80)
    state = ReadField(values.read_state, label=gettext_lazy("State"), max_length=40)
    usdot = ReadField(
        values.read_usdot,
        label=gettext_lazy("USDOT number"),
        help_text=gettext_lazy("For carriers."),
        widget=forms.TextInput(attrs=OFF | {"inputmode": "numeric"}),
    )
    ori = ReadField(
        values.read_ori,
        label=gettext_lazy("ORI"),
        help_text=gettext_lazy("For police agencies."),
        widget=forms.TextInput(attrs=OFF),
    )
    url = ReadField(values.read_url, label=gettext_lazy("Website"))
    trucks = forms.IntegerField(
        label=gettext_lazy("Trucks"), required=False, min_value=0, max_value=_MANY
    )
    drivers = forms.IntegerField(
        label=gettext_lazy("Drivers"), required=False, min_value=0, max_value=_MANY
    )
    natural_person = forms.BooleanField(
        label=gettext_lazy("One person under their own name: never published"), required=False
    )

    def __init__(self, *args: Any, member: Member, **more: Any) -> None:
        super().__init__(*args, member=member, **more)
        sectors = self.fields["sector"]
        sectors.queryset = Sector.objects.of(member.program)  # type: ignore[attr-defined]

    @property
    def told(self) -> dict[str, Any]:
        """What was written, by the name of the field, once the form is valid."""
        return {name: self.cleaned_data[name] for name in self.written(ORGANIZATION_FIELDS)}

    @property
    def names(self) -> list[tuple[str, str]]:
        """The other names that were written."""
        return [
            (kind, line) for kind in OtherName.Kind for line in self.cleaned_data[kind].splitlines()
        ]


_WRITTEN = [
    "name", "sector", "agency", "city", "county", "state", "usdot", "ori", "parent", "legal",
    "also", "formerly", "url", "trucks", "drivers", "natural_person",
]  # fmt: skip


class NewOrganizationForm(OrganizationFields, OnceForm):
    """An organization that is not in the directory yet, and a first way to reach it."""

    phone = ReadField(
        values.read_phone,
        label=gettext_lazy("Phone"),
        widget=forms.TextInput(attrs=OFF | {"inputmode": "tel"}),
    )
    email = ReadField(values.read_email, label=gettext_lazy("E-mail"))
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see these two"),
        choices=[(value, capfirst(label)) for value, label in ContactPoint.Audience.choices],
        initial=ContactPoint.Audience.COALITION,
    )
    anyway = forms.BooleanField(required=False)
    field_order = ["name", "sector", "agency", "city", "county", "state", "phone", "email"]
    # Drawn with the warning that it answers.
    apart = ("anyway",)


class EditOrganizationForm(OrganizationFields, OpenedForm):
    """An organization as it stands, to be changed."""

    names_before = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)

    field_order = _WRITTEN

    @staticmethod
    def initial_of(organization: Organization, names: Sequence[OtherName]) -> dict[str, Any]:
        """What stands of *organization*, as the form shows it."""
        kinds = OtherName.Kind
        by_kind = {kind: [row.name for row in names if row.kind == kind] for kind in kinds}
        stands = {name: getattr(organization, name) for name in ORGANIZATION_FIELDS}
        return stands | {
            "legal": "\n".join(by_kind[kinds.LEGAL]),
            "also": "\n".join(by_kind[kinds.ALSO]),
            "formerly": "\n".join(by_kind[kinds.FORMERLY]),
            "names_before": "|".join(row.name for row in names),
        }

    @property
    def before(self) -> set[str]:
        """The other names that stood when the form was opened."""
        return set(self.cleaned_data["names_before"].split("|"))


class SiteFields(MembersForm):
    """What is said of a site.

    What a new ZIP code tells is filled in where the member wrote nothing else.
    """

    name = ReadField(
        values.read_name,
        label=gettext_lazy("Name"),
        required=True,
        error_messages={"required": gettext_lazy("Say the name: nobody finds it without.")},
        help_text=gettext_lazy("As people there call it: “Larkhaven yard”."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        required=False,
        choices=[("", gettext_lazy("Not known")), *Site.Kind.choices],
    )
    street = ReadField(values.read_text, label=gettext_lazy("Street and number"))
    zip = ReadField(
        values.read_zip,
        label=gettext_lazy("ZIP code"),
        help_text=gettext_lazy(
            "City, county, state, time zone and coordinates follow from it where they are left"
            " out. Look at them: a ZIP code may lie in two counties."
        ),
        widget=forms.TextInput(attrs=OFF | {"inputmode": "numeric"}),
    )
    city = ReadField(values.read_place, label=gettext_lazy("City"), max_length=80)
    county = ReadField(values.read_place, label=gettext_lazy("County"), max_length=80)
    state = ReadField(values.read_state, label=gettext_lazy("State"), max_length=40)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), required=False)
    latitude = forms.DecimalField(
        label=gettext_lazy("Degrees north"),
        required=False,
        min_value=-90,
        max_value=90,
        max_digits=9,
        decimal_places=6,
    )
    longitude = forms.DecimalField(
        label=gettext_lazy("Degrees east"),
        required=False,
        min_value=-180,
        max_value=180,
        max_digits=9,
        decimal_places=6,
        help_text=gettext_lazy("Negative in the Americas: -89.0928."),
    )
    filled_in: tuple[str, ...] = ()

    def __init__(self, *args: Any, member: Member, **more: Any) -> None:
        super().__init__(*args, member=member, **more)
        zones = list(ZONES)
        if (stands := self.initial.get("time_zone")) and stands not in zones:
            zones.append(stands)
        self.fields["time_zone"].choices = [  # type: ignore[attr-defined]
            ("", _("As the ZIP code says")),
            *((zone, ZONES.get(zone, zone)) for zone in zones),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("latitude", _("Give degrees north and east together, or neither."))
        place = locate_zip(cleaned.get("zip") or "")
        if place is None:
            return cleaned
        follows = {
            "city": place.city,
            "county": place.county,
            "state": place.state,
            "time_zone": place.time_zone,
        }
        follows |= {"latitude": place.latitude, "longitude": place.longitude}  # type: ignore[dict-item]
        moved = "zip" in self.changed_data
        filled = [
            name
            for name, value in follows.items()
            if value and moved and (not cleaned.get(name) or name not in self.changed_data)
        ]
        if {"latitude", "longitude"} & set(self.changed_data):
            filled = [name for name in filled if name not in ("latitude", "longitude")]
        for name in filled:
            cleaned[name] = self.fields[name].clean(str(follows[name]))
        self.filled_in = tuple(filled)
        return cleaned

    @property
    def told(self) -> dict[str, Any]:
        """What was written or follows, by the name of the field, once the form is valid."""
        names = [*self.written(SITE_FIELDS), *self.filled_in]
        return {name: self.cleaned_data[name] for name in names}


class NewSiteForm(SiteFields, OnceForm):
    """A place that is not in the directory yet."""


class EditSiteForm(SiteFields, OpenedForm):
    """A site as it stands, to be changed."""

    @staticmethod
    def initial_of(site: Site) -> dict[str, Any]:
        """What stands of *site*."""
        return {name: getattr(site, name) for name in SITE_FIELDS}


class PersonFields(MembersForm):
    """What is said of a person."""

    name = ReadField(
        values.read_name,
        label=gettext_lazy("Name"),
        required=True,
        max_length=120,
        error_messages={"required": gettext_lazy("Say the name: nobody finds it without.")},
        widget=forms.TextInput(attrs=OFF),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language to write to them in"),
        required=False,
        choices=[
            ("", gettext_lazy("Not known")),
            ("en", gettext_lazy("English")),
            ("es", gettext_lazy("Spanish")),
        ],
    )

    @property
    def told(self) -> dict[str, Any]:
        """What was written, by the name of the field, once the form is valid."""
        return {name: self.cleaned_data[name] for name in self.written(PERSON_FIELDS)}


class EditPersonForm(PersonFields, OpenedForm):
    """A person as they stand in the directory, to be changed."""

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        """What stands of *person*."""
        return {name: getattr(person, name) for name in PERSON_FIELDS}
