"""Several posts in one row: title by title beside the organizations, as in our own tables."""

import pytest

from muster.directory.imports.answers import answer
from muster.directory.imports.apply import apply
from muster.directory.imports.undo import undo
from muster.directory.models import Organization, Post
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

HEADERS = ["Name", "Posts", "Organizations"]


def listed(folder, *some, headers=HEADERS):
    return file_of(folder, [headers, *some])


def posts_of(name):
    held = Post.objects.filter(person__name=name, to_on=None)
    return list(held.order_by("pk").values_list("organization__name", "title"))


def test_the_second_title_is_that_of_the_second_organization(larch, tmp_path):
    path = listed(tmp_path, ["Mara Ostrander", "Owner; ; Driver", "Pinewick; Acme; Quillport"])

    run = brought(larch, path)

    says = "Organizations: Read as 3: “Pinewick”, “Acme”, “Quillport”."
    assert (verdicts(run), said(run)) == ({"new": 1}, {2: says})
    assert posts_of("Mara Ostrander") == [
        ("Pinewick", "Owner"), ("Acme", ""), ("Quillport", "Driver"),
    ]  # fmt: skip
    assert verdicts(tried(larch, path)) == {"same": 1}


def test_all_titles_are_those_of_the_only_organization(larch, tmp_path):
    path = listed(tmp_path, ["Mara Ostrander", "Owner; Driver", "Pinewick"])

    brought(larch, path)

    assert posts_of("Mara Ostrander") == [("Pinewick", "Owner"), ("Pinewick", "Driver")]
    assert verdicts(tried(larch, path)) == {"same": 1}


def test_a_title_beside_no_organization_is_left_out_and_said(larch, tmp_path):
    path = listed(tmp_path, ["Mara Ostrander", "Owner; Driver; Chief", "Pinewick; Acme"])

    run = brought(larch, path)

    assert said(run) == {
        2: "Organizations: Read as 2: “Pinewick”, “Acme”. “Chief” is left out: no organization "
        "stands beside it.",
    }
    assert posts_of("Mara Ostrander") == [("Pinewick", "Owner"), ("Acme", "Driver")]


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("Smith, Jones; & Co", {2: "Employers: Read as 2: “Smith, Jones”, “& Co”."}),
        ("Pinewick; ", {}),
        ('"Smith; Sons"', {}),
        ('"Smith; Sons"; Acme', {2: "Employers: Read as 2: “Smith; Sons”, “Acme”."}),
    ],
)
def test_a_cell_that_is_taken_apart_says_as_what_it_was_read(larch, tmp_path, cell, says):
    path = listed(tmp_path, ["Mara Ostrander", "", cell], headers=["Name", "Posts", "Employers"])

    assert said(brought(larch, path)) == says
    assert said(tried(larch, path)) == {}


@pytest.mark.parametrize("header", ["Company", "Organization"])
def test_a_column_of_one_organization_has_one_in_a_cell(larch, tmp_path, header):
    path = listed(tmp_path, ["Mara Ostrander", "Smith; Sons"], headers=["Name", header])

    brought(larch, path)

    assert posts_of("Mara Ostrander") == [("Smith; Sons", "")]


def test_who_stands_with_one_post_gets_the_other_and_gives_it_back(larch, tmp_path):
    brought(larch, listed(tmp_path, ["Mara Ostrander", "Owner", "Pinewick"]))
    before = everything()

    run = brought(larch, listed(tmp_path, ["Mara Ostrander", "Driver; Owner", "Pinewick"]))
    assert verdicts(run) == {"changed": 1}
    assert posts_of("Mara Ostrander") == [("Pinewick", "Owner"), ("Pinewick", "Driver")]

    undo(run, by=DANA, now=NOW)
    assert everything() == before


