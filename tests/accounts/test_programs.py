"""Who is a member of several programs sees one at a time, and goes from one to the other."""

import pytest

from muster.accounts.middleware import MemberMiddleware
from muster.accounts.models import Member
from muster.accounts.rights import Right
from tests import rows
from tests.people import join


@pytest.fixture
def both(db: None) -> tuple[Member, Member]:
    """One person in two programs."""
    larch, birch = rows.program("larch"), rows.program("birch", sample=True)
    email = "dana@example.org"
    return join(larch, name="Dana", email=email), join(birch, name="Dana", email=email)


def test_the_real_program_comes_before_the_invented_one(client, both):
    client.force_login(both[0].user)

    request = client.get("/").wsgi_request

    assert (request.member, request.memberships) == (both[0], list(both))


def test_a_switch_holds_until_the_next(client, both):
    client.force_login(both[0].user)

    answer = client.post("/program/switch/", {"program": "birch"})

    assert answer["Location"] == "/"
    assert client.get("/").wsgi_request.member == both[1]
    client.post("/program/switch/", {"program": "larch"})
    assert client.get("/").wsgi_request.member == both[0]


def test_nobody_switches_by_following_a_link(client, both):
    client.force_login(both[0].user)

    assert client.get("/program/switch/?program=birch")["Location"] == "/"
    assert client.get("/").wsgi_request.member == both[0]


def test_a_program_of_others_is_not_there(client, both):
    alone = join(both[0].program, name="Ines")
    client.force_login(alone.user)

    answers = [
        client.post("/program/switch/", {"program": key}).status_code
        for key in ("larch", "birch", "none")
    ]

    assert answers == [302, 404, 404]


def test_each_row_of_the_other_program_is_not_there(client, both):
    rows.build(both[0].program, "larkhaven")
    rows.build(both[1].program, "port-amity")
    client.force_login(both[0].user)

    assert client.get("/builds/larkhaven/").status_code == 200
    assert client.get("/builds/port-amity/").status_code == 404


def test_what_a_member_may_do_is_told_by_the_names_of_the_rights(client, both):
    viewer = join(both[0].program, name="Lee", role="viewer")

    for member, all_of_them in [(both[0], True), (viewer, False)]:
        client.force_login(member.user)
        may = client.get("/reports/", follow=True).wsgi_request.may
        told = {right.name: getattr(may, right.name.lower()) for right in Right}
        assert told == dict.fromkeys(told, all_of_them) | {"SEE_PUBLISHED": True}


@pytest.mark.parametrize("memberships", [1, 3])
def test_who_asks_is_one_question_however_many_programs(
    rf, db, memberships, django_assert_num_queries
):
    programs = [rows.program(f"p{number}") for number in range(memberships)]
    members = [join(of, name="Dana", email="dana@example.org") for of in programs]
    request = rf.get("/")
    request.user = members[0].user
    request.session = {"_auth_user_id": str(members[0].user.pk)}

    with django_assert_num_queries(1):
        MemberMiddleware(lambda asked: (asked.member.user, asked.member.program, asked.may))(
            request
        )

    assert request.memberships == members


def test_a_stranger_costs_no_question(rf, db, django_assert_num_queries):
    request = rf.get("/")
    request.session = {}

    with django_assert_num_queries(0):
        MemberMiddleware(lambda asked: asked)(request)

    assert (request.member, request.memberships) == (None, [])
