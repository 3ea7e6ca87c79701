"""What a cell cannot say is named by file, row and column, with the same words on any database."""

import pytest

from tests.packets.papers import ROWS, bare, refused, with_cell

pytestmark = pytest.mark.django_db


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
