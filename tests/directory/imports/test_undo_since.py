"""An import is taken back after somebody has worked on with what it changed."""

from datetime import timedelta

import pytest

from muster.directory.confirm import How, confirm, mark, use_again
from muster.directory.imports.undo import undo
from muster.directory.merge import merge, undo_merge
from muster.directory.models import ContactPoint
from tests import rows
from tests.directory.imports.bring import DANA, NOW, brought, everything, file_of
from tests.directory.imports.test_undo import CARRIERS, CENSUS, typed
from tests.people import join

LATER = NOW + timedelta(hours=3)
OLD, NEW = "+12285550114", "+12285550199"
HEADERS = ["Name", "Company", "Job Title", "Phone"]
AS = {0: "person.name", 1: "organization.name", 2: "post.title", 3: "person.phone"}


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def run(larch, tmp_path):
    """Two lists; the second one changes the number that the first one brought."""
    for phone, name in ((OLD, "a.csv"), (NEW, "b.csv")):
        row = ["Mara Ostrander", "Pinewick Freight", "Safety director", phone]
        last = brought(larch, file_of(tmp_path, [HEADERS, row], name), "contacts", as_=AS)
    assert ContactPoint.objects.get().address == NEW
    return last


def called(dana, point):
    confirm([point], on=rows.TODAY, how=How.CALLED, by=dana, now=LATER)


def works_no_more(dana, point):
    mark(point, status="bad", says="rings at a bakery", by=dana, now=LATER)


def asked_not_to(dana, point):
    mark(point, status="do_not_contact", says="", by=dana, now=LATER)


def works_again(dana, point):
    works_no_more(dana, point)
    use_again(point, by=dana, now=LATER)


def test_a_number_that_nobody_tried_is_the_old_one_again(run):
    undone = undo(run, by=DANA, now=LATER)

    assert (ContactPoint.objects.get().address, undone.kept) == (OLD, ())


@pytest.mark.parametrize("tried", [called, works_no_more, asked_not_to, works_again])
def test_what_was_said_of_a_number_is_never_said_of_the_one_before(run, dana, tried):
    tried(dana, ContactPoint.objects.get())
    [before] = ContactPoint.objects.values()

    undone = undo(run, by=DANA, now=LATER)

    assert list(ContactPoint.objects.values()) == [before]
    assert [(kept.noun, kept.why) for kept in undone.kept] == [
        (
            "contact_point",
            f"number or address stays “{NEW}”: somebody has confirmed or marked it since.",
        )
    ]


def test_a_number_that_was_called_before_the_list_changed_it_goes_back(larch, dana, tmp_path):
    row = ["Mara Ostrander", "Pinewick Freight", "Safety director"]
    brought(larch, file_of(tmp_path, [HEADERS, [*row, OLD]]), "contacts", as_=AS)
    called(dana, ContactPoint.objects.get())
    before = everything()
    again = file_of(tmp_path, [HEADERS, [*row, NEW]], "b.csv")

    undo(brought(larch, again, "contacts", as_=AS), by=DANA, now=LATER)

    assert everything() == before


def test_a_carrier_that_was_renamed_once_more_is_still_found_by_its_first_name(larch, tmp_path):
    known = rows.organization(larch, "Quillport Old", usdot="9904101")
    row = [*CARRIERS[0][:2], "QUILLPORT EXPRESS", *CARRIERS[0][3:]]
    run = brought(larch, file_of(tmp_path, [CENSUS, row]))
    known.refresh_from_db()
    assert [known.name, *sorted(known.other_names.values_list("kind", "name"))] == [
        "QUILLPORT EXPRESS", ("formerly", "Quillport Old"), ("legal", "QUILLPORT FREIGHT LLC"),
    ]  # fmt: skip
    typed(larch, known, name="Quillport Lines")

    undone = undo(run, by=DANA, now=NOW)

    known.refresh_from_db()
    assert known.name == "Quillport Lines"
    assert [kept.why for kept in undone.kept] == [
        "name was edited since; it stays “Quillport Lines”."
    ]
    assert list(known.other_names.values_list("name", "kind")) == [("Quillport Old", "formerly")]


