"""Whose name begins with the word that is looked for stands first; then come all others by name."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.db import connection
from django.db.models.functions import Lower
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from muster.directory.findable.keys import in_turn
from muster.directory.findable.texts import plain, terms_of
from muster.directory.listing import rows as listing
from muster.directory.listing.asked import read
from muster.directory.listing.orders import begins
from muster.directory.listing.page import page_of
from muster.directory.listing.rows import Narrowed
from muster.directory.models import Organization, Person
from muster.directory.search import Noun
from tests import rows
from tests.directory.pages.test_lists import html, listed
from tests.directory.pages.test_lists_counted import TODAY
from tests.directory.pages.test_way_on import walked
from tests.people import join

LIST = "/directory/organizations/"
NAMES = ["Alder Wren", "Basin Tern Wren", "Tern Wren", "Wren Alder", "WREN TERN", "Zinc Wren"]
WORDS = ["Wren", "WREN-LEE", "wrenfield", "Tern", "Ternére", "tern's", "Al", "24/7", "Quill", "~%"]
WORDS += ["O'Brien", "OBRIEN", "Oñate", "Onate", "J.B.", "JB"]
TYPED = ["wren", "wrenf", "te", "tern", "a", "24", "q", "w l t q a 2"]
TYPED += ["O'Brien", "obrien", "o'b", "Oñate", "onat", "J.B.", "jb", "Wren-Lee", "24/7", "tern's"]
SIGNED = {
    "O'Brien": ["O'Brien Freight", "Obrien Alder", "Alder O'Brien"],
    "o'b": ["O'Brien Freight", "Obrien Alder", "Alder O'Brien"],
    "OBRIEN": ["Obrien Alder", "Alder O'Brien", "O'Brien Freight"],
    "J.B.": ["J.B. Wren", "JB Alder", "Cinder J.B. Tern"],
    "j.b": ["J.B. Wren", "JB Alder", "Cinder J.B. Tern"],
    "jb": ["JB Alder", "Cinder J.B. Tern", "J.B. Wren"],
    "Oñate": ["Oñate Tern", "Onate Alder", "Basin Oñate"],
    "onate": ["Onate Alder", "Basin Oñate", "Oñate Tern"],
    "Ávila": ["Ávila Tern", "Avila Alder", "Dover Ávila"],
    "ávila": ["Ávila Tern", "Avila Alder", "Dover Ávila"],
    "Wren, J.B.": ["J.B. Wren"],
    "Oñate LLC": ["Oñate Tern", "Onate Alder", "Basin Oñate"],
    "Tern J.B.": ["Cinder J.B. Tern"],
}


@pytest.fixture
def desk(client, larch):
    client.force_login(join(larch, name="Dana").user)
    return client


@pytest.fixture(params=["counted", "more than are counted"])
def found(request, monkeypatch):
    """However the rows of a list are found."""
    if request.param != "counted":
        monkeypatch.setattr(listing, "BOUND", 1)
        monkeypatch.setattr(listing, "_SPARE", 0)


@pytest.fixture
def six(larch, found):
    """Six organizations, however they are found."""
    for name in reversed(NAMES):
        rows.organization(larch, name, trucks=len(name))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=wren", ["Wren Alder", "WREN TERN", "Alder Wren", "Basin Tern Wren", "Tern Wren",
                     "Zinc Wren"]),
        ("?q=wren+tern", ["WREN TERN", "Tern Wren", "Basin Tern Wren"]),
        ("?q=tern+wren", ["Tern Wren", "WREN TERN", "Basin Tern Wren"]),
        ("?q=wr&sort=name", ["Wren Alder", "WREN TERN", "Alder Wren", "Basin Tern Wren",
                             "Tern Wren", "Zinc Wren"]),
        ("", NAMES),
    ],
)  # fmt: skip
def test_names_that_begin_so_stand_first(desk, six, query, expected):
    assert listed(desk, query) == expected


@pytest.mark.parametrize("typed", SIGNED)
def test_as_it_was_typed_is_with_its_signs_and_accents(desk, larch, found, typed):
    for at, name in enumerate(sorted({name for names in SIGNED.values() for name in names})):
        Organization.objects.create(program=larch, key=f"o{at}", name=name)

    assert signed(desk, f"?q={quote(typed)}") == SIGNED[typed]


def signed(desk, query):
    """The names that are listed, with their signs."""
    return [unescape(name) for name in listed(desk, query)]


@pytest.mark.parametrize(
    ("start", "first"),
    [
        ("O'Brien F", "O'Brien Freight"),
        ("O'Brien G", "Obrien Alder"),
        ("obrien", "Obrien Alder"),
        ("o", "Quill O'Brien"),
    ],
)
def test_it_starts_among_names_with_a_sign(desk, larch, found, start, first):
    names = ["O'Brien Freight", "Obrien Alder", "Alder O'Brien", "Quill O'Brien"]
    for at, name in enumerate(names):
        Organization.objects.create(program=larch, key=f"o{at}", name=name)
    assert signed(desk, "?q=O%27Brien") == names

    assert signed(desk, f"?q=O%27Brien&at={quote(start)}") == names[names.index(first) :]


def test_the_page_says_so(desk, six):
    assert "Names that begin as typed, then A to Z" in sorted_by(html(desk, f"{LIST}?q=wren"))
    assert sorted_by(html(desk, LIST)) == "Name, A to Z"


def sorted_by(page):
    """What stands beside “Sort:”."""
    return re.findall(r"Sort: <b>(.*?)</b>", page)[0]


@pytest.mark.parametrize(
    ("start", "first"),
    [
        ("wren+t", "WREN TERN"),
        ("Wren", "Wren Alder"),
        ("wr", "Zinc Wren"),
        ("w", "Zinc Wren"),
        ("Basin", "Basin Tern Wren"),
        ("t", "Tern Wren"),
    ],
)
def test_it_starts_at_a_name_where_that_stands(desk, six, start, first):
    everything = listed(desk, "?q=wren")

    assert listed(desk, f"?q=wren&at={start}") == everything[everything.index(first) :]


def test_a_record_leads_to_the_next_across_sections(desk, six):
    came_from = f"http://testserver{LIST}?q=wren"

    assert walked(desk, f"{LIST}wren-alder/", came_from) == [
        "wren-tern", "alder-wren", "basin-tern-wren", "tern-wren", "zinc-wren",
    ]  # fmt: skip
    assert walked(desk, f"{LIST}basin-tern-wren/", came_from, key="[") == [
        "alder-wren", "wren-tern", "wren-alder",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cursor", ["0~wren", "9~a~0", "-1~a~0", "9" * 30 + "~a~0", "x~a~0", "1~%00~0"]
)
@pytest.mark.parametrize("way", ["after", "before"])
def test_a_place_that_is_none_is_no_trouble(desk, six, cursor, way):
    everything = listed(desk, "?q=wren")

    shown = listed(desk, f"?q=wren&{way}={cursor}")

    assert shown in ([], everything)


class EveryMatchIsShownOnce(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(
        called=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), max_size=14),
        typed=st.lists(st.sampled_from(TYPED), min_size=1, max_size=3),
        size=st.integers(1, 4),
        bound=st.sampled_from([0, 3, 10_000]),
    )
    def test_forwards_and_backwards_across_all_sections(self, called, typed, size, bound):
        larch, text = rows.program(), " ".join(typed)
        dana = join(larch, name="Dana")
        for at, words in enumerate(called):
            Person.objects.create(program=larch, key=f"p{at}", name=" ".join(words))
        wanted = in_sections(larch, text)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(listing, "BOUND", bound)
            patched.setattr(listing, "_SPARE", 1)
            page = shown(dana, text, size)
            forwards = list(page.rows)
            while page.after:
                page = shown(dana, text, size, after=page.after)
                forwards += page.rows
            backwards = list(reversed(page.rows))
            while page.before:
                page = shown(dana, text, size, before=page.before)
                backwards += reversed(page.rows)

        assert forwards == wanted
        assert list(reversed(backwards)) == wanted


def in_sections(program, text):
    """Who has all these words: those first whose name begins with the first, as it was typed."""
    terms = terms_of(text)
    found = [
        person
        for person in Person.objects.filter(program=program).order_by(Lower("name"), "pk")
        if all(any(w.startswith(term) for w in plain(person.name).split()) for term in terms)
    ]
    # Each word with its signs, then without them; a part of another word is not required.
    spellings = [
        spelling
        for typed in text.lower().split()
        if set(plain(typed).split()) & set(terms[:4])
        for spelling in (typed, *(t for t in plain(typed).split() if t in terms[:4]))
    ]
    wanted = []
    for spelling in spellings:
        wanted += [p for p in found if p.name.lower().startswith(spelling) and p not in wanted]
    return wanted + [person for person in found if person not in wanted]


def shown(member, text, size, **cursors):
    """One page of the people who are looked for."""
    query = QueryDict(mutable=True)
    query.update({"q": text, **cursors})
    narrowed = Narrowed(member, read(query, Noun.PERSON), today=TODAY)
    return page_of(narrowed, narrowed.total(), size=size).stretch


@pytest.mark.parametrize("enough", [1, 2, 3, 9])
def test_a_further_question_is_asked_only_for_want_of_more(larch, enough):
    for name in NAMES:
        rows.organization(larch, name)
    of_two = [
        Organization.objects.filter(name__startswith=letter).order_by("name").values_list("pk")
        for letter in ("W", "T", "A")
    ]

    keys = in_turn(connection, of_two, enough)

    found = Organization.objects.filter(pk__in=[int(key) for key in keys.written.split(",")])
    expected = {1: "W", 2: "W", 3: "WT", 9: "WTA"}[enough]
    assert {row.name[0] for row in found} == set(expected)
    assert keys.many == found.count()


@pytest.mark.parametrize(
    "section", [begins("wren"), begins("Ávila"), begins("obrien") & ~begins("o'brien")]
)
def test_an_index_serves_a_section(larch, section):
    for name in NAMES:
        rows.organization(larch, name)
    of_it = Organization.objects.filter(program=larch).annotate(name_low=Lower("name"))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Of six rows it would rather read them all.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")

    plan = of_it.filter(section).order_by("name_low").explain()

    assert "organizations_by_name" in plan
    assert "<" in plan and "TEMP B-TREE" not in plan


@pytest.mark.parametrize("bound", [1, 10_000])
def test_many_whose_number_begins_so_are_listed(desk, larch, monkeypatch, bound):
    monkeypatch.setattr(listing, "BOUND", bound)
    monkeypatch.setattr(listing, "_SPARE", 0)
    for at, name in enumerate(["Alder", "Basin", "Cinder 120"]):
        rows.organization(larch, name, usdot=f"12{at}0000")
    rows.organization(larch, "Dover", usdot="3120000")

    assert listed(desk, "?q=12") == ["Alder", "Basin", "Cinder 120"]
