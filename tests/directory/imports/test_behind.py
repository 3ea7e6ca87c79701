"""On PostgreSQL a batch of a long file is written while the next one is decided."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from muster.directory.imports import bulk
from muster.directory.imports.behind import behind
from muster.directory.imports.insert import Table
from muster.directory.models import Organization

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite works in our process"),
]


def test_who_asks_meanwhile_waits_and_sees_what_was_written(larch):
    table, may_go = named(larch), threading.Event()

    def slowly():
        may_go.wait(5)
        table.add([("tern", "Tern Freight")])

    with behind() as writing:
        writing.write(slowly)
        threading.Timer(0.2, may_go.set).start()
        assert list(Organization.objects.values_list("key", flat=True)) == ["tern"]
    assert may_go.is_set()


def test_one_piece_of_writing_follows_the_other(larch):
    table, done = named(larch), []

    def one(key):
        table.add([(key, key)])
        done.append(key)

    with behind() as writing:
        for number in range(20):
            writing.write(lambda number=number: one(f"o{number}"))

    assert done == [f"o{number}" for number in range(20)]
    assert Organization.objects.count() == 20


def test_what_the_database_refuses_is_told_to_who_asks_next_and_at_the_end(larch):
    table = named(larch)

    def twice():
        table.add([("tern", "Tern Freight"), ("tern", "Tern Freight")])

    with pytest.raises(IntegrityError), transaction.atomic(), behind() as writing:
        writing.write(twice)
        Organization.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic(), behind() as writing:
        writing.write(twice)
    with transaction.atomic(), behind() as writing:
        writing.write(lambda: table.add([("tern", "Tern Freight")]))
    assert Organization.objects.count() == 1


def test_who_stops_waits_until_nothing_is_written_any_more(larch):
    table, may_go = named(larch), threading.Event()

    def slowly():
        may_go.wait(5)
        table.add([("tern", "Tern Freight")])

    with pytest.raises(KeyboardInterrupt), transaction.atomic(), behind() as writing:
        writing.write(slowly)
        threading.Timer(0.2, may_go.set).start()
        raise KeyboardInterrupt
    assert may_go.is_set()
    assert Organization.objects.count() == 0


def test_short_files_are_written_at_once():
    with bulk.Room(is_long=False).writing_behind() as writing:
        assert writing is None


def named(program):
    return Table(Organization, ("key", "name"), {"program_id": program.pk})
