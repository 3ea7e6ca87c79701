"""What the page of an import says of a person beside its rows, also when the file is long gone."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from muster.core.subjects import Holding, Row, Subject, register
from muster.directory.models import Import, ImportColumn, RememberedColumn
from muster.directory.named_in_files import is_named


def _nothing_to_tell(subject: Subject) -> list[Row]:
    """Which files name them is told where the files are."""
    return []


def _erase(subject: Subject, on: date) -> int:
    return _erase_what_stayed(subject) + _erase_headers(subject)


def _erase_what_stayed(subject: Subject) -> int:
    """An undo says line by line which records it kept, by their names; the lines of others stay."""
    many = 0
    for run in Import.objects.filter(program=subject.program).exclude(trouble=""):
        lines = run.trouble.splitlines()
        others = [line for line in lines if not is_named(subject, line)]
        if others != lines:
            Import.objects.filter(pk=run.pk).update(trouble="\n".join(others))
            many += 1
    return many


def _erase_headers(subject: Subject) -> int:
    """Of a file without a line of headers, the first row stands where they would."""
    columns = _naming(ImportColumn.objects.filter(run__program=subject.program), subject)
    ImportColumn.objects.filter(pk__in=columns).update(header="")
    remembered = _naming(RememberedColumn.objects.filter(program=subject.program), subject)
    RememberedColumn.objects.filter(pk__in=remembered).delete()
    return len(columns) + len(remembered)


def _naming(columns: Any, subject: Subject) -> list[int]:
    told = columns.exclude(header="").values_list("pk", "header")
    return [number for number, header in told if is_named(subject, header)]


def register_holdings() -> None:
    """Let subject rights ask what imports say of them beside their rows."""
    register(
        Holding(
            "directory.runs", gettext_lazy("What imports say of them"), _nothing_to_tell, _erase
        )
    )
