"""A file that a member sends from a page: kept for a moment, read, and taken in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.core.sheets import Empty, Locked, NotATable, TooLarge, TooWide, ZipOfSomethingElse
from muster.core.sheets.sent import on_disk
from muster.directory.imports.take_in import take_in
from muster.directory.models import Import


@dataclass(frozen=True, slots=True)
class NotRead:
    """Why a file was not taken in: a heading, and what was kept and what to do."""

    title: str
    says: str


def kinds() -> list[str]:
    """The kinds of files that can come in."""
    return [kind.value for kind in Import.Kind]


def receive(member: Member, file: "UploadedFile[Any]", *, kind: str, now: datetime) -> Import:
    """Take *file* in for *member*.

    Raises:
        SheetError: it gives no table; nothing of it was kept.
    """
    with on_disk(file) as path:
        return take_in(
            member.program,
            path,
            file_name=file.name or _("a file"),
            kind=kind or None,
            by=member.user.email,
            now=now,
        )


def not_read(error: Exception, file: str | None) -> NotRead:
    """What the page says of a file that was not taken in."""
    title = {
        Empty: _("The file is empty"),
        NotATable: _("This is not a spreadsheet"),
        ZipOfSomethingElse: _("This is not a spreadsheet"),
        Locked: _("The workbook is locked"),
        TooLarge: _("The file is too large"),
        TooWide: _("The table is too wide"),
    }.get(type(error), _("The file could not be read"))
    return NotRead(f"{title}: {file}" if file else title, str(error))
