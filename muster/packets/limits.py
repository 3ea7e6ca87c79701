"""How large a packet may be, and which names in it mean nothing."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from muster.core.cells import shown
from muster.core.problems import Problem

LARGEST_FILE = 32 * 1024 * 1024
LARGEST_PACKET = 128 * 1024 * 1024
# A packet is text, which packs well; one that does not is not a packet.
LARGEST_ZIP = 32 * 1024 * 1024
LARGEST_TITLE = 100_000
MOST_FILES = 2_000
# “Did you mean …?” is looked for this often in one packet.
MOST_SUGGESTIONS = 50
MOST_ROWS = 250_000
# Rows of the directory are looked up by their keys: SQLite takes 32,766 in one question.
MOST_SHARED_ROWS = 20_000
# What file managers and spreadsheets leave behind, and everything that begins with a dot.
_LITTER = ("__MACOSX", "Thumbs.db", "desktop.ini")


def is_litter(name: str) -> bool:
    """Whether a file or folder of this name is there by accident."""
    return (name.startswith((".", "~$")) and name not in (".", "..")) or name in _LITTER


def too_large(sizes: Mapping[str, int]) -> list[Problem]:
    """What is too large or too much, of files of these sizes."""
    problems = []
    if len(sizes) > MOST_FILES:
        says = _("more than %(most)s files; a packet has no more.") % {"most": f"{MOST_FILES:,}"}
        problems.append(Problem("", None, "", says))
    problems += [
        Problem(shown(name), None, "", too_large_says())
        for name, size in sizes.items()
        if size > LARGEST_FILE
    ]
    if not problems and sum(sizes.values()) > LARGEST_PACKET:
        problems.append(Problem("", None, "", too_large_says()))
    return problems


def too_large_says() -> str:
    """That a file, or the packet, is larger than it may be."""
    return _("it holds more than a packet may (%(file)s MB a file, %(all)s MB in all).") % {
        "file": LARGEST_FILE // 1024 // 1024,
        "all": LARGEST_PACKET // 1024 // 1024,
    }
