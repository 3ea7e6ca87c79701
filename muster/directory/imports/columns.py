"""The columns of a file: which field each fills, what stands in it, and what is remembered."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.core.cells import shown
from muster.core.clock import today_in
from muster.directory.imports.errors import NotReady, WrongMapping
from muster.directory.imports.fields import NEEDED, OF_TABLES, Field, fields_of
from muster.directory.imports.files import sheet_of
from muster.directory.imports.readers import KNOWN, reader_of
from muster.directory.imports.take_in import back_to_read
from muster.directory.imports.taken_along import fields_of_table
from muster.directory.imports.words import VALUES, Word, value_of, with_words
from muster.directory.models import Import, ImportColumn, RememberedColumn
from muster.directory.values import order_of, says_nothing

# Rows that a preview looks at: enough to show what is odd, quick on a file of any length.
LOOKED_AT = 2_000
_SHOWN = 3
_MOST_WORDS = 20


@dataclass(frozen=True, slots=True)
class Sample:
    """A value of a column, as it stands in the file, and in how many of the rows looked at."""

    text: str
    times: int


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of a file, as the page of columns shows it.

    Attributes:
        samples: some of its values, the oddest first; none of a private column.
        filled: in how many of the rows looked at it says anything.
        looked_at: how many rows were looked at.
        notes: what the dry run will do or ask, in words.
        new: whether no file of this kind had the column when a mapping was remembered.
        words: of a field that has few values: the commonest words, and what each stands for.
    """

    column: ImportColumn
    field: Field | None
    samples: tuple[Sample, ...]
    filled: int
    looked_at: int
    notes: tuple[str, ...]
    new: bool
    words: tuple[Word, ...] = ()


def offered(run: Import) -> Sequence[Field]:
    """The fields that the columns of *run* may fill."""
    fields: Sequence[Field] = fields_of(run.kind)
    if not fields_of_table((column.header for column in run.columns.all()), run.kind):
        fields = [field for field in fields if field.key not in OF_TABLES]
    return with_words(fields, run.program_id)


@transaction.atomic
def map_columns(
    run: Import,
    mapping: Mapping[int, str],
    *,
    by: str,
    now: datetime,
    audience: str = "",
    source_name: str = "",
    remember: bool = True,
) -> Import:
    """Say which field each column fills; "" for a column that is not used.

    Columns that *mapping* does not name keep what they have. A dry run that was made is forgotten.

    Args:
        mapping: the key of the field by the column's position.
        audience: who may see new contact points, where it was chosen.
        source_name: what is printed beside each field.
        remember: whether files of this kind are mapped so next time.

    Raises:
        WrongMapping: a field that is none, that another column fills, or that is needed.
        NotReady: the import has been applied.
    """
    if run.state not in (Import.State.READ, Import.State.CHECKED, Import.State.FAILED):
        raise NotReady.applied(run)
    columns = {column.position: column for column in run.columns.all()}
    fields = {field.key: field for field in offered(run)}
    for position, key in mapping.items():
        column = columns.get(position)
        if column is None:
            raise WrongMapping(_("The file has no column %(n)s.") % {"n": position + 1}, position)
        if key and key not in fields:
            raise WrongMapping(_("There is no field “%(key)s”.") % {"key": key}, position)
        if key and column.private:
            says = _("“%(header)s” is dropped before reading and cannot be mapped.")
            raise WrongMapping(says % {"header": column.header}, position)
        if column.field != key:
            column.field, column.why = key, _("chosen")
    _refuse_twice(columns.values(), fields)
    refuse_missing(run, {column.field for column in columns.values()})
    ImportColumn.objects.bulk_update(columns.values(), ["field", "why"])
    run.audience = audience or run.audience
    run.source_name = source_name[:200] or run.source_name
    back_to_read(run)
    if remember:
        _remember(run, columns.values(), now)
    return run


def _refuse_twice(columns: Iterable[ImportColumn], fields: Mapping[str, Field]) -> None:
    first: dict[str, ImportColumn] = {}
    for column in columns:
        if not column.field or fields[column.field].many:
            continue
        if column.field in first:
            says = _("“%(one)s” and “%(other)s” both fill “%(field)s”. Choose one of them.")
            words = {
                "one": first[column.field].header,
                "other": column.header,
                "field": fields[column.field].label,
            }
            raise WrongMapping(says % words, column.position)
        first[column.field] = column


def refuse_missing(run: Import, used: set[str] | None = None) -> None:
    """Say if no column fills what a row cannot do without.

    Raises:
        WrongMapping: none does.
    """
    if used is None:
        used = set(run.columns.values_list("field", flat=True))
    fields = {field.key: field for field in offered(run)}
    for group in NEEDED.get(run.kind, ()):
        if not used & set(group):
            labels = _(" or ").join(f"“{fields[key].label}”" for key in group)
            says = _("No column fills %(labels)s, and without it there is nobody to store.")
            raise WrongMapping(says % {"labels": labels})


