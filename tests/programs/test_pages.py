"""The program's own page, and saying that guidance was checked."""

import re
from datetime import date, timedelta

import pytest

from muster.core.models import AuditEvent
from muster.core.today import When
from muster.programs.models import Guidance
from muster.programs.today import stale_guidance
from tests import rows
from tests.people import join


@pytest.fixture
def larch(db):
    return rows.program()


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def desk(client, dana):
    client.force_login(dana.user)
    return client


def guidance(of, state="MS", checked_on=date(2025, 5, 20), **more):
    made = Guidance.objects.create(
        program=of, state=state, checked_on=checked_on, checked_by="TAT", source="Its list", **more
    )
    made.lines.create(position=1, who="Emergency services", number="911", when="In danger.")
    return made


def test_goals_stand_word_for_word(desk):
    html = desk.get("/program/").content.decode()

    assert re.findall(r'<span class="code">(\w+)</span>\s*<p>([^<]*)</p>', html) == [
        ("S2", "Train."),
        ("S4", "Motivate."),
        ("L1", "Use."),
    ]


def test_members_thresholds_and_roles_are_told(desk, larch):
    join(larch, name="Lee Marchetti", role="viewer")
    larch.whole_room = 30
    larch.save()

    html = desk.get("/program/").content.decode()

    assert [str(member.user) for member in desk.get("/program/").context["members"]] == [
        "Dana Whitlow",
        "Lee Marchetti",
    ]
    assert "<dt>Answers of a whole room</dt><dd>30</dd>" in html
    assert "does not count" in html


def test_stale_guidance_says_so(desk, larch):
    today = rows.day_here()
    guidance(larch, "MS", today - timedelta(days=400))
    guidance(larch, "TN", today - timedelta(days=30))

    html = desk.get("/program/").content.decode()

    assert re.findall(r'<span class="fresh([^"]*)">(\w+)', html) == [
        (" is-stale", "Stale"),
        ("", "Checked"),
    ]


def test_today_names_stale_guidance_in_one_line(dana, larch):
    assert stale_guidance(dana, rows.TODAY) == []
    guidance(larch, "MS")

    (one,) = stale_guidance(dana, rows.TODAY)
    guidance(larch, "US")
    (two,) = stale_guidance(dana, rows.TODAY)

    assert (one.when, one.title, one.href, one.days_late) == (
        When.STALE,
        "Check the guidance for Mississippi",
        "/program/guidance/MS/",
        6,
    )
    assert (two.title, two.href) == ("Check the guidance for 2 places", "/program/#guidance")


def test_a_check_is_kept_and_recorded(desk, larch):
    row = guidance(larch)
    day = rows.day_here() - timedelta(days=2)

    answer = desk.post(
        "/program/guidance/MS/",
        {"on": day.isoformat(), "checked_by": "Dana Whitlow", "source": "The attorney general"},
    )

    assert answer["Location"] == "/program/"
    row.refresh_from_db()
    assert (row.checked_on, row.checked_by) == (day, "Dana Whitlow")
    assert [(act.verb, act.subject) for act in AuditEvent.objects.all()] == [
        ("checked", "guidance:MS")
    ]


def test_a_check_in_the_future_is_refused_and_what_was_written_is_kept(desk, larch):
    row = guidance(larch)

    answer = desk.post(
        "/program/guidance/MS/", {"on": "2999-01-01", "checked_by": "Dana", "source": "A call"}
    )

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        "A check lies in the past; 2999-01-01 does not."
    ]
    assert answer.context["form"]["source"].value() == "A call"
    row.refresh_from_db()
    assert row.checked_on == date(2025, 5, 20)


def test_the_form_proposes_today_and_the_one_who_looks(desk, larch):
    guidance(larch)

    form = desk.get("/program/guidance/MS/").context["form"]

    assert form["checked_by"].value() == "Dana Whitlow"
    assert form.initial["on"] <= rows.day_here()


def test_guidance_of_another_program_is_not_there(desk, larch):
    guidance(larch, "MS")
    guidance(rows.program("birch"), "TN")

    states = ("MS", "TN", "XX", "%00")
    codes = [desk.get(f"/program/guidance/{state}/").status_code for state in states]

    assert codes == [200, 404, 404, 404]


def test_who_may_only_read_checks_nothing(client, desk, larch):
    guidance(larch)
    assert desk.get("/program/guidance/MS/").status_code == 200
    client.force_login(join(larch, name="Lee", role="viewer").user)

    assert client.get("/program/").status_code == 403
    assert client.post("/program/guidance/MS/", {}).status_code == 403


@pytest.mark.parametrize("many", [1, 3])
def test_it_asks_the_same_number_of_questions(desk, larch, many, django_assert_num_queries):
    for state in ["MS", "TN", "NE"][:many]:
        guidance(larch, state)
    for number in range(many - 1):
        join(larch, name=f"Member {number}")

    with django_assert_num_queries(10):
        desk.get("/program/")
