"""What a person’s row tells of the place of their company is its first word, or left out."""

import pytest

from muster.directory.imports.check import check
from muster.directory.imports.take_in import take_in
from muster.directory.models import Organization, Site
from tests import rows
from tests.directory.imports.bring import NOW, brought, file_of, said, tried, verdicts

HEADERS = ["Name", "Company", "City", "State"]
MOE = ["Moe Norby", "Alderpost", "Mobile", "AL"]
NAN = ["Nan Orwell", "Alderpost", "Biloxi", "MS"]
LEFT_OUT = "“Alderpost” is known in Mobile, AL; the Biloxi, MS of this row is left out."


@pytest.fixture(params=["contacts", "attendees"])
def kind(request):
    return request.param


def listed(folder, *some, headers=HEADERS):
    return file_of(folder, [headers, *some])


def places():
    return list(Organization.objects.values_list("city", "state"))


def test_another_state_is_left_out_and_told(larch, tmp_path, kind):
    path = listed(tmp_path, MOE, NAN)

    run = brought(larch, path, kind)

    assert (verdicts(run), said(run), places()) == (
        {"new": 2}, {3: LEFT_OUT}, [("Mobile", "AL")],
    )  # fmt: skip
    run = tried(larch, path, kind)
    assert (verdicts(run), said(run)) == ({"same": 2}, {3: LEFT_OUT})


def test_another_town_of_the_state_is_the_persons_and_nothing_is_told(larch, tmp_path, kind):
    run = brought(larch, listed(tmp_path, MOE, [*NAN[:2], "Selma", "AL"]), kind)

    assert (said(run), places()) == ({}, [("Mobile", "AL")])


def test_an_address_with_a_street_is_kept_as_an_office_and_not_left_out(larch, tmp_path, kind):
    headers = [*HEADERS, "Street"]

    run = brought(larch, listed(tmp_path, [*MOE, ""], [*NAN, "1 Main St"], headers=headers), kind)

    assert said(run) == {}
    assert list(Site.objects.values_list("city", "state")) == [("Biloxi", "MS")]


def test_the_first_state_that_a_row_tells_is_the_companys(larch, tmp_path, kind):
    path = listed(tmp_path, ["Ida Teal", "Alderpost", "", ""], NAN, MOE)

    run = brought(larch, path, kind)

    says = "“Alderpost” is known in MS; the Mobile, AL of this row is left out."
    assert (verdicts(run), said(run), places()) == ({"new": 3}, {4: says}, [("", "MS")])
    assert verdicts(tried(larch, path, kind)) == {"same": 3}


def test_a_company_with_a_town_of_its_own_gets_no_state_of_another_row(larch, tmp_path, kind):
    brought(larch, listed(tmp_path, [*MOE[:3], ""], NAN), kind)

    assert places() == [("Mobile", "")]


def test_who_stands_already_gets_no_state_from_its_people(larch, tmp_path, kind):
    rows.organization(larch, "Alderpost")

    run = brought(larch, listed(tmp_path, NAN), kind)

    assert (said(run), places()) == ({}, [("", "")])


def test_to_a_host_no_company_gets_a_state_that_its_own_row_does_not_say(larch, wes, tmp_path):
    path = listed(tmp_path, ["Ida Teal", "Alderpost", "", ""], NAN)
    run = take_in(larch, path, file_name="a.csv", kind="contacts", by=wes.user.email, now=NOW)

    assert verdicts(check(run, now=NOW)) == {"new": 1, "refused": 1}