@pytest.mark.parametrize("held", ["", "Chief"])
@pytest.mark.parametrize("companies", ["Pinewick", "Pinewick; Pinewick"])
def test_a_post_that_one_title_renames_is_not_that_of_the_next(larch, tmp_path, held, companies):
    brought(larch, listed(tmp_path, ["Mara Ostrander", held, "Pinewick"]))
    path = listed(tmp_path, ["Mara Ostrander", "Owner; Driver", companies])

    run = brought(larch, path)

    assert verdicts(run) == {"changed": 1}
    assert posts_of("Mara Ostrander") == [("Pinewick", "Owner"), ("Pinewick", "Driver")]
    before = everything()
    assert verdicts(brought(larch, path)) == {"same": 1}
    assert {name for name, told in everything().items() if told != before[name]} == {"Source"}


def test_a_title_that_an_earlier_row_has_renamed_stays_and_the_next_is_a_post(larch, tmp_path):
    brought(larch, listed(tmp_path, ["Mara Ostrander", "Chief", "Pinewick"]))
    path = listed(
        tmp_path,
        ["Mara Ostrander", "Owner", "Pinewick"],
        ["Mara Ostrander", "Driver; Loader", "Pinewick"],
    )

    run = brought(larch, path)

    assert verdicts(run) == {"changed": 2}
    assert posts_of("Mara Ostrander") == [("Pinewick", "Owner"), ("Pinewick", "Loader")]
    assert verdicts(tried(larch, path)) == {"same": 2}


def test_who_is_known_by_any_of_the_posts_is_the_same(larch, tmp_path):
    brought(larch, listed(tmp_path, ["Mara Ostrander", "Owner", "Pinewick"]))

    run = brought(larch, listed(tmp_path, ["Mara Ostrander", "Driver; Owner", "Acme; Pinewick"]))

    assert verdicts(run) == {"changed": 1}
    assert sorted(posts_of("Mara Ostrander")) == [("Acme", "Driver"), ("Pinewick", "Owner")]


def test_a_row_with_nobody_in_it_brings_all_its_companies(larch, tmp_path):
    headers = ["Name", "Companies", "Title", "City", "State"]
    nobody = ["", "Acme; Quillport", "", "Jackson", "MS"]
    robin = ["Robin Tansy", "Quillport", "Chief", "", "MS"]
    path = listed(tmp_path, nobody, robin, headers=headers)

    run = brought(larch, path, "contacts")

    assert verdicts(run) == {"new": 2}
    assert sorted(Organization.objects.values_list("name", "city", "state")) == [
        ("Acme", "Jackson", "MS"), ("Quillport", "Jackson", "MS"),
    ]  # fmt: skip
    assert posts_of("Robin Tansy") == [("Quillport", "Chief")]
    assert verdicts(tried(larch, path, "contacts")) == {"same": 2}


def test_a_second_company_alone_that_is_new_is_a_change(larch, tmp_path):
    rows.organization(larch, "Acme")
    path = listed(tmp_path, ["", "", "Acme; Quillport; ACME; quillport"])

    run = tried(larch, path, "contacts")
    assert verdicts(run) == {"changed": 1}
    apply(run, by=DANA, now=NOW)

    assert list(Organization.objects.order_by("pk").values_list("name")) == [
        ("Acme",), ("Quillport",),
    ]  # fmt: skip
    assert verdicts(tried(larch, path, "contacts")) == {"same": 1}


def test_a_row_with_nobody_in_it_says_of_each_company_where_it_is(larch, tmp_path):
    rows.organization(larch, "Acme")
    rows.organization(larch, "Quillport")
    rows.organization(larch, "Tern", city="Biloxi", state="MS")
    headers = ["Companies", "City", "State"]
    path = listed(tmp_path, ["Acme; Tern; Quillport; Odd", "Jackson", "MS"], headers=headers)
    before = everything()

    run = brought(larch, path, "contacts")

    assert (verdicts(run), said(run)) == ({"changed": 1}, {
        2: "Companies: Read as 4: “Acme”, “Tern”, “Quillport”, “Odd”. city: Jackson; state: MS. "
        "Quillport: city: Jackson; state: MS. “Tern” is known in Biloxi, MS; the Jackson, MS of "
        "this row is left out.",
    })  # fmt: skip
    assert sorted(Organization.objects.values_list("name", "city", "state")) == [
        ("Acme", "Jackson", "MS"), ("Odd", "Jackson", "MS"), ("Quillport", "Jackson", "MS"),
        ("Tern", "Biloxi", "MS"),
    ]  # fmt: skip
    assert verdicts(tried(larch, path, "contacts")) == {"same": 1}
    undo(run, by=DANA, now=NOW)
    assert everything() == before


