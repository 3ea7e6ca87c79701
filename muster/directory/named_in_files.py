"""Whether a file that came in names a person, also in a row that nobody had to look at.

Of a dry run only the rows worth a look are kept; who was plainly new, or plainly the same, stands
in the file alone. So the file is read through. One that is longer than is read in seconds, or that
can be read no more, may name them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum

from muster.core.sheets.errors import Gone, SheetError
from muster.core.subjects import Subject, alike
from muster.directory.imports.fields import fields_of
from muster.directory.imports.files import sheet_of
from muster.directory.models import Import

# So many rows are read in a second or two.
MOST_ROWS = 50_000
# A number of the United States without its country; fewer digits are a year, or an extension.
_LOCAL = 10
_WORD = re.compile(r"\w+")
_NO_DIGIT = re.compile(r"\D+")


class Names(Enum):
    """Whether a file names somebody."""

    NO = "no"
    THE_NAME = "the name alone"
    SURELY = "an address of theirs"
    PERHAPS = "nobody has read it through"


def names_in(run: Import, subject: Subject) -> Names:
    """Whether the file of *run* names *subject*."""
    needles = _Needles(subject)
    try:
        return needles.found_in(_lines(run))
    except Gone:
        return Names.NO
    except SheetError:
        return Names.PERHAPS


def files_naming(subject: Subject) -> dict[int, Names]:
    """The imports whose file is there still and names *subject*, or may, by their number."""
    kinds = [kind for kind in Import.Kind.values if _has_people(kind)]
    standing = Import.objects.filter(program=subject.program, purged_on=None, kind__in=kinds)
    found = {run.pk: names_in(run, subject) for run in standing}
    return {number: names for number, names in found.items() if names is not Names.NO}


def names_them(subject: Subject) -> Callable[[str], bool]:
    """What tells whether words, a header or the name of a file, name *subject*, in any order."""
    needles = _Needles(subject)
    return lambda words: needles.found_in(iter([[words.replace("_", " ")]])) is not Names.NO


def _has_people(kind: str) -> bool:
    return any(field.noun == "person" for field in fields_of(kind))


def _lines(run: Import) -> Iterator[Sequence[str]]:
    for line in sheet_of(run).lines():
        yield line.cells


class _Needles:
    """What somebody is looked for by: names, whose words may stand apart, and addresses."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        words = (frozenset(_WORD.findall(alike(name))) for name in subject.names)
        self._names = [(max(name, key=len), name) for name in words if name]
        self._mails = [alike(each) for each in subject.addresses if "@" in each]
        digits = (
            _NO_DIGIT.sub("", each)[-_LOCAL:] for each in subject.addresses if "@" not in each
        )
        self._numbers = [number for number in digits if len(number) == _LOCAL]

    def found_in(self, lines: Iterator[Sequence[str]]) -> Names:
        """The surest thing that one of *lines* has."""
        found = Names.NO
        for at, cells in enumerate(lines):
            if at == MOST_ROWS:
                return Names.PERHAPS if found is Names.NO else found
            text = alike("\n".join(cells))
            if self._has_address(text, cells):
                return Names.SURELY
            if found is Names.NO and self._has_name(text):
                found = Names.THE_NAME
        return found

    def _has_address(self, text: str, cells: Sequence[str]) -> bool:
        if any(mail in text for mail in self._mails) and self._subject.is_in(text):
            return True
        if not self._numbers:
            return False
        told = (_NO_DIGIT.sub("", cell) for cell in cells if len(cell) >= _LOCAL)
        return any(number in digits for digits in told for number in self._numbers)

    def _has_name(self, text: str) -> bool:
        return any(
            longest in text and name <= set(_WORD.findall(text)) for longest, name in self._names
        )
