"""`muster match`: which rows of a file, of two, or of a file and the directory may be one."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from muster.cli.ground import find_database, only_program, set_up
from muster.cli.voice import (
    Commands,
    Stop,
    add_command,
    may_speak_json,
    table,
    tell,
    tell_json,
    why,
)

if TYPE_CHECKING:  # Django is not there yet when this is read
    from muster.directory.matching.rows import Noun, Row, ScoredPair


def add_to(commands: Commands) -> None:
    """Add `match`."""
    parser = add_command(
        commands,
        "match",
        match,
        says="Tell which rows may be one: of a file, of two files, or of a file and the directory. "
        "Each pair comes with its chance, its band and the weight of every field. Nothing is "
        "stored or merged.",
        example="muster match stations.csv agencies.csv --format json",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX, vCard or JSON")
    parser.add_argument(
        "other",
        nargs="?",
        type=Path,
        metavar="OTHER",
        help="link FILE to this one: each row of FILE goes to its best one here",
    )
    parser.add_argument(
        "--program", metavar="KEY", help="link FILE to the directory of this program"
    )
    parser.add_argument(
        "--noun",
        choices=["organizations", "people"],
        help="what the rows are; else the names of the columns say it",
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="COLUMN=FIELD",
        help="what a column is: “Column 1=name”; nothing behind the sign leaves it out; may be "
        "said several times",
    )
    parser.add_argument(
        "--every-pair",
        action="store_true",
        help="between two lists: every likely pair, not only the best of each row of FILE",
    )
    may_speak_json(parser)


def match(asked: argparse.Namespace) -> int:
    """Compare, and print the pairs, the likeliest first."""
    if asked.other is not None and asked.program is not None:
        raise Stop("Say either OTHER or --program: one list is compared with one other.", code=2)
    if asked.program is None:
        set_up()
    else:
        find_database()
    from muster.directory.matching.gather import rows_of, shared_mailboxes
    from muster.directory.matching.link import link
    from muster.directory.matching.pairs import find_pairs
    from muster.directory.matching.rows import Noun

    said = _said(asked.map)
    unseen = set(said)
    noun, rows, compared = _read(asked.file, Noun(asked.noun) if asked.noun else None, said, unseen)
    shared: frozenset[str] = frozenset()
    others: list[Row] | None = None
    if asked.other is not None:
        _same_noun, others, more = _read(asked.other, noun, said, unseen)
        compared |= more
    elif asked.program is not None:
        program = only_program(asked.program)
        others, shared = rows_of(program, noun), frozenset(shared_mailboxes(program, noun))
    if unseen:
        raise Stop(f"No file has a column “{min(unseen)}”. Nothing was compared.", code=2)
    if others is None:
        pairs = find_pairs(rows, noun=noun, shared=shared)
    else:
        pairs = link(rows, others, noun=noun, shared=shared, one_to_one=not asked.every_pair)
    if asked.format == "json":
        _tell_json(asked, noun, compared, pairs, rows, others)
    else:
        _tell(compared, pairs, rows, others)
    return 0


def _said(words: list[str]) -> dict[str, str]:
    """By header: the field that was said.

    Raises:
        Stop: there is no such field; those that are there are named.
    """
    from muster.directory.matching.sheets import FIELDS

    said = {}
    for each in words:
        header, equals, field = each.rpartition("=")
        if not equals:
            raise Stop(f"“{each}” says no field: write --map COLUMN=FIELD.", code=2)
        if field and field not in FIELDS:
            raise Stop(f"There is no field “{field}”. There are: {', '.join(FIELDS)}.", code=2)
        said[header] = field
    return said


def _read(
    path: Path, noun: "Noun | None", said: dict[str, str], unseen: set[str]
) -> "tuple[Noun, list[Row], dict[str, dict[str, str]]]":
    """What the rows of a file are, the rows, and which of its columns is what.

    A column that was *said* and is there is *unseen* no more.
    """
    from muster.core.sheets import SheetError, open_sheet
    from muster.directory.matching.sheets import NoName, columns_in, noun_of, rows_in

    if not path.is_file():
        raise Stop(f"There is no file {path}. Nothing was compared.")
    try:
        sheet = open_sheet(path)
        there = {header.strip().casefold() for header in sheet.headers}
        unseen.difference_update([each for each in said if each.strip().casefold() in there])
        columns = columns_in(sheet.headers, said)
        rows = rows_in(sheet, columns)
    except NoName as refused:
        says = "Or say which it is: --map COLUMN=name."
        raise Stop(f"{path} was not compared. {refused} {says}") from refused
    except SheetError as refused:
        raise Stop(f"{path} was not compared. {refused}") from refused
    except OSError as wrong:
        raise Stop(f"{path} cannot be read: {why(wrong)}. Nothing was compared.") from wrong
    used = {sheet.headers[position]: field for position, field in columns.items()}
    return noun or noun_of(columns), rows, {path.name: used}


def _counted(pairs: "list[ScoredPair]") -> dict[str, int]:
    return {band: sum(pair.band == band for pair in pairs) for band in ("same", "review")}


def _tell(
    compared: dict[str, dict[str, str]],
    pairs: "list[ScoredPair]",
    rows: "list[Row]",
    others: "list[Row] | None",
) -> None:
    for name, used in compared.items():
        told = ", ".join(f"{header}: {field.replace('_', ' ')}" for header, field in used.items())
        tell(f"{name}: {told}.")
    left, right = _by_key(rows, others)
    if pairs:
        lines = [("in 100", "band", "row", "", "row", "")]
        for pair in pairs:
            one, other = left[pair.left], right[pair.right]
            chance = str(_percent(pair))
            lines.append((chance, str(pair.band), one.key, one.name, other.key, other.name))
        tell(table(lines))
    counts = _counted(pairs)
    tell(f"{counts['same']} called the same, {counts['review']} to review.")


def _tell_json(
    asked: argparse.Namespace,
    noun: "Noun",
    compared: dict[str, dict[str, str]],
    pairs: "list[ScoredPair]",
    rows: "list[Row]",
    others: "list[Row] | None",
) -> None:
    left, right = _by_key(rows, others)
    in_directory = asked.program is not None
    tell_json(
        {
            "noun": str(noun),
            "columns": compared,
            "rows": len(rows),
            "other_rows": None if others is None else len(others),
            **_counted(pairs),
            "pairs": [
                _shown(pair, left[pair.left], right[pair.right], in_directory) for pair in pairs
            ],
        }
    )


def _by_key(
    rows: "list[Row]", others: "list[Row] | None"
) -> "tuple[dict[str, Row], dict[str, Row]]":
    left = {row.key: row for row in rows}
    return left, left if others is None else {row.key: row for row in others}


def _shown(pair: "ScoredPair", one: "Row", other: "Row", in_directory: bool) -> dict[str, Any]:
    from muster.directory.matching.words import LABELS, reason_of

    return {
        "left": {"row": int(one.key), "name": one.name},
        "right": {("id" if in_directory else "row"): int(other.key), "name": other.name},
        "score": round(pair.score, 3),
        "chance": round(pair.chance, 4),
        "band": str(pair.band),
        "weights": [
            {
                "field": weight.field,
                "label": str(LABELS[weight.field]),
                "level": weight.level,
                "bits": round(weight.bits, 3),
                "says": reason_of(weight, one, other).says,
            }
            for weight in pair.weights
        ],
    }


def _percent(pair: "ScoredPair") -> int:
    from muster.directory.matching.compare import percent_of

    return percent_of(pair.score)
