"""A number that comes with a packet is the one that comes with a list, however it is written."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from muster.directory.models import ContactPoint
from tests.directory.imports.bring import brought, file_of
from tests.packets.papers import load, rows_with, small, with_cell

pytestmark = pytest.mark.django_db

STEP = import_module("muster.directory.migrations.0025_numbers_have_one_form")
KEPT = "+12285550101"


def points():
    return list(ContactPoint.objects.order_by("pk").values_list("address", "status"))


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        ("phone", "(228) 555-0101", KEPT),
        ("phone", "228.555.0101 x12", f"{KEPT};ext=12"),
        ("phone", KEPT, KEPT),
        ("phone", "7-0101", "7-0101"),
        ("email", "Desk@Pinewick.Example", "desk@pinewick.example"),
    ],
)
def test_it_is_kept_in_one_form(kind, written, kept):
    load(with_cell("contact_points", 1, kind=kind, address=written))

    assert points() == [(kept, "ok")]
    for again in (written, kept):
        cells = {"kind": kind, "address": again}
        assert load(with_cell("contact_points", 1, **cells)).was == "unchanged"


def test_one_that_may_not_be_called_does_not_come_back_with_a_list(tmp_path):
    cells = {"site": "", "organization": "pinewick", "address": "(228) 555-0101"}
    off = rows_with("contact_points", 1, **cells, status="do_not_contact")
    build = load(small(contact_points=off)).build
    [name] = build.program.organizations.filter(key="pinewick").values_list("name", flat=True)
    path = file_of(tmp_path, [["Company", "Phone"], [name, "228 555 0101"]], "back.csv")

    run = brought(build.program, path)

    assert (run.new, run.changed, run.same) == (0, 0, 1)
    assert points() == [(KEPT, "do_not_contact")]


def test_those_that_came_before_are_kept_so_and_stay_as_strict():
    program = load(small()).build.program
    ContactPoint.objects.all().delete()
    yard, mill = (
        program.organizations.create(key=key, name=key.title()) for key in ("yard", "mill")
    )
    for whose, address, status in [
        (yard, "(228) 555-0101", "do_not_contact"), (yard, KEPT, "ok"), (mill, KEPT, "ok"),
        (mill, "7-0101", "bad"), (mill, "228-555-0102", "ok"), (mill, "+12285550102", "bad"),
    ]:  # fmt: skip
        ContactPoint.objects.create(
            program=program, organization=whose, kind="phone", address=address, status=status
        )

    STEP.keep_in_one_form(apps, connection.schema_editor())

    assert points() == [
        (KEPT, "do_not_contact"), (KEPT, "do_not_contact"), (KEPT, "ok"),
        ("7-0101", "bad"), ("+12285550102", "bad"), ("+12285550102", "bad"),
    ]  # fmt: skip
