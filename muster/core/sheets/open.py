"""Opening a file as a table: what it is, how it is written, where its headers stand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.core.sheets import cards, csv_lines, encodings, heads, objects
from muster.core.sheets.bytes import OLE, ZIP, begins, chunks
from muster.core.sheets.errors import Empty, NoSuchLine, TooWide
from muster.core.sheets.reading import FIND, MOST_COLUMNS, Line, Reading, Sheet
from muster.core.sheets.workbooks import Merged, Workbook

# Enough to tell headers from rows, and the separator.
_SAMPLE = 300
SHOWN_LINES = 12


def open_sheet(
    path: Path, *, reading: Reading | None = None, is_name: heads.IsName | None = None
) -> Sheet:
    """The file at *path* as a table.

    Args:
        reading: how to read it, where a member chose; what is empty in it is found out.
        is_name: whether a column may be called so, where it is known what such files have. It
            tells a second line of headers from a row.

    Raises:
        SheetError: it gives no table. The message says why and what to do.
    """
    chosen = reading or Reading()
    start = begins(path)
    kind = chosen.kind or _kind_of(start)
    table = _TABLES[kind](path, replace(chosen, kind=kind))
    return _headed(table, is_name)


@dataclass(frozen=True, slots=True)
class _Table:
    """A file of which it is known how to read its lines, and not yet where its headers are."""

    reading: Reading
    records: Callable[[], Iterator[Line]]
    first: tuple[Line, ...]
    total: int | None
    why: tuple[str, ...]
    sheets: tuple[str, ...] = ()
    merged: tuple[Merged, ...] = ()


def _kind_of(start: bytes) -> str:
    if start.startswith((ZIP, OLE)):
        return "xlsx"
    if objects.BEGINS.match(start):
        return "json"
    plain = start[:2_000].replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf\r\n\t ")
    return "vcard" if plain[:11].upper() == b"BEGIN:VCARD" else "csv"


def _csv(path: Path, chosen: Reading) -> _Table:
    found = encodings.scan(chunks(path))
    encoding, why = chosen.encoding, []
    if not encoding:
        encoding = found.encoding
        why.append(f"{encodings.ENCODINGS[encoding]}: {found.why}")
    csv_lines.known_encoding(encoding)
    clean = found.clean and not chosen.encoding
    beginning = list(islice(csv_lines.text_lines(path, encoding), _SAMPLE))
    separator = chosen.separator
    if not separator:
        separator, says = csv_lines.separator_of(beginning)
        why += [says] if says else []
    return _Table(
        replace(chosen, encoding=encoding, separator=separator, sheet=""),
        lambda: csv_lines.csv_records(path, encoding, separator, clean=clean),
        tuple(csv_lines.split(iter(beginning), separator, clean=clean)),
        found.lines,
        tuple(why),
    )


def _workbook(path: Path, chosen: Reading) -> _Table:
    book = Workbook(path, chosen.sheet)
    why = []
    if len(book.names) > 1:
        says = _("Sheet “%(name)s”, one of %(n)s.")
        why.append(says % {"name": book.name, "n": len(book.names)})
    return _Table(
        replace(chosen, encoding="", separator="", sheet=book.name),
        book.records,
        tuple(islice(book.records(), _SAMPLE)),
        book.height,
        tuple(why),
        book.names,
        book.merged,
    )


def _vcard(path: Path, chosen: Reading) -> _Table:
    encoding, why = _encoding(path, chosen)
    csv_lines.known_encoding(encoding)

    def read() -> Iterator[cards.Card]:
        return cards.cards_of(csv_lines.text_lines(path, encoding))

    columns, left_out, count = cards.columns_of(read())

    def records() -> Iterator[Line]:
        yield Line(1, columns)
        for number, card in enumerate(read(), 2):
            yield cards.line_of(card, columns, number)

    if left_out:
        says = _("Not read: %(names)s.")
        why.append(says % {"names": ", ".join(sorted(left_out))})
    return _named(replace(chosen, encoding=encoding), records, count, why)


def _json(path: Path, chosen: Reading) -> _Table:
    encoding, why = _encoding(path, chosen)
    text = b"".join(chunks(path, objects.MOST_LETTERS)).decode(encoding, "replace")
    columns, rows = objects.table_of(objects.objects_of(text.removeprefix("\ufeff")))
    settled = replace(chosen, encoding=encoding)
    return _named(settled, lambda: objects.lines_of(columns, rows), len(rows), why)


def _encoding(path: Path, chosen: Reading) -> tuple[str, list[str]]:
    """The encoding that was chosen or found, and what speaks for it."""
    if chosen.encoding:
        return csv_lines.known_encoding(chosen.encoding), []
    found = encodings.scan(chunks(path), has_lines=chosen.kind != "json")
    return found.encoding, [f"{encodings.ENCODINGS[found.encoding]}: {found.why}"]


def _named(
    settled: Reading, records: Callable[[], Iterator[Line]], count: int, why: list[str]
) -> _Table:
    """A table whose columns have names of their own, which stand as its first line."""
    return _Table(
        replace(settled, separator="", sheet="", first_header_line=1, header_lines=1),
        records,
        tuple(islice(records(), SHOWN_LINES)),
        count + 1,
        tuple(why),
    )


_TABLES: dict[str, Callable[[Path, Reading], _Table]] = {
    "csv": _csv,
    "xlsx": _workbook,
    "vcard": _vcard,
    "json": _json,
}


def _headed(table: _Table, is_name: heads.IsName | None) -> Sheet:
    """*table* with its headers, found or chosen.

    Raises:
        SheetError: there are none, too many, or not where they were said to be.
    """
    rows = [line.cells for line in table.first]
    if not any(cell.strip() for row in rows for cell in row):
        raise Empty
    reading, why = _where(table, rows, is_name)
    above = reading.first_header_line - 1
    if above >= len(rows) or above < 0:
        raise NoSuchLine(reading.first_header_line)
    header_rows = rows[above : above + reading.header_lines]
    body = rows[above + reading.header_lines :]
    width = heads.width_of(header_rows or body)
    if width > MOST_COLUMNS:
        raise TooWide(width, MOST_COLUMNS)
    headers = heads.join_heads(header_rows, width)
    if not reading.header_lines:
        headers = tuple(_("Column %(n)s") % {"n": at + 1} for at in range(width))
    total = table.total
    if total is not None:
        total = max(total - above - reading.header_lines, 0)
    return Sheet(
        reading=reading,
        headers=headers,
        header_rows=tuple(header_rows),
        first_lines=[list(row) for row in rows[:SHOWN_LINES]],
        total=total,
        why=(*table.why, *why),
        sheets=table.sheets,
        records=table.records,
    )


def _where(
    table: _Table, rows: list[tuple[str, ...]], is_name: heads.IsName | None
) -> tuple[Reading, list[str]]:
    """Where the headers are, and what is said of it."""
    reading = table.reading
    found = heads.find_head(rows, table.merged, is_name)
    if reading.first_header_line == FIND:
        reading = replace(reading, first_header_line=found.first)
    elif found.first != reading.first_header_line:
        above = reading.first_header_line - 1
        merged = [
            (top - above, left, last - above, right) for top, left, last, right in table.merged
        ]
        found = heads.find_head(rows[above:], merged, is_name)
    if reading.header_lines == FIND:
        reading = replace(reading, header_lines=found.lines)
    why = []
    if reading.first_header_line > 1 and table.reading.first_header_line == FIND:
        says = ngettext(
            "One line stands above the headers.",
            "%(n)s lines stand above the headers.",
            reading.first_header_line - 1,
        )
        why.append(says % {"n": reading.first_header_line - 1})
    if reading.header_lines != 1 and table.reading.header_lines == FIND:
        says = ngettext(
            "The headers go over %(n)s line.",
            "The headers go over %(n)s lines.",
            reading.header_lines,
        )
        why.append(
            says % {"n": reading.header_lines}
            if reading.header_lines
            else _("The columns have no names: the first line is a row like the others.")
        )
    return reading, why
