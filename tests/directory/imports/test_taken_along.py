"""A table that was taken along comes back whole: elsewhere as it was, and here as the same."""

from datetime import date

import pytest
from django.utils import translation

from muster.directory.exports import headings, lines, workbook
from muster.directory.imports.apply import apply
from muster.directory.imports.undo import undo
from muster.directory.models import ContactPoint, Organization, Person, Post, Site
from muster.directory.search import Noun
from muster.shell.download import csv_download
from tests import rows
from tests.directory.imports.bring import (
    DANA,
    NOW,
    brought,
    everything,
    file_of,
    said,
    taken,
    tried,
    verdicts,
)
from tests.people import join

MODELS = {Noun.PERSON: Person, Noun.ORGANIZATION: Organization, Noun.SITE: Site}
KINDS = {Noun.PERSON: "contacts", Noun.ORGANIZATION: "carriers", Noun.SITE: "places"}


@pytest.fixture(params=["csv", "xlsx"])
def form(request):
    return request.param


@pytest.fixture(params=list(Noun))
def noun(request):
    return request.param


def point(program, kind, address, **owner):
    ContactPoint.objects.create(
        program=program, kind=kind, address=address, audience="coalition", **owner
    )


def post(person, organization, title="", **more):
    Post.objects.create(
        program=person.program, person=person, organization=organization, title=title, **more
    )


def human(program, name, **more):
    key = name.lower().replace(" ", "-").strip("=+")
    return Person.objects.create(program=program, key=key, name=name, **more)


@pytest.fixture
def full(larch):
    """A directory with what is hard to write into a table, and to read from one."""
    pine = rows.organization(
        larch, "Pinewick Freight", usdot="1234567", trucks=6, city="Dovemere", state="MS",
        county="Harrison County",
    )  # fmt: skip
    acme = rows.organization(larch, "Acme Freight", city="Jackson", state="MS")
    other = rows.organization(larch, "Acme in Tulsa", city="Tulsa", state="OK")
    Organization.objects.filter(pk=other.pk).update(name="Acme Freight")
    odd = rows.organization(larch, "Odd")
    Organization.objects.filter(pk=odd.pk).update(name='=Sons; "Red" & Co')
    police = rows.organization(
        larch, "Dovemere Police Department", ori="MS0240100", agency="police", city="Dovemere",
        county="Harrison County", state="MS",
    )  # fmt: skip
    rows.organization(larch, "Pinewick Diner", city="Dovemere", state="MS")
    mara = human(larch, "Mara Ostrander", language="es")
    post(mara, pine, "Owner")
    post(mara, pine, "Night; weekends")
    post(mara, acme)
    post(mara, odd, "Driver")
    point(larch, "phone", "+12285552015;ext=13", person=mara)
    point(larch, "phone", "+442079460958;ext=5", person=mara)
    point(larch, "email", "mara@pinewick.example", person=mara)
    wes = human(larch, "Wes Calloway")
    post(wes, acme, "Dispatcher")
    post(wes, other, "Loader")
    jon = human(larch, "Jon Pell")
    post(jon, other, "Driver")
    post(jon, pine, "Owner", to_on=date(2020, 1, 1))
    ann = human(larch, "Ann Lee")
    point(larch, "phone", "+12285550100", person=ann)
    ContactPoint.objects.filter(person=ann).update(status="do_not_contact")
    human(larch, "=1+1")
    for key in ("june-1", "june-2"):
        june = Person.objects.create(program=larch, key=key, name="June Abernathy")
        post(june, police, "Officer")
    point(larch, "phone", "+12285550111;ext=2", organization=pine)
    point(larch, "phone", "+12285550112", organization=pine)
    point(larch, "email", "office@pinewick.example", organization=pine)
    for organization, name, street, kind in (
        (acme, "Yard", "1 Mill Road", "terminal"), (other, "Yard", "2 Oak Street", "transit"),
        (odd, "Plaza; north", "", "truck_stop"), (police, "Station", "3 Main St", "station"),
        (pine, "Place", "4 Main St", "other"), (pine, "Unsaid", "5 Main St", ""),
    ):  # fmt: skip
        site = Site.objects.create(
            program=larch, organization=organization, key=f"{name}-{organization.pk}", name=name,
            street=street, kind=kind, city="Gulfport", county="Harrison County", state="MS",
            zip="39501",
        )  # fmt: skip
        point(larch, "phone", f"+1228555{organization.pk % 1000:04}", site=site)
        point(larch, "email", f"desk{site.pk}@sites.example", site=site)
    return larch


