"""What kind of agency a row is, where that tells two apart.

In the directory a member or a register has said it. A file mostly says it in its names alone, which
speak of a kind only in a list of agencies: a truck of “Public Safety Trucking” polices nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from muster.directory.cover import agency_of
from muster.directory.imports.names import agency_kind
from muster.directory.matching.rows import Row
from muster.directory.models import Organization
from muster.directory.names import normal_name, set_aside

_OTHER = str(Organization.Agency.OTHER)
_CONSTABLE = re.compile(r"\bconstables?\b", re.I)
_OF_THE_LAW = re.compile(
    r"\b(?:police|p\.?d|s\.?o(?=\.?\Z)|sheriff'?s?|constables?|marshal'?s?"
    r"|state troopers|(?:state|highway) patrol|(?:department|dept) of public safety"
    r"|public safety (?:department|dept))\b",
    re.I,
)


def kind_told(name: str, kind: str) -> str:
    """The *kind* of an agency as it is compared: of other agencies only the constables are one.

    >>> kind_told("Tarrow County Constable", "other"), kind_told("Tarrow Port Authority", "other")
    ('other', '')
    >>> kind_told("Tarrow Police", "police")
    'police'
    """
    return "" if kind == _OTHER and not _CONSTABLE.search(name) else kind


def with_kinds(rows: Sequence[Row], words: Mapping[str, str]) -> list[Row]:
    """The *rows* of a file with their kinds, if it is a list of agencies: if most names say so.

    Args:
        words: by the key of a row: what the file calls its kind.
    """
    if 2 * sum(map(_is_of_the_law, rows)) <= len(rows):
        return list(rows)
    return [replace(row, agency=_kind_of(row, words.get(row.key, ""))) for row in rows]


def _is_of_the_law(row: Row) -> bool:
    return bool(_OF_THE_LAW.search(row.name)) and not set_aside(row.name)


def _kind_of(row: Row, word: str) -> str:
    """The kind by the word of the file and by the name; none where the two contradict each other.

    A register calls the police of a county “County”, as it does the sheriff.
    """
    if set_aside(row.name):
        return ""
    said = kind_told(row.name, agency_of("", word))
    if not _OF_THE_LAW.search(row.name):
        return said
    if _CONSTABLE.search(row.name) and not re.search("police|sheriff", row.name, re.I):
        return _OTHER
    kind = agency_kind(row.name) or agency_of(normal_name(row.name))
    named = kind_told(row.name, kind)
    return (said or named) if not (said and named and said != named) else ""
