"""Companies of one name in a list of people: one by their people, two by addresses of their own."""

from itertools import permutations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from muster.directory.imports.answers import answer
from muster.directory.imports.apply import apply
from muster.directory.imports.check import check
from muster.directory.imports.take_in import take_in
from muster.directory.imports.undo import undo
from muster.directory.models import FieldChange, Organization, Person, Post, Site
from tests import rows
from tests.directory.imports.bring import (
    DANA,
    NOW,
    brought,
    changes_nothing,
    everything,
    file_of,
    said,
    taken,
    tried,
    verdicts,
)

HEADERS = ["Name", "Company", "City", "State"]
JACKSON = ["", "Acme Freight", "Jackson", "MS"]
BILOXI = ["", "ACME FREIGHT", "Biloxi", "Mississippi"]
TULSA = ["", "Acme Freight", "Tulsa", "OK"]
NOWHERE = ["", "Acme Freight", "", ""]
MARA = ["Mara Ostrander", "Acme Freight", "Jackson", "MS"]
WES = ["Wes Calloway", "Acme Freight", "Tulsa", "OK"]
ROBIN = ["Robin Tansy", "Acme Freight", "", ""]


@pytest.fixture(params=["contacts", "attendees"])
def kind(request):
    return request.param


def listed(folder, *some, headers=HEADERS, name="list.csv"):
    return file_of(folder, [headers, *some], name)


def companies():
    return sorted(Organization.objects.values_list("name", "city", "state"))


def works_in():
    return dict(Post.objects.values_list("person__name", "organization__state"))


def choices(run, line):
    return list(run.rows.get(line=line).choices.values_list("key", "label"))


# --- rows with nobody in them


def test_in_two_states_they_are_two_and_the_same_file_again_changes_nothing(larch, tmp_path):
    path = listed(tmp_path, JACKSON, TULSA)

    run = brought(larch, path, "contacts")

    assert (verdicts(run), said(run)) == ({"new": 2}, {})
    assert companies() == [("Acme Freight", "Jackson", "MS"), ("Acme Freight", "Tulsa", "OK")]
    assert changes_nothing(larch, path, "contacts")


@pytest.mark.parametrize(
    ("other", "called"), [("contacts", "Company"), ("places", "Site"), ("carriers", "Company")]
)
def test_they_are_two_whichever_list_brought_the_first(larch, tmp_path, other, called):
    earlier = listed(tmp_path, JACKSON[1:], headers=[called, "City", "State"], name="earlier.csv")
    brought(larch, earlier, other)

    run = brought(larch, listed(tmp_path, TULSA), "contacts")

    assert verdicts(run) == {"new": 1}
    assert companies() == [("Acme Freight", "Jackson", "MS"), ("Acme Freight", "Tulsa", "OK")]


def test_a_state_that_the_zip_code_tells_counts(larch, tmp_path):
    headers = ["Company", "Zip"]

    run = brought(
        larch,
        listed(tmp_path, ["Acme Freight", "39201"], ["Acme Freight", "74103"], headers=headers),
        "contacts",
    )

    assert verdicts(run) == {"new": 2}
    assert companies() == [("Acme Freight", "Jackson", "MS"), ("Acme Freight", "Tulsa", "OK")]


def test_in_another_town_of_the_state_it_is_one_and_the_row_says_what_is_left_out(larch, tmp_path):
    path = listed(tmp_path, JACKSON, BILOXI)

    run = brought(larch, path, "contacts")

    says = "“Acme Freight” is known in Jackson, MS; the Biloxi, MS of this row is left out."
    assert (verdicts(run), said(run)) == ({"new": 1, "same": 1}, {3: says})
    assert companies() == [("Acme Freight", "Jackson", "MS")]
    assert changes_nothing(larch, path, "contacts")


def test_an_address_with_a_street_is_kept_as_an_office_and_not_left_out(larch, tmp_path):
    headers = [*HEADERS, "Street"]
    path = listed(tmp_path, [*JACKSON, "1 Mill Road"], [*BILOXI, "2 Beach Blvd"], headers=headers)

    run = brought(larch, path, "contacts")

    assert said(run) == {}
    assert sorted(Site.objects.values_list("street", "city")) == [
        ("1 Mill Road", "Jackson"), ("2 Beach Blvd", "Biloxi"),
    ]  # fmt: skip
    assert changes_nothing(larch, path, "contacts")


