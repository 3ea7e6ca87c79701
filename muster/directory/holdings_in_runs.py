"""What the page of an import says of a person beside its rows, also when the file is long gone."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from muster.core.clock import today_in
from muster.core.subjects import Holding, Row, Subject, register
from muster.directory.models import Import, ImportColumn, RememberedColumn, Source
from muster.directory.named_in_files import names_them


def _nothing_to_tell(subject: Subject) -> list[Row]:
    """Which files name them is told where the files are."""
    return []


def _erase(subject: Subject, on: date) -> int:
    return _erase_what_stayed(subject) + _erase_headers(subject) + _erase_file_names(subject)


def _erase_what_stayed(subject: Subject) -> int:
    """An undo says line by line which records it kept, by their names; the lines of others stay."""
    many, is_named = 0, names_them(subject)
    for run in Import.objects.filter(program=subject.program).exclude(trouble=""):
        lines = run.trouble.splitlines()
        others = [line for line in lines if not is_named(line)]
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


def _erase_file_names(subject: Subject) -> int:
    """A card, or the list of one person, is often called like them; it is called a file then."""
    many, is_named = 0, names_them(subject)
    with override(subject.program.language):
        for run in Import.objects.filter(program=subject.program):
            named = {
                field: _called(run)
                for field in ("file", "source_name")
                if is_named(getattr(run, field))
            }
            if named:
                many += Import.objects.filter(pk=run.pk).update(**named)
        # Who typed something is its source as well, and stays: the record of acts says who acted.
        sources = Source.objects.filter(program=subject.program).exclude(kind=Source.Kind.HAND)
        for source in sources.select_related("import_run"):
            if is_named(source.name):
                many += Source.objects.filter(pk=source.pk).update(name=_called_as_source(source))
    return many


def _called(run: Import) -> str:
    told = {"kind": run.get_kind_display(), "day": today_in(run.program, run.at)}
    return _("a file: %(kind)s, %(day)s") % told


def _called_as_source(source: Source) -> str:
    run = getattr(source, "import_run", None)
    return _called(run) if run is not None else f"{source.get_kind_display()}, {source.on}"


def _naming(columns: Any, subject: Subject) -> list[int]:
    told = columns.exclude(header="").values_list("pk", "header")
    is_named = names_them(subject)
    return [number for number, header in told if is_named(header)]


def register_holdings() -> None:
    """Let subject rights ask what imports say of them beside their rows."""
    register(
        Holding(
            "directory.runs", gettext_lazy("What imports say of them"), _nothing_to_tell, _erase
        )
    )
