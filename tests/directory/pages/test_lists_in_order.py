"""A list by name stands in the order of its letters, whether they are capitals or not."""

import re

import pytest
from django.db import connection
from django.db.models.functions import Lower

from muster.directory.listing import page as paging
from muster.directory.models import Organization, Person, Site
from tests import rows
from tests.directory.pages.test_lists import NOUNS, html, listed, names
from tests.people import join

TABLES = {"organizations": Organization, "sites": Site, "people": Person}
NAMES = ["Air-Land", "AMBEST", "arson", "ASHLAND", "Ashland", "Baldwyn", "BILOXI"]


@pytest.fixture
def desk(client, larch):
    client.force_login(join(larch, name="Dana").user)
    return client


@pytest.fixture(params=NOUNS)
def noun(larch, request):
    """Seven of a noun, the last of the alphabet first; of two that differ in capitals, as here."""
    for at, name in enumerate([*reversed(NAMES[5:]), *NAMES[3:5], *reversed(NAMES[:3])]):
        more = {"program": larch, "key": f"k{at}", "name": name}
        if request.param == "sites":
            more["organization"] = rows.organization(larch, f"Owner {at}")
        TABLES[request.param].objects.create(**more)
    return request.param


def turned(desk, noun: str, towards: str, address: str = "") -> list[tuple[str, list[str]]]:
    """The pages from *address* on, each with its address."""
    page = html(desk, f"/directory/{noun}/{address}")
    found = [(address, names(page))]
    if further := re.findall(rf'rel="{towards}" href="([^"]*)"', page):
        found += turned(desk, noun, towards, further[0].replace("&amp;", "&"))
    return found


def test_capitals_are_no_letters_of_their_own(desk, noun, monkeypatch):
    monkeypatch.setattr(
        "muster.directory.views.lists.page_of",
        lambda narrowed, total: paging.page_of(narrowed, total, size=2),
    )
    pages = [NAMES[:2], NAMES[2:4], NAMES[4:6], NAMES[6:]]

    there = turned(desk, noun, "next")
    back = turned(desk, noun, "prev", there[-1][0])

    assert [shown for _address, shown in there] == pages
    assert [shown for _address, shown in back] == list(reversed(pages))


@pytest.mark.parametrize("start", ["?at=Arson", "?at=ARSON", "?after=AMBEST~0&before="])
def test_it_begins_at_a_name_in_whatever_letters(desk, noun, start):
    first = NAMES.index("AMBEST" if "AMBEST" in start else "arson")

    assert listed(desk, start, noun) == NAMES[first:]


def test_an_index_serves_it(noun):
    """So that a page of a million is read from the index, and nothing is sorted."""
    table = TABLES[noun]
    program = table.objects.first().program
    found = table.objects.filter(program=program).order_by(Lower("name"))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Of seven rows it would rather read them all.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    plan = found.explain()

    assert f"{noun}_by_name" in plan
    assert "sort" not in plan.lower().replace("enable_sort", "") and "TEMP B-TREE" not in plan
