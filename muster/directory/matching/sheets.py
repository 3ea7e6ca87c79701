"""Makes plain rows of a file, by what its columns are called."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.utils.translation import gettext as _

from muster.core.sheets import Sheet
from muster.directory.matching.kinds import with_kinds
from muster.directory.matching.rows import Noun, Row

_NO_LETTER = re.compile(r"[\W_]+")

# What columns are called; the first column of a name fills the field, but for those that add up.
_CALLED: dict[str, str] = {
    "name": "name; legal name; agency name; edited name; company name; organization name; "
    "site name; station name; full name; facility; site; agency; display name; business name",
    "other_name": "dba; dba name; also called; other name; alias; pub agency name; icpsr name; "
    "doing business as; trade name",
    "given": "given; given name; first name; first; forename; fname",
    "family": "family; family name; last name; last; surname; lname",
    "organization": "organization; organisation; company; employer; works at; firm; org",
    "number": "street number; house number",
    "street": "street; address; street address; address 1; address1; physical street; p street; "
    "addr; street 1; line 1; location address; phy street",
    "city": "city; town; suburb; p city; municipality; phy city",
    "county": "county; parish; county name; primary county",
    "state": "state; st; p state; province; phy state; state abbr",
    "zip": "zip; zip code; zipcode; postcode; postal code; p zip code; phy zip; zip5",
    "phone": "phone; telephone; phone number; tel; cell; mobile; work phone; cell phone; "
    "business phone",
    "email": "email; e mail; email address; e mail address; mail; work email",
    "url": "url; website; web; web site; homepage; site url",
    "usdot": "usdot; usdot number; dot number; us dot; dot",
    "ori": "ori; ori9; ori7; ori number",
    "kind": "kind; type; agency type; agency type name; kind of agency",
    "trucks": "trucks; power units; fleet size; units; nbr power unit",
}
CALLED: dict[str, str] = {
    header: field for field, headers in _CALLED.items() for header in headers.split("; ")
}
FIELDS = tuple(_CALLED)
_NOTHING: Mapping[str, str] = MappingProxyType({})
_ADD_UP = frozenset(("other_name", "phone", "email", "organization"))


class NoName(Exception):
    """No column of the file says a name, and nothing else says what a row is."""

    def __init__(self, headers: Sequence[str]) -> None:
        says = _(
            "No column is called a name (name, legal name, first name, …). Its columns are:"
            " %(headers)s. Rename the one that holds the names; nothing was compared."
        )
        super().__init__(says % {"headers": ", ".join(filter(None, headers))})


def field_of(header: str) -> str:
    """The field that a column of this name fills; empty if it fills none.

    >>> field_of("P_ZIP_CODE"), field_of("E-mail address"), field_of("Shoe size")
    ('zip', 'email', '')
    """
    return CALLED.get(" ".join(_NO_LETTER.sub(" ", header.casefold()).split()), "")


def columns_in(headers: Sequence[str], said: Mapping[str, str] = _NOTHING) -> dict[int, str]:
    """The position of each column that fills a field.

    Args:
        said: by the header of a column: what somebody says that it fills; empty for nothing.

    >>> columns_in(["Name", "ID", "Phone", "Cell", "City", "Town"])
    {0: 'name', 2: 'phone', 3: 'phone', 4: 'city'}
    >>> columns_in(["Column 1", "Name", "City"], {"column 1": "name", "City": ""})
    {0: 'name'}
    """
    told = {_plain(header): field for header, field in said.items()}
    found = {
        position: told[_plain(header)]
        for position, header in enumerate(headers)
        if told.get(_plain(header))
    }
    for position, header in enumerate(headers):
        field = "" if _plain(header) in told else field_of(header)
        if field and (field in _ADD_UP or field not in found.values()):
            found[position] = field
    return dict(sorted(found.items()))


def _plain(header: str) -> str:
    return header.strip().casefold()


def noun_of(columns: Mapping[int, str]) -> Noun:
    """What the rows are: people, where they have a given name or work somewhere.

    >>> noun_of({0: "name", 1: "city"}).value, noun_of({0: "given", 1: "family"}).value
    ('organizations', 'people')
    """
    return (
        Noun.PEOPLE
        if {"given", "family", "organization"} & set(columns.values())
        else (Noun.ORGANIZATIONS)
    )


def rows_in(sheet: Sheet, columns: Mapping[int, str]) -> list[Row]:
    """The rows of *sheet* that say a name; the key of each is its line in the file.

    In a list of agencies each has its kind.

    Raises:
        NoName: no column says one.
    """
    if not {"name", "given", "family", "organization"} & set(columns.values()):
        raise NoName(sheet.headers)
    rows, words = [], {}
    for line in sheet.lines():
        told: dict[str, list[str]] = {}
        for position, field in columns.items():
            cell = line.cells[position].strip() if position < len(line.cells) else ""
            if cell and cell.upper() != "NULL":
                told.setdefault(field, []).append(cell)
        row = _row(str(line.number), told)
        if row.name:
            rows.append(row)
            words[row.key] = told.get("kind", ("",))[0]
    return with_kinds(rows, words)


def _row(key: str, told: Mapping[str, Sequence[str]]) -> Row:
    def first(field: str) -> str:
        return told.get(field, ("",))[0]

    works_at = tuple(told.get("organization", ()))
    name = first("name") or f"{first('given')} {first('family')}".strip()
    trucks = first("trucks").replace(",", "")
    return Row(
        key=key,
        name=name,
        other_names=tuple(told.get("other_name", ())),
        organizations=works_at,
        street=f"{first('number')} {first('street')}".strip(),
        city=first("city"),
        county=first("county"),
        state=first("state"),
        zip=first("zip"),
        phones=tuple(told.get("phone", ())),
        emails=tuple(told.get("email", ())),
        url=first("url"),
        usdot=first("usdot"),
        ori=first("ori"),
        trucks=int(trucks) if trucks.isdecimal() else None,
    )
