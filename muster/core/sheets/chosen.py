"""What somebody can choose where a file was read wrongly, with the words for it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

FIND_OUT: tuple[str, Any] = ("", _("find out"))
SEPARATORS: list[tuple[str, Any]] = [
    FIND_OUT,
    (",", _("comma")),
    (";", _("semicolon")),
    ("\t", _("tab")),
    ("|", _("vertical bar")),
]
HEADER_LINES: list[tuple[str, Any]] = [
    FIND_OUT,
    ("1", _("one")),
    ("2", _("two, joined")),
    ("3", _("three, joined")),
]
