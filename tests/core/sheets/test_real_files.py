"""The real files beside the project, each with the trap that it is kept for."""

import pytest

from muster.core.sheets import Reading, open_sheet
from tests.shared_data import shared


def test_fbi_table_has_titles_merged_headers_and_footnote_stars():
    sheet = open_sheet(shared("crime/fbi_table_2_ht_offenses_by_state_2014.xlsx"))

    assert (sheet.reading.first_header_line, sheet.reading.header_lines) == (4, 2)
    assert sheet.headers[:3] == (
        "State",
        "Commercial sex acts: Offenses",
        "Commercial sex acts: Total cleared",
    )
    texas = next(line for line in sheet.lines() if line.cells[0] == "Texas")
    assert texas.cells == ("Texas", "78", "22", "5", "113", "17", "3", "191", "39", "8")


def test_semicolons_in_a_file_called_csv_and_no_headers():
    sheet = open_sheet(shared("linkage/cleanco_companies.csv"))

    assert (sheet.reading.separator, sheet.reading.header_lines) == (";", 0)
    assert next(sheet.lines()).cells == ("360Networks Inc.", "Canada")


def test_surveymonkey_is_not_utf8_and_has_two_headers():
    sheet = open_sheet(shared("surveys/surveymonkey_star_wars.csv"))

    assert not sheet.reading.encoding.startswith("utf")
    assert sheet.reading.header_lines == 2
    assert sheet.headers[3].endswith(": Star Wars: Episode I The Phantom Menace")
    assert (len(sheet.headers), len([*sheet.lines()])) == (38, 1_186)


@pytest.mark.parametrize(
    ("file", "lines", "headers", "rows"),
    [
        ("surveys/qualtrics_insights_3row_multi_answer_mc.csv", 3, 36, 5),
        ("surveys/qualtrics_legacy_2row_multi_answer_mc.csv", 2, 35, 5),
        ("surveys/qualtrics_sample_survey.csv", 3, 74, 5),
        ("surveys/surveymonkey_weather_check.csv", 1, 9, 928),
        ("surveys/eventbrite_attendee_report.csv", 1, 32, 3),
        ("law_enforcement/hifld_local_law_enforcement_2019_16_states.csv", 1, 10, 7_834),
        ("law_enforcement/fbi_cde_agencies_by_state.json.gz", 1, 10, 23_243),
        ("places/osm_truck_stops_16_states.json", 1, 11, 1_377),
        ("places/fta_ntd_2023_gtfs_weblinks.csv", 1, 10, 1_578),
        ("carriers/fmcsa_safer_registrations_16_states.csv", 1, 28, 556),
        ("linkage/early_childhood_sites_with_true_ids.csv", 1, 26, 3_337),
        ("geography/census_county_adjacency.txt", 0, 4, 22_200),
        ("geography/census_co-est2019-annres.csv", 1, 13, 3_142),
        ("contacts/gmail-list.vcf", 1, 4, 3),
        ("contacts/outlook-2007.vcf", 1, 31, 1),
    ],
)
def test_every_kind_of_file_opens_as_it_is(file, lines, headers, rows):
    sheet = open_sheet(shared(file))

    found = [*sheet.lines()]

    assert (sheet.reading.header_lines, len(sheet.headers), len(found)) == (lines, headers, rows)
    assert {line.trouble for line in found} <= {
        "",
        "a letter could not be read: is the encoding right?",
    }


def test_a_wrong_separator_is_said_for_each_line():
    file = shared("linkage/cleanco_companies.csv")

    commas = open_sheet(file, reading=Reading(separator=",", header_lines=0))

    ragged = [line for line in commas.lines() if line.trouble]
    assert {line.trouble for line in ragged} == {
        "one cell where the headers have 2",
        "3 cells where the headers have 2",
    }
