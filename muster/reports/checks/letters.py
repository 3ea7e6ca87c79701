"""Letters that the report's own typeface has not: another script, an emoji, a mark of no language.

The report prints them all the same: other scripts from a second typeface, and what no typeface has
by its name. But somebody who can read them should have looked.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from muster.evidence.finding import Finding, Level, found
from muster.reports.render.glyphs import unusual_characters


def check_letters(text: str, *, place: str) -> Iterator[Finding]:
    """One finding for *text*, from its first unusual character to its last; none where all are."""
    unusual = unusual_characters(text)
    if not unusual:
        return
    names = list(dict.fromkeys(name for _start, _end, name in unusual))
    yield found(
        text,
        (unusual[0][0], unusual[-1][1]),
        check="unusual_letters",
        level=Level.BLOCK,
        place=place,
        reason=_("The report’s typeface lacks these letters: %(names)s.")
        % {"names": ", ".join(names[:5]) + ("…" if len(names) > 5 else "")},
        suggestion=_("Let somebody who reads them look at the page, then let them stand."),
    )