def _remember(run: Import, columns: Iterable[ImportColumn], now: datetime) -> None:
    on = today_in(run.program, now)
    memories = {
        column.header: RememberedColumn(
            program=run.program, kind=run.kind, header=column.header, field=column.field, on=on
        )
        for column in columns
        if column.header and not column.private
    }
    RememberedColumn.objects.bulk_create(
        memories.values(),
        update_conflicts=True,
        unique_fields=["program", "kind", "header"],
        update_fields=["field", "on"],
    )


def preview(run: Import) -> list[ColumnView]:
    """What stands in each column of *run*: the oddest values first, and what to know of them."""
    sheet = sheet_of(run)
    prefetch_related_objects([run], "columns")
    columns = list(run.columns.all())
    lines = [line.cells for line in islice(sheet.lines(), LOOKED_AT)]
    fields = {field.key: field for field in offered(run)}
    known = set(
        RememberedColumn.objects.filter(program=run.program, kind=run.kind).values_list(
            "header", flat=True
        )
    )
    views = []
    for column in columns:
        field = fields.get(column.field)
        cells = [cells[column.position] for cells in lines]
        counts = Counter(cell.strip() for cell in cells if not says_nothing(cell))
        views.append(
            ColumnView(
                column=column,
                field=field,
                samples=() if column.private else _samples(counts, field),
                filled=counts.total(),
                looked_at=len(lines),
                notes=() if field is None or column.private else _notes(counts, field),
                new=bool(known) and column.header not in known and not column.private,
                words=() if field is None or column.private else _words(counts, field),
            )
        )
    return views


def _samples(counts: Counter[str], field: Field | None) -> tuple[Sample, ...]:
    """Values to see before the dry run: what is refused or noted, then the rest."""
    read = reader_of(field) if field is not None and field.reads in KNOWN else None

    def oddness(text: str) -> tuple[int, int, int]:
        found = read(text) if read is not None else None
        odd = 0 if found is None else 2 * bool(found.problem) + bool(found.note)
        return (-odd, -counts[text], -len(text))

    likely = [text for text, _times in counts.most_common(200)]
    rare = sorted(counts, key=lambda text: (len(text), text))
    pool = dict.fromkeys([*likely, *rare[:50], *rare[-50:]])
    chosen = sorted(pool, key=oddness)[:_SHOWN]
    return tuple(Sample(shown(text), counts[text]) for text in chosen)


def _words(counts: Counter[str], field: Field) -> tuple[Word, ...]:
    if field.reads not in VALUES:
        return ()
    read = reader_of(field)
    return tuple(
        Word(text, times, value_of(field, read(text)))
        for text, times in counts.most_common(_MOST_WORDS)
    )


def _notes(counts: Counter[str], field: Field) -> tuple[str, ...]:
    if field.reads not in KNOWN:
        return ()
    order = order_of(counts) if field.reads == "date" else None
    read = reader_of(field, month_first=order.month_first if order is not None else True)
    refused = asked = noted = formulas = 0
    for text, times in counts.items():
        found = read(text)
        if found.choices:
            asked += times
        elif found.problem:
            refused += times
        elif found.note:
            noted += times
            formulas += times * (field.reads == "name" and text.startswith(("=", "+", "-", "@")))
    notes = []
    if order is not None:
        notes.append(_order_words(order.month_first, order.mixed))
    if field.reads == "email" and field.noun == "person":
        shared = {text: times for text, times in counts.items() if times > 1 and "@" in text}
        if shared:
            says = ngettext(
                "%(people)s rows share %(n)s mailbox: nobody is matched by e-mail alone.",
                "%(people)s rows share %(n)s mailboxes: nobody is matched by e-mail alone.",
                len(shared),
            )
            notes.append(says % {"people": sum(shared.values()), "n": len(shared)})
    for many, one, more in (
        (formulas, "%(n)s formula, kept as text", "%(n)s formulas, kept as text"),
        (noted - formulas, "%(n)s value is read with a note", "%(n)s values are read with a note"),
        (asked, "%(n)s value will be asked about", "%(n)s values will be asked about"),
        (refused, "%(n)s value cannot be read", "%(n)s values cannot be read"),
    ):
        if many:
            notes.append(ngettext(one, more, many) % {"n": many})
    return tuple(notes)


def _order_words(month_first: bool, mixed: bool) -> str:
    if mixed:
        return _("some with the month first, some with the day: look at them")
    return _("month first; the clock is not kept") if month_first else _("day first, by its values")
