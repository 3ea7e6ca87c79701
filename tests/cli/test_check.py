"""`muster check`: what stands in the way of a report; the exit code says whether anything does."""

import pytest

from muster.reports.models import Override, Passage

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(gulfport):
    """A count that somebody typed, which no reason lets stand."""
    return Passage.objects.create(
        build=gulfport, kind="summary", position=99, text="We counted 41 promises."
    )


def test_what_ships_has_no_open_flag(muster, gulfport):
    said = muster("check", "ms-gulfport-2020")

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[-1].startswith("ms-gulfport-2020: 0 red, ")


def test_an_open_red_flag_ends_with_1(muster, typed):
    said = muster("check", "ms-gulfport-2020")

    assert said.code == 1
    assert said.out.splitlines()[0] == "Open red flags; they hold the release back:"
    assert "  summary:99 “41”" in said.out.splitlines()


def test_json_tells_each_finding_with_its_place_and_reason(muster, typed):
    told = muster("check", "ms-gulfport-2020", "--format", "json").json

    (flag,) = told["open"]
    assert (flag["place"], flag["words"], flag["overridable"]) == ("summary:99", "41", False)
    assert typed.text[flag["start"] : flag["end"]] == "41"
    assert flag["reason"]
    assert len(told["overridden"]) == Override.objects.count()
    assert {row["why"] for row in told["overridden"]} == {"Published in 2020."}
