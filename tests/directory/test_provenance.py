"""Every value can be walked back to where it came from."""

from datetime import UTC, date, datetime

import pytest

from muster.directory.models import FieldChange, Organization, Source
from muster.directory.provenance import by_hand, from_text, set_fields, source_named, sources_of
from tests import rows

NOW = datetime(2026, 5, 26, 15, tzinfo=UTC)


@pytest.fixture
def census(larch):
    return source_named(
        larch, kind=Source.Kind.REGISTER, name="Carrier census", on=date(2026, 4, 3), by="Dana"
    )


@pytest.fixture
def dana(larch):
    return by_hand(larch, by="dana@example.org", on=date(2026, 5, 26))


@pytest.fixture
def pinewick(larch, census):
    return rows.organization(larch, "Pinewick", trucks=58, source=census)


def test_what_differs_is_set_and_says_from_where(pinewick, census, dana):
    changes = set_fields(
        pinewick, {"trucks": 64, "name": "Pinewick"}, source=dana, by="dana", at=NOW
    )

    assert [(change.field, change.old, change.new) for change in changes] == [
        ("trucks", "58", "64")
    ]
    assert Organization.objects.get().trucks == 64
    sources = sources_of(pinewick)
    assert (sources["trucks"], sources["name"]) == (dana, census)


def test_the_same_said_again_leaves_no_trace(pinewick, dana):
    set_fields(pinewick, {"trucks": 64}, source=dana, by="dana", at=NOW)

    assert set_fields(pinewick, {"trucks": 64}, source=dana, by="dana", at=NOW) == []
    assert FieldChange.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("trucks", 7), ("trucks", None), ("ended_on", date(2026, 1, 2)), ("natural_person", True)],
)
def test_what_is_written_down_is_read_back_as_it_was(pinewick, dana, field, value):
    pinewick.ended_on = date(2020, 1, 1)
    pinewick.save()
    set_fields(pinewick, {field: value}, source=dana, by="dana", at=NOW)

    change = FieldChange.objects.get()
    assert from_text(pinewick, field, change.new) == value


def test_a_reference_is_kept_by_its_row(larch, pinewick, dana):
    parent = rows.organization(larch, "Brightmoor")

    [change] = set_fields(pinewick, {"parent": parent}, source=dana, by="dana", at=NOW)

    assert from_text(pinewick, "parent", change.new) == parent.pk
    assert from_text(pinewick, "parent", change.old) is None
