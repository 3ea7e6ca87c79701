"""A packet that does not hold together is refused whole, with everything that is wrong with it."""

import pytest

from muster.packets.errors import BuildDiffers, TakesBack
from muster.packets.limits import LARGEST_TITLE
from muster.packets.tables import TABLE_NAMED
from tests.conftest import packet
from tests.packets.papers import (
    ROWS,
    bare,
    changed,
    load,
    published,
    refused,
    rows_with,
    small,
    spoiled,
    turned_away,
)

pytestmark = pytest.mark.django_db


def test_the_small_packet_holds_together():
    assert load(small()).was == "loaded"


def with_cell(table, number, /, **cells):
    """The small packet with other *cells* in one row of *table*, counted from 1."""
    return small(**{table: rows_with(table, number, **cells)})


@pytest.mark.parametrize(
    ("table", "number", "cells", "says"),
    [
        (
            "answers",
            1,
            {"item": "nxt_steps"},
            "answers.csv, row 2, item: there is no “nxt_steps” among the items. Did you mean "
            "“next_steps”?",
        ),
        (
            "answers",
            1,
            {"response": "nobody"},
            "answers.csv, row 2, response: there is no “nobody” among the responses.",
        ),
        (
            "answers",
            1,
            {"option": "agreed"},
            "answers.csv, row 2, option: there is no “agreed” among the options. Did you mean "
            "“agree”?",
        ),
        (
            "outcomes",
            2,
            {"goal": "L9"},
            "outcomes.csv, row 3, goal: there is no “L9” among the goals. Did you mean “L1”?",
        ),
        (
            "responses",
            1,
            {"questionnaire": "same-day 2"},
            "responses.csv, row 2, questionnaire: there is no “same-day 2” among the "
            "questionnaires. Did you mean “same-day 1”?",
        ),
        (
            "quotes",
            1,
            {"item": "same-day 1/best"},
            "quotes.csv, row 2, item: there is no “same-day 1/best” among the questions. Did you "
            "mean “same-day 1/best_part”?",
        ),
        (
            "participants",
            2,
            {"delegate_for": "9"},
            "participants.csv, row 3, delegate_for: there is no “9” among the participants.",
        ),
        (
            "participants",
            3,
            {"delegate_for": "3"},
            "participants.csv, row 4, delegate_for: it leads back to the row itself.",
        ),
        (
            "organizations",
            1,
            {"parent": "pinewick-south"},
            "organizations.csv, row 2, parent: it leads back to the row itself.",
        ),
        (
            "adoptions",
            1,
            {"component": "model/card"},
            "adoptions.csv, row 2, component: there is no “model/card” among the components. Did "
            "you mean “model/cards”?",
        ),
        (
            "participants",
            1,
            {"checked_in_on": "3/12/2026"},
            "participants.csv, row 2, checked_in_on: '3/12/2026' is not a day written like "
            "2020-01-16.",
        ),
        (
            "participants",
            1,
            {"checked_in_on": "2026-02-30"},
            "participants.csv, row 2, checked_in_on: '2026-02-30' is not a day written like "
            "2020-01-16.",
        ),
        (
            "participants",
            1,
            {"checked_in_at": "2026-03-12 14:23"},
            "participants.csv, row 2, checked_in_at: '2026-03-12 14:23' is not a moment written "
            "like 2026-05-12T19:30:00Z.",
        ),
        (
            "participants",
            1,
            {"number": "one"},
            "participants.csv, row 2, number: 'one' is not a whole number written like 67.",
        ),
        (
            "participants",
            3,
            {"walked_in": "TRUE"},
            "participants.csv, row 4, walked_in: 'TRUE' is neither yes nor no.",
        ),
        (
            "participants",
            3,
            {"status": "declned"},
            "participants.csv, row 4, status: 'declned' is not one of: invited, pending, "
            "registered, refused, waitlisted, declined, cancelled, checked_in, left. Did you mean "
            "“declined”?",
        ),
        (
            "participants",
            3,
            {"role": ""},
            "participants.csv, row 4, role: it must not be empty.",
        ),
        (
            "sessions",
            1,
            {"ends": "9.30"},
            "sessions.csv, row 2, ends: '9.30' is not a time written like 13:30.",
        ),
        (
            "sites",
            1,
            {"state": "Mississippi"},
            "sites.csv, row 2, state: 'Mississippi' is not a state’s two capital letters like MS.",
        ),
        (
            "sites",
            1,
            {"latitude": "90.5"},
            "sites.csv, row 2, latitude: degrees lie within ±90.",
        ),
        (
            "sites",
            1,
            {"longitude": ""},
            "sites.csv, row 2, latitude: latitude and longitude are given together, or neither.",
        ),
        (
            "people",
            1,
            {"language": "English"},
            "people.csv, row 2, language: 'English' is not a language’s letters like en or es.",
        ),
        (
            "aliases",
            1,
            {"name": "Har\0bor"},
            "aliases.csv, row 2, name: it holds a NUL character, which no text does.",
        ),
        (
            "quotes",
            1,
            {"text": "a" * 10 * 1024 * 1024},
            "quotes.csv, row 2, text: 10,485,760 characters; at most 20,000 are read.",
        ),
        (
            "answers",
            1,
            {"key": "4kq7mzt2xp"},
            "answers.csv, row 2, key: an answer’s key is its own, not its response’s.",
        ),
        (
            "answers",
            6,
            {"counted": ""},
            "answers.csv, row 7, counted: a reconstructed answer says whether it counts, yes or "
            "no.",
        ),
        (
            "answers",
            6,
            {"option": "agree"},
            "answers.csv, row 7, option: a reconstructed answer has no value: it says only "
            "counted, yes or no.",
        ),
        (
            "answers",
            1,
            {"counted": "yes"},
            "answers.csv, row 2, counted: only reconstructed answers say whether they count.",
        ),
        (
            "answers",
            1,
            {"option": ""},
            "answers.csv, row 2, option: the answer says nothing: give an option or a number.",
        ),
        (
            "answers",
            1,
            {"number": "5"},
            "answers.csv, row 2, number: an answer to this item holds only: option.",
        ),
        (
            "answers",
            5,
            {"item": "best_part"},
            "answers.csv, row 6, item: it is answered in one’s own words: such sentences are "
            "quotes.",
        ),
        (
            "answers",
            6,
            {"item": "word", "counted": "yes"},
            "answers.csv, row 7, item: only an item that is answered by one choice can be "
            "reconstructed.",
        ),
        (
            "outcomes",
            1,
            {"text": ""},
            "outcomes.csv, row 2, text: it must not be empty.",
        ),
        (
            "aliases",
            1,
            {"name": "  "},
            "aliases.csv, row 2, name: it must not be empty.",
        ),
    ],
)
def test_a_cell_is_named_by_file_row_and_column(table, number, cells, says):
    assert refused(with_cell(table, number, **cells)) == [says]