def test_a_row_that_asks_who_it_is_brings_none_of_its_companies(larch, tmp_path):
    brought(larch, listed(tmp_path, ["Mara Ostrander", "Owner", "Pinewick"]))
    path = listed(
        tmp_path, ["Mara Ostrander", "", "Acme; Quillport"], ["Jon Pell", "Chief", "Quillport"]
    )

    run = brought(larch, path)

    assert verdicts(run) == {"new": 1, "asks": 1}
    assert not Organization.objects.filter(name="Acme").exists()
    assert posts_of("Jon Pell") == [("Quillport", "Chief")]


def test_it_is_asked_of_each_company_which_one_it_is(larch, tmp_path):
    found = {}
    for name in ("Acme", "Quillport"):
        for state in ("MS", "OK"):
            made = rows.organization(larch, f"{name} {state}", state=state)
            Organization.objects.filter(pk=made.pk).update(name=name)
            found[name, state] = str(made.pk)
    run = tried(larch, listed(tmp_path, ["Mara Ostrander", "Owner; Driver", "Acme; Quillport"]))

    assert verdicts(run) == {"asks": 1}
    answer(run, 2, found["Acme", "OK"], by=DANA, now=NOW)
    assert verdicts(run) == {"asks": 1}
    answer(run, 2, found["Quillport", "MS"], by=DANA, now=NOW)
    apply(run, by=DANA, now=NOW)

    held = Post.objects.order_by("pk").values_list("organization__name", "organization__state")
    assert list(held) == [("Acme", "OK"), ("Quillport", "MS")]


def test_a_cell_with_more_names_than_anybody_has_posts_is_refused(larch, tmp_path):
    run = tried(larch, listed(tmp_path, ["Mara Ostrander", "", "; ".join(["Acme"] * 41)]))

    assert verdicts(run) == {"refused": 1}
    assert said(run) == {2: "It has 41 names; at most 40 are read."}


# --- which column is that of a field


def fields_of(run):
    return {column.header: column.field for column in run.columns.all() if column.field}


@pytest.mark.parametrize(
    ("headers", "field", "header"),
    [
        (["Name", "Roles", "Title", "Company"], "post.title", "Title"),
        (["Name", "Positions", "Company", "Job title"], "post.title", "Job title"),
        (["Name", "Agencies", "Company", "Title"], "organization.name", "Company"),
        (["Name", "Contact: Roles", "Contact: Title", "Company"], "post.title", "Contact: Title"),
        (["Name", "Roles", "Company", "State"], "post.title", "Roles"),
        (["Name", "Cargos", "Empresas", "State"], "organization.name", "Empresas"),
    ],
)
def test_a_heading_of_several_fills_a_field_only_where_none_of_one_does(
    larch, tmp_path, headers, field, header
):
    path = listed(tmp_path, ["Mara Ostrander", "p", "q", "r"], headers=headers)

    by_field = {
        field: header for header, field in fields_of(taken(larch, path, "contacts")).items()
    }

    assert by_field[field] == header


def test_a_count_in_a_list_of_agencies_or_carriers_is_no_name(larch, tmp_path):
    agencies = listed(
        tmp_path, ["MS", "12", "Pinewick PD"], headers=["State", "Agencies", "Agency Name"]
    )
    run = taken(larch, agencies, "agencies")
    assert fields_of(run) == {"State": "site.state", "Agency Name": "organization.name"}

    counted = listed(tmp_path, ["12", "MS"], headers=["Agencies", "State"])
    assert fields_of(taken(larch, counted, "carriers")) == {"State": "site.state"}