@pytest.mark.parametrize("order", list(permutations([NOWHERE, TULSA])))
def test_one_that_says_no_state_is_the_one_that_does(larch, tmp_path, order):
    path = listed(tmp_path, *order)

    run = brought(larch, path, "contacts")

    assert verdicts(run) == {"new": 1, "same": 1}
    assert companies() == [("Acme Freight", "Tulsa", "OK")]
    assert changes_nothing(larch, path, "contacts")


def test_a_row_that_says_no_state_asks_which_of_two_it_is(larch, tmp_path):
    run = tried(larch, listed(tmp_path, NOWHERE, JACKSON, TULSA), "contacts")
    assert verdicts(run) == {"new": 2, "asks": 1}
    assert choices(run, 2) == [
        ("row:L3", "Acme Freight, Jackson, MS"), ("row:L4", "Acme Freight, Tulsa, OK"),
        ("new", "Another one"),
    ]  # fmt: skip

    answer(run, 2, "row:L4", by=DANA, now=NOW)
    assert verdicts(run) == {"new": 2, "same": 1}
    apply(run, by=DANA, now=NOW)

    assert verdicts(run) == {"new": 2, "same": 1}
    assert len(companies()) == 2


def test_who_stands_without_a_place_gets_it_and_gives_it_back(larch, tmp_path):
    stands = rows.organization(larch, "Acme Freight")
    path = listed(tmp_path, TULSA)
    before = everything()

    run = brought(larch, path, "contacts")

    assert (verdicts(run), said(run)) == ({"changed": 1}, {2: "city: Tulsa; state: OK."})
    stands.refresh_from_db()
    assert (stands.city, stands.state) == ("Tulsa", "OK")
    assert changes_nothing(larch, path, "contacts")
    undo(run, by=DANA, now=NOW)
    stands.refresh_from_db()
    assert (stands.city, stands.state) == ("", "")
    assert everything()["Organization"] == before["Organization"]


def test_of_one_without_a_place_the_first_row_tells_it_and_the_next_is_another(larch, tmp_path):
    rows.organization(larch, "Acme Freight")
    path = listed(tmp_path, JACKSON, TULSA)

    run = brought(larch, path, "contacts")

    assert verdicts(run) == {"new": 1, "changed": 1}
    assert companies() == [("Acme Freight", "Jackson", "MS"), ("Acme Freight", "Tulsa", "OK")]
    assert changes_nothing(larch, path, "contacts")


def test_all_of_it_is_taken_back(larch, tmp_path):
    rows.organization(larch, "Acme Freight", city="Jackson", state="MS")
    before = everything()

    run = brought(larch, listed(tmp_path, JACKSON, TULSA, MARA, WES), "contacts")
    assert (len(companies()), Person.objects.count()) == (2, 2)
    undo(run, by=DANA, now=NOW)

    assert everything() == before


# --- rows with a person


def test_people_in_two_states_work_for_one_company(larch, tmp_path, kind):
    path = listed(tmp_path, MARA, WES, ROBIN)

    run = brought(larch, path, kind)

    says = "“Acme Freight” is known in Jackson, MS; the Tulsa, OK of this row is left out."
    assert (verdicts(run), said(run)) == ({"new": 3}, {3: says})
    assert companies() == [("Acme Freight", "Jackson", "MS")]
    assert changes_nothing(larch, path, kind)


@pytest.mark.parametrize("order", list(permutations([MARA, WES, TULSA])))
def test_a_company_s_own_row_says_where_it_is_in_whichever_order(larch, tmp_path, order):
    path = listed(tmp_path, *order)

    run = brought(larch, path, "contacts")

    says = "“Acme Freight” is known in Tulsa, OK; the Jackson, MS of this row is left out."
    assert (verdicts(run), said(run)) == ({"new": 3}, {2 + order.index(MARA): says})
    assert companies() == [("Acme Freight", "Tulsa", "OK")]
    assert Post.objects.count() == 2
    assert changes_nothing(larch, path, "contacts")


