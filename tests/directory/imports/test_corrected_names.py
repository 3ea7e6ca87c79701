"""A key beside another name is asked: the same, now called so, or somebody else."""

import pytest

from muster.directory.imports.answers import answer
from muster.directory.imports.apply import apply
from muster.directory.imports.check import check
from muster.directory.imports.take_in import take_in
from muster.directory.imports.undo import undo
from muster.directory.models import FieldChange, Organization, Person, Post
from tests import rows
from tests.directory.imports.bring import (
    DANA,
    NOW,
    brought,
    everything,
    file_of,
    said,
    tried,
    verdicts,
)

HEADERS = ["Key", "Name", "Title", "Company"]
ASKED = "The key k-1 is Mara Ostrander here. Is it the same?"


def table(folder, *some):
    as_ours = ["Key", "Name", "Posts", "Organizations"]
    return file_of(folder, [as_ours, *some])


@pytest.fixture
def mara(larch):
    company = rows.organization(larch, "Pinewick Freight", state="MS")
    person = Person.objects.create(program=larch, key="k-1", name="Mara Ostrander")
    Post.objects.create(program=larch, person=person, organization=company, title="Owner")
    return person


CORRECTED = ["k-1", "Mara Ostrander-Pell", "Owner", "Pinewick Freight"]


def choices(run, line=2):
    return list(run.rows.get(line=line).choices.values_list("key", "label"))


@pytest.fixture(params=[True, False], ids=["as ours", "mapped by hand"])
def asked(request, larch, mara, tmp_path):
    if request.param:
        return tried(larch, table(tmp_path, CORRECTED))
    path = file_of(tmp_path, [HEADERS, CORRECTED])
    as_ = {0: "person.key", 1: "person.name", 2: "post.title", 3: "organization.name"}
    return tried(larch, path, "contacts", as_=as_)


def test_it_is_asked(asked, mara):
    assert (verdicts(asked), said(asked)) == ({"asks": 1}, {2: ASKED})
    assert choices(asked) == [
        (f"same:{mara.pk}", "The same, now called Mara Ostrander-Pell"),
        ("other", "Somebody else"),
    ]


def test_the_same_is_called_so_and_the_old_name_stays_in_the_history(larch, asked, mara, tmp_path):
    before = everything()

    row = answer(asked, 2, f"same:{mara.pk}", by=DANA, now=NOW)
    run = apply(asked, by=DANA, now=NOW)

    says = "name: “Mara Ostrander” becomes “Mara Ostrander-Pell”."
    assert (row.verdict, row.says) == ("changed", says)
    assert list(Person.objects.values_list("key", "name")) == [("k-1", "Mara Ostrander-Pell")]
    assert Post.objects.count() == 1
    change = FieldChange.objects.get()
    assert (change.person, change.old, change.source) == (mara, "Mara Ostrander", run.source)
    assert verdicts(tried(larch, table(tmp_path, CORRECTED))) == {"same": 1}
    undo(run, by=DANA, now=NOW)
    assert everything() == before


def test_somebody_else_is_looked_for_by_name(asked, mara):
    row = answer(asked, 2, "other", by=DANA, now=NOW)
    apply(asked, by=DANA, now=NOW)

    assert row.verdict == "new"
    assert sorted(Person.objects.values_list("name", flat=True)) == [
        "Mara Ostrander", "Mara Ostrander-Pell",
    ]  # fmt: skip


def test_somebody_else_may_be_one_who_is_known(larch, asked):
    other = Person.objects.create(program=larch, key="k-2", name="Mara Ostrander-Pell")
    company = Organization.objects.get()
    Post.objects.create(program=larch, person=other, organization=company, title="Owner")

    assert answer(asked, 2, "other", by=DANA, now=NOW).verdict == "same"


def test_two_rows_of_one_key_rename_once(larch, mara, tmp_path):
    second = ["k-1", "Mara Ostrander-Pell", "Driver", "Pinewick Freight"]
    run = tried(larch, table(tmp_path, CORRECTED, second))
    for line in (2, 3):
        answer(run, line, f"same:{mara.pk}", by=DANA, now=NOW)

    apply(run, by=DANA, now=NOW)

    assert FieldChange.objects.filter(field="name").count() == 1
    assert verdicts(tried(larch, table(tmp_path, CORRECTED)))["same"] == 1


@pytest.mark.parametrize(
    ("state", "told"), [("MS", ({"asks": 1}, {2: ASKED})), ("TX", ({"new": 1}, {}))]
)
def test_a_host_learns_of_nobody_outside_the_part_by_a_key(larch, wes, mara, tmp_path, state, told):
    Organization.objects.update(state=state)
    headers = ["Key", "Name", "Posts", "Organizations", "State"]
    path = file_of(tmp_path, [headers, ["k-1", "Robin Tansy", "Driver", "Acme Freight", "MS"]])
    run = take_in(larch, path, file_name="list.csv", kind=None, by=wes.user.email, now=NOW)

    check(run, now=NOW)

    assert (verdicts(run), said(run)) == told


def test_a_key_that_is_nobody_here_asks_nothing(larch, mara, tmp_path):
    assert verdicts(brought(larch, table(tmp_path, ["k-7", *CORRECTED[1:]]))) == {"new": 1}


def test_it_is_asked_also_where_another_row_has_the_old_name(larch, mara, tmp_path):
    old = ["", "Mara Ostrander", "Owner", "Pinewick Freight"]

    run = tried(larch, table(tmp_path, old, CORRECTED))

    assert (verdicts(run), said(run)) == ({"same": 1, "asks": 1}, {3: ASKED})
