"""The reference and the schema say what is read: neither more nor less."""

import json
import re

import pytest
from jsonschema import Draft202012Validator

from muster.builds.models import Participant
from muster.core.cells import LONGEST_FIELD
from muster.packets.__main__ import REFERENCE
from muster.packets.errors import PacketRefused
from muster.packets.export import export_packet
from muster.packets.files import read_files
from muster.packets.limits import (
    LARGEST_FILE,
    LARGEST_PACKET,
    LARGEST_ZIP,
    MOST_FILES,
    MOST_ROWS,
    MOST_SHARED_ROWS,
)
from muster.packets.reference import with_tables
from muster.packets.schema import json_schema
from muster.packets.tables import FIELDS, NAMES, PACK, SECTIONS, TABLES
from muster.surveys.models import Answer
from tests.packets.document import document_of
from tests.packets.papers import (
    SHIPPED,
    changed,
    load,
    published,
    refused,
    small,
    spoiled,
)

PAGE = REFERENCE / "build-packet.md"
SCHEMA = REFERENCE / "build-packet.schema.json"
EXAMPLES = REFERENCE.parent / "examples"
FOLDERS = [path.parent for at in (SHIPPED, EXAMPLES) for path in sorted(at.glob("*/packet.toml"))]
STALE = "run: python -m muster.packets"


def page():
    return PAGE.read_text(encoding="utf-8")


def test_the_tables_of_the_reference_are_those_of_the_declarations():
    assert with_tables(page()) == page(), STALE
    for table in TABLES:
        assert f"### {table.file}\n" in page()


def test_the_schema_in_the_tree_is_that_of_the_declarations():
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json_schema(), STALE


def test_the_schema_is_one():
    Draft202012Validator.check_schema(json_schema())


def complaints(document):
    checker = Draft202012Validator(
        json_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    return [f"{error.json_path}: {error.validator}" for error in checker.iter_errors(document)]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_packets_that_ship_are_as_the_schema_says(folder):
    assert complaints(document_of(read_files(folder))) == []


def test_a_packet_with_a_row_in_every_table_is_as_the_schema_says():
    document = document_of(published())

    assert complaints(document) == []
    told = set(document) - {"packet", *(section.name for section in SECTIONS)}
    assert told == {table.name for table in TABLES} - {"tombstones"}


def test_rows_become_objects_without_what_is_empty():
    document = document_of(published())

    assert document["participants"][1] == {
        "number": 2,
        "role": "attendee",
        "status": "checked_in",
        "walked_in": True,
        "decides": False,
        "delegate_for": "3",
        "checked_in_on": "2026-03-12",
    }
    assert document["reported_figures"][0]["value"] == "99.5"
    assert document["reports"][0]["snapshot"] == "reports/001.json"
    assert document["build"]["day"] == "2026-03-12"


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda all: all["packet"].update(format=2), "$.packet.format: const"),
        (lambda all: all.update(answer=[]), "$: additionalProperties"),
        (lambda all: all["build"].pop("name"), "$.build: required"),
        (lambda all: all["build"].update(name=""), "$.build.name: minLength"),
        (lambda all: all["build"].update(state="Miss"), "$.build.state: pattern"),
        (lambda all: all["build"].update(day="2026-02-30"), "$.build.day: format"),
        (lambda all: all["build"].update(status="opened"), "$.build.status: enum"),
        (lambda all: all["program"].update(cell=2), "$.program.cell: minimum"),
        (lambda all: all["quotes"][0].update(txt="x"), "$.quotes[0]: additionalProperties"),
        (lambda all: all["quotes"][0].update(key="a b"), "$.quotes[0].key: pattern"),
        (lambda all: all["quotes"][0].update(key="a" * 61), "$.quotes[0].key: maxLength"),
        (lambda all: all["quotes"][0].update(position=32_768), "$.quotes[0].position: maximum"),
        (lambda all: all["quotes"][0].update(position="1"), "$.quotes[0].position: type"),
        (lambda all: all["quotes"][0].update(large="yes"), "$.quotes[0].large: type"),
        (
            lambda all: all["reported_figures"][0].update(value="9.125"),
            "$.reported_figures[0].value: pattern",
        ),
        (
            lambda all: all["reports"][0].update(snapshot="../x.json"),
            "$.reports[0].snapshot: pattern",
        ),
        (lambda all: all["reports"][0].update(hash="0" * 63), "$.reports[0].hash: pattern"),
    ],
)
def test_the_schema_refuses_cells_that_a_load_refuses(spoil, complaint):
    document = document_of(published())
    assert complaints(document) == []

    spoil(document)

    assert complaints(document) == [complaint]