@pytest.mark.parametrize(
    ("table", "cells", "says"),
    [
        ("participants", {"number": "-1"}, "-1 is not between 0 and 2,147,483,647."),
        (
            "participants",
            {"number": "2147483648"},
            "2147483648 is not between 0 and 2,147,483,647.",
        ),
        ("past_builds", {"year": "32768"}, "32768 is not between 0 and 32,767."),
        (
            "past_builds",
            {"year": "9" * 30},
            f"'{'9' * 30}' is not a whole number written like 67.",
        ),
        (
            "reported_figures",
            {"value": "1234567890123"},
            "Ensure that there are no more than 12 digits before the decimal point.",
        ),
        (
            "reported_figures",
            {"value": "99.125"},
            "Ensure that there are no more than 2 decimal places.",
        ),
        ("reported_figures", {"value": "1e6"}, "'1e6' is not a number written like 67 or 0.5."),
        ("reported_figures", {"value": "NaN"}, "'NaN' is not a number written like 67 or 0.5."),
        ("aliases", {"name": "x" * 121}, "121 characters; at most 120 fit."),
        ("responses", {"key": "x" * 21}, "21 characters; at most 20 fit."),
        ("quotes", {"language": "en-aaaaaa"}, "9 characters; at most 8 fit."),
    ],
)
def test_what_one_database_could_not_hold_is_refused_for_both(table, cells, says):
    # No other column of the row refers to anything.
    row = {**ROWS[table][0], "person": "", "organization": "", "past_build": "", **cells}
    files = bare(**{table: [{name: cell for name, cell in row.items() if cell}]})

    (column,) = cells
    assert refused(files) == [f"{table}.csv, row 2, {column}: {says}"]


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
    rows = [*ROWS["public_addresses"], {"slug": "harbor", "listed": "no"}]

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


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "row 1, name: the column is missing."),
        ("\n\n", "row 1, name: the column is missing."),
        ("source\nMe\n", "row 1, name: the column is missing."),
        (
            "nmae,source\nHarbor,\n",
            "row 1, nmae: there is no column “nmae”. Did you mean “name”?",
        ),
        ("name,name\nHarbor,Harbor\n", "row 1, name: the column stands there twice."),
        ("name,,source\nHarbor,,\n", "row 1: a column has no header."),
        (
            "name;source\nHarbor;Me\n",
            "row 1: the columns are parted by “;”: save the table with commas.",
        ),
        (
            "name\tsource\nHarbor\tMe\n",
            "row 1: the columns are parted by “\\x09”: save the table with commas.",
        ),
        ("name,source\nHarbor,Me,you\n", "row 2: the row has 3 cells, the headers are 2."),
        ("name,source\nHarbor\n", "row 2: the row has 1 cells, the headers are 2."),
        (
            'name,source\nHarbor,"Me\nand so on\n',
            "row 2: a quotation mark that opens in this row is never closed.",
        ),
        (
            'name,source\nPort,\nHarbor,"Me" too\n',
            "row 3: words go on after a quotation mark has closed; within a quoted cell, a "
            "quotation mark is written twice.",
        ),
        (
            ",".join(f"column{number}" for number in range(9)),
            "row 1: 9 columns; this table has 2.",
        ),
    ],
)
def test_a_table_that_is_no_table_is_refused(text, says):
    found = refused({**bare(), "aliases.csv": text.encode()})

    assert f"aliases.csv, {says}" in found
    assert all(problem.startswith("aliases.csv, row 1") for problem in found[1:])


