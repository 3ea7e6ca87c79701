"""Every address, as everybody: who has not signed in, each role, and who belongs elsewhere.

What is expected follows from the table of rights. A role that the right does not reach is told no;
one that it reaches in part finds what is its own, and nothing at the address of anything else.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from muster.accounts.models import Member
from muster.accounts.rights import Reach, has_a_say, may, reach_of
from muster.core.limits import forget_all
from tests import stored
from tests.conftest import loaded
from tests.house.world import (
    World,
    browsers_of,
    filled,
    has_a_place,
    is_said,
    world_around,
)
from tests.people import join

pytestmark = pytest.mark.django_db

NO, NOTHING, THERE, BROKEN = "told no", "nothing there", "there", "broken"
# What is sent empty to these is not found, also by who may send it: they name a thing in the form.
NAME_IN_THE_FORM = {"program/switch/", "retention/keep/"}
# What is one's own here is nobody else's, not even for who sees all of the program.
ONES_OWN = ("account/", "directory/lists/<int:pk>/")


def walk(found, above=""):
    """Each page with its path, as Django writes it."""
    for one in found:
        if isinstance(one, URLResolver):
            yield from walk(one.url_patterns, above + str(one.pattern))
        else:
            yield above + str(one.pattern), one


ALL = dict(walk(get_resolver().url_patterns))
OURS: dict[str, URLPattern] = {
    path: page for path, page in ALL.items() if page.callback.__module__.startswith("muster.")
}
UNSAID = {
    path
    for path, page in OURS.items()
    if not all(is_said(path, name) for name in page.pattern.converters)
}
OPEN = {path for path, page in OURS.items() if getattr(page.callback, "right", 0) is None}
CLOSED = OURS.keys() - OPEN - UNSAID


@pytest.fixture
def world(db: None) -> World:
    """The invented build and all around it, and another in another state."""
    world = stored.made_once("the world", lambda: world_around(loaded("sample-2026")))
    browsers_of(world)
    return world


def reaches_of(member: Member, path: str) -> set[Reach | None]:
    """How far the rights that the page needs reach for *member*."""
    return {reach_of(member, right) for right in OURS[path].callback.rights}


def may_look(member: Member, path: str) -> bool:
    page = OURS[path].callback
    reaches = reaches_of(member, path)
    allowed = all(
        has_a_say(member, right) if right in page.proposed else may(member, right)
        for right in page.rights
    )
    return allowed and not (page.whole and Reach.OWN in reaches)


def answered(client: Client, path: str) -> str:
    """What comes of looking, and where there is nothing to look at, of sending; nothing is kept."""
    kept = transaction.savepoint()
    answer = client.get(path)
    if answer.status_code in (302, 405):
        answer = client.post(path)
    transaction.savepoint_rollback(kept)
    return {403: NO, 404: NOTHING, 500: BROKEN}.get(answer.status_code, THERE)


def walked(member: Member, paths: dict[str, str]) -> dict[str, str]:
    """What *member* finds at each of *paths*, by the pattern that it fills."""
    client = Client(raise_request_exception=False)
    client.force_login(member.user)
    return {path: answered(client, at) for path, at in paths.items()}


def test_everybody_has_decided_about_every_address():
    undecided = [path for path, page in OURS.items() if not hasattr(page.callback, "right")]
    nameless = [path for path, page in OURS.items() if not page.name]

    assert (undecided, nameless) == ([], [])
    assert len(CLOSED) > 100


def test_it_is_said_what_stands_at_every_address():
    assert sorted(UNSAID) == []


def test_who_has_not_signed_in_reads_what_is_public_and_is_sent_to_sign_in_elsewhere(world):
    told = {}
    for path in OURS.keys() - UNSAID:
        at = filled(path, world.here, world, world.members["coordinator"])
        forget_all()  # so many forms would be too many
        for ask in (Client().get, Client().post):
            answer = ask(at)
            sent = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/?")
            told.setdefault(path, set()).add("sign in" if sent else answer.status_code)

    assert {path for path, said in told.items() if said == {"sign in"}} == CLOSED
    assert {path for path in OPEN if 200 not in told[path]} == set()


@pytest.mark.parametrize("role", list(Member.Role))
def test_each_role_finds_what_is_its_own_and_is_told_no_elsewhere(world, role):
    member = world.members[role]

    found = walked(member, {path: filled(path, world.here, world, member) for path in CLOSED})

    expected = {path: THERE if may_look(member, path) else NO for path in CLOSED}
    asked_empty = {path: NOTHING for path in NAME_IN_THE_FORM if may_look(member, path)}
    assert found == expected | asked_empty


@pytest.mark.parametrize("role", list(Member.Role))
def test_each_role_finds_nothing_at_what_is_of_others(world, role):
    member = world.members[role]
    of_others = {
        path
        for path in CLOSED
        if has_a_place(path)
        and may_look(member, path)
        and (Reach.OWN in reaches_of(member, path) or path.startswith(ONES_OWN))
    }

    found = walked(member, {path: filled(path, world.there, world, member) for path in of_others})

    assert found == dict.fromkeys(of_others, NOTHING)


def test_a_coordinator_of_another_program_finds_nothing_of_this_one(world, gulfport):
    stranger = join(gulfport.program, name="Stranger")
    keyed = [path for path in CLOSED if has_a_place(path)]

    dana = world.members["coordinator"]
    found = walked(stranger, {path: filled(path, world.here, world, dana) for path in keyed})

    assert found == dict.fromkeys(keyed, NOTHING)


def test_looking_changes_nothing_and_what_is_only_done_leads_back_to_a_page(world):
    member = world.members["coordinator"]
    client = Client()
    client.force_login(member.user)
    addresses = {path: filled(path, world.here, world, member) for path in CLOSED}
    before = stored.everything()

    looked = {path: client.get(address) for path, address in addresses.items()}

    assert stored.everything() == before
    assert {answer.status_code for answer in looked.values()} == {200, 302}
    led = {answer["Location"] for answer in looked.values() if answer.status_code == 302}
    assert {client.get(page, follow=True).status_code for page in led} == {200}
