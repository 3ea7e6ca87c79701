"""Reading a packet's files: everything they say, and everything that is wrong with them."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from muster.core.cells import shown
from muster.core.closest import closest
from muster.core.problems import Problem
from muster.packets.rows import Pages, read_tables
from muster.packets.tables import NAMES, PACK, READ_ME, TITLE_PAGE, belongs
from muster.packets.title import read_title


def read_pages(files: Mapping[str, bytes]) -> Pages:
    """All rows of the packet that *files* make, and all that is wrong with single cells."""
    pages = Pages()
    if TITLE_PAGE in files:
        read_title(files[TITLE_PAGE], pages)
    else:
        pages.problems.append(Problem(TITLE_PAGE, None, "", _says_none(files)))
    read_tables(files, pages)
    if set(files) & set(NAMES):  # else it is no packet at all, and not every file is told off
        pages.problems += _strangers(files, pages)
    return pages


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """*problems* by file, in the order in which the reference lists them, then by row."""
    places = {name: place for place, name in enumerate(NAMES)}
    return sorted(
        problems,
        key=lambda problem: (
            places.get(problem.file, len(places)),
            problem.file,
            problem.row or problem.line or 0,
        ),
    )


def _says_none(files: Mapping[str, bytes]) -> str:
    inner = sorted(name for name in files if name.endswith(f"/{TITLE_PAGE}"))
    says = _("there is none: a packet begins with it.")
    if inner:
        says += _(" Did you mean the folder “%(name)s”?") % {"name": shown(inner[0].split("/")[0])}
    return says


def _strangers(files: Mapping[str, bytes], pages: Pages) -> list[Problem]:
    """Files that a packet does not have, or that nothing in it refers to."""
    problems = []
    for name in sorted(files):
        if name.startswith(PACK) or name == READ_ME:  # a pack names its own strangers
            continue
        if not belongs(name):
            says = _("a packet has no such file.") + closest(name, NAMES)
            problems.append(Problem(shown(name), None, "", says))
        elif name not in NAMES and name not in pages.read and "reports" not in pages.unread:
            problems.append(Problem(name, None, "", _("no row of reports.csv refers to it.")))
    return problems