def test_of_two_companies_people_work_for_the_one_where_they_are(larch, tmp_path):
    path = listed(tmp_path, WES, MARA, JACKSON, TULSA)

    run = brought(larch, path, "contacts")

    assert (verdicts(run), said(run)) == ({"new": 4}, {})
    assert works_in() == {"Mara Ostrander": "MS", "Wes Calloway": "OK"}
    assert changes_nothing(larch, path, "contacts")


def test_of_two_companies_it_is_asked_for_whom_somebody_works_and_once(larch, tmp_path):
    path = listed(tmp_path, ROBIN, JACKSON, TULSA)
    run = tried(larch, path, "contacts")
    assert verdicts(run) == {"new": 2, "asks": 1}

    answer(run, 2, "row:L4", by=DANA, now=NOW)
    apply(run, by=DANA, now=NOW)

    assert verdicts(run) == {"new": 3}
    assert works_in() == {"Robin Tansy": "OK"}
    assert changes_nothing(larch, path, "contacts")


def test_what_is_asked_may_be_answered_after_the_others_went_in(larch, tmp_path):
    path = listed(tmp_path, ROBIN, JACKSON, TULSA)
    run = brought(larch, path, "contacts")
    [jackson, _tulsa] = Organization.objects.order_by("city")
    assert choices(run, 2)[0][0] == str(jackson.pk)

    answer(run, 2, str(jackson.pk), by=DANA, now=NOW)
    apply(run, by=DANA, now=NOW)

    assert works_in() == {"Robin Tansy": "MS"}
    assert changes_nothing(larch, path, "contacts")


def test_another_one_of_the_name_is_a_company_of_its_own(larch, tmp_path):
    path = listed(tmp_path, ["Robin Tansy", "Acme Freight", "Waco", "TX"], JACKSON, TULSA)
    run = tried(larch, path, "contacts")

    answer(run, 2, "new", by=DANA, now=NOW)
    apply(run, by=DANA, now=NOW)

    assert works_in() == {"Robin Tansy": "TX"}
    assert len(companies()) == 3
    assert changes_nothing(larch, path, "contacts")


# --- where only a person has said where a company is


@pytest.fixture
def by_mara(larch, tmp_path):
    """Acme Freight, in Jackson as its safety director is."""
    brought(larch, listed(tmp_path, MARA, name="earlier.csv"), "contacts")
    return Organization.objects.get()


def test_where_a_person_is_may_not_be_the_company_s_place_so_it_is_asked(larch, tmp_path, by_mara):
    run = tried(larch, listed(tmp_path, TULSA), "contacts")

    assert verdicts(run) == {"asks": 1}
    assert said(run) == {
        2: "“Acme Freight” is known in Jackson, MS, which may be where one of its people is; this "
        "row says Tulsa, OK. Is it the same?"
    }
    assert choices(run, 2) == [
        (str(by_mara.pk), "Acme Freight, Jackson, MS"), ("new", "Another one"),
    ]  # fmt: skip


def test_if_it_is_the_same_its_own_row_counts(larch, tmp_path, by_mara):
    path = listed(tmp_path, TULSA)
    before = everything()
    run = tried(larch, path, "contacts")

    answer(run, 2, str(by_mara.pk), by=DANA, now=NOW)
    apply(run, by=DANA, now=NOW)

    assert verdicts(run) == {"changed": 1}
    assert said(run) == {2: "city: “Jackson” becomes “Tulsa”; state: “MS” becomes “OK”."}
    assert companies() == [("Acme Freight", "Tulsa", "OK")]
    assert changes_nothing(larch, path, "contacts")
    undo(run, by=DANA, now=NOW)
    assert everything()["Organization"] == before["Organization"]


def test_if_it_is_the_same_and_says_no_town_the_town_of_the_other_state_goes(
    larch, tmp_path, by_mara
):
    run = tried(larch, listed(tmp_path, ["", "Acme Freight", "", "OK"]), "contacts")

    answer(run, 2, str(by_mara.pk), by=DANA, now=NOW)
    apply(run, by=DANA, now=NOW)

    assert companies() == [("Acme Freight", "", "OK")]


def test_if_it_is_another_they_are_two(larch, tmp_path, by_mara):
    path = listed(tmp_path, TULSA)
    run = tried(larch, path, "contacts")

    answer(run, 2, "new", by=DANA, now=NOW)
    apply(run, by=DANA, now=NOW)

    assert verdicts(run) == {"new": 1}
    assert companies() == [("Acme Freight", "Jackson", "MS"), ("Acme Freight", "Tulsa", "OK")]
    assert works_in() == {"Mara Ostrander": "MS"}
    assert changes_nothing(larch, path, "contacts")