def took(folder, program, noun, form):
    """The list of all as a file, as its page sends it."""
    dana = join(program, name=f"Dana {Noun(noun).name} {form}")
    head = headings(noun)
    told = lines(dana, noun, MODELS[noun].objects.filter(program=program), today=rows.TODAY)
    path = folder / f"list.{form}"
    sent = workbook(head, told) if form == "xlsx" else csv_download(path.name, head, told)
    path.write_bytes(b"".join(sent))
    return path


def people_of(program):
    """Everybody of a program, with what a table tells of them."""
    return sorted(
        (
            person.name,
            person.language,
            sorted(
                (one.organization.name, one.title)
                for one in person.posts.all() if one.to_on is None
            ),
            sorted(
                person.contact_points.filter(status="ok").values_list("kind", "address")
            ),
        )
        for person in Person.objects.filter(program=program)
    )  # fmt: skip


def organizations_of(program):
    return sorted(
        (
            *(getattr(one, name) for name in ("name", "city", "county", "state", "usdot", "ori")),
            one.trucks or 0,
            sorted(one.contact_points.values_list("kind", "address")),
        )
        for one in Organization.objects.filter(program=program)
    )


def sites_of(program):
    names = ("name", "kind", "street", "city", "county", "state", "zip", "organization__name")
    return sorted(
        (*told, sorted(ContactPoint.objects.filter(site=pk).values_list("kind", "address")))
        for pk, *told in Site.objects.filter(program=program).values_list("pk", *names)
    )


TOLD = {Noun.PERSON: people_of, Noun.ORGANIZATION: organizations_of, Noun.SITE: sites_of}


def test_in_the_same_program_it_changes_nothing(full, tmp_path, noun, form):
    path = took(tmp_path, full, noun, form)
    before = everything()

    run = tried(full, path)

    assert (run.kind, said(run)) == (KINDS[noun], {})
    assert verdicts(run) == {"same": len(TOLD[noun](full))}
    apply(run, by=DANA, now=NOW)
    after = everything()
    assert {name for name in before if before[name] != after[name]} == {"Source"}


def test_in_an_empty_program_it_brings_the_same(full, tmp_path, noun, form):
    path = took(tmp_path, full, noun, form)
    birch = rows.program("birch")

    run = brought(birch, path)

    assert (run.asks, run.refused) == (0, 0)
    assert TOLD[noun](birch) == TOLD[noun](full)


def test_there_too_it_changes_nothing_the_second_time(full, tmp_path, noun, form):
    # Of two people of one name at one company only their own program knows which is which.
    Post.objects.filter(person__key="june-2").delete()
    Person.objects.filter(key="june-2").delete()
    path = took(tmp_path, full, noun, form)
    birch = rows.program("birch")
    brought(birch, path)
    before = everything()

    run = brought(birch, path)

    assert verdicts(run) == {"same": run.rows_read}
    after = everything()
    assert {name for name in before if before[name] != after[name]} == {"Source"}


def test_all_three_come_after_one_another_and_are_taken_back(full, tmp_path):
    birch = rows.program("birch")
    paths = [
        took(tmp_path, full, noun, "csv").rename(tmp_path / f"{noun}.csv")
        for noun in (Noun.ORGANIZATION, Noun.SITE, Noun.PERSON)
    ]
    before = everything()

    runs = [brought(birch, path) for path in paths]

    # There are two of the name, and a table of people or sites does not say which.
    assert [run.asks for run in runs] == [0, 2, 3]
    assert organizations_of(birch) == organizations_of(full)
    for run in reversed(runs):
        undo(run, by=DANA, now=NOW)
    assert everything() == before


def test_a_table_is_known_by_its_headings_in_each_language(full, tmp_path, noun):
    with translation.override("es"):
        path = took(tmp_path, full, noun, "csv")

    assert verdicts(tried(full, path)) == {"same": len(TOLD[noun](full))}


def test_a_table_that_somebody_says_is_another_is_read_as_that(full, tmp_path):
    run = taken(full, took(tmp_path, full, Noun.ORGANIZATION, "csv"), "contacts")

    assert (run.kind, run.columns.get(header="USDOT number").field) == ("contacts", "")


# --- organizations of all kinds in one table

HEADERS = ["Key", "Name", "USDOT number", "ORI", "City", "State"]


def test_two_numbers_of_two_organizations_are_no_row(larch, tmp_path):
    rows.organization(larch, "Pinewick Freight", usdot="1234567")
    rows.organization(larch, "Dovemere Police Department", ori="MS0240100", agency="police")
    two = ["", "Pinewick Freight", "1234567", "MS0240100", "", ""]
    first = ["", "Acme", "7654321", "MS0250100", "", ""]
    other = ["", "Odd", "7654322", "MS0250100", "", ""]

    run = brought(larch, file_of(tmp_path, [HEADERS, two, first, other]))

    assert verdicts(run) == {"new": 1, "refused": 2}
    assert said(run) == {
        2: "USDOT 1234567 and the ORI MS0240100 are not of one organization.",
        4: "USDOT 7654322 and the ORI MS0250100 are not of one organization.",
    }


