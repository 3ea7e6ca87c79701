"""A packet as one JSON document, which its JSON Schema describes.

Rows become objects: what is empty is left out, whole numbers and yes or no are JSON's own, and all
else is the text that stands in the cell. A snapshot stands there by the path of its file.
"""

from collections.abc import Mapping
from typing import Any

from muster.core.cells import write_cell
from muster.core.tables import Column, Kind
from muster.packets.errors import PacketRefused
from muster.packets.read import in_order, read_pages
from muster.packets.rows import Row
from muster.packets.tables import FORMAT

Document = dict[str, Any]


def document_of(files: Mapping[str, bytes]) -> Document:
    """The document that *files* make; the pack, which has a reference of its own, is left out.

    Raises:
        PacketRefused: a cell cannot be read. Whether rows fit together is not looked at.
    """
    pages = read_pages(files)
    if pages.problems:
        raise PacketRefused(in_order(pages.problems))
    document: Document = {"packet": {"format": FORMAT}}
    document |= {name: _object(section) for name, section in pages.sections.items()}
    document |= {name: [_object(row) for row in rows] for name, rows in pages.rows.items() if rows}
    return document


def _object(row: Row) -> dict[str, Any]:
    values = {column.name: _value(column, row) for column in row.table.columns}
    return {name: value for name, value in values.items() if value not in ("", None)}


def _value(column: Column, row: Row) -> Any:
    value = row.values[column.name]
    if column.kind in (Kind.INTEGER, Kind.YES_NO):
        return value
    if column.kind in (Kind.FILE, Kind.REFERENCE):
        return row.cells.get(column.name, "")
    return write_cell(column, value)