def test_a_table_with_more_rows_than_are_read_is_refused(monkeypatch):
    monkeypatch.setattr("muster.packets.rows.MOST_ROWS", 2)

    assert refused(small()) == [
        "participants.csv, row 4: more than 2 rows; no more are read.",
        "answers.csv, row 4: more than 2 rows; no more are read.",
        "evidence.csv, row 4: more than 2 rows; no more are read.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        '\ufeffname,source\r\n"The build\r\nat the harbor",\r\n',
        'name,source,,\n"The build\nat the harbor",,,\n,,,\n\n',
        ' name , source \n"The build\nat the harbor",\n',
        'source,name\n,"The build\nat the harbor"\n',
        '"name"\n"The build\rat the harbor"',
    ],
    ids=["Windows", "empty ends", "spaces", "another order", "one column, old Mac"],
)
def test_the_habits_of_spreadsheets_are_no_hindrance(text):
    build = load({**bare(), "aliases.csv": text.encode()}).build

    assert build.aliases.get().name == "The build\nat the harbor"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "format = 1",
            "format = 2",
            "line 2, [packet] format: it must be 1, the only format known.",
        ),
        (
            "format = 1",
            "format = 1.0",
            "line 2, [packet] format: it must be 1, the only format known.",
        ),
        (
            "format = 1",
            "format = true",
            "line 2, [packet] format: it must be 1, the only format known.",
        ),
        ("format = 1", "format = 1\nfrom = 2", "line 3, [packet] from: there is no such field."),
        ("[packet]\nformat = 1", "", "[packet]: there is no such section."),
        ("[build]", "[bild]", "[build]: there is no such section."),
        ('name = "Harbor build"\n', "", "[build] name: it is missing."),
        ('name = "Harbor build"', 'name = ""', "line 17, [build] name: it must not be empty."),
        (
            'name = "Harbor build"',
            "name = 5",
            "line 17, [build] name: it must be a text in quotation marks.",
        ),
        (
            'name = "Harbor build"',
            'name = ["Harbor"]',
            "line 17, [build] name: it must be a text in quotation marks.",
        ),
        (
            "day = 2026-03-12",
            "day = 2026-03-12T00:00:00",
            "line 20, [build] day: it must be a day like 2020-01-16.",
        ),
        (
            "day = 2026-03-12",
            'day = "March 12"',
            "line 20, [build] day: 'March 12' is not a day written like 2020-01-16.",
        ),
        (
            "whole_room = 20",
            "whole_room = 20.0",
            "line 10, [program] whole_room: it must be a whole number, without quotation marks.",
        ),
        (
            "whole_room = 20",
            "whole_room = true",
            "line 10, [program] whole_room: it must be a whole number, without quotation marks.",
        ),
        (
            "whole_room = 20",
            "whole_room = 2",
            "line 10, [program] whole_room: Ensure this value is greater than or equal to 3.",
        ),
        (
            "from_history = false",
            "from_history = 1",
            "line 23, [build] from_history: it must be true or false, without quotation marks.",
        ),
        (
            "from_history = false",
            "from_histry = false",
            "line 23, [build] from_histry: there is no such field. Did you mean “from_history”?",
        ),
        (
            'city = "Larkhaven"',
            'city = "Larkhaven"\nstarts = 25:00',
            None,
        ),
        (
            'time_zone = "America/Chicago"\nlanguage',
            'time_zone = "America/Chicgo"\nlanguage',
            "line 7, [program] time_zone: 'America/Chicgo' is not a time zone like "
            "America/Chicago. Did you mean “America/Chicago”?",
        ),
        (
            'status = "open"',
            'status = "opened"',
            "line 22, [build] status: 'opened' is not one of: planned, inviting, open, closed, "
            "following_up, reported, cancelled. Did you mean “open”?",
        ),
        (
            "from_history = false",
            "from_history = true\nmeasures_fixed_on = 2026-01-01",
            "line 24, [build] measures_fixed_on: a build loaded from history had no measures fixed "
            "beforehand.",
        ),
        (
            "from_history = false",
            "follow_up_opens_on = 2026-05-02\nfollow_up_closes_on = 2026-05-01",
            "line 24, [build] follow_up_closes_on: the follow-up cannot close before it opens.",
        ),
    ],
)
def test_the_title_page_is_named_by_line_and_field(old, new, says):
    found = refused(changed(bare(), "packet.toml", old, new))

    if says is None:
        assert found[0].startswith("packet.toml: it cannot be read as TOML: ")
    else:
        assert f"packet.toml, {says}" in found
        assert len(found) == (2 if "[bild]" in new else 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"[packet\n", "it cannot be read as TOML: "),
        (b"n = " + b"9" * 5_000, "it cannot be read as TOML: "),
        (b"n = " + b"[" * 5_000, "it cannot be read as TOML: "),
        (b"#" * (LARGEST_TITLE + 1), "it is larger than 100,000 characters."),
        (b'name = "caf\xe9"', 'line 1: not UTF-8; it looks like Latin-1: “name = "café"”.'),
    ],
    ids=["broken", "a long number", "deep", "large", "Latin-1"],
)
def test_a_title_page_that_cannot_be_read_is_refused(text, says):
    (found,) = refused({**bare(), "packet.toml": text})

    assert says in found


def test_a_packet_without_a_title_page_is_none():
    files = small()
    del files["packet.toml"]

    assert refused(files) == ["packet.toml: there is none: a packet begins with it."]


def test_a_folder_of_packets_is_no_packet():
    files = {f"harbor-2026/{name}": content for name, content in small().items()}

    assert refused({**files, "other/notes.txt": b""}) == [
        "packet.toml: there is none: a packet begins with it. Did you mean the folder "
        "“harbor-2026”?"
    ]


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
        "pack/goal.toml: a pack has no such file; did you mean 'goals.toml'?",
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
    load(small())
    other = changed(small(adoptions=(), evidence=()), "packet.toml", "harbor-2026", "harbor-2027")
    other = changed(other, "public_addresses.csv", "harbor-2026", "harbor-2027")
    if there:
        load(other)
    late = changed(other, "public_addresses.csv", "harbor-2027", "harbor-2026")
    monkeypatch.setattr("muster.packets.place.taken", lambda *_asked: set())

    (found,) = refused(late, replace=True)

    assert found.startswith("it clashes with what the database holds by now (")
