"""What somebody agreed to as a speaker stands on the page of the person of that name."""

from datetime import date

import pytest

from muster.builds.models import Host, Session, Speaker
from muster.core.parts import agreed
from muster.directory.models import Person, Post
from tests import rows
from tests.people import join
from tests.rows import TODAY

PAGE = "/directory/people/mara/"


@pytest.fixture
def mara(larkhaven):
    made = Person.objects.create(program=larkhaven.program, key="mara", name="Mara Ostrander")
    freight = rows.organization(larkhaven.program, "Pinewick Freight")
    Post.objects.create(program=larkhaven.program, person=made, organization=freight)
    return made


def speaker(build, name="Mara Ostrander", **more):
    values = {"may_print": True, "consent_on": date(2026, 1, 5), "consent_until": date(2027, 1, 5)}
    number = build.sessions.count() + 1
    session = Session.objects.create(build=build, position=number, title="What drivers see")
    return Speaker.objects.create(
        session=session, position=1, kind="trainer", name_chosen=name, **values | more
    )


def told(member):
    return [(line.what, line.stands, line.says) for line in agreed(member, "Mara Ostrander", TODAY)]


@pytest.mark.parametrize(
    ("more", "stands", "says"),
    [
        ({}, True, "Given on January 5, 2026, until January 5, 2027"),
        (
            {"consent_until": date(2026, 5, 25)},
            False,
            "Given on January 5, 2026, and over since May 25, 2026",
        ),
        ({"withdrawn_on": date(2026, 4, 2)}, False, "Taken back on April 2, 2026"),
        (
            {"may_print": False, "consent_on": None, "consent_until": None},
            False,
            "No leave is recorded",
        ),
    ],
)
def test_what_a_speaker_allowed_stands_while_it_holds(larkhaven, dana, more, stands, says):
    speaker(larkhaven, **more)
    speaker(larkhaven, name="Somebody Else")

    assert told(dana) == [("To be printed as a speaker of the build in Larkhaven", stands, says)]


def test_leave_to_print_and_to_record_are_two(larkhaven, dana):
    speaker(larkhaven, name="MARA OSTRANDER", may_record=True)

    assert [what for what, _stands, _says in told(dana)] == [
        "To be printed as a speaker of the build in Larkhaven",
        "To be recorded at the build in Larkhaven",
    ]


def test_a_quote_with_the_name_leads_to_who_clears_it(larkhaven, dana):
    rows.quote(larkhaven, permission="named", name="Mara Ostrander")
    rows.quote(larkhaven, permission="named", name="Somebody Else")
    rows.quote(larkhaven, permission="unnamed")
    host = join(larkhaven.program, name="Wes Calloway", role="host")
    Host.objects.create(member=host, build=larkhaven)

    assert told(dana) == [
        (
            "To be quoted by name: a sentence from the build in Larkhaven",
            True,
            "The leave was given at the sentence. On the quotes desk: Decide later",
        )
    ]
    assert told(host) == []


def test_the_page_shows_what_the_one_who_looks_may_see(client, larkhaven, dana, mara):
    far = rows.build(larkhaven.program, "tern", state="TN")
    speaker(larkhaven)
    speaker(far)
    rows.people(larkhaven, 1, person=mara)
    host = join(larkhaven.program, name="Wes Calloway", role="host")
    Host.objects.create(member=host, build=larkhaven)

    seen = {}
    for member in (dana, host):
        client.force_login(member.user)
        html = client.get(PAGE).content.decode()
        seen[member] = [key for key in ("larkhaven", "tern") if f"/builds/{key}/plan/" in html]

    assert seen == {dana: ["larkhaven", "tern"], host: ["larkhaven"]}


def test_another_program_tells_nothing(larkhaven, dana):
    speaker(rows.build(rows.program("pine"), "pine-build"))

    assert told(dana) == []


@pytest.mark.parametrize("many", [1, 3])
def test_it_asks_as_often_for_many_as_for_one(larkhaven, dana, many, django_assert_num_queries):
    for _number in range(many):
        speaker(larkhaven)
        rows.quote(larkhaven, permission="named", name="Mara Ostrander")

    with django_assert_num_queries(2):
        told(dana)