def listed(larch, tmp_path, name, trucks):
    row = ["9904101", name, *CARRIERS[0][2:8], str(trucks)]
    return brought(larch, file_of(tmp_path, [CENSUS, row], f"{trucks}.csv"))


@pytest.mark.parametrize("is_last_first", [False, True])
def test_two_lists_are_taken_back_in_either_order(larch, tmp_path, is_last_first):
    rows.organization(larch, "Quillport Old", usdot="9904101", trucks=58)
    before = everything()
    runs = [
        listed(larch, tmp_path, "QUILLPORT FREIGHT LLC", 12),
        listed(larch, tmp_path, "QUILLPORT EXPRESS INC", 13),
    ]

    told = [undo(run, by=DANA, now=NOW).kept for run in (runs[::-1] if is_last_first else runs)]

    assert everything() == before
    assert [sorted(kept.why for kept in some) for some in told] == (
        [[], []]
        if is_last_first
        else [
            [
                "name was changed once more by “13.csv”; it stays “QUILLPORT EXPRESS INC”.",
                "trucks was changed once more by “13.csv”; it stays “13”.",
            ],
            [],
        ]
    )


def test_between_the_two_an_organization_is_found_by_its_first_name(larch, tmp_path):
    known = rows.organization(larch, "Quillport Old", usdot="9904101", trucks=58)
    first = listed(larch, tmp_path, "QUILLPORT FREIGHT LLC", 12)
    last = listed(larch, tmp_path, "QUILLPORT EXPRESS INC", 13)

    undo(first, by=DANA, now=NOW)

    changes = known.changes.filter(field__in=["name", "trucks"]).order_by("field")
    assert list(changes.values_list("old", "new", "source")) == [
        ("Quillport Old", "QUILLPORT EXPRESS INC", last.source_id), ("58", "13", last.source_id),
    ]  # fmt: skip
    assert list(known.other_names.values_list("name", "source")) == [
        ("Quillport Old", last.source_id)
    ]


def test_what_somebody_typed_between_two_lists_stands_when_both_are_gone(larch, tmp_path):
    known = rows.organization(larch, "Quillport Old", usdot="9904101", trucks=58)
    first = listed(larch, tmp_path, "Quillport Old", 12)
    known.refresh_from_db()
    typed(larch, known, trucks=60)
    last = listed(larch, tmp_path, "Quillport Old", 13)

    for run in (first, last):
        undo(run, by=DANA, now=NOW)

    known.refresh_from_db()
    assert known.trucks == 60


def test_a_merge_gives_back_what_stood_before_a_list_that_is_gone(larch, dana, tmp_path):
    known = rows.organization(larch, "Quillport Old", usdot="9904101", trucks=58)
    other = rows.organization(larch, "Quillport", trucks=99)
    run = listed(larch, tmp_path, "Quillport Old", 12)
    known.refresh_from_db()
    made = merge(known, other, keep={"trucks": "ended"}, by=dana, now=NOW)

    undone = undo(run, by=DANA, now=LATER)

    known.refresh_from_db()
    assert (known.trucks, [kept.why for kept in undone.kept]) == (
        99,
        ["trucks was changed once more by “merge of two records”; it stays “99”."],
    )
    undo_merge(made, by=dana, now=LATER, belongs={})
    known.refresh_from_db()
    assert (known.trucks, known.changes.filter(field="trucks").count()) == (58, 0)


def test_a_number_that_was_called_between_two_lists_stands_when_both_are_gone(run, dana, tmp_path):
    called(dana, ContactPoint.objects.get())
    row = ["Mara Ostrander", "Pinewick Freight", "Safety director", "+12285550166"]
    last = brought(run.program, file_of(tmp_path, [HEADERS, row], "c.csv"), "contacts", as_=AS)
    points = ContactPoint.objects.filter(verified_on__isnull=False)
    assert points.get().address in (NEW, "+12285550166")

    for each in (run, last):
        undo(each, by=DANA, now=LATER)

    assert points.get().address == NEW
