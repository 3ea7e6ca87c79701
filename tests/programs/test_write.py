"""A program written out as a pack is the pack that it was loaded from."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from muster.core.models import Program
from muster.programs.load import load_pack
from muster.programs.models import LoadedPack, Sector
from muster.programs.pack import parse_pack
from muster.programs.rows import GoalRow, GuidanceRow, LineRow, Pack
from muster.programs.write import pack_files, pack_of, toml_of
from tests.programs.packs import NOON, SHIPPED

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
said = words.filter(lambda text: bool(text.strip()))


def as_bytes(files: dict[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in files.items()}


def test_the_shipped_pack_comes_out_byte_for_byte(tat: Pack, program: Program) -> None:
    load_pack(tat, program, by="load-pack", now=NOON)

    files = as_bytes(pack_files(program))

    assert files == {path.name: path.read_bytes() for path in SHIPPED.glob("*.toml")}


def test_what_was_added_by_hand_is_written_too(tat: Pack, program: Program) -> None:
    load_pack(tat, program, by="load-pack", now=NOON)
    Sector.objects.create(program=program, key="airport", name="Airports", position=99)

    again = parse_pack(as_bytes(pack_files(program)))

    assert again == pack_of(program)
    assert [row.key for row in again.sectors] == [*(row.key for row in tat.sectors), "airport"]


def test_a_written_pack_loads_into_an_empty_program_as_it_was(tat: Pack, program: Program) -> None:
    load_pack(tat, program, by="load-pack", now=NOON)
    other = Program.objects.create(key="other", name="Other")

    load_pack(parse_pack(as_bytes(pack_files(program))), other, by="load", now=NOON)

    assert pack_files(other) == pack_files(program)


@given(text=said, words_es=words, line=said)
def test_any_text_survives_writing_and_reading(text: str, words_es: str, line: str) -> None:
    words_es = words_es if words_es.strip() else ""
    pack = Pack(
        key="any",
        version="1",
        name="Any",
        description=text,
        goals=(GoalRow("S1", "short", "Aim", text, words_es),),
        guidance=(
            GuidanceRow("US", date(2026, 1, 1), "Somebody", "A page", text,
                        lines=(LineRow(line[:160].strip() or "x", "Always"),)),
        ),
    )  # fmt: skip

    assert parse_pack(as_bytes(toml_of(pack))) == pack


@pytest.mark.parametrize("more", [0, 20])
def test_more_goals_do_not_ask_more_of_the_database(tat: Pack, program: Program, more: int) -> None:
    load_pack(tat, program, by="load-pack", now=NOON)
    for number in range(more):
        Sector.objects.create(program=program, key=f"own-{number}", name="Own", position=99)

    with CaptureQueriesContext(connection) as asked:
        pack_files(program)

    assert len(asked) == 33


def test_a_program_without_a_pack_cannot_be_written(program: Program) -> None:
    with pytest.raises(LoadedPack.DoesNotExist):
        pack_files(program)
