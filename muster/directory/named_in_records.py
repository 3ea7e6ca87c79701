"""Where else in the directory somebody is named: in words about companies, places and others."""

from typing import Any

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.core.named_in_words import Place, naming, stops_in
from muster.core.subjects import Stop, Subject
from muster.directory.models import ContactPoint, Organization, OtherName, Person, Post, Site
from muster.directory.provenance import column_of


def _page(record: Organization | Site | Person) -> tuple[object, str]:
    return record, reverse(column_of(record), args=[record.key])


def _page_of_point(point: ContactPoint) -> tuple[object, str]:
    owner = point.organization or point.site or point.person
    assert owner is not None  # noqa: S101 - a number has one owner
    return _page(owner)


def _others(model: Any, whose: str, *related: str) -> Any:
    """The rows of *model* in the program that are not of the person themselves."""
    return lambda subject: (
        model.objects.filter(program=subject.program)
        .exclude(**{f"{whose}__in": subject.people})
        .select_related(*related)
    )


def _all(model: Any, *related: str) -> Any:
    return lambda subject: (
        model.objects.filter(program=subject.program).select_related(*related).order_by("pk")
    )


PLACES = (
    Place(
        _all(OtherName, "organization"),
        ("name",),
        gettext_lazy("Another name of %(name)s has this name in it."),
        lambda row: _page(row.organization),
    ),
    Place(
        _all(Organization),
        ("confirmed_by",),
        gettext_lazy("%(name)s was confirmed under this name."),
        _page,
    ),
    Place(
        _all(Site),
        ("name", "street"),
        gettext_lazy("The site %(name)s has this name in its name or its address."),
        _page,
    ),
    Place(
        _others(ContactPoint, "person", "organization", "site", "person"),
        ("label", "status_says", "verified_by"),
        gettext_lazy("A number or address of %(name)s has this name beside it."),
        _page_of_point,
    ),
    Place(
        _others(Post, "person", "person"),
        ("title",),
        gettext_lazy("A post of %(name)s has this name in its title."),
        lambda row: _page(row.person),
    ),
    Place(
        _others(Person, "pk"),
        ("confirmed_by",),
        gettext_lazy("%(name)s was confirmed under this name."),
        _page,
    ),
)


def stops_in_records(subject: Subject) -> list[Stop]:
    """Records of others that have the name in them, those with it as their own name first."""
    return [*_stops_in_names(subject), *stops_in(subject, PLACES)]


def _stops_in_names(subject: Subject) -> list[Stop]:
    rows = Organization.objects.filter(program=subject.program).order_by("pk")
    called = _("The organization %(name)s has this name. If it is theirs, rename it first.")
    within = _("The organization %(name)s has this name in its own. If it is theirs, rename it"
               " first.")  # fmt: skip
    stops = []
    for row in naming(rows, subject, "name"):
        says = (called if subject.is_called(row.name) else within) % {"name": row.name}
        stops.append(
            Stop(f"{says}{_of_key(row, subject)}", row.get_absolute_url(), after_a_look=True)
        )
    return stops


def _of_key(row: Organization, subject: Subject) -> str:
    """That the key stays: addresses lead there, and so does the record of acts."""
    if not any(words in row.key for name in subject.names if (words := slugify(name))):
        return ""
    says = _("“%(key)s” in its address stays, here and in the record of acts.")
    return f" {says % {'key': row.key}}"