def test_a_packet_whose_cells_cannot_be_read_is_no_document():
    with pytest.raises(PacketRefused):
        document_of(changed(small(), "quotes.csv", ",1,", ",one,"))


def test_every_column_says_what_it_holds():
    for table in (*SECTIONS, *TABLES):
        for column in table.columns:
            assert column.says.endswith("."), (table.name, column.name)


@pytest.mark.parametrize("table", [*SECTIONS, *TABLES], ids=lambda table: table.name)
def test_what_a_table_asks_for_beyond_cells_stands_in_the_reference(table):
    default = type(table).__dataclass_fields__["wrong"].default
    asks = table.wrong is not default or bool(table.apart)

    assert bool(table.rules) is (asks or table.name == "program")
    for rule in table.rules:
        assert f"* {rule}\n" in page()


def test_references_point_at_tables_that_stand_before():
    before = set()
    for table in TABLES:
        before.add(table.name)
        for column, _field in FIELDS[table.name].values():
            assert not column.to or column.to in before or f"{column.to}.csv" not in NAMES


def test_the_limits_of_the_reference_are_those_that_are_kept():
    megabytes = [size // 1024 // 1024 for size in (LARGEST_FILE, LARGEST_PACKET, LARGEST_ZIP)]

    limits = re.search(r"\| Limit \| \|\n.*?\n\n", page(), re.DOTALL)
    assert limits
    assert [
        int(number.replace(",", ""))
        for number in re.findall(r"\d[\d,]*", limits[0].replace(", ", "; "))
    ] == [
        LONGEST_FIELD,
        MOST_ROWS,
        MOST_SHARED_ROWS,
        *megabytes,
        MOST_FILES,
    ]


@pytest.mark.django_db
def test_the_messages_of_the_reference_are_those_that_are_given():
    shown = re.search(r"\n```\n(packet\.toml, .*?)\n```", page(), re.DOTALL)
    assert shown

    given = refused(spoiled())

    assert [line for line in shown[1].splitlines() if line not in given] == []


def example():
    """The packet that stands on the page in full."""
    found = dict(re.findall(r"^`(\S+)`\n\n```\w+\n(.*?)^```$", page(), re.MULTILINE | re.DOTALL))
    paragraph = re.search(r"Five are empty here:\n(.*?)\nThe others:", page(), re.DOTALL)
    assert paragraph
    empty = re.findall(rf"`({PACK}\S+)`", paragraph[1])
    assert len(empty) == 5
    return {
        **{name: text.encode() for name, text in found.items()},
        **dict.fromkeys(empty, b""),
    }


@pytest.mark.django_db
def test_the_packet_on_the_page_loads_and_goes_out_again():
    files = example()

    done = load(files)

    counted = Participant.objects.filter(build=done.build).counted()
    answers = Answer.objects.filter(response__build=done.build)
    agreed = answers.filter(option__counts=True)
    assert (counted.count(), answers.count(), agreed.count()) == (5, 4, 3)
    out = export_packet(done.build)
    assert sorted(out) == sorted(files)
    assert complaints(document_of(files)) == []


@pytest.mark.django_db
def test_the_packet_on_the_page_needs_its_pack():
    files = {name: text for name, text in example().items() if not name.startswith(PACK)}

    assert refused(files) == [
        "pack/: the program heron-builds has no pack here, and the packet carries none for it."
    ]
