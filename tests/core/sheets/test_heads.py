"""Where the headers are: below titles, over several lines, or nowhere."""

import pytest

from muster.core.sheets import NoSuchLine, Reading


def head(sheet):
    return (sheet.reading.first_header_line, sheet.reading.header_lines)


def test_titles_above_the_headers_are_passed_over(opened):
    sheet = opened(
        "Attendees of the build,,,\n\nEvent,Larkhaven 2026,,\nPrinted,2026-05-12,,\n"
        "Last name,First name,Company,Zip\nVale,Ada,Tarrow Fuel,39501\nReed,Jo,Pine Bus,39402\n"
    )

    assert head(sheet) == (5, 1)
    assert sheet.headers == ("Last name", "First name", "Company", "Zip")
    assert [line.number for line in sheet.lines()] == [6, 7]
    assert sheet.first_lines[2] == ["Event", "Larkhaven 2026", "", ""]
    assert sheet.why[-1] == "4 lines stand above the headers."


def test_what_stands_above_several_columns_is_meant_for_all(opened):
    sheet = opened(
        "Site,Day,,Night,,Note\n,Name,Phone,Name,Phone,\nYard,Ada,911,Jo,912,x\nDock,Bo,1,Cy,2,\n"
    )

    assert head(sheet) == (1, 2)
    assert sheet.headers == (
        "Site",
        "Day: Name",
        "Day: Phone",
        "Night: Name",
        "Night: Phone",
        "Note",
    )


def test_survey_monkeys_second_line_is_a_header(opened):
    sheet = opened(
        "RespondentID,How was it?,Which did you use?,,Any thoughts?\n"
        ",Response,Card,Poster,Open-Ended Response\n"
        "1,Good,Card,,Fine\n2,Bad,Card,Poster,\n"
    )

    assert head(sheet) == (1, 2)
    assert sheet.headers == (
        "RespondentID",
        "How was it?",
        "Which did you use?: Card",
        "Which did you use?: Poster",
        "Any thoughts?",
    )
    assert sheet.header_rows[1] == ("", "Response", "Card", "Poster", "Open-Ended Response")


@pytest.mark.parametrize(
    "ids",
    [
        "{'ImportId': 'startDate'},{'ImportId': 'QID1'}",
        '"{""ImportId"":""a""}","{""ImportId"":""b""}"',
    ],
)
@pytest.mark.parametrize("words", ["Start Date,Was it good?", "Anfangsdatum,War es gut?"])
def test_qualtrics_is_known_by_its_third_line_in_any_language(opened, words, ids):
    sheet = opened(f"StartDate,Q1\n{words}\n{ids}\n2026-05-12,Yes\n2026-05-12,No\n")

    assert head(sheet) == (1, 3)
    assert sheet.headers[1] == "Q1: " + words.split(",")[1]
    assert [line.number for line in sheet.lines()] == [4, 5]


def test_the_same_header_four_times_is_four_columns(opened):
    sheet = opened("Other,Other,\xa0Other \n,Other\n".replace("\n,", ",") + "a,b,c,d\n")

    assert sheet.headers == ("Other", "Other", "Other", "Other")
    assert next(sheet.lines()).cells == ("a", "b", "c", "d")


def test_line_breaks_and_hard_spaces_in_a_header_are_plain_spaces(opened):
    sheet = opened('"Total \n cleared",Expanded\xa0Universe?\xa0\n1,2\n')

    assert sheet.headers == ("Total cleared", "Expanded Universe?")


def test_a_list_without_headers_gets_numbered_ones(opened):
    words = opened("Bell Inc.;Canada\nPine AB;Sweden\nReed Inc.;Canada\nYard AB;Sweden\n")

    assert head(words) == (1, 0)
    assert words.headers == ("Column 1", "Column 2")
    assert len([*words.lines()]) == 4
    assert head(opened("39501,Gulfport\n39402,Hattiesburg\n39530,Biloxi\n")) == (1, 0)


def test_years_are_headers(opened):
    assert head(opened("County,2010,2011\nHarrison,187,189\nJackson,139,140\n")) == (1, 1)


def test_what_a_member_chose_is_the_header(opened):
    text = "a,b\n1,2\n3,4\n5,6\n"

    sheet = opened(text, Reading(first_header_line=2, header_lines=2))

    assert sheet.headers == ("1: 3", "2: 4")
    assert [line.cells for line in sheet.lines()] == [("5", "6")]
    assert opened(text, Reading(first_header_line=3)).headers == ("3", "4")


@pytest.mark.parametrize("line", [0, 5, 9_000])
def test_a_line_that_is_not_there_is_refused(opened, line):
    with pytest.raises(NoSuchLine):
        opened("a,b\n1,2\n3,4\n5,6\n", Reading(first_header_line=line))


WORDS = {"first", "last", "name", "city", "company", "contact", "phone", "zip", "state"}


def read(opened, text):
    """The table, where it is known what its columns may be called."""
    return opened(text, is_name=lambda cell: cell.strip().lower() in WORDS)


@pytest.mark.parametrize("above", ["Contact,,Company,", "Contact,Contact,Company,Company"])
def test_names_in_the_second_line_are_headers_also_where_all_rows_are_words(opened, above):
    text = (
        f"{above}\nFirst,Last,Name,City\nAda,Vale,Tarrow Fuel,Gulfport\nJo,Reed,Pine Bus,Biloxi\n"
    )

    sheet = read(opened, text)

    assert head(sheet) == (1, 2)
    assert sheet.headers == ("Contact: First", "Contact: Last", "Company: Name", "Company: City")
    assert next(sheet.lines()).cells == ("Ada", "Vale", "Tarrow Fuel", "Gulfport")


def test_titles_may_stand_above_two_lines_of_headers(opened):
    text = (
        "Spring meeting,,,\n,,,\nContact,,Company,\nFirst,Last,Name,City\nAda,Vale,Tarrow,Biloxi\n"
    )

    sheet = read(opened, text)

    assert head(sheet) == (3, 2)
    assert sheet.why[-2:] == (
        "2 lines stand above the headers.", "The headers go over 2 lines.",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "First,Last,Company,City\nAda,Vale,Tarrow Fuel,Gulfport\nJo,Reed,Pine Bus,Biloxi\n",
        # A middle letter whose column nobody has named, and a ZIP code that somebody left out.
        "First,Last,,Company,Zip\nAda,Vale,B,Tarrow Fuel,\nJo,Reed,C,Pine Bus,39501\n",
        "First,Last,,Company\nAda,Vale,B,Tarrow Fuel\n",
        # People and companies who are called like columns.
        "Name,Company,City\nFirst,Contact,Name\nAda,Tarrow Fuel,Biloxi\n",
        "Contact,,Company,\nAda,Vale,Tarrow Fuel,39501\nJo,Reed,Pine Bus,39402\n",
        "Contact,,Company,\nAda,Vale,City,Name\nJo,Reed,City,Name\n",
        "Contact,,Company,\nAda,ada@vale.example,Name,City\nJo,jo@reed.example,Pine,Biloxi\n",
    ],
)
def test_the_first_row_below_one_line_of_headers_is_a_row(opened, text):
    sheet = read(opened, text)

    assert head(sheet) == (1, 1)
    assert next(sheet.lines()).number == 2
