"""Several numbers or addresses in one cell are several, where each of them can be read."""

import pytest

from muster.directory.exports import headings, lines
from muster.directory.models import ContactPoint, Person
from muster.directory.search import Noun
from tests import rows
from tests.directory.imports.bring import brought, everything, file_of, said, tried, verdicts
from tests.people import join

AS = {1: "person.name", 3: "organization.name", 4: "person.phone", 5: "person.email"}
HEADERS = ["Name", "Company", "Email", "Phone"]


def of(folder, email, phone, name="list.csv"):
    return file_of(folder, [HEADERS, ["Mara Ostrander", "Pinewick Freight", email, phone]], name)


def addresses():
    return list(ContactPoint.objects.order_by("pk").values_list("address", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "phone"),
    [
        ("mara@pinewick.example; office@pinewick.example", "(228) 555-0100; (228) 555-0101"),
        ("mara@pinewick.example, office@pinewick.example", "228-555-0100, 228-555-0101"),
        ("mara@pinewick.example\noffice@pinewick.example", "228.555.0100 / 228.555.0101"),
        ("mara@pinewick.example or office@pinewick.example", "2285550100; 2285550101"),
    ],
)
def test_they_come_in_each_and_the_same_file_again_changes_nothing(larch, tmp_path, email, phone):
    path = of(tmp_path, email, phone)

    run = brought(larch, path)

    assert (verdicts(run), said(run)) == ({"new": 1}, {})
    assert addresses() == [
        "mara@pinewick.example", "office@pinewick.example", "+12285550100", "+12285550101",
    ]  # fmt: skip
    before = everything()
    assert verdicts(tried(larch, path)) == {"same": 1}
    assert everything() == before


@pytest.mark.django_db
def test_one_that_cannot_be_read_is_held_back_alone(larch, tmp_path):
    run = brought(
        larch, of(tmp_path, "bad(at)h; mara@pinewick.example", "(228) 555-0100; 228-555-01")
    )

    assert addresses() == ["mara@pinewick.example", "+12285550100"]
    assert verdicts(run) == {"new": 1}
    assert [word in said(run)[2] for word in ("bad(at)h", "228-555-01", "held back")] == [
        True, True, True,
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("phone", ["(228) 555-0100; 911", "228-555-0100, 12"])
def test_digits_behind_a_comma_are_no_extension_in_silence(larch, tmp_path, phone):
    run = brought(larch, of(tmp_path, "", phone))

    assert addresses() == ["+12285550100"]
    assert "held back" in said(run)[2]


@pytest.mark.django_db
def test_numbers_of_a_row_without_a_person_are_the_company_s(larch, tmp_path):
    path = file_of(
        tmp_path,
        [["Company", "Phone", "Email"], ["Pinewick Freight", "2285550100", "o@pinewick.example"]],
    )

    run = brought(larch, path, "contacts")

    points = ContactPoint.objects.values_list("organization__name", "address")
    assert sorted(points) == [
        ("Pinewick Freight", "+12285550100"), ("Pinewick Freight", "o@pinewick.example"),
    ]  # fmt: skip
    assert verdicts(run) == {"new": 1}
    assert verdicts(tried(larch, path, "contacts")) == {"same": 1}


@pytest.mark.django_db
@pytest.mark.parametrize("phone", ["none; 228-555-0100", "228-555-0100 / -; 228-555-0100"])
def test_what_says_nothing_is_no_number_beside_another(larch, tmp_path, phone):
    run = brought(larch, of(tmp_path, "not an address", phone))

    assert (verdicts(run), addresses()) == ({"new": 1}, ["+12285550100"])


@pytest.mark.django_db
def test_one_that_is_told_twice_comes_in_once_and_what_was_read_is_said(larch, tmp_path):
    run = brought(larch, of(tmp_path, "", "(228) 555-0100; 228-555-0100; (228) 555-0100 x12"))

    assert addresses() == ["+12285550100", "+12285550100;ext=12"]
    assert said(run) == {2: "Phone: (228) 555-0100 x12 read as (228) 555-0100 ext. 12."}


@pytest.mark.django_db
def test_a_table_of_people_that_was_taken_along_comes_back_with_all_numbers(larch, tmp_path):
    dana = join(larch, name="Dana Whitlow")
    brought(
        larch, of(tmp_path, "mara@pinewick.example; o@pinewick.example", "2285550100; 2285550101")
    )
    everybody = lines(dana, Noun.PERSON, Person.objects.all(), today=rows.TODAY)
    table = [headings(Noun.PERSON), *everybody]
    taken_along = file_of(tmp_path, [list(map(str, row)) for row in table], "people.csv")
    before = everything()

    assert verdicts(tried(larch, taken_along, as_=AS)) == {"same": 1}
    assert everything() == before
    elsewhere = rows.program("elsewhere")
    ContactPoint.objects.all().delete()
    run = brought(elsewhere, taken_along, as_=AS)
    assert verdicts(run) == {"new": 1}
    assert sorted(addresses()) == [
        "+12285550100", "+12285550101", "mara@pinewick.example", "o@pinewick.example",
    ]  # fmt: skip
