"""JSON with a list of records in it."""

import pytest

from muster.core.sheets import Empty, NotATable


def rows(sheet):
    return [line.cells for line in sheet.lines()]


def test_a_list_of_objects_is_a_table_with_numbers_as_they_are_written(opened):
    sheet = opened(
        '[{"id": 10087079525, "lat": 33.42690, "zip": "00501", "hgv": true, "brand": null},'
        ' {"id": 2, "tags": {"amenity": "fuel"}, "names": ["a", "b"]}]'
    )

    assert sheet.reading.kind == "json"
    assert sheet.headers == ("id", "lat", "zip", "hgv", "brand", "tags.amenity", "names")
    assert rows(sheet) == [
        ("10087079525", "33.42690", "00501", "true", "", "", ""),
        ("2", "", "", "", "", "fuel", "a; b"),
    ]


def test_objects_under_keys_have_their_keys_first(opened):
    sheet = opened('{"MS": {"MS0010000": {"name": "a"}, "MS0020000": {"name": "b"}}}')

    assert sheet.headers == ("key", "key 2", "name")
    assert rows(sheet) == [("MS", "MS0010000", "a"), ("MS", "MS0020000", "b")]


def test_places_of_geojson_say_where_they_are(opened):
    sheet = opened(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"n": "a"},'
        ' "geometry": {"type": "Point", "coordinates": [-89.1, 30.4]}}]}'
    )

    assert (sheet.headers, rows(sheet)) == (
        ("n", "longitude", "latitude"),
        [("a", "-89.1", "30.4")],
    )


def test_one_object_to_a_line_is_a_table(opened):
    assert rows(opened('{"a": 1}\n{"a": 2}\n')) == [("1",), ("2",)]


@pytest.mark.parametrize("text", ["[]", "{}"])
def test_json_with_nothing_in_it_is_empty(opened, text):
    with pytest.raises(Empty):
        opened(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[{"a": 1},\n{"a": ', "The file begins like JSON and breaks off at line 2."),
        ('{"a": 1}\n{"b"', "Line 2 of the file is no JSON."),
        ('{"a": 1}', "The file is JSON without a list of records in it."),
        ("[" * 90_000, "The file is JSON of a kind that holds no table."),
    ],
    ids=["breaks off", "bad line", "one object", "deep"],
)
def test_json_without_a_table_is_said(opened, text, says):
    with pytest.raises(NotATable) as refused:
        opened(text)

    assert str(refused.value).startswith(says)


def test_a_csv_file_with_brackets_in_its_first_header_is_csv(opened):
    assert opened("[ID],[Name]\n1,a\n2,b\n").headers == ("[ID]", "[Name]")
