"""What a file holds, where nobody has said it: people, carriers, agencies or places.

Its layout tells, else the names of its columns. People outweigh the number of a company: a list of
who came has a column “USDOT” too, for those who know theirs.
"""

from collections.abc import Sequence, Set
from itertools import islice

from muster.core.sheets import Sheet
from muster.directory.imports.grouped import parted
from muster.directory.imports.layouts import plain, recognise
from muster.directory.imports.synonyms import SYNONYMS
from muster.directory.imports.taken_along import kind_of_table
from muster.directory.models import Import
from muster.directory.values import read_came, says_nothing

# Enough to tell what a column holds.
SAMPLE = 500

_USDOT = frozenset(("usdot", "usdot number", "dot number", "us dot"))
_ORI = frozenset(("ori", "ori9", "ori7", "ori number"))
_PEOPLE = frozenset(
    ("first name", "last name", "given name", "family name", "full name", "job title")
)
_PLACES = frozenset(("latitude", "lat", "casino", "casino name", "site name", "facility name"))
_GIVEN = frozenset(SYNONYMS["person.given"])
_FAMILY = frozenset(SYNONYMS["person.family"])
_MAILBOX = frozenset(SYNONYMS["person.email"])
_CAME = frozenset(SYNONYMS["touch.came"])
# A company has a name too, and a register may have a column of whom to ask for there.
_OF_ANY = frozenset(("name", "nombre"))
_TO_ASK_FOR = frozenset(("contact", "contact name", "contact person"))
_OF_SOMEBODY = frozenset(SYNONYMS["person.name"]) - _OF_ANY - _TO_ASK_FOR
_COMPANY = frozenset(
    ("company", "company name", "organization", "organization name", "employer", "carrier",
     "carrier name", "agency", "agency name", "empresa")
)  # fmt: skip
# So many of the words of a column must say whether somebody came; “Status” says many things.
_MOST_OF = 0.8


def kind_of(sheet: Sheet) -> str:
    """What a file holds, by its layout; else by the names of its columns, and what is in them."""
    if layout := recognise(sheet.headers):
        return layout.kind
    if kind := kind_of_table(sheet.headers):
        return kind
    columns = [{plain(header), plain(parted(header)[1])} for header in sheet.headers]
    names = set().union(*columns)
    numbers = names & (_USDOT | _ORI)
    if numbers and not _are_people(names, has_numbers=bool(_filled(sheet, columns, numbers))):
        return Import.Kind.CARRIERS if numbers & _USDOT else Import.Kind.AGENCIES
    if numbers or names & _PEOPLE:
        said = _filled(sheet, columns, _CAME)
        told = sum(read_came(word).value is not None for word in said)
        came = bool(said) and told >= _MOST_OF * len(said)
        return Import.Kind.ATTENDEES if came else Import.Kind.CONTACTS
    return Import.Kind.PLACES if names & _PLACES else Import.Kind.CONTACTS


def _are_people(names: set[str], *, has_numbers: bool) -> bool:
    """Whether the rows are people, though a column is called a number of a register.

    Args:
        names: of all columns.
        has_numbers: whether any of the first rows has such a number.
    """
    if names & _GIVEN and names & _FAMILY:
        return True
    if not names & _MAILBOX:
        return False
    if names & _OF_SOMEBODY or (names & _OF_ANY and names & _COMPANY):
        return True
    return bool(names & _TO_ASK_FOR) and not has_numbers


def _filled(sheet: Sheet, columns: Sequence[set[str]], wanted: Set[str]) -> list[str]:
    """What stands in the first rows of the columns that have a name of *wanted*."""
    places = [at for at, names in enumerate(columns) if names & wanted]
    if not places:
        return []
    lines = islice(sheet.lines(), SAMPLE)
    cells = (line.cells[at] for line in lines for at in places)
    return [cell for cell in cells if not says_nothing(cell)]
