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
    cutoff = 0.5 if len(name) <= 3 else 0.7  # one letter of a code like S8 is half of it
    near = get_close_matches(name, known, n=1, cutoff=cutoff)
    return _(" Did you mean “%(near)s”?") % {"near": near[0]} if near else ""
