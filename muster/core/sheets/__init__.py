"""Files with tables in them: CSV, workbooks, vCards, JSON, each also packed with gzip.

`open_sheet(path)` finds out what a file is and how it is written, says what it found, and gives the
lines one by one as text. What was found can be chosen otherwise with a `Reading`. Numbers are text
as a person reads them, days are written 2020-01-16; what a cell means is for those above to say.
"""

from muster.core.sheets.encodings import ENCODINGS
from muster.core.sheets.errors import (
    Empty,
    Locked,
    NoSuchEncoding,
    NoSuchLine,
    NoSuchSheet,
    NotATable,
    SheetError,
    TooLarge,
    TooWide,
    ZipOfSomethingElse,
)
from muster.core.sheets.open import open_sheet
from muster.core.sheets.reading import FIND, Line, Reading, Sheet

__all__ = [
    "ENCODINGS",
    "FIND",
    "Empty",
    "Line",
    "Locked",
    "NoSuchEncoding",
    "NoSuchLine",
    "NoSuchSheet",
    "NotATable",
    "Reading",
    "Sheet",
    "SheetError",
    "TooLarge",
    "TooWide",
    "ZipOfSomethingElse",
    "open_sheet",
]
