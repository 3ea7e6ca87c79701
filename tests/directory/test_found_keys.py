"""Keys of many records go from one question into the next, and stay what they are."""

import pytest
from django.db import connection

from muster.directory.findable.keys import Keys, among, asked_first, gathered
from muster.directory.models import Organization
from tests import rows


@pytest.fixture
def five(larch):
    return [rows.organization(larch, f"Alder {number}").pk for number in range(5)]


def told(condition):
    return set(Organization.objects.filter(condition).values_list("pk", flat=True))


@pytest.mark.parametrize("many", [0, 1, 5])
def test_the_keys_of_rows_lead_to_the_same_rows(five, many):
    some = Organization.objects.filter(pk__in=five[:many]).order_by("-pk").values_list("pk")

    keys = gathered(connection, some)

    assert keys == Keys.of(reversed(five[:many]))
    assert told(among(connection, "directory_organization", keys)) == set(five[:many])
    assert told(asked_first(connection, "directory_organization.id", some)) == set(five[:many])


def test_the_first_of_them_are_told(five):
    keys = Keys.of(five)

    assert [keys.first(most) for most in (1, 5, 9)] == [Keys.of(five[:1]), keys, keys]


def test_each_key_is_there_once(five):
    assert Keys.of(five[:3]).with_more(five[2:]) == Keys.of(five)
    assert Keys().with_more(five) == Keys.of(five)
    assert Keys.of(five).with_more([]) == Keys.of(five)
