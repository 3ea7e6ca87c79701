"""Several names in one cell of a table, as our own tables have them: “Owner; Driver”.

The place of each counts: the second title is that of the second organization. A name with a
semicolon of its own stands in quotation marks.
"""

import re
from collections.abc import Iterable

BETWEEN, _QUOTE = ";", '"'
_PART = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?=;|\Z)|([^;]*))(?:;|\Z)')


def in_one_cell(names: Iterable[str]) -> str:
    """*names* as one cell, which is empty if all of them are.

    >>> in_one_cell(["Owner", "", "Night; weekends"])
    'Owner; ; "Night; weekends"'
    """
    parts = [_quoted(name) for name in names]
    return f"{BETWEEN} ".join(parts) if any(parts) else ""


def of_one_cell(cell: str) -> list[str]:
    """The names in *cell*, each in its place.

    >>> of_one_cell('Owner; ; "Night; weekends"'), of_one_cell("Driver"), of_one_cell("")
    (['Owner', '', 'Night; weekends'], ['Driver'], [])
    """
    if not cell.strip():
        return []
    names = []
    for part in _PART.finditer(cell):
        quoted, plain = part.groups()
        names.append(plain.strip() if quoted is None else quoted.replace(_QUOTE * 2, _QUOTE))
        if not part[0].endswith(BETWEEN):
            break
    return names


def may_be_several(cell: str) -> bool:
    """Whether *cell* may have more than one name, or one in quotation marks."""
    return BETWEEN in cell or _QUOTE in cell


def _quoted(name: str) -> str:
    if BETWEEN not in name and not name.startswith(_QUOTE):
        return name
    return f"{_QUOTE}{name.replace(_QUOTE, _QUOTE * 2)}{_QUOTE}"
