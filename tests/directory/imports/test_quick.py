"""What a long file has done on a quick way comes out as on the slow one."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from muster.directory.imports.asking import Asking, ways
from muster.directory.imports.check import store_rows
from muster.directory.imports.known import Known
from muster.directory.imports.plan import Says, Verdict
from muster.directory.imports.quick import plain_key, plain_text
from muster.directory.imports.readers import read_key
from muster.directory.imports.ties import _ROWS_OF_FILES, _key_of
from muster.directory.imports.told import Told
from muster.directory.models import ImportRow, Site
from muster.directory.models.spelling import plainly_in_sql
from muster.directory.values import read_name, read_text
from tests import rows
from tests.directory.imports.bring import brought, file_of, said, taken, verdicts

_LIST = [["Name", "Company"], ["Rosa Muster", "Larkhaven Freight"]]


@given(st.text(alphabet="0123456789.-nNaA /²٣\u00a0", max_size=70))
def test_a_number_of_a_row_is_read_as_with_care(cell):
    assert plain_key(cell) in (None, read_key(cell).value)


def test_a_number_of_digits_alone_needs_no_care():
    assert [plain_key(cell) for cell in ("", "100417", "7", "7.0", "9" * 61)] == [
        "", "100417", "7", None, None,
    ]  # fmt: skip


TEXTS = st.sampled_from(["N/A", "NOT AVAILABLE", "Not Available", "not availably", "-", "=1", " x"])


@given(TEXTS | st.text(max_size=30))
def test_a_text_is_read_as_with_care(cell):
    for odd, read in (("=+-@ ", read_name), (" ", read_text)):
        assert plain_text(20, odd)(cell) in (None, read(cell, longest=20).value)


def test_what_is_not_available_is_nothing(larch, tmp_path):
    head = ["OBJECTID", "ID", "NAME", "TELEPHONE", "ADDRESS", "CITY", "STATE", "COUNTY", "X", "Y"]
    station = ["1", "901", "LARKPORT POLICE DEPARTMENT", "NOT AVAILABLE", "NOT AVAILABLE",
               "LARKPORT", "MS", "HARRISON", "-89.09", "30.37"]  # fmt: skip

    run = brought(larch, file_of(tmp_path, [head, station]))

    assert (verdicts(run), said(run)) == ({"new": 1}, {})
    assert Site.objects.get().street == ""


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4))
def test_the_key_of_a_row_is_a_uuid_of_its_words(parts):
    assert _key_of(*parts) == str(uuid.uuid5(uuid.UUID(bytes=_ROWS_OF_FILES), "\n".join(parts)))


NUMBERS = st.sampled_from(["1", "8", "12345678", "99999999", "123456789", "08", "MS0240100", "²"])


@given(st.lists(st.tuples(NUMBERS, st.integers(-(2**63), 2**63 - 1), st.booleans())))
def test_what_numbers_told_is_known_as_a_dictionary_knows_it(told):
    numbers, expected = Told(), {}
    for number, row, asks in told:
        if asks:
            assert numbers.get(number) == expected.get(number)
        numbers.keep(number, row)
        expected[number] = row

    assert {number: numbers.get(number) for number in expected} == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["Buc-ee's", "Peña & Sons, Inc.", "Straße 9", "ÉTÉ’s", "İstanbul Freight", "ŉ a.b/c"]
)
def test_a_name_is_asked_for_as_the_database_spells_it(name):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {plainly_in_sql('%s')}", [name])
        [spelled] = cursor.fetchone()
    if connection.vendor == "sqlite":
        assert spelled in ways([name])

    program = rows.program()
    there = rows.organization(program, name)

    found = Known(program.pk).by_name([name])

    assert [[org.id for org in some] for some in found.values()] == [[there.pk]]


@pytest.mark.django_db
def test_what_is_asked_for_twice_is_found_once():
    program = rows.program()
    there = rows.organization(program, "Peña Freight", usdot="1234567")
    rows.organization(rows.program("other"), "Peña Freight", usdot="7654321")
    asking = Asking(program.pk)
    sql = "SELECT t.id FROM directory_organization t WHERE"

    assert asking.spelled(sql, ["Peña Freight", "PEÑA FREIGHT", "Pinewick"]) == [(there.pk,)]
    numbers = ["1234567", "7654321", "1234567"]
    assert asking.of_program(sql, "t.usdot", numbers) == [(there.pk,)]
    assert asking.by_key(sql, "t.id", [there.pk, there.pk]) == [(there.pk,)]
    assert asking.by_key(sql, "t.id", []) == []


def test_what_is_said_of_many_rows_is_stored_as_it_is(larch, tmp_path):
    run = taken(larch, file_of(tmp_path, _LIST), "attendees")
    odd = "100 % of “O'Neil”\\\n\tand “?”; %s"
    kept = [
        Says(line, Verdict.ASKS, odd, odd, odd, "person", (("new", odd), ("same:7", "x")))
        for line in range(2, 1_202)
    ]

    keys = store_rows(run, kept)

    stored = list(ImportRow.objects.filter(pk__in=keys).order_by("line"))
    assert [row.line for row in stored] == [says.line for says in kept]
    assert {(row.who, row.column, row.says, row.done) for row in stored} == {(odd, odd, odd, False)}
    assert [(one.position, one.key, one.label) for one in stored[-1].choices.all()] == [
        (0, "new", odd),
        (1, "same:7", "x"),
    ]


def test_a_text_of_a_sign_that_nobody_sees_is_stored_as_it_is(larch, tmp_path):
    run = taken(larch, file_of(tmp_path, _LIST), "attendees")

    store_rows(run, [Says(2, Verdict.NEW, "\x01", column="\x01", says="a\x01b")])

    stored = run.rows.get()
    assert (stored.who, stored.column, stored.says) == ("\x01", "\x01", "a\x01b")
    assert stored.person is None


def test_a_row_that_the_database_refuses_raises_as_django_says(larch, tmp_path):
    run = taken(larch, file_of(tmp_path, _LIST), "attendees")
    twice = [Says(2, Verdict.NEW, "Rosa Muster")] * 2

    with pytest.raises(IntegrityError), transaction.atomic():
        store_rows(run, twice)

    assert not run.rows.exists()
