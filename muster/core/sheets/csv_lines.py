"""Reading CSV line by line, however it was written.

A good file goes through Python's csv module, or where a line has no quotation marks, is only cut at
its separators. What is not good is set right where that can be seen: a quotation mark that opens
and never closes spoils its own line and no other, which the csv module alone would swallow to the
end of the file.
"""

import codecs
import csv
import re
from collections import Counter, deque
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

from django.utils.translation import gettext as _

from muster.core.sheets.bytes import open_bytes
from muster.core.sheets.encodings import LONGEST_LINE
from muster.core.sheets.errors import NoSuchEncoding
from muster.core.sheets.reading import LONGEST_CELL, Line, and_also, cut_off

SEPARATORS = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("vertical bar")}
# A cell may have line breaks in it; one with more lines than these is a mark that never closes.
_MOST_LINES_IN_A_CELL = 1_000
_MOST_LETTERS_IN_A_CELL = 1 << 21
_SAID = re.compile(r'"?sep=([,;|\t])"?\n?', re.IGNORECASE)  # for Excel, in the first line
# What is too long is cut here, and said; the csv module would stop.
csv.field_size_limit(max(csv.field_size_limit(), 4 * LONGEST_LINE))


def known_encoding(name: str) -> str:
    """*name*, when Python can read text in it.

    Raises:
        NoSuchEncoding: it cannot.
    """
    try:
        info = codecs.lookup(name)
    except LookupError as unknown:
        raise NoSuchEncoding(name) from unknown
    if not info._is_text_encoding:
        raise NoSuchEncoding(name)
    return name


def text_lines(path: Path, encoding: str) -> Iterator[str]:
    """The lines of a text, each with one "\\n" at its end."""
    with TextIOWrapper(open_bytes(path), encoding=encoding, errors="replace") as text:
        yield next(text, "").removeprefix("\ufeff")
        yield from text


class _Feed:
    """The lines of a file, for the csv module to take as many of as a record needs."""

    def __init__(self, lines: Iterator[str], *, clean: bool) -> None:
        self.lines = lines
        self.clean = clean
        self.again: deque[str] = deque()
        self.taken: list[str] = []
        self.letters = 0
        self.trouble = ""

    def line(self) -> str:
        """The next line, or nothing at the end."""
        return self.again.popleft() if self.again else next(self.lines, "")

    def start(self, line: str) -> None:
        """Begin a record with *line*."""
        self.again.appendleft(line)
        self.taken.clear()
        self.letters = 0
        self.trouble = ""

    def put_back(self) -> None:
        """Let what was taken beyond the first line be read again."""
        self.again.extendleft(reversed(self.taken[1:]))

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if len(self.taken) > _MOST_LINES_IN_A_CELL or self.letters > _MOST_LETTERS_IN_A_CELL:
            raise StopIteration
        line = self.line()
        if not line:
            raise StopIteration
        self.taken.append(line)
        self.letters += len(line)
        if not self.clean and ("\0" in line or "�" in line):
            line, self.trouble = _without_odd_letters(line)
        return line


def csv_records(path: Path, encoding: str, separator: str, *, clean: bool) -> Iterator[Line]:
    """Every record of the file, also titles and empty lines.

    Args:
        clean: whether it is known that no letter is missing and no NUL is in it.
    """
    return split(text_lines(path, encoding), separator, clean=clean)


def split(lines: Iterator[str], separator: str, *, clean: bool) -> Iterator[Line]:
    """The records of *lines*."""
    feed = _Feed(lines, clean=clean)
    strict = csv.reader(feed, delimiter=separator, strict=True)
    number, usual, steady, spaced = 0, 0, 0, False
    while line := feed.line():
        number += 1
        if '"' not in line and (clean or not ("\0" in line or "�" in line)):
            cells, trouble, letters = line.rstrip("\n").split(separator), "", len(line)
        else:
            feed.start(line)
            try:
                cells = next(strict)
                spoilt = len(feed.taken) > 1 < steady and _swallows(
                    feed.taken, cells, usual, separator, spaced=spaced
                )
            except csv.Error:
                spoilt = True
            trouble, letters = feed.trouble, feed.letters
            if spoilt:
                feed.put_back()
                line, trouble = _without_odd_letters(line)
                cells, says = _as_it_stands(line, separator)
                trouble = and_also(trouble, says)
        if letters > LONGEST_CELL:  # one of its cells may be
            found, cut = cut_off(tuple(cells))
            yield Line(number, found, and_also(trouble, cut) if cut else trouble, cut)
        else:
            yield Line(number, tuple(cells), trouble)
        if not trouble and len(cells) == usual:
            steady += 1
        elif not trouble:
            usual, steady = len(cells), 1
            spaced = f"{separator} " in line


