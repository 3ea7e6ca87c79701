"""Columns that could tell where somebody was and when: dropped before anything is read.

They are not stored, not logged, and cannot be mapped.
"""

import re

from muster.directory.imports.layouts import plain
from muster.directory.models import Import

_ALWAYS = re.compile(
    r"\b(?:ip(?: ?address| ?addr)?|user ?agent|device id|browser|birth ?date|date of birth|dob"
    r"|birthday|bday|age|gender|sex|race|ethnicity|ssn|social security.*|driver.?s? licen[cs]e.*"
    r"|license number|passport.*|password|photo|credit card.*|anniversary|spouse|children"
    r"|medical.*|health.*|dietary.*|allerg.*)\b"
)
_WHERE_SOMEBODY_WAS = re.compile(
    r"\b(?:lat|latitude|lon|lng|long|longitude|geo|gps.*|coordinates?"
    r"|location ?(?:latitude|longitude))\b"
)
# Of these the coordinates are of a place, and that is what they are for.
_OF_PLACES = (Import.Kind.AGENCIES, Import.Kind.PLACES, Import.Kind.CARRIERS)


def is_private(header: str, kind: str) -> bool:
    """Whether a column of this name is dropped from a file of this *kind*.

    >>> is_private("IP Address", "places"), is_private("Latitude", "places")
    (True, False)
    >>> is_private("Latitude", "attendees"), is_private("About them: Age", "attendees")
    (True, True)
    """
    above, _colon, word = header.rpartition(": ")
    if above and is_private(word, kind):  # headers in two lines
        return True
    name = plain(header)
    if _ALWAYS.fullmatch(name) or name.startswith(("ip address", "birth", "date of birth")):
        return True
    return kind not in _OF_PLACES and _WHERE_SOMEBODY_WAS.fullmatch(name) is not None
