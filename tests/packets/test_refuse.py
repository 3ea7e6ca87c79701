"""A packet that does not hold together is refused whole, with everything that is wrong with it."""

import pytest

from muster.packets.errors import BuildDiffers, TakesBack
from muster.packets.tables import TABLE_NAMED
from tests.conftest import packet
from tests.packets.papers import (
    ROWS,
    bare,
    changed,
    load,
    published,
    refused,
    small,
    spoiled,
    turned_away,
    with_cell,
)

pytestmark = pytest.mark.django_db


def test_the_small_packet_holds_together():
    assert load(small()).was == "loaded"


@pytest.mark.parametrize("table", sorted(ROWS))
def test_a_key_that_stands_there_twice_is_refused(table):
    rows = [*ROWS[table], ROWS[table][0]]

    says = refused(small(**{table: rows}))

    key = TABLE_NAMED[table].key
    row = f"{table}.csv, row {len(rows) + 1}, {key[-1]}"
    assert says == [f"{row}: row 2 has the same {' + '.join(key)} already."]


def test_one_response_answers_an_item_once_unless_several_may_be_chosen():
    answers = [
        *ROWS["answers"],
        {"response": "4kq7mzt2xp", "item": "next_steps", "key": "c1", "option": "disagree"},
        {"response": "4kq7mzt2xp", "item": "drivers", "key": "c2", "number": "13"},
        {"response": "9wd3hcy8rb", "item": "heard_of", "key": "c3", "counted": "yes"},
    ]

    assert refused(small(answers=answers)) == [
        "answers.csv, row 8, item: row 2 answers this item for the same response already.",
        "answers.csv, row 9, option: row 6 has the same response + item + option already.",
    ]


def test_two_answers_never_have_the_same_key():
    assert refused(with_cell("answers", 2, key="b2")) == [
        "answers.csv, row 3, key: row 2 has the same key: each answer has one of its own."
    ]


def test_a_build_has_one_public_address():
    rows = [*ROWS["public_addresses"], {"slug": "bcdfghjkmnpqrstvwxyz", "listed": "no"}]

    assert refused(small(public_addresses=rows)) == [
        "public_addresses.csv, row 3: this table has one row, or none."
    ]


def test_what_refers_to_a_wrong_row_is_not_told_off_as_well():
    files = with_cell("responses", 1, day="yesterday")

    assert refused(files) == [
        "responses.csv, row 2, day: 'yesterday' is not a day written like 2020-01-16."
    ]


def test_what_refers_to_an_unreadable_table_is_not_told_off_as_well():
    files = {**small(), "responses.csv": b"key,questionnaire,origin\n\xe9"}

    assert len(refused(files)) == 1


def test_a_file_that_no_packet_has_is_refused():
    files = {
        **small(),
        "README.md": b"A word to whoever opens this.",
        "anwers.csv": b"",
        "notes/more.txt": b"",
        "reports/001.json": b"{}",
        "pack/goal.toml": b"",
    }

    assert refused(files) == [
        "anwers.csv: a packet has no such file. Did you mean “answers.csv”?",
        "notes/more.txt: a packet has no such file.",
        "pack/goal.toml: a pack has no such file. Did you mean “goals.toml”?",
        "reports/001.json: no row of reports.csv refers to it.",
    ]


def test_a_pack_that_does_not_hold_together_is_told_with_its_lines():
    files = changed(small(), "pack/goals.toml", 'code = "L1"', 'code = "9"')

    assert any(
        problem.startswith("pack/goals.toml, line 14, goals[3].code") for problem in refused(files)
    )


def test_everything_that_is_wrong_stands_in_one_refusal():
    assert refused(spoiled()) == [
        "packet.toml, line 19, [build] state: 'Miss' is not a state’s two capital letters like MS.",
        "aliases.csv, row 2: a quotation mark that opens in this row is never closed.",
        "participants.csv, row 2, checked_in_on: '12.3.2026' is not a day written like 2020-01-16.",
        "answers.csv, row 2, item: there is no “nxt_steps” among the items. Did you mean "
        "“next_steps”?",
        "answers.csv, row 3, option: there is no “telegraph” among the options.",
        "quotes.csv, line 2: not UTF-8; it looks like Windows-1252: “eyes,It was “good”.”. Save "
        "it as “CSV UTF-8”.",
        "outcomes.csv, row 2, goal: there is no “S9” among the goals. Did you mean “S2”?",
    ]


def test_a_new_program_with_a_wrong_section_still_has_its_rows_checked():
    files = changed(small(), "packet.toml", 'time_zone = "America/Chicago"\nlanguage = "en"', "")
    files = {**files, "aliases.csv": b"name\n\n\n"}
    files = {**files, "outcomes.csv": files["outcomes.csv"].replace(b"L1", b"L2", 1)}

    assert refused(files) == [
        "packet.toml, [program] time_zone: it is missing.",
        "packet.toml, [program] language: it is missing.",
        "outcomes.csv, row 2, goal: there is no “L2” among the goals. Did you mean “L1”?",
    ]


def test_a_message_can_be_printed_on_a_terminal():
    (found,) = refused(with_cell("participants", 1, checked_in_on="\x1b[2Jnow\n"))

    assert "'\\x1b[2Jnow\\x0a'" in found


def test_a_thousand_wrong_names_are_told_in_no_time():
    responses = [
        {"key": f"r{number}", "questionnaire": "same-day 1", "origin": "collected"}
        for number in range(900)
    ]
    answers = [
        {"response": f"q{number}", "item": "next_steps", "key": f"a{number}", "option": "agree"}
        for number in range(1_000)
    ]

    assert len(refused(bare(responses=responses, answers=answers))) == 1_000


def test_a_full_database_is_left_as_it_is_by_whatever_is_refused():
    """Each packet gets further than the one before it: files, cells, pack, rows, the database."""
    load(packet("ms-gulfport-2020"))
    load(published())
    later = changed(published(), "packet.toml", "harbor-2026", "harbor-2027")

    for files in [
        {},
        {"packet.toml": b"\xff"},
        {**published(), "anwers.csv": b""},
        spoiled(),
        changed(published(), "pack/goals.toml", "S1", "X1"),
        changed(published(), "packet.toml", '"harbor"', '"tat"'),
        changed(published(), "evidence.csv", "response_rate", "rate"),
        changed(published(), "partners.csv", "1,pinewick", "1,gone"),
        later,
    ]:
        assert refused(files, replace=True) != []
    assert isinstance(turned_away(small(aliases=())), BuildDiffers)
    assert isinstance(turned_away(small(aliases=()), replace=True), TakesBack)


@pytest.mark.parametrize("there", [False, True], ids=["new", "replaced"])
def test_what_only_the_database_knows_is_refused_by_it_and_taken_back(there, monkeypatch):
    """Somebody else was quicker: between the look and the deed an address was taken."""
    first, second = "bcdfghjkmnpqrstvwxyz", "zyxwvtsrqpnmkjhgfdcb"
    load(small(public_addresses=[{"slug": first, "listed": "no"}]))
    other = small(adoptions=(), evidence=(), public_addresses=[{"slug": second, "listed": "no"}])
    other = changed(other, "packet.toml", "harbor-2026", "harbor-2027")
    if there:
        load(other)
    late = changed(other, "public_addresses.csv", second, first)
    monkeypatch.setattr("muster.packets.place.taken", lambda *_asked: set())

    (found,) = refused(late, replace=True)

    assert found.startswith("it clashes with what the database holds by now (")
