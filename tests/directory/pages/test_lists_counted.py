"""What stands beside each choice is how many rows it would leave, whatever else is chosen."""

import random
from datetime import date, timedelta

import pytest
from django.http import QueryDict

from muster.accounts.models import MemberState
from muster.directory.findable.nouns import Noun
from muster.directory.listing.asked import read
from muster.directory.listing.facets import FACETS, STATUS
from muster.directory.listing.page import page_of
from muster.directory.listing.rows import Narrowed, Total
from muster.directory.lists import add, save
from muster.directory.models import ContactPoint, Organization, Person, Post, Site
from muster.programs.models import Sector
from tests import rows
from tests.people import join

TODAY = date(2026, 5, 26)
WORDS = ["Alder", "Basin", "Freight", "Wren", "Tern", "Quill"]
CHOICES = {
    Noun.ORGANIZATION: {
        "q": ["freight", "wren fr", "ald"],
        "place": ["MS", "MS:Tarrow County", "AL"],
        "sector": ["police", "none"],
        "fresh": ["never", "stale", "fresh"],
        "reach": ["bad"],
        "part": ["came", "none"],
        "status": ["ended", "all"],
    },
    Noun.SITE: {"q": ["wren"], "kind": ["terminal", "none"], "place": ["MS"], "status": ["all"]},
    Noun.PERSON: {
        "q": ["wren", "al qui"],
        "place": ["MS", "AL:Tern County"],
        "fresh": ["never", "aging"],
        "reach": ["bad", "do_not_contact"],
        "part": ["came", "none"],
    },
}


@pytest.fixture
def member(larch):
    return join(larch, name="Dana")


@pytest.fixture(params=[1, 2])
def draw(request):
    return random.Random(request.param)  # noqa: S311 (no secrets)


@pytest.fixture
def many(larch, draw):
    """Forty of each noun that differ in whatever a list is narrowed by."""
    sectors = [*Sector.objects.filter(program=larch), None]
    build = rows.build(larch)
    for number in range(40):
        name = " ".join(draw.sample(WORDS, 2))
        place = {
            "state": draw.choice(["MS", "AL", ""]),
            "county": draw.choice(["Tarrow County", "Tarrow", "TERN COUNTY", "Tern County", ""]),
        }
        confirmed = draw.choice([None, *(TODAY - timedelta(days) for days in (1, 200, 900))])
        ended = draw.choice([None, None, None, date(2026, 1, 1)])
        company = rows.organization(
            larch, f"{name} {number}", sector=draw.choice(sectors), ended_on=ended,
            trucks=draw.choice([None, 1, 7]), confirmed_on=confirmed, **place,
        )  # fmt: skip
        Site.objects.create(
            program=larch, organization=company, key=f"s{number}", name=name, ended_on=ended,
            kind=draw.choice(["", *Site.Kind.values]), **place,
        )  # fmt: skip
        person = Person.objects.create(
            program=larch, key=f"p{number}", name=name, confirmed_on=confirmed
        )
        Post.objects.create(
            program=larch, person=person, organization=company,
            to_on=draw.choice([None, None, date(2026, 1, 1)]),
        )  # fmt: skip
        for owner in ({"person": person}, {"organization": company}):
            if draw.random() < 0.3:
                ContactPoint.objects.create(
                    program=larch, kind="phone", address=f"+1228555{number:04}",
                    status=draw.choice(["ok", "bad", "do_not_contact"]), **owner,
                )  # fmt: skip
        if draw.random() < 0.2:
            rows.people(build, 1, person=person, organization=company)


def asked_for(draw, noun):
    """An address that asks for some of what can be asked for."""
    query = QueryDict(mutable=True)
    for key, values in CHOICES[noun].items():
        if draw.random() < 0.35:
            query.setlist(key, draw.sample(values, draw.choice([1, 1, min(2, len(values))])))
    if "q" in query:
        query["q"] = query.getlist("q")[0]
    return query


def left_by(member, noun, query):
    """The keys of the rows that a question leaves."""
    return set(Narrowed(member, read(query, noun), today=TODAY).rows().values_list("pk", flat=True))