def test_once_its_own_row_has_said_it_another_state_is_another_company(larch, tmp_path, by_mara):
    run = tried(larch, listed(tmp_path, TULSA), "contacts")
    answer(run, 2, str(by_mara.pk), by=DANA, now=NOW)
    apply(run, by=DANA, now=NOW)

    run = brought(larch, listed(tmp_path, JACKSON), "contacts")

    assert verdicts(run) == {"new": 1}
    assert len(companies()) == 2


# --- who imports for a part


def of_host(program, member, path):
    return check(
        take_in(program, path, file_name=path.name, kind="contacts", by=member.user.email, now=NOW),
        now=NOW,
    )


def test_of_a_host_another_state_s_company_is_refused_and_joins_none(larch, wes, tmp_path):
    rows.organization(larch, "Acme Freight", city="Jackson", state="MS")

    run = of_host(larch, wes, listed(tmp_path, JACKSON, TULSA))

    assert verdicts(run) == {"same": 1, "refused": 1}


def test_a_host_places_no_company_outside_of_their_part(larch, wes, tmp_path):
    apply(of_host(larch, wes, listed(tmp_path, JACKSON)), by=DANA, now=NOW)
    # As one that a list without places has brought.
    Organization.objects.update(city="", state="")

    run = of_host(larch, wes, listed(tmp_path, TULSA))
    says = (
        "“Acme Freight” stays without a place: Tulsa, OK lies outside the part that this import "
        "reaches."
    )
    assert (verdicts(run), said(run)) == ({"same": 1}, {2: says})

    run = of_host(larch, wes, listed(tmp_path, BILOXI))
    assert verdicts(run) == {"changed": 1}


# --- over the batches of a long file


def test_a_company_s_own_row_far_behind_its_people_s_is_asked_about(larch, tmp_path, long_files):
    others = [[f"Jon Pell {number}", "Quillport", "", ""] for number in "abcd"]
    path = listed(tmp_path, MARA, *others, TULSA)
    run = tried(larch, path, "contacts")
    assert verdicts(run) == {"new": 5, "asks": 1}
    assert [key for key, _label in choices(run, 7)] == ["row:L2", "new"]

    answer(run, 7, "row:L2", by=DANA, now=NOW)
    assert verdicts(run) == {"new": 5, "changed": 1}
    apply(run, by=DANA, now=NOW)

    assert verdicts(run) == {"new": 5, "changed": 1}
    assert companies() == [("Acme Freight", "Tulsa", "OK"), ("Quillport", "", "")]
    assert changes_nothing(larch, path, "contacts")
    undo(run, by=DANA, now=NOW)
    assert not (companies() or FieldChange.objects.exists())


def test_a_place_that_is_told_far_behind_is_filled_in(larch, tmp_path, long_files):
    others = [[f"Jon Pell {number}", "Quillport", "", ""] for number in "abcd"]
    path = listed(tmp_path, NOWHERE, *others, TULSA, JACKSON)

    run = brought(larch, path, "contacts")

    assert verdicts(run) == {"new": 6, "changed": 1}
    assert companies()[:2] == [("Acme Freight", "Jackson", "MS"), ("Acme Freight", "Tulsa", "OK")]
    assert {row.verdict for row in tried(larch, path, "contacts").rows.all()} == {"asks"}
    undo(run, by=DANA, now=NOW)
    assert not companies()


@pytest.mark.parametrize("many", [1, 6])
def test_the_directory_is_asked_as_often_for_many_companies(larch, tmp_path, many):
    brought(
        larch,
        listed(tmp_path, *([f"Jon Pell {n}", f"Acme {n}", "", "MS"] for n in range(many))),
        "contacts",
    )
    run = taken(
        larch, listed(tmp_path, *(["", f"Acme {n}", "", "OK"] for n in range(many))), "contacts"
    )

    with CaptureQueriesContext(connection) as asked:
        check(run, now=NOW)

    assert verdicts(run) == {"asks": many}
    assert len([one for one in asked if "directory_fieldchange" in one["sql"]]) == 1
