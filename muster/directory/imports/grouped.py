"""Columns under a common header: “Contact: First name”, of a list with two lines of headers.

The lower word says what stands in the column, and the upper one whose it is: the phone under
“Company” rings at its switchboard, and one under “Emergency” at somebody else's.
"""

import re
from collections.abc import Sequence

from muster.directory.imports.fields import field_named
from muster.directory.imports.layouts import LAYOUTS, plain
from muster.directory.imports.synonyms import BY_KIND, OF_COMPANIES, SYNONYMS

_JOINED = ": "
_BY_NAME = OF_COMPANIES | {name: field for field, names in SYNONYMS.items() for name in names}
_NAMES = frozenset(
    [
        *_BY_NAME,
        *(name for names in BY_KIND.values() for name in names),
        *(name for layout in LAYOUTS for name in layout.fields),
    ]
)
# What stands under these is no way to reach a person at work.
_ELSEWHERE = re.compile(
    r"\b(home(?! (?:office|terminal|base|agency))|personal|private|emergency|billing|invoice"
    r"|spouse|family|parent|assistant|casa|emergencia)\b"
)
# What people, companies and sites all have: the word above says whose it is.
_OF_ANY = frozenset(
    [
        "name", "nombre", "phone", "telephone", "phone number", "tel", "teléfono", "telefono",
        "email", "e mail", "email address", "e mail address", "mail", "correo",
        "correo electrónico",
    ]
)  # fmt: skip
_SAYS_WHO = ("person.name", "person.given", "person.family")


def is_column_name(text: str) -> bool:
    """Whether columns of a list are called so."""
    return plain(text) in _NAMES


def parted(header: str) -> tuple[str, str]:
    """The words above, and the lowest; of a header in one line the first is empty."""
    above, _colon, word = header.rpartition(_JOINED)
    return above, word


def named(header: str, kind: str) -> str:
    """The key of the field that a column of this name fills; empty where no name says it."""
    if whole := _named(header, kind):
        return whole
    above, word = parted(header)
    if not above or is_elsewhere(header):
        return ""
    found = _named(word, kind)
    noun, rest = _named(parted(above)[1], kind).partition(".")[0], found.partition(".")[2]
    if plain(word) in _OF_ANY and noun in ("person", "organization", "site"):
        found = f"{noun}.{rest}"
        return found if field_named(kind, found) is not None else ""
    return found


def is_elsewhere(header: str) -> bool:
    """Whether what stands above the column says that it is of a home, or of somebody else."""
    above, _word = parted(header)
    return _ELSEWHERE.search(plain(above)) is not None


def of_second_people(headers: Sequence[str], kind: str) -> set[int]:
    """The columns of whoever is named beside the first: “Night: Name”, and “Night: Phone”."""
    told: dict[str, str] = {}
    others = set()
    for header in headers:
        above, field = parted(header)[0], named(header, kind)
        if above and field in _SAYS_WHO and told.setdefault(field, above) != above:
            others.add(above)
    return {
        at
        for at, header in enumerate(headers)
        if parted(header)[0] in others and named(header, kind).startswith(("person.", "post."))
    }


def _named(name: str, kind: str) -> str:
    return BY_KIND.get(kind, {}).get(plain(name)) or _BY_NAME.get(plain(name), "")
