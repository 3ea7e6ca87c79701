"""The title page of a packet, packet.toml: its format, the program and the build."""

import tomllib
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from muster.core.cells import shown, write_cell
from muster.core.closest import closest
from muster.core.problems import Problem
from muster.core.tables import Column, Kind, Table
from muster.core.text import NotText, text_of
from muster.packets.limits import LARGEST_TITLE
from muster.packets.rows import Pages, Row, read_row
from muster.packets.tables import FORMAT, SECTIONS, TITLE_PAGE
from muster.programs.toml_lines import TomlLines

_TYPES: dict[Kind, tuple[type[Any], ...]] = {
    Kind.INTEGER: (int,),
    Kind.YES_NO: (bool,),
    Kind.DATE: (date,),
    Kind.TIME: (time,),
    Kind.INSTANT: (datetime,),
}


def read_title(content: bytes, pages: Pages) -> None:
    """Put the sections of the title page into *pages*, and what is wrong with them."""
    found = _open(content, pages)
    if found is None:
        return
    title, lines = found
    head = title.pop("packet", None)
    if not isinstance(head, dict):
        says = _("there is no such section.")
        pages.problems.append(Problem(TITLE_PAGE, None, "[packet]", says))
        head = {"format": FORMAT}
    if type(head.get("format")) is not int or head["format"] != FORMAT:
        says = _("it must be %(format)s, the only format known.") % {"format": FORMAT}
        line = lines.of(("packet", "format"))
        pages.problems.append(Problem(TITLE_PAGE, None, "[packet] format", says, line))
    for name in head:
        if name != "format":
            says = _("there is no such field.") + closest(name, ["format"])
            column = f"[packet] {shown(name)}"
            line = lines.of(("packet", name))
            pages.problems.append(Problem(TITLE_PAGE, None, column, says, line))
    for table in SECTIONS:
        section = title.pop(table.name, None)
        if not isinstance(section, dict):
            says = _("there is no such section.")
            pages.problems.append(Problem(TITLE_PAGE, None, f"[{table.name}]", says))
            continue
        pages.sections[table.name] = _read_section(table, section, lines, pages)
    known = ["packet", *(table.name for table in SECTIONS)]
    for name in title:
        says = _("a packet has no such section.") + closest(name, known)
        line = lines.of((name,))
        pages.problems.append(Problem(TITLE_PAGE, None, f"[{shown(name)}]", says, line))


def _open(content: bytes, pages: Pages) -> tuple[dict[str, Any], TomlLines] | None:
    if len(content) > LARGEST_TITLE:
        says = _("it is larger than %(most)s characters.") % {"most": f"{LARGEST_TITLE:,}"}
        pages.problems.append(Problem(TITLE_PAGE, None, "", says))
        return None
    try:
        text = text_of(content, save_as="UTF-8").replace("\r\n", "\n")
        return tomllib.loads(text), TomlLines(text)
    except NotText as wrong:
        pages.problems.append(Problem(TITLE_PAGE, None, "", str(wrong), wrong.line))
    except (ValueError, RecursionError) as wrong:  # a number of 5,000 digits, 900 open brackets
        says = _("it cannot be read as TOML: %(why)s.") % {"why": wrong}
        pages.problems.append(Problem(TITLE_PAGE, None, "", says))
    return None


def _read_section(table: Table, section: dict[str, Any], lines: TomlLines, pages: Pages) -> Row:
    row = Row(table, None, {}, lines={name: lines.of((table.name, name)) for name in section})
    cells = {}
    columns = {column.name: column for column in table.columns}
    for name, value in section.items():
        column = columns.get(name)
        if column is None or isinstance(value, str):
            cells[name] = value if isinstance(value, str) else ""
        elif type(value) in _TYPES.get(column.kind, ()):
            cells[name] = write_cell(column, value)
        else:
            pages.problems.append(row.problem(name, _says_otherwise(column)))
            row.sound = False
    missing = [
        column.name for column in table.columns if column.required and column.name not in section
    ]
    for name in missing:
        pages.problems.append(row.problem(name, _("it is missing.")))
        row.sound = False
    return read_row(row, cells, {}, pages, leave_out=[*missing, *(set(section) - set(cells))])


def _says_otherwise(column: Column) -> str:
    words = {
        Kind.INTEGER: _("it must be a whole number, without quotation marks."),
        Kind.YES_NO: _("it must be true or false, without quotation marks."),
        Kind.DATE: _("it must be a day like 2020-01-16."),
        Kind.TIME: _("it must be a time like 09:30:00."),
    }
    return words.get(column.kind, _("it must be a text in quotation marks."))