PAIR, USDOT, ORI = ("1234567", "MS0240100"), ("1234567", ""), ("", "MS0240100")
REPEATED = "stands on an earlier line with other values: that one counts."
OF_TWO = "USDOT 1234567 and the ORI MS0240100 are not of one organization."


@pytest.mark.parametrize(
    ("first", "then", "says"),
    [
        (PAIR, PAIR, f"USDOT 1234567 {REPEATED}"),
        (PAIR, USDOT, f"USDOT 1234567 {REPEATED}"),
        (PAIR, ORI, f"ORI MS0240100 {REPEATED}"),
        (USDOT, PAIR, f"USDOT 1234567 {REPEATED}"),
        (ORI, PAIR, f"ORI MS0240100 {REPEATED}"),
    ],
)
@pytest.mark.parametrize("between", [0, 6])
def test_numbers_told_again_with_other_values_are_not_said_to_be_of_two(
    larch, tmp_path, long_files, first, then, says, between
):
    headers = [*HEADERS, "Trucks"]
    other = [["", f"Acme {n}", f"{7654321 + n}", "", "", "", ""] for n in range(between)]
    rest = ["Dovemere", "MS"]
    path = file_of(
        tmp_path,
        [headers, ["", "A", *first, *rest, "5"], *other, ["", "A", *then, *rest, "6"]],
    )
    run = tried(larch, path, "carriers")
    assert (verdicts(run), said(run)) == ({"new": between + 1, "same": 1}, {between + 3: says})

    apply(run, by=DANA, now=NOW)

    assert said(run) == {between + 3: says}
    assert Organization.objects.get(name="A").trucks == 5


@pytest.mark.parametrize("between", [0, 6])
@pytest.mark.parametrize("is_known", [False, True])
def test_two_numbers_of_two_rows_are_of_two_organizations(
    larch, tmp_path, long_files, between, is_known
):
    if is_known:
        rows.organization(larch, "A", usdot="1234567", city="Dovemere", state="MS")
    other = [["", f"Acme {n}", f"{7654321 + n}", "", "", ""] for n in range(between)]
    one, two = ["", "A", *USDOT, "Dovemere", "MS"], ["", "B", *ORI, "Dovemere", "MS"]
    both = ["", "A", *PAIR, "Dovemere", "MS"]

    run = brought(larch, file_of(tmp_path, [HEADERS, two, *other, one, both]), "carriers")

    assert (run.refused, said(run)) == (1, {between + 4: OF_TWO})
    if is_known:
        other, late = ["", "C", "", "MS0250100", "", ""], ["", "A", "1234567", "MS0250100", "", ""]
        late = file_of(tmp_path, [HEADERS, other, late], "late.csv")
        assert verdicts(tried(larch, late, "carriers")) == {"new": 1, "refused": 1}


def test_an_agency_in_it_is_found_by_its_ori_and_a_new_one_is_one(larch, tmp_path):
    rows.organization(larch, "Dovemere Police Department", ori="MS0240100", agency="sheriff")
    known = ["", "Dovemere P.D.", "", "MS0240100", "Dovemere", "MS"]
    other = ["", "Tern Harbor Police Department", "", "MS0250100", "Tern Harbor", "MS"]

    run = brought(larch, file_of(tmp_path, [HEADERS, known, other]))

    assert verdicts(run) == {"new": 1, "changed": 1}
    assert list(Organization.objects.order_by("pk").values_list("name", "agency", "city")) == [
        ("Dovemere Police Department", "sheriff", "Dovemere"),
        ("Tern Harbor Police Department", "police", "Tern Harbor"),
    ]


def test_who_is_here_by_name_alone_gets_its_ori_and_its_place_as_another_its_usdot(larch, tmp_path):
    for name in ("Alder Freight", "Alder Mills"):
        rows.organization(larch, name)
    headers = ["Name", "City", "County", "State", "USDOT number", "ORI"]
    freight = ["Alder Freight", "Alder", "", "MS", "99887", ""]
    mills = ["Alder Mills", "Alder", "", "MS", "", "MS0990100"]
    path = file_of(tmp_path, [headers, freight, mills])

    run = brought(larch, path, "carriers")

    assert verdicts(run) == {"changed": 2}
    assert list(
        Organization.objects.order_by("pk").values_list("city", "state", "usdot", "ori")
    ) == [("Alder", "MS", "99887", ""), ("Alder", "MS", "", "MS0990100")]
    assert verdicts(tried(larch, path, "carriers")) == {"same": 2}