def _swallows(
    taken: list[str], cells: list[str], usual: int, separator: str, *, spaced: bool
) -> bool:
    """Whether a record of several lines is one whose mark never closes, and whole lines after it.

    What was swallowed has as many cells as any line, and the whole has another number; or so many
    lines stand in the middle of a cell that look like lines of the table, and none that does not.

    Args:
        usual: how many cells the lines before it have.
        spaced: whether the table has a blank behind its separators, as sentences have.
    """
    wide = [_cells_in(line, separator, spaced=spaced) for line in taken[1:] if usual > 1]
    if len(cells) != usual:
        return min(wide[:-1] or wide, default=0) >= usual > 1
    return usual > 2 and set(wide[:-1]) == {usual}


def _cells_in(line: str, separator: str, *, spaced: bool) -> int:
    """How many cells *line* would have by itself; a comma of a sentence parts none."""
    cells = next(csv.reader([line.rstrip("\n")], delimiter=separator), [])
    return sum(spaced or not cell.startswith(" ") for cell in cells)


def _as_it_stands(line: str, separator: str) -> tuple[list[str], str]:
    """One line that breaks the rules of quotation marks, and what is wrong with it."""
    line = line.rstrip("\n")
    try:
        next(csv.reader([line], delimiter=separator, strict=True))
    except csv.Error as wrong:
        if "unexpected end" not in str(wrong):
            # Marks inside a cell that has marks around it: "Joe "Red" Smith".
            says = _("a quotation mark stands where none is expected")
            return next(csv.reader([line], delimiter=separator)), says
    cells = line.split(separator)
    return [_bare(cell) for cell in cells], _("a quotation mark opens here and never closes")


def _bare(cell: str) -> str:
    """A cell of a line in which the marks do not pair, without the one at its ends."""
    if len(cell) > 1 and cell.startswith('"') and cell.endswith('"'):
        return cell[1:-1].replace('""', '"')
    return cell.removeprefix('"')


def _without_odd_letters(line: str) -> tuple[str, str]:
    trouble = ""
    if "\0" in line:
        line = line.replace("\0", "")
        trouble = _("NUL characters were left out")
    if "�" in line:
        trouble = and_also(trouble, _("a letter could not be read: is the encoding right?"))
    return line or "\n", trouble


def separator_of(lines: list[str]) -> tuple[str, str]:
    """The separator of a file that begins with *lines*, and what speaks for it.

    It is the one at which the most lines fall into the same number of cells, two or more; where
    two do as well, the one that gives more cells.
    """
    if said := _SAID.fullmatch(lines[0] if lines else ""):
        return said[1], _("The first line says so.")
    best, best_mark, why = ",", (0.0, 0), ""
    for separator in SEPARATORS:
        widths = Counter(
            len(record.cells)
            for record in split(iter(lines), separator, clean=True)
            if any(record.cells)
        )
        several = {width: n for width, n in widths.items() if width > 1}
        if not several:
            continue
        width, n = max(several.items(), key=lambda each: (each[1], each[0]))
        # Titles above and notes below have fewer cells, and ragged lines have others.
        mark = (round(n / widths.total(), 1), width)
        if mark > best_mark:
            best, best_mark = separator, mark
            why = _("%(n)s of the first %(all)s lines have %(width)s cells.") % {
                "n": n,
                "all": widths.total(),
                "width": width,
            }
    return best, why