@pytest.mark.parametrize("noun", list(Noun))
def test_a_count_is_of_the_rows_that_the_choice_would_leave(member, many, draw, noun):
    for _time in range(12):
        query = asked_for(draw, noun)
        for offered in Narrowed(member, read(query, noun), today=TODAY).offered():
            counted = [choice for choice in offered.choices if choice.count is not None]
            for choice in counted:
                chosen = query.copy()
                chosen.setlist(offered.facet.key, [choice.value])
                assert choice.count == len(left_by(member, noun, chosen)), (query, choice)
            # A status is offered without a number, and so is where somebody works.
            told = offered.facet is not STATUS and (noun, offered.facet.key) != (
                Noun.PERSON,
                "place",
            )
            assert len(counted) == (len(offered.choices) if told else 0)


@pytest.mark.parametrize("noun", list(Noun))
@pytest.mark.parametrize("bound", [2, 10])
def test_rows_and_their_order_are_the_same_however_many_are_counted(
    member, many, draw, noun, bound, monkeypatch
):
    by_name = [query for _time in range(15) if (query := asked_for(draw, noun)) is not None]

    def pages():
        asked = [Narrowed(member, read(query, noun), today=TODAY) for query in by_name]
        return [
            [row.record.pk for row in page_of(each, each.total(), size=100).rows] for each in asked
        ]

    counted = pages()
    monkeypatch.setattr("muster.directory.listing.rows.BOUND", bound)
    monkeypatch.setattr("muster.directory.listing.rows._SPARE", 1)

    assert pages() == counted
    assert any(len(page) > bound for page in counted)


@pytest.mark.parametrize("noun", list(Noun))
@pytest.mark.parametrize("bound", [1, 3, 10])
@pytest.mark.parametrize("spare", [0, 2])
def test_more_is_said_where_more_match_than_are_counted(
    member, many, draw, noun, bound, spare, monkeypatch
):
    queries = [asked_for(draw, noun) for _time in range(20)]
    found = [len(left_by(member, noun, query)) for query in queries]
    monkeypatch.setattr("muster.directory.listing.rows.BOUND", bound)
    monkeypatch.setattr("muster.directory.listing.rows._SPARE", spare)

    told = [Narrowed(member, read(query, noun), today=TODAY).total() for query in queries]

    assert told == [Total(min(many, bound), more=many > bound) for many in found]


def test_more_is_said_of_what_a_member_sees(larch, member, monkeypatch):
    monkeypatch.setattr("muster.directory.listing.rows.BOUND", 2)
    monkeypatch.setattr("muster.directory.listing.rows._SPARE", 0)
    for number, state in enumerate(["MS", "MS", "AL"]):
        rows.organization(larch, f"Alder {number}", state=state)
    lead = join(larch, name="Theo Lindqvist", role="state_lead")
    MemberState.objects.create(member=lead, role="state_lead", state="MS")
    asked = read(QueryDict("q=alder"), Noun.ORGANIZATION)

    told = [Narrowed(each, asked, today=TODAY).total() for each in (member, lead)]

    assert told == [Total(2, more=True), Total(2, more=False)]


def test_more_is_said_of_what_is_in_a_list(larch, member, monkeypatch):
    monkeypatch.setattr("muster.directory.listing.rows.BOUND", 2)
    monkeypatch.setattr("muster.directory.listing.rows._SPARE", 0)
    for number in range(3):
        rows.organization(larch, f"Alder {number}")
    mine = save(member, noun=Noun.ORGANIZATION, name="Mine", by_hand=True)
    add(mine, Organization.objects.exclude(name="Alder 0"))
    asked = read(QueryDict(f"q=alder&list={mine.pk}"), Noun.ORGANIZATION)

    told = [
        Narrowed(member, asked, today=TODAY, by_hand=by_hand).total() for by_hand in (False, True)
    ]

    assert told == [Total(2, more=True), Total(2, more=False)]


def test_all_choices_are_counted_in_one_question(member, many, django_assert_num_queries):
    narrowed = Narrowed(member, read(QueryDict(), Noun.ORGANIZATION), today=TODAY)
    narrowed.total()

    # One tells which sectors there are.
    with django_assert_num_queries(2):
        offered = narrowed.offered()

    assert {each.facet for each in offered} == set(FACETS[Noun.ORGANIZATION])
