"""Whatever a sound packet says comes out as it went in, in whatever order it was written."""

import csv
import io

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.packets.export import export_packet
from muster.packets.tables import PACK
from tests.packets.papers import bare, changed, load, published, small

SIGNS = st.characters(exclude_characters="\0\r", exclude_categories=["Cs"])
TEXTS = st.text(SIGNS, max_size=40)
WORDS = TEXTS.filter(str.strip)
DAYS = st.dates().map(str)
NO_DAY = st.one_of(st.just(""), DAYS)
YES_NO = st.sampled_from(["yes", "no"])
STATES = st.sampled_from(["MS", "AL", ""])
GOALS = st.sampled_from(["S1", "S2", "L1"])
KEYS = st.lists(st.from_regex(r"[A-Za-z0-9_-]{1,12}", fullmatch=True), unique=True, max_size=4)


@st.composite
def packets(draw):
    """A sound packet with rows in any order, all of which the build refers to."""
    organizations = [
        {
            "key": key,
            "name": draw(WORDS),
            "url": draw(TEXTS),
            "state": draw(STATES),
            "natural_person": draw(YES_NO),
        }
        for key in draw(KEYS)
    ]
    for place, row in enumerate(organizations[1:]):
        row["parent"] = draw(st.sampled_from(["", organizations[place]["key"]]))
    people = [{"key": key, "name": draw(WORDS)} for key in draw(KEYS)]
    somewhere = st.sampled_from(["", *(row["key"] for row in organizations)])
    partners = [
        {
            "position": str(place),
            "organization": row["key"],
            "part": draw(st.sampled_from(["host", "sponsor"])),
            "words": draw(TEXTS),
        }
        for place, row in enumerate(organizations)
    ]
    participants = [
        {
            "number": str(number),
            "person": person["key"] if person else "",
            "organization": draw(somewhere),
            "sector": draw(st.sampled_from(["", "trucking", "casino"])),
            "role": draw(st.sampled_from(["attendee", "host"])),
            "status": draw(st.sampled_from(["invited", "checked_in", "left"])),
            "walked_in": draw(YES_NO),
            "decides": draw(YES_NO),
            "checked_in_on": draw(DAYS),
        }
        for number, person in enumerate([*people, *draw(st.just([None]) | st.just([]))])
    ]
    for row in participants[1:]:
        row["delegate_for"] = draw(st.sampled_from(["", "0"]))
    responses = [
        {
            "key": key,
            "questionnaire": "same-day 1",
            "day": draw(NO_DAY),
            "origin": draw(st.sampled_from(["collected", "paper", "reconstructed"])),
        }
        for key in draw(KEYS)
    ]
    return {
        "organizations": organizations,
        "people": people,
        "partners": partners,
        "participants": participants,
        "responses": responses,
        "answers": draw(answers_to(responses)),
        "quotes": draw(some_quotes()),
        "aliases": [{"name": name} for name in draw(st.sets(WORDS, max_size=3))],
    }


@st.composite
def answers_to(draw, responses):
    """Answers of any kind, each with a key that is nobody else's."""
    rows = []
    for response in responses:
        above = {"response": response["key"]}
        if response["origin"] == "reconstructed":
            rows.append({**above, "item": "next_steps", "counted": draw(YES_NO)})
            continue
        choice = st.sampled_from(["agree", "disagree"])
        rows.append({**above, "item": "next_steps", "option": draw(choice)})
        heard = st.sets(st.sampled_from(["radio", "friend"]))
        rows += [{**above, "item": "heard_of", "option": option} for option in draw(heard)]
        number = draw(st.integers(-(10**9), 10**9))
        rows.append({**above, "item": "drivers", "number": str(number)})
        words = [draw(st.sampled_from(["", "old", "new"])), "new"]
        rows.append({**above, "item": "word", "before": words[0], "option": words[1]})
    return [{**row, "key": f"k{place}-{row['item']}"} for place, row in enumerate(rows)]


@st.composite
def some_quotes(draw):
    """Quotes with every permission, and withdrawn ones without words."""
    rows = []
    for place, key in enumerate(draw(KEYS)):
        row = {
            "key": key,
            "position": str(place),
            "about": draw(WORDS),
            "text": draw(TEXTS.filter(bool)),
            "language": draw(st.sampled_from(["en", "es", "pt-BR"])),
            "permission": draw(st.sampled_from(["unnamed", "named", "not_recorded"])),
            "sense": draw(st.sampled_from(["praise", "critique", "mixed"])),
            "touches": draw(st.one_of(st.just(""), GOALS)),
            "large": draw(YES_NO),
            "decision": draw(st.sampled_from(["later", "show", "hide"])),
        }
        if row["permission"] == "named":
            row["name"] = draw(TEXTS)
        if draw(st.booleans()):
            row |= {"text": "", "name": "", "withdrawn_on": draw(DAYS)}
        rows.append(row)
    return rows


def without_pack(files):
    return {name: content for name, content in files.items() if not name.startswith(PACK)}


def said_by(files):
    """The rows of all tables, as sets of what is not empty."""
    return {
        name: {
            frozenset((column, cell) for column, cell in row.items() if cell)
            for row in csv.DictReader(io.StringIO(content.decode(), newline=""))
        }
        for name, content in files.items()
        if name.endswith(".csv")
    }


@pytest.fixture
def program(db):
    """The program of the packets, with its pack, so that not every packet has to bring it."""
    return load(changed(bare(), "packet.toml", "harbor-2026", "harbor-2020")).build.program


@pytest.mark.usefixtures("program")
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tables=packets(), random=st.randoms(use_true_random=False))
def test_a_sound_packet_comes_out_as_it_went_in(tables, random):
    nothing = dict.fromkeys(set(small()) | set(published()), ())
    rows = {name.removesuffix(".csv"): () for name in nothing if name.endswith(".csv")}
    for table in tables.values():
        random.shuffle(table)
    files = without_pack(small(**{**rows, **tables}))

    with transaction.atomic():
        out = without_pack(export_packet(load(files).build))
        assert load(files).was == "unchanged"
        assert said_by(out) == said_by(files)
        transaction.set_rollback(True)
    with transaction.atomic():
        assert without_pack(export_packet(load(out).build)) == out
        assert load(out, replace=True).was == "unchanged"
        transaction.set_rollback(True)
