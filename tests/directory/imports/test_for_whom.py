"""For which of several companies of one name somebody works: where they have a post, or are."""

import pytest

from muster.directory.imports.apply import apply
from muster.directory.models import Organization, Person, Post
from muster.directory.search import Noun
from tests import rows
from tests.directory.imports.bring import (
    DANA,
    NOW,
    brought,
    changes_nothing,
    file_of,
    said,
    tried,
    verdicts,
)
from tests.directory.imports.test_taken_along import took

HEADERS = ["Name", "Company", "Title", "City", "State"]
PLACES = ["Company", "City", "State"]


def listed(folder, *some, headers=HEADERS, name="list.csv"):
    return file_of(folder, [headers, *some], name)


def posts():
    named = ("person__key", "organization__state", "title")
    return sorted(Post.objects.values_list(*named))


@pytest.fixture
def acme(larch):
    """Two companies of one name, by state."""
    found = {}
    for city, state in (("Jackson", "MS"), ("Tulsa", "OK")):
        made = rows.organization(larch, f"Acme {state}", city=city, state=state)
        Organization.objects.filter(pk=made.pk).update(name="Acme")
        found[state] = made
    return found


def human(program, name, *held, key=""):
    key = key or name.lower().replace(" ", "-")
    person = Person.objects.create(program=program, key=key, name=name)
    for organization, title in held:
        Post.objects.create(program=program, person=person, organization=organization, title=title)
    return person


def test_a_company_that_comes_later_takes_nobody_from_the_one_where_they_work(larch, tmp_path):
    brought(larch, listed(tmp_path, ["Acme", "Jackson", "MS"], headers=PLACES), "carriers")
    wes = ["Wes Calloway", "Acme", "Driver", "Tulsa", "OK"]
    path = listed(tmp_path, wes, ["Robin Tansy", "Acme", "", "", ""], name="came.csv")
    brought(larch, path, "attendees")

    other = listed(tmp_path, ["Acme", "Tulsa", "OK"], headers=PLACES, name="other.csv")
    assert verdicts(brought(larch, other, "carriers")) == {"new": 1}

    elsewhere = "“Acme” is known in Jackson, MS; the Tulsa, OK of this row is left out."
    assert changes_nothing(larch, path, "attendees", says={2: elsewhere})
    jon = listed(tmp_path, ["Jon Pell", *wes[1:]], name="next.csv")
    brought(larch, jon, "attendees")
    assert dict(Post.objects.values_list("person__name", "organization__state")) == {
        "Wes Calloway": "MS", "Robin Tansy": "MS", "Jon Pell": "OK",
    }  # fmt: skip


def test_of_several_where_they_have_posts_it_is_the_one_where_they_are(larch, acme, tmp_path):
    human(larch, "Wes Calloway", (acme["MS"], "Driver"), (acme["OK"], "Driver"))

    run = brought(larch, listed(tmp_path, ["Wes Calloway", "Acme", "Chief", "", "OK"]), "contacts")

    assert verdicts(run) == {"changed": 1}
    assert posts() == [("wes-calloway", "MS", "Driver"), ("wes-calloway", "OK", "Chief")]


def test_a_post_that_has_ended_tells_nothing_beside_one_that_has_not(larch, acme, tmp_path):
    quill = rows.organization(larch, "Quillport")
    human(larch, "Wes Calloway", (quill, ""), (acme["MS"], "Driver"), (acme["OK"], "Driver"))
    human(larch, "Robin Tansy", (quill, ""), (acme["OK"], "Driver"))
    Post.objects.filter(organization=acme["MS"]).update(to_on=rows.TODAY)
    Post.objects.filter(person__name="Robin Tansy", title="Driver").update(to_on=rows.TODAY)
    robin = ["Robin Tansy", "Acme", "Driver", "", ""]

    assert changes_nothing(
        larch,
        listed(tmp_path, ["Wes Calloway", "Acme", "Driver", "", ""], robin),
        "contacts",
        says={},
    )


@pytest.mark.parametrize("titles", [("Driver", "Driver"), ("", ""), ("Driver", "Chief")])
def test_who_works_for_two_of_one_name_comes_back_in_our_own_table(larch, acme, tmp_path, titles):
    quill = rows.organization(larch, "Quillport")
    held = [(quill, titles[0]), (acme["MS"], titles[0]), (acme["OK"], titles[1])]
    human(larch, "Wes Calloway", *held)

    assert changes_nothing(larch, took(tmp_path, larch, Noun.PERSON, "csv"), says={})


def test_two_of_one_name_at_two_of_one_name_are_told_apart_by_their_keys(larch, acme, tmp_path):
    human(larch, "Wes Calloway", (acme["MS"], "Driver"), key="wes-1")
    human(larch, "Wes Calloway", (acme["OK"], "Driver"), key="wes-2")
    human(larch, "Wes Calloway", key="wes-3")
    path = took(tmp_path, larch, Noun.PERSON, "csv")

    assert changes_nothing(larch, path, says={})
    path.write_text(path.read_text().replace("Driver,Acme", "Chief,Acme", 2))
    brought(larch, path)
    assert posts() == [("wes-1", "MS", "Chief"), ("wes-2", "OK", "Chief")]


def test_what_an_earlier_row_of_the_file_brought_is_no_post_that_stood(
    larch, acme, tmp_path, long_files
):
    jon = [[f"Jon {name}", "Quillport", "", "", ""] for name in ("Pell", "Lee", "Hale")]
    here = ["Wes Calloway", "Acme", "Driver", "Jackson", "MS"]
    there = ["Wes Calloway", "Acme", "Driver", "Tulsa", "OK"]
    path = listed(tmp_path, here, *jon, there)

    run = tried(larch, path, "contacts")
    before = (verdicts(run), said(run))
    apply(run, by=DANA, now=NOW)

    assert before[0] == {"new": 4, "asks": 1}
    assert verdicts(run) == before[0]
