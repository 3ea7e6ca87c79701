"""Every page, as everybody: who has not signed in, who may read only, who belongs elsewhere."""

import re

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from muster.accounts.rights import may
from muster.reports.models import Override, PublicAddress
from tests.people import join

pytestmark = pytest.mark.django_db
# Where a page needs one thing to be there, the invented build has it.
NAMED = {"measure": "recommend", "ending": "json", "version": 1, "name": "mission", "position": 1}


def walk(found, above=""):
    """Each page of ours with its path, as Django writes it."""
    for one in found:
        if isinstance(one, URLResolver):
            yield from walk(one.url_patterns, above + str(one.pattern))
        elif one.callback.__module__.startswith("muster."):
            yield above + str(one.pattern), one


@pytest.fixture
def pages(sample) -> dict[str, URLPattern]:
    """Every address of ours, filled with what the invented build holds."""
    there = NAMED | {
        "key": sample.key,
        "state": sample.state,
        "quote": sample.quotes.order_by("key").first().key,
        "outcome": sample.outcomes.filter(introductions__isnull=False).order_by("key").first().key,
        "fingerprint": Override.objects.filter(build=sample).first().fingerprint,
        "slug": PublicAddress.objects.get(build=sample).slug,
    }

    def filled(path: str) -> str:
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(there[found[1]]), path)

    return {filled(path): page for path, page in walk(get_resolver().url_patterns)}


def as_rows():
    """Every row of ours, as it stands."""
    return {
        model: list(model.objects.order_by("pk").values())
        for model in apps.get_models()
        if model.__module__.startswith("muster.")
    }


def answers(client, pages):
    """What each page answers: to a look, or where that leads elsewhere, to an act."""
    told = {}
    for path in pages:
        answer = client.get(path)
        if answer.status_code == 302:
            answer = client.post(path)
        told[path] = answer.status_code
    return told


def test_who_has_not_signed_in_reads_what_is_public_and_is_sent_to_sign_in_elsewhere(pages):
    told = {}
    for path in pages:
        for answer in (Client().get(path), Client().post(path)):
            sent = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/?")
            told.setdefault(path, set()).add("sign in" if sent else answer.status_code)

    public = {path for path, page in pages.items() if page.callback.right is None}
    assert len(public) >= 4
    assert {path for path, said in told.items() if said == {"sign in"}} == pages.keys() - public
    assert {path for path in public if 200 not in told[path]} == set()


def test_a_viewer_is_refused_what_the_right_does_not_reach(pages, sample):
    reader = join(sample.program, name="Reader", role="viewer")
    client = Client()
    client.force_login(reader.user)

    told = answers(client, pages)

    forbidden = {
        path
        for path, page in pages.items()
        if page.callback.right is not None and not may(reader, page.callback.right)
    }
    assert len(forbidden) > 20
    assert {path for path, status in told.items() if status == 403} == forbidden
    assert {path: status for path, status in told.items() if status >= 500} == {}


def test_a_coordinator_of_another_program_finds_nothing_of_this_one(pages, sample, gulfport):
    client = Client()
    client.force_login(join(gulfport.program, name="Stranger").user)

    told = answers(client, pages)

    of_build = {path for path in pages if f"/{sample.key}/" in path and not path.startswith("/r/")}
    assert len(of_build) > 20
    assert {path: told[path] for path in of_build if told[path] != 404} == {}


def test_a_coordinator_finds_every_page(pages, sample):
    client = Client()
    client.force_login(join(sample.program, name="Coordinator").user)

    looked = {path: client.get(path) for path in pages}

    # What is only done, never looked at, leads back to the page of its form.
    done = {
        path: answer["Location"] for path, answer in looked.items() if answer.has_header("Location")
    }
    assert {path: answer.status_code for path, answer in looked.items()} == {
        path: 302 if path in done else 200 for path in pages
    }
    assert len(done) < len(pages) / 2
    assert {client.get(page).status_code for page in done.values()} == {200}
    assert done["/program/switch/"] == "/"
    assert {page.split("/")[1] for path, page in done.items() if path != "/program/switch/"} == {
        "builds"
    }


def test_looking_at_what_is_only_done_changes_nothing(pages, sample):
    client = Client()
    member = join(sample.program, name="Coordinator")
    client.force_login(member.user)
    before = as_rows()

    for path in pages:
        client.get(path)

    assert as_rows() == before
