"""A town or county is one, however a register spells it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.directory.models import Site
from muster.directory.models.place_keys import place_key
from tests import rows


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DeSoto", "De Soto County"),
        ("LaSalle Parish", "La Salle"),
        ("St. Clair", "SAINT CLAIR"),
        ("Prince George's County", "prince georges"),
        ("Kusilvak Census Area", "Kusilvak"),
        ("D’Iberville", "D'Iberville"),
        ("Fort Smith", "Ft. Smith"),
    ],
)
def test_two_spellings_are_one_place(one, other):
    assert place_key(one) == place_key(other)


def test_two_places_stay_two():
    assert place_key("Harrison County") != place_key("Hancock County")


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.text(st.sampled_from("aAtTsSiInNtT ofFmMuUrR.'-’ county parish"), max_size=40))
def test_the_database_spells_as_we_do(larch, name):
    company = larch.organizations.first() or rows.organization(larch, "Pinewick")
    Site.objects.all().delete()

    Site.objects.create(program=larch, organization=company, key="s", name="S", county=name)

    assert Site.objects.get().county_key == place_key(name)
