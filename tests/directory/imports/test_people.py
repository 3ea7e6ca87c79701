"""Attendees and contacts: people by name and organization, never by e-mail alone."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from muster.directory.imports.answers import answer, correct
from muster.directory.imports.apply import apply
from muster.directory.imports.check import check
from muster.directory.imports.known import Known
from muster.directory.models import (
    ContactPoint,
    Import,
    Organization,
    OtherName,
    Person,
    Post,
    Touch,
)
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
from tests.shared_data import shared

HEADERS = ["Name", "Company", "Job Title", "Email", "Cell Phone"]
LUIS = ["Luis Arreola", "Gulf Reach Safety Council", "Speaker", "luis@gulfreach.example", ""]


def people(folder, *some, headers=HEADERS, name="list.csv"):
    return file_of(folder, [headers, *some], name)


def choices(run, line):
    return list(run.rows.get(line=line).choices.values_list("key", "label"))


@pytest.fixture
def luis(larch):
    """Luis Arreola, night dispatcher at Larkhaven Freight Lines."""
    company = rows.organization(larch, "Larkhaven Freight Lines", state="MS")
    person = Person.objects.create(program=larch, key="luis", name="Luis Arreola")
    Post.objects.create(
        program=larch, person=person, organization=company, title="night dispatcher"
    )
    return person


def test_a_row_is_a_person_a_company_a_post_and_how_they_are_reached(larch, tmp_path):
    mara = [
        "Mara Ostrander",
        "Pinewick Freight",
        "Safety director",
        "Mara@Pinewick.example",
        "(228) 555-0100 x12",
    ]

    run = brought(larch, people(tmp_path, mara))

    post = Post.objects.get()
    assert verdicts(run) == {"new": 1}
    assert (post.person.name, post.organization.name, post.title) == (
        "Mara Ostrander", "Pinewick Freight", "Safety director",
    )  # fmt: skip
    assert list(ContactPoint.objects.values_list("person", "address", "label", "audience")) == [
        (post.person_id, "mara@pinewick.example", "", "site"),
        (post.person_id, "+12285550100;ext=12", "cell", "site"),
    ]
    assert {post.source, post.person.source, post.organization.source} == {run.source}
    assert said(run) == {2: "Cell Phone: (228) 555-0100 x12 read as (228) 555-0100 ext. 12."}


def test_two_people_with_one_mailbox_stay_two(larch, tmp_path):
    run = brought(
        larch,
        people(
            tmp_path,
            ["Robin Tansy", "Larkhaven Freight", "Owner", "office@larkhaven.example", ""],
            ["Jon Pell", "Larkhaven Freight", "Driver", "office@larkhaven.example", ""],
            ["June Abernathy", "Birchline", "", "june@birchline.example", ""],
        ),
    )

    assert verdicts(run) == {"new": 3}
    assert Person.objects.count() == 3
    assert said(run) == {
        2: "2 people share this mailbox.",
        3: "2 people share this mailbox.",
    }


def test_a_mailbox_of_one_known_person_under_nearly_their_name_is_asked_about(larch, tmp_path):
    robin = ["Robin Tansy", "Larkhaven Freight", "Owner", "robin@larkhaven.example", ""]
    brought(larch, people(tmp_path, robin))
    near = ["Robyn Tansy", "Larkhaven Freight", "Owner", "robin@larkhaven.example", ""]
    other = ["Wes Calloway", "Larkhaven Freight", "Owner", "robin@larkhaven.example", ""]

    run = tried(larch, people(tmp_path, near))
    known = Person.objects.get()
    assert verdicts(run) == {"asks": 1}
    assert choices(run, 2) == [
        (f"same:{known.pk}", "Robin Tansy (91 in 100)"), ("new", "Somebody new"),
    ]  # fmt: skip

    run = brought(larch, people(tmp_path, other))
    assert verdicts(run) == {"new": 1}
    assert said(run) == {2: "2 people share this mailbox."}


def test_a_company_that_a_file_spells_otherwise_may_be_the_one_of_the_post(larch, tmp_path):
    robin = ["Robin Tansy", "Larkhaven Police Department", "Lieutenant", "", ""]
    brought(larch, people(tmp_path, robin))
    spelled = ["Robin Tansy", "Larkhaven Police Dept", "Captain", "robin@larkhaven.example", ""]
    other = ["June Abernathy", "Larkhaven Police Dept", "Chief", "", ""]
    file = people(tmp_path, spelled, other)
    run = tried(larch, file)
    known = Person.objects.get()
    assert choices(run, 2)[0] == (
        f"here:{known.pk}",
        "The post that they hold at Larkhaven Police Department",
    )

    answer(run, 2, f"here:{known.pk}", by=DANA, now=NOW)
    check(run, now=NOW)
    assert verdicts(run) == {"changed": 1, "new": 1}
    apply(run, by=DANA, now=NOW)

    assert verdicts(run) == {"changed": 1, "new": 1}
    station = Organization.objects.get()
    assert list(station.other_names.values_list("name", "kind")) == [
        ("Larkhaven Police Dept", "also")
    ]
    held = station.posts.order_by("pk").values_list("person__name", "title", "to_on")
    assert list(held) == [("Robin Tansy", "Captain", None), ("June Abernathy", "Chief", None)]
    assert [point.address for point in known.contact_points.all()] == ["robin@larkhaven.example"]
    assert verdicts(tried(larch, file)) == {"same": 2}


def test_a_company_that_stands_under_the_name_of_the_row_keeps_it(larch, tmp_path):
    brought(larch, people(tmp_path, ["Robin Tansy", "Larkhaven Freight", "Driver", "", ""]))
    rows.organization(larch, "Larkhaven Freights")
    file = people(tmp_path, ["Robin Tansy", "Larkhaven Freights", "Driver", "", ""])
    run = tried(larch, file)

    answer(run, 2, f"here:{Person.objects.get().pk}", by=DANA, now=NOW)
    apply(run, by=DANA, now=NOW)

    assert list(Post.objects.values_list("organization__name")) == [("Larkhaven Freight",)]
    assert not OtherName.objects.exists()


@pytest.mark.parametrize(
    ("choice", "people_then", "posts"),
    [
        ("post:{}", 1, [("night dispatcher", None), ("Speaker", None)]),
        ("moved:{}", 1, [("night dispatcher", date(2026, 5, 26)), ("Speaker", None)]),
        ("another", 2, [("night dispatcher", None), ("Speaker", None)]),
    ],
)
def test_one_person_in_two_organizations_is_asked_about(
    larch, luis, tmp_path, choice, people_then, posts
):
    run = tried(larch, people(tmp_path, LUIS))
    assert verdicts(run) == {"asks": 1}
    assert said(run) == {
        2: "Luis Arreola: night dispatcher at Larkhaven Freight Lines."
        " People may hold two posts at once."
    }
    assert choices(run, 2) == [
        (f"post:{luis.pk}", "A second post of night dispatcher at Larkhaven Freight Lines"),
        (f"moved:{luis.pk}", "Moved: end night dispatcher at Larkhaven Freight Lines"),
        ("another", "Another Luis Arreola"),
    ]

    answer(run, 2, choice.format(luis.pk), by=DANA, now=NOW)
    apply(run, by=DANA, now=NOW)

    assert Person.objects.count() == people_then
    assert list(Post.objects.order_by("pk").values_list("title", "to_on")) == posts


def test_one_person_in_two_organizations_of_one_file_is_asked_about_too(larch, tmp_path):
    file = people(tmp_path, LUIS, ["Luis Arreola", "Quillport", "Dispatcher", "", ""])
    run = tried(larch, file)
    assert verdicts(run) == {"new": 1, "asks": 1}
    assert choices(run, 3) == [
        ("post:L2", "One person with two posts"), ("another", "Another Luis Arreola"),
    ]  # fmt: skip

    answer(run, 3, "post:L2", by=DANA, now=NOW)
    counted = verdicts(run)
    apply(run, by=DANA, now=NOW)

    # What was counted before it went in is what went in.
    assert counted == verdicts(run) == {"new": 1, "changed": 1}
    assert Person.objects.count() == 1
    assert set(Post.objects.values_list("organization__name", flat=True)) == {
        "Gulf Reach Safety Council", "Quillport",
    }  # fmt: skip


def test_a_row_that_waits_brings_no_company(larch, luis, tmp_path):
    run = brought(larch, people(tmp_path, LUIS))

    assert (verdicts(run), Organization.objects.count()) == ({"asks": 1}, 1)


def test_a_person_is_found_again_and_a_new_title_is_a_change(larch, luis, tmp_path):
    row = ["luis arreola", "LARKHAVEN FREIGHT LINES", "Terminal manager", "", "(228) 555-0117"]

    run = brought(larch, people(tmp_path, row))

    assert (verdicts(run), Person.objects.count(), Organization.objects.count()) == (
        {"changed": 1}, 1, 1,
    )  # fmt: skip
    assert Post.objects.get().title == "Terminal manager"
    assert ContactPoint.objects.get().person == luis
    assert said(run)[2].startswith("title: “night dispatcher” becomes “Terminal manager”")


def test_near_names_of_companies_are_two_until_somebody_decides(larch, luis, tmp_path):
    run = brought(larch, people(tmp_path, ["Ana Vale", "larkhaven frt. lines", "", "", ""]))

    assert (verdicts(run), Organization.objects.count()) == ({"new": 1}, 2)


def test_the_emergency_number_refuses_the_row_and_an_empty_cell_does_not(larch, tmp_path):
    run = brought(
        larch,
        people(
            tmp_path,
            ["Wes Calloway", "Quillport", "", "", "911"],
            ["Ana Vale", "Quillport", "", "", "+52 55 5555 1234"],
            ["Imani Vale", "Quillport", "", "", ""],
            ["", "", "", "nobody@x.example", ""],
        ),
    )

    assert verdicts(run) == {"new": 2, "refused": 2}
    assert said(run) == {
        2: "911 is an emergency number, not somebody’s own.",
        5: "There is nobody in this row.",
    }
    assert run.rows.get(line=2).column == "Cell Phone"


def test_a_number_that_nobody_can_read_holds_back_itself_alone(larch, tmp_path):
    """Who is reached in another way comes in; the number does not, and can be put right."""
    run = tried(
        larch,
        people(
            tmp_path,
            ["Wes Calloway", "Quillport", "", "wes@quillport.example", "911"],
            ["Ana Vale", "Quillport", "", "ana at quillport", "(228) 555-0100"],
            ["Imani Vale", "Quillport", "", "nowhere", "12"],
        ),
    )
    assert verdicts(run) == {"new": 2, "refused": 1}
    assert said(run) == {
        2: "Cell Phone: 911 is an emergency number, not somebody’s own."
        " It is held back; the rest of the row comes in.",
        3: "Email: “ana at quillport” is not an e-mail address."
        " It is held back; the rest of the row comes in.",
        4: "“nowhere” is not an e-mail address.",
    }

    correct(run, 3, 3, "ana@quillport.example", by=DANA, now=NOW)
    apply(run, by=DANA, now=NOW)

    assert sorted(ContactPoint.objects.values_list("address", flat=True)) == [
        "+12285550100", "ana@quillport.example", "wes@quillport.example",
    ]  # fmt: skip
    assert set(Person.objects.values_list("name", flat=True)) == {"Wes Calloway", "Ana Vale"}


def test_a_number_that_is_held_back_is_told_of_whom_we_know_too(larch, tmp_path):
    wes = ["Wes Calloway", "Quillport", "", "wes@quillport.example", ""]
    brought(larch, people(tmp_path, wes))

    plain = tried(larch, people(tmp_path, wes, name="again.csv"))
    odd = tried(larch, people(tmp_path, [*wes[:4], "911"], name="odd.csv"))

    assert (verdicts(plain), said(plain)) == ({"same": 1}, {})
    assert (verdicts(odd), list(said(odd))) == ({"same": 1}, [2])


@pytest.mark.parametrize(("file", "numbers"), [("outlook-2007", 4), ("gmail-single", 2)])
def test_real_contacts_come_in_without_the_numbers_that_are_none(larch, file, numbers):
    run = brought(larch, shared(f"contacts/{file}.vcf"))

    assert verdicts(run) == {"new": 1}
    assert said(run)[2].count("It is held back") == numbers
    assert set(ContactPoint.objects.values_list("kind", flat=True)) == {"email"}


def test_a_name_that_is_a_formula_comes_in_as_text_and_one_too_long_not_at_all(larch, tmp_path):
    formula = '=HYPERLINK("http://x.example","Click")'
    run = brought(
        larch,
        people(tmp_path, [formula, "Cinder Creek", "", "", ""], ["Lorem " * 3_000, "", "", "", ""]),
    )

    assert verdicts(run) == {"new": 1, "refused": 1}
    assert Person.objects.get().name == formula
    assert "kept as text and never run" in said(run)[2]
    assert "the longest that we store has 120" in said(run)[3]


def test_an_attendee_list_says_who_came_once(larch, tmp_path):
    event = [
        ["Attendee #", "First Name", "Last Name", "Order Date", "Attendee Status", "Order #",
         "Ticket Type", "Company"],
        ["1", "Imani", "Okafor", "04/12/26 22:28", "Attending", "7", "G", "Larkhaven"],
        ["2", "Ana", "Vale", "05/20/26 08:00", "Not Attending", "7", "G", "Quillport"],
        ["3", "Noor", "Haddad", "45293", "Attending", "8", "G", "Dovemere Transit"],
    ]  # fmt: skip

    run = brought(larch, file_of(tmp_path, event, "conference.csv"))

    assert verdicts(run) == {"new": 2, "asks": 1}
    assert said(run) == {4: "45293: as a spreadsheet’s date that is January 2, 2024."}
    assert list(Touch.objects.order_by("pk").values_list("kind", "on", "says")) == [
        ("meeting", date(2026, 4, 12), "Came: conference.csv."),
        ("note", date(2026, 5, 20), "Did not come: conference.csv."),
    ]
    before = everything()
    brought(larch, file_of(tmp_path, event, "conference.csv"))
    after = everything()
    assert {name for name in before if before[name] != after[name]} == {"Source"}


def test_a_language_is_kept_and_a_work_address_becomes_an_office(larch, tmp_path):
    run = brought(
        larch,
        people(
            tmp_path,
            ["Ana Vale", "Quillport", "español", "1 Mill Road", "501"],
            headers=["Name", "Company", "Preferred language", "Work Address", "Work Zip"],
        ),
    )

    assert verdicts(run) == {"new": 1}
    assert said(run) == {2: "Work Zip: 501 read as 00501: a spreadsheet had dropped the zeros."}
    post = Post.objects.select_related("site", "person").get()
    assert (post.person.language, post.site.street, post.site.zip) == ("es", "1 Mill Road", "00501")


@pytest.mark.parametrize(
    ("file", "layout", "many"),
    [
        ("surveys/eventbrite_attendee_report.csv", "eventbrite", 3),
        ("contacts/gmail-list.vcf", "vcard", 3),
        ("contacts/rfc6350-example.vcf", "vcard", 1),
        ("contacts/rfc2426-example.vcf", "vcard", 2),
    ],
)
def test_real_lists_come_in_once(larch, file, layout, many):
    path = shared(file)

    first, second = brought(larch, path), brought(larch, path)

    assert (first.layout, verdicts(first), verdicts(second)) == (
        layout, {"new": many}, {"same": many},
    )  # fmt: skip
    assert Person.objects.count() == many


def test_where_no_day_is_said_it_is_the_day_where_the_program_is(larch, luis, tmp_path):
    row = ["Luis Arreola", "Gulf Reach Safety Council", "Attending"]
    path = file_of(tmp_path, [["Name", "Company", "Attendee Status"], row])
    run = tried(larch, path, "attendees")
    # Nine in the evening in Chicago, when it is the next day in London.
    Import.objects.filter(pk=run.pk).update(at=datetime(2026, 5, 27, 2, tzinfo=UTC))
    run.refresh_from_db()
    answer(run, 2, f"moved:{luis.pk}", by=DANA, now=NOW)

    apply(run, by=DANA, now=NOW)

    ended = luis.posts.exclude(to_on=None)
    assert [post.to_on for post in ended] == [date(2026, 5, 26)]
    assert [touch.on for touch in Touch.objects.all()] == [date(2026, 5, 26)]


def test_a_dry_run_asks_once_who_is_called_how(larch):
    known = Known(larch.pk)
    quill = rows.organization(larch, "Quillport Freight")
    known.is_only_read = True

    with CaptureQueriesContext(connection) as asked:
        first = known.by_name(["Quillport Freight", "Tern Transit"])
    with CaptureQueriesContext(connection) as again:
        second = known.by_name(["QUILLPORT FREIGHT", "Tern Transit", "Quillport Freight"])

    assert (len(asked), len(again)) == (2, 0)
    assert second == first
    assert {name: [org.id for org in orgs] for name, orgs in first.items()} == {
        "QUILLPORTFREIGHT": [quill.pk]
    }
    known.is_only_read = False
    rows.organization(larch, "Tern Transit")
    assert sorted(known.by_name(["Tern Transit"])) == ["TERNTRANSIT"]
