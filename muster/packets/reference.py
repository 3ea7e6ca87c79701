"""The tables of docs/reference/build-packet.md, made from the declarations of the rooms."""

import re
from collections.abc import Iterable

from muster.core.cells import nothing
from muster.core.tables import Column, Kind, Table
from muster.packets.schema import digits_of, limits_of, longest
from muster.packets.tables import FIELDS, SECTIONS, TABLES

BEGIN = "<!-- From here on made by: python -m muster.packets -->"
END = "<!-- Up to here. -->"
_KINDS = {
    Kind.TEXT: ("As it is, word for word, in one or several lines.", "It opened my eyes."),
    Kind.KEY: ("Letters, digits, `-` and `_`. Small and capital letters differ.", "pine-belt"),
    Kind.INTEGER: ("Digits alone: no spaces, points or leading zeros.", "67"),
    Kind.DECIMAL: ("Digits, and a point where there are fractions.", "99.5"),
    Kind.DATE: ("Year, month, day.", "2020-01-16"),
    Kind.TIME: ("Hours and minutes up to 23:59; seconds where they matter.", "13:30"),
    Kind.INSTANT: (
        "Day and time with `Z` for UTC, or with a distance to it.",
        "2026-03-12T14:23:00Z",
    ),
    Kind.YES_NO: ("`yes` or `no`; empty is no, unless the table says otherwise.", "yes"),
    Kind.STATE: ("Two capital letters.", "MS"),
    Kind.ZONE: ("A name of the IANA time zone database.", "America/Chicago"),
    Kind.LANGUAGE: ("The letters of a language tag.", "en"),
    Kind.HASH: ("A SHA-256: 64 digits and small letters from a to f.", "9f86d081…"),
    Kind.CHOICE: ("One of the words that its table lists.", "checked_in"),
    Kind.REFERENCE: ("The key of a row of another table, or of the pack.", "ergon-trucking"),
    Kind.FILE: ("The path of a file in the packet.", "reports/001.json"),
}
_PACK = {
    "goals": "goal’s code, like `S1`",
    "sectors": "sector’s key",
    "roles": "role’s key",
    "curricula": "curriculum’s key",
    "measures": "measure’s key",
    "questionnaires": "questionnaire and its version, like `same-day 1`",
    "components": "framework and component, like `iowa-mve/cdl_wallet_cards`",
    "questions": "questionnaire, version and item, like `same-day 1/best_part`",
    "items": "item’s code, in the questionnaire of the response",
    "options": "option’s value, of the item in the same row",
}


def with_tables(page: str) -> str:
    """*page* with the tables that belong between its two marks."""
    made = f"{BEGIN}\n\n{tables()}\n{END}"
    between = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    return between.sub(lambda _found: made, page, count=1)


def tables() -> str:
    """All kinds of cells, and all tables in the order in which rows may refer to each other."""
    return "\n".join([_kinds(), _contents(), *map(_section, SECTIONS), *map(_table, TABLES)])


def _kinds() -> str:
    lines = [f"| {kind} | {says} | {_code(example)} |" for kind, (says, example) in _KINDS.items()]
    return _lines(
        "### How a cell is written", "", "| Kind | How | For example |", "|---|---|---|", *lines
    )


def _contents() -> str:
    lines = [f"| [{table.file}](#{table.name}csv) | {table.says} |" for table in TABLES]
    return _lines("### All tables", "", "| Table | What it holds |", "|---|---|", *lines)


def _section(table: Table) -> str:
    return _lines(
        f"### [{table.name}]",
        "",
        table.says,
        "",
        *_columns(table, "Field"),
        *_rules(table),
    )


def _table(table: Table) -> str:
    notes = [f"Told apart by {_names(table.key)}."]
    order = dict.fromkeys(path.split("__")[0] for path in table.order or table.key)
    if tuple(order) != table.key:
        notes.append(f"Written in the order of {_names(order)}.")
    if table.shared:
        notes.append("Belongs to the program, whose builds share it.")
    return _lines(
        f"### {table.file}",
        "",
        table.says,
        "",
        " ".join(notes),
        "",
        *_columns(table, "Column"),
        *_rules(table),
    )


def _columns(table: Table, header: str) -> list[str]:
    return [
        f"| {header} | Kind | Needed | What it holds |",
        "|---|---|---|---|",
        *(
            f"| {_code(column.name)} | {_kind(table, column)} | "
            f"{'yes' if column.required else 'no'} | {column.says}{_default(table, column)} |"
            for column in table.columns
        ),
    ]


def _default(table: Table, column: Column) -> str:
    """What an empty cell stands for, where it stands for something."""
    _column, model_field = FIELDS[table.name][column.name]
    if column.required or column.kind is not Kind.INTEGER:
        return ""
    return f" If it is not said: {nothing(column, model_field)}."


def _rules(table: Table) -> list[str]:
    if not table.rules:
        return []
    return ["", *(f"* {rule}" for rule in table.rules)]


def _kind(table: Table, column: Column) -> str:
    _column, model_field = FIELDS[table.name][column.name]
    match column.kind:
        case Kind.CHOICE:
            return _names(column.choices)
        case Kind.REFERENCE if column.to in _PACK:
            return _PACK[column.to]
        case Kind.REFERENCE:
            return f"key of [{column.to}](#{column.to}csv)"
        case Kind.TEXT | Kind.KEY | Kind.LANGUAGE:
            return f"{column.kind}, up to {longest(model_field):,} characters"
        case Kind.INTEGER:
            least, most = limits_of(column, model_field)
            return f"{column.kind} from {least:,} to {most:,}"
        case Kind.DECIMAL:
            whole, places = digits_of(model_field)
            return f"{column.kind}, up to {whole} digits before the point and {places} after it"
    return str(column.kind)


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(_code, names))


def _code(word: str) -> str:
    return f"`{word}`"


def _lines(*lines: str) -> str:
    return "\n".join([*lines, ""])
