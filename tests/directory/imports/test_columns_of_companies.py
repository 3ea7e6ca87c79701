"""“Company City” is a column of its company's place, before a “City” that may be of a home."""

import pytest

from muster.directory.models import Organization, Site
from tests.directory.imports.bring import brought, file_of, taken

FIELDS = {
    "Address": "site.street", "Street": "site.street", "City": "site.city",
    "County": "site.county", "State": "site.state", "ZIP": "site.zip",
}  # fmt: skip
WHOSE = ["Company", "Organization", "Employer", "Agency", "Business"]


def fields(run):
    return {column.header: column.field for column in run.columns.all()}


@pytest.mark.parametrize("whose", WHOSE)
@pytest.mark.parametrize(("part", "field"), FIELDS.items())
def test_it_is_known_by_its_name(larch, tmp_path, whose, part, field):
    header = f"{whose} {part}"
    path = file_of(tmp_path, [["Name", whose, header], ["Moe Norby", "Alderpost", "x"]])

    assert fields(taken(larch, path, "contacts")) == {
        "Name": "person.name", whose: "organization.name", header: field,
    }  # fmt: skip


def test_a_list_with_them_places_its_companies(larch, tmp_path):
    head = ["Name", "City", "Company", "Company Street", "Company City", "Company State"]
    moe = ["Moe Norby", "Selma", "Alderpost", "1 Mill Road", "Mobile", "AL"]

    run = brought(larch, file_of(tmp_path, [head, moe]), "contacts")

    assert fields(run)["City"] == ""
    assert list(Organization.objects.values_list("city", "state")) == [("Mobile", "AL")]
    assert list(Site.objects.values_list("street", "city")) == [("1 Mill Road", "Mobile")]


@pytest.mark.parametrize("kind", ["places", "agencies"])
def test_in_a_list_of_sites_the_city_is_the_sites(larch, tmp_path, kind):
    path = file_of(tmp_path, [["Company City", "Site name", "City"], ["Mobile", "Yard", "Selma"]])

    assert fields(taken(larch, path, kind)) == {
        "Company City": "", "Site name": "site.name", "City": "site.city",
    }  # fmt: skip
