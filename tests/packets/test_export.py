"""A build goes out as a packet, and the packet comes in as the same build: byte for byte."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from muster.builds.models import Build, Participant, Session
from muster.core.cells import CellRefused, read_cell, write_cell
from muster.core.models import Program
from muster.core.tables import Kind
from muster.directory.models import ContactPoint, Organization, Person
from muster.followup.models import Outcome
from muster.packets.errors import CannotExport
from muster.packets.export import export_packet
from muster.packets.files import read_files, write_files
from muster.packets.store import take_out
from muster.packets.tables import FIELDS
from muster.reports.models import Evidence
from muster.states.models import Adoption
from muster.surveys.models import Quote
from tests.conftest import packet
from tests.packets.papers import ROWS, changed, load, published, small

SHIPPED = ["ms-gulfport-2020", "sample-2026"]


def forget_everything():
    """The database without builds and programs, as a new one is."""
    for build in Build.objects.all():
        take_out(build)
    models = [m for m in apps.get_models() if m.__module__.startswith("muster.")]
    Organization.objects.update(parent=None)
    while models:
        models = [model for model in models if not _emptied(model)]


def _emptied(model):
    try:
        model.objects.all().delete()
    except ProtectedError:
        return False
    return True


@pytest.mark.django_db
@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_packet_goes_out_as_it_came_in(name):
    out = export_packet(load(packet(name)).build)

    assert sorted(out) == sorted(packet(name))
    assert [file for file in out if out[file] != packet(name)[file]] == []


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["packet", "packet.zip"])
@pytest.mark.parametrize("name", SHIPPED)
def test_an_empty_database_is_filled_from_an_export_with_the_same(name, place, tmp_path):
    first = export_packet(load(packet(name)).build)
    write_files(first, tmp_path / place)
    forget_everything()
    assert not Program.objects.exists()

    second = export_packet(load(read_files(tmp_path / place)).build)

    assert second == first


@pytest.mark.django_db
def test_every_table_of_the_small_packet_goes_out_as_it_came_in():
    assert export_packet(load(published()).build) == published()


@pytest.mark.django_db
def test_rows_are_written_in_one_order_whatever_the_database_sorts_by():
    names = ["a-b", "aB", "Ab", "ab", "a b", "éa", "ea", "B", "b"]
    aliases = [{"name": name} for name in names]

    out = export_packet(load(small(aliases=aliases)).build)

    assert out["aliases.csv"].decode().split() == [
        "name,source",
        *["Ab,", "B,", "a", "b,", "a-b,", "aB,", "ab,", "b,", "ea,", "éa,"],
    ]


@pytest.mark.django_db
def test_responses_and_answers_go_out_by_their_random_keys():
    out = export_packet(load(packet("sample-2026")).build)

    responses = [line.split(",")[0] for line in out["responses.csv"].decode().splitlines()[1:]]
    answers = [line.split(",")[0] for line in out["answers.csv"].decode().splitlines()[1:]]
    assert responses == sorted(responses)
    assert answers == sorted(answers)


@pytest.mark.django_db
def test_only_whom_the_build_refers_to_goes_with_it():
    build = load(small()).build
    Organization.objects.create(program=build.program, key="stranger", name="Stranger")
    someone = Person.objects.create(program=build.program, key="someone", name="Someone Else")
    ContactPoint.objects.create(
        program=build.program, person=someone, kind="phone", address="228-555-0199"
    )

    assert export_packet(build) == small()


@pytest.mark.django_db
def test_what_was_typed_into_a_form_goes_out_with_one_sign_at_the_end_of_a_line():
    build = load(small()).build
    Quote.objects.update(text="One line,\r\nand another.")

    out = export_packet(build)

    assert '"One line,\nand another."' in out["quotes.csv"].decode()
    forget_everything()
    assert export_packet(load(out).build) == out


@pytest.mark.django_db
def test_moments_and_times_go_out_to_the_microsecond():
    load(small())
    moment = datetime(2026, 3, 12, 14, 23, 5, 70, tzinfo=UTC)
    Participant.objects.filter(number=1).update(checked_in_at=moment)
    Session.objects.filter(position=1).update(starts=time(9, 0, 5))
    Build.objects.update(starts=time(8, 30, 0, 5))

    out = export_packet(Build.objects.get())

    forget_everything()
    load(out)
    assert Participant.objects.get(number=1).checked_in_at == moment
    assert Session.objects.get(position=1).starts == time(9, 0, 5)
    assert Build.objects.get().starts == time(8, 30, 0, 5)
    assert export_packet(Build.objects.get()) == out


@pytest.mark.django_db
def test_a_build_that_hangs_on_another_is_not_written():
    """Its packet could not be loaded anywhere."""
    build = load(small()).build
    other = Build.objects.create(
        program=build.program, key="other", name="Other", city="Port", state="MS"
    )
    outcome = Outcome.objects.create(
        build=other, key="theirs", position=1, stage="done", goal=build.program.goals.first()
    )
    Adoption.objects.filter(key="harbor-cards").update(outcome=outcome)
    Evidence.objects.filter(goal__code="L1", position=1).update(outcome=outcome)

    with pytest.raises(CannotExport) as refusal:
        export_packet(build)

    assert [str(problem) for problem in refusal.value.problems] == [
        "adoptions.csv, outcome: “harbor-cards” refers to a row of another build.",
        "evidence.csv, outcome: “L1 + 1” refers to a row of another build.",
    ]


@pytest.mark.django_db
def test_a_text_that_no_packet_takes_is_not_written():
    build = load(small()).build
    Quote.objects.update(text="a" * 20_001)

    with pytest.raises(CannotExport) as refusal:
        export_packet(build)

    assert [str(problem) for problem in refusal.value.problems] == [
        "quotes.csv, text: “eyes” has 20,001 characters; a packet takes 20,000."
    ]


@pytest.mark.django_db
def test_a_program_without_a_pack_has_no_packet():
    program = Program.objects.create(key="bare", name="Bare")
    build = Build.objects.create(program=program, key="bare", name="B", city="C", state="MS")

    with pytest.raises(CannotExport):
        export_packet(build)


@pytest.mark.django_db
def test_an_export_asks_no_more_for_many_rows():
    asked = []
    for times in (1, 20):
        aliases = [{"name": f"Name {number}"} for number in range(times)]
        quotes = [
            {**ROWS["quotes"][0], "key": f"q{number}", "position": str(number)}
            for number in range(times)
        ]
        files = small(aliases=aliases, quotes=quotes, evidence=(), adoptions=())
        files = changed(files, "packet.toml", "harbor-2026", f"harbor-{times}")
        files["public_addresses.csv"] = b"slug,listed\nharbor-%d,yes\n" % times
        build = load(files).build
        with CaptureQueriesContext(connection) as queries:
            export_packet(build)
        asked.append(len(queries))

    assert asked[0] == asked[1]


DAYS = st.dates()
MOMENTS = st.datetimes(timezones=st.just(UTC))
VALUES = {
    Kind.TEXT: st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"])),
    Kind.DATE: DAYS,
    Kind.TIME: st.times(),
    Kind.INSTANT: MOMENTS,
    Kind.YES_NO: st.booleans(),
    Kind.INTEGER: st.integers(0, 32_767),
    Kind.DECIMAL: st.decimals(-(10**11), 10**11, places=2),
}
PLACES = {
    Kind.TEXT: ("quotes", "text"),
    Kind.DATE: ("participants", "checked_in_on"),
    Kind.TIME: ("sessions", "starts"),
    Kind.INSTANT: ("participants", "checked_in_at"),
    Kind.YES_NO: ("participants", "decides"),
    Kind.INTEGER: ("past_builds", "year"),
    Kind.DECIMAL: ("reported_figures", "value"),
}


@pytest.mark.parametrize("kind", VALUES)
@given(data=st.data())
def test_what_a_cell_says_is_read_back(kind, data):
    column, model_field = FIELDS[PLACES[kind][0]][PLACES[kind][1]]
    value = data.draw(VALUES[kind])

    cell = write_cell(column, value)

    assert read_cell(column, model_field, cell) == value
    assert write_cell(column, read_cell(column, model_field, cell)) == cell


@pytest.mark.parametrize("kind", VALUES)
@given(cell=st.text())
def test_a_cell_is_read_or_refused_and_nothing_else(kind, cell):
    column, model_field = FIELDS[PLACES[kind][0]][PLACES[kind][1]]

    try:
        value = read_cell(column, model_field, cell)
    except CellRefused as refusal:
        assert str(refusal)
    else:
        again = read_cell(column, model_field, write_cell(column, value))
        assert again == value


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (Kind.DECIMAL, "-0", Decimal(0)),
        (Kind.DECIMAL, "1.50", Decimal("1.5")),
        (Kind.INSTANT, "2026-03-12T09:23:00-05:00", datetime(2026, 3, 12, 14, 23, tzinfo=UTC)),
        (Kind.TIME, "09:30", time(9, 30)),
        (Kind.DATE, "2002-03-04", date(2002, 3, 4)),
    ],
)
def test_a_value_that_can_be_written_in_two_ways_is_one(kind, cell, value):
    column, model_field = FIELDS[PLACES[kind][0]][PLACES[kind][1]]

    assert read_cell(column, model_field, cell) == value


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (Kind.INTEGER, "007"),
        (Kind.INTEGER, "--7"),
        (Kind.INTEGER, "\u0667"),
        (Kind.INTEGER, " 7"),
        (Kind.INTEGER, "7.0"),
        (Kind.INTEGER, "1,000"),
        (Kind.DECIMAL, "1_000"),
        (Kind.DECIMAL, "inf"),
        (Kind.DECIMAL, ".5"),
        (Kind.DATE, "20200116"),
        (Kind.DATE, "2020-W03-4"),
        (Kind.DATE, "2020-01-16 "),
        (Kind.TIME, "24:00"),
        (Kind.TIME, "9:30"),
        (Kind.TIME, "09:30Z"),
        (Kind.INSTANT, "2026-03-12T14:23:00"),
        (Kind.INSTANT, "2026-02-30T14:23:00Z"),
        (Kind.INSTANT, "0001-01-01T00:00:00+14:00"),
        (Kind.YES_NO, "Yes"),
    ],
)
def test_a_value_in_another_form_is_refused(kind, cell):
    column, model_field = FIELDS[PLACES[kind][0]][PLACES[kind][1]]

    with pytest.raises(CellRefused):
        read_cell(column, model_field, cell)
