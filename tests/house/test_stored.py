"""What a test finds put back is what was loaded, and its own."""

import pytest
from django.db import connection, transaction

from muster.builds.models import Build
from muster.core.models import Program
from muster.directory.models import Organization
from tests import rows, stored
from tests.conftest import put_there

pytestmark = pytest.mark.django_db
LARGE, SMALL = "sample-2026", "ms-gulfport-2020"


@pytest.fixture(autouse=True)
def nothing_was_made_yet(monkeypatch):
    monkeypatch.setattr(stored, "_made", {})


def all_that_stands():
    """Every row of ours, and what triggers have written for the search."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM directory_found ORDER BY id")
        found = cursor.fetchall()
        cursor.execute("SELECT scope, word, records FROM directory_foundword ORDER BY scope, word")
        return stored.everything(), found, cursor.fetchall()


def put_and_taken_away(name):
    """What the build is, and what stood, before it was rolled back as after a test."""
    before = transaction.savepoint()
    build = put_there(name)
    told = {each.attname: getattr(build, each.attname) for each in Build._meta.concrete_fields}
    stood = all_that_stands()
    transaction.savepoint_rollback(before)
    return told, stood


@pytest.mark.parametrize("name", [LARGE, SMALL])
def test_the_rows_are_those_of_the_load_and_those_of_the_search_too(name, monkeypatch):
    loaded = put_and_taken_away(name)
    monkeypatch.setattr("tests.conftest.loaded", None)  # from here on nothing is loaded

    assert put_and_taken_away(name) == loaded


def test_what_is_written_after_it_gets_a_key_of_its_own():
    put_and_taken_away(SMALL)

    build = put_there(SMALL)
    keys = set(Organization.objects.values_list("pk", flat=True))

    assert rows.organization(build.program, "Quillport Haulage").pk not in keys
    assert Build.objects.get() == build


def test_what_one_test_changes_is_as_it_was_for_the_next():
    told, stood = put_and_taken_away(SMALL)
    before = transaction.savepoint()
    build = put_there(SMALL)
    build.program.name = build.name = "Another"
    build.save()
    build.program.save()
    transaction.savepoint_rollback(before)

    again = put_there(SMALL)

    assert (again.name, again.program.name) == (told["name"], Program.objects.get().name)
    assert all_that_stands() == stood


def test_beside_rows_of_somebody_else_it_is_loaded_anew():
    put_and_taken_away(SMALL)
    rows.program()

    build = put_there(SMALL)

    assert (build.key, Program.objects.count()) == (SMALL, 2)
    put_there(LARGE)
    assert (Build.objects.count(), Program.objects.count()) == (2, 3)
