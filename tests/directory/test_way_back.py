"""Who goes back through the steps of the directory, and forward again, keeps what is in it."""

import pytest
from django.core.management import call_command
from django.db import connection

from muster.directory.findable import migrated
from muster.directory.models import Organization, Person, Site
from muster.directory.search import Noun, search
from tests import rows
from tests.people import join
from tests.steps import go_to

# As far back as no other room stands upon: past where the search was made anew.
BEFORE = "0017_what_was_confirmed_is_found_by_its_day"


def names(member, text, noun):
    return [hit.record.name for hit in search(member, text, noun=noun)]


@pytest.mark.django_db(transaction=True)
def test_the_way_back_and_forward_keeps_the_directory_and_its_search():
    larch = rows.program()
    dana = join(larch, name="Dana")
    alder = rows.organization(larch, "Alder Freight", state="MS")
    alder.other_names.create(program=larch, name="Pinewick Haulage")
    Site.objects.create(program=larch, organization=alder, key="yard", name="Alder Yard")
    Person.objects.create(program=larch, key="ada", name="Ada Thorn")
    kept = {
        model: list(model.objects.order_by("pk").values()) for model in (Organization, Site, Person)
    }

    try:
        go_to("directory", BEFORE)
        with connection.cursor() as cursor:
            columns = connection.introspection.get_table_description(cursor, "directory_erasure")
            cursor.execute("UPDATE directory_organization SET name = 'Alder Lines'")
        assert "refused_why" not in [column.name for column in columns]
    finally:
        call_command("migrate", verbosity=0)

    kept[Organization][0]["name"] = "Alder Lines"
    assert {model: list(model.objects.order_by("pk").values()) for model in kept} == kept
    assert migrated.is_finished(connection)
    assert names(dana, "alder lines", Noun.ORGANIZATION) == ["Alder Lines"]
    assert names(dana, "freight", Noun.ORGANIZATION) == []
    assert names(dana, "pinewick", Noun.ORGANIZATION) == ["Alder Lines"]
    assert names(dana, "yard", Noun.SITE) == ["Alder Yard"]
    assert names(dana, "thorn", Noun.PERSON) == ["Ada Thorn"]

    rows.organization(larch, "Cinder Creek Freight")
    alder.other_names.all().delete()
    assert names(dana, "freight", Noun.ORGANIZATION) == ["Cinder Creek Freight"]
    assert names(dana, "pinewick", Noun.ORGANIZATION) == []
