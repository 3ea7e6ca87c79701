"""A published version that comes in must be whole, of this build, and read where it should be."""

import json

import pytest

from muster.reports.models import PublicAddress, Report
from muster.reports.shape import LATER, SHAPE, Maybe, wrong_shape
from muster.reports.snapshot import canonical, hash_of, snapshot_of
from tests.docs.test_report_json import documented
from tests.packets.papers import (
    ROWS,
    SNAPSHOT,
    load,
    published,
    refused,
    rows_with,
    small,
    turned_away,
)

WHOLE = json.loads(SNAPSHOT)
ROW = {"to": "Birchline", "stage": "met"}


def with_report(**changes):
    """The packet whose published report says something else, under its right hash."""
    content = WHOLE | changes
    content["hash"] = hash_of(content)
    files = published(
        reports=rows_with("reports", 1, hash=content["hash"]),
        sign_offs=rows_with("sign_offs", 1, hash=content["hash"]),
    )
    return {**files, "reports/001.json": canonical(content).encode()}


def without(name, part=WHOLE):
    return {key: value for key, value in part.items() if key != name}


@pytest.mark.django_db
def test_a_whole_report_of_this_build_comes_in():
    load(with_report(mission="Another mission."))

    assert json.loads(Report.objects.get().snapshot)["mission"] == "Another mission."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"format": "muster-report-9"}, "its format is not muster-report-1, the only one that"),
        ({"figures": None}, "the field “figures” is not what it must be: a list."),
        ({"figures": [{}]}, "the field “figures[].key” is missing."),
        ({"guidance": []}, "the field “guidance” is not what it must be: an object."),
        ({"participants": "67"}, "the field “participants” is not what it must be: whole number."),
        ({"summary": [1]}, "the field “summary[]” is not what it must be: text."),
        (
            {"build": WHOLE["build"] | {"date": "12.3.2026"}},
            "the field “build.date” is not what it must be: day.",
        ),
        (
            {"partners": [{"part": "owner", "name": "A", "words": "", "url": ""}]},
            "the field “partners[].part” is not what it must be: one of host, primary_sponsor, "
            "sponsor, supporter.",
        ),
        (
            {"build": WHOLE["build"] | {"key": "harbor-2025"}},
            "the field “build.key” is “harbor-2025”, and the packet is of “harbor-2026”.",
        ),
        (
            {"program": WHOLE["program"] | {"key": "haven"}},
            "the field “program.key” is “haven”, and the packet is of “harbor”.",
        ),
    ],
)
def test_a_hollow_or_foreign_report_is_refused(changes, says):
    (first, *_others) = refused(with_report(**changes))

    assert first.startswith(f"reports.csv, row 2, snapshot: {says}")


@pytest.mark.parametrize("name", sorted(SHAPE))
def test_no_field_may_be_missing(name):
    assert list(wrong_shape(WHOLE)) == []

    assert list(wrong_shape(without(name))) == [f"the field “{name}” is missing."]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["gulfport", "sample"])
def test_what_is_frozen_here_is_whole(name, request):
    assert list(wrong_shape(snapshot_of(request.getfixturevalue(name)))) == []


def paths(shape, path=""):
    if isinstance(shape, Maybe) and isinstance(shape.shape, dict):
        yield path
        shape = shape.shape
    if isinstance(shape, dict):
        for key, inner in shape.items():
            yield from paths(inner, f"{path}.{key}" if path else key)
    elif isinstance(shape, list) and isinstance(shape[0], dict):
        yield from paths(shape[0], f"{path}[]")
    else:
        yield path


def test_the_shape_has_every_field_of_the_reference():
    assert sorted(paths(SHAPE)) == sorted(documented())
    assert LATER - set(documented()) == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slug", "listed", "says"),
    [
        ("harbor-2025", "yes", "a listed address ends in the key of the build, “harbor-2026”."),
        ("harbor-2026", "no", "an address that is not listed has 20 letters that spell nothing."),
        ("bcdfghjkmnpqrstvwxy", "no", "an address that is not listed has 20 letters that spell"),
    ],
)
def test_an_address_is_one_that_muster_makes(slug, listed, says):
    load(small(public_addresses=[{"slug": "bcdfghjkmnpqrstvwxyz", "listed": "no"}]))
    assert PublicAddress.objects.get().slug == "bcdfghjkmnpqrstvwxyz"

    (found,) = refused(small(public_addresses=[{"slug": slug, "listed": listed}]), replace=True)

    assert found.startswith(f"public_addresses.csv, row 2, slug: {says}")


@pytest.mark.django_db
def test_what_was_published_in_a_place_stays_there():
    moved = [row | {"position": str(3 - int(row["position"]))} for row in ROWS["outcomes"]]
    load(small())
    load(small(outcomes=moved), replace=True)
    load(published(), replace=True)

    error = turned_away(published(outcomes=moved), replace=True)

    assert [str(problem) for problem in error.problems] == [
        "outcomes.csv, position: “pinewick-trained” was published in place 1, and cannot move.",
        "outcomes.csv, position: “introductions” was published in place 2, and cannot move.",
    ]
