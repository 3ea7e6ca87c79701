"""“Did you mean …?”: what a person who mistyped a name may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from django.utils.translation import gettext as _

# Beyond these, looking takes longer than the answer is worth.
_LONGEST_NAME = 100
_MOST_NAMES = 1_000


def closest(name: str, names: Iterable[str]) -> str:
    """“ Did you mean …?” where one of *names* is near to *name*, else nothing."""
    known = list(names)
    if len(name) > _LONGEST_NAME or len(known) > _MOST_NAMES:
        return ""
    if len(name) <= 3:  # of a code like L9 one letter is half, and the first one says the most
        alike = [other for other in known if other[:1] == name[:1].upper()]
        near = get_close_matches(name.upper(), alike, n=1, cutoff=0.5)
    else:
        near = get_close_matches(name, known, n=1, cutoff=0.7)
    return _(" Did you mean “%(near)s”?") % {"near": near[0]} if near else ""
