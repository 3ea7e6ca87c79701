"""The page of columns: what was read, which column is what, and what is left out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.forms import BoundField
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.core.sheets import ENCODINGS, Sheet
from muster.directory.imports.columns import LOOKED_AT, ColumnView
from muster.directory.imports.later import is_long
from muster.directory.imports.layouts import layout_named
from muster.directory.intake.forms import ColumnsForm
from muster.directory.intake.steps import rows_of
from muster.directory.models import Import, RememberedColumn
from muster.shell.counts import counted
from muster.shell.days import day_words

# Of a wide file the first lines show so many cells.
_CELLS = 6
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class FirstLine:
    """One of the first lines of the file: its number, some cells, and what it is taken for."""

    number: int
    cells: Sequence[str]
    tone: str
    told: str
    is_header: bool


@dataclass(frozen=True, slots=True)
class Read:
    """What was recognised in a file."""

    title: str
    why: str
    facts: Sequence[tuple[str, str]]
    lines: Sequence[FirstLine]
    can_choose: bool


@dataclass(frozen=True, slots=True)
class Memory:
    """That the columns are mapped as they were the last time."""

    title: str
    says: str


@dataclass(frozen=True, slots=True)
class Line:
    """One column of the file: what stands in it, and the choice of the field that it fills."""

    header: str
    field: BoundField | None
    samples: Sequence[tuple[str, int]]
    why: str
    how: str
    notes: Sequence[str]
    is_new: bool
    told: str = ""
    words: Sequence[tuple[str, BoundField]] = ()
    words_told: str = ""
    words_open: bool = False


def read_of(run: Import, sheet: Sheet, views: Sequence[ColumnView]) -> Read:
    """What the page says of how the file was read, with its first lines."""
    layout = layout_named(run.layout)
    named = _("A list of %(kind)s") % {"kind": run.get_kind_display()}
    return Read(
        title=str(layout.name) if layout else named,
        why=" ".join(sheet.why),
        facts=list(_facts(run, sheet)),
        lines=list(
            _first_lines(sheet, {view.column.position for view in views if view.column.private})
        ),
        can_choose=sheet.reading.kind in ("csv", "xlsx"),
    )


def lines_of(
    views: Iterable[ColumnView], form: ColumnsForm
) -> tuple[list[Line], list[Line], list[Line]]:
    """The columns that are used, those that are not, and those dropped before reading."""
    used, unused, dropped = [], [], []
    # Where no column is known, all are new, and none is worth a mark.
    marks = any(not view.new for view in views if not view.column.private)
    for view in views:
        if view.column.private:
            dropped.append(_dropped(view))
        elif view.field is not None:
            used.append(_line(view, form, marks=marks))
        else:
            unused.append(_line(view, form, marks=marks))
    return used, unused, dropped


def count_exactly(run: Import, views: Sequence[ColumnView]) -> None:
    """Let *run* say how many rows it has where all were looked at; it is not saved."""
    looked_at = views[0].looked_at if views else 0
    if looked_at < LOOKED_AT:
        run.total = looked_at


def used_of(used: int, columns: int) -> str:
    """“15 of 27 used”, for the step."""
    return _("%(used)s of %(n)s used") % {"used": used, "n": columns}


def used_in(run: Import) -> str:
    """The same of *run* as it is mapped."""
    fields = list(run.columns.values_list("field", flat=True))
    return used_of(sum(field != "" for field in fields), len(fields))


def will_read(run: Import) -> str:
    """What the dry run will do, beside its button."""
    if is_long(run):
        return _("The dry run reads every row and stores none. You need not wait for it.")
    return _("The dry run reads every row and stores none.")


def used_words(used: int) -> str:
    """“15 columns are used”."""
    return ngettext("%(n)s column is used", "%(n)s columns are used", used) % {"n": used}


def unused_words(unused: int) -> str:
    """“8 columns are not used”."""
    if not unused:
        return _("No column is left over")
    says = ngettext("%(n)s column is not used", "%(n)s columns are not used", unused)
    return says % {"n": unused}


def memory_of(run: Import, views: Sequence[ColumnView]) -> Memory | None:
    """What the page says of the mapping that was remembered; nothing where none was used."""
    headers = [view.column.header for view in views]
    memories = RememberedColumn.objects.filter(
        program=run.program_id, kind=run.kind, header__in=headers
    )
    told = {
        memory.header: _("as on %(day)s") % {"day": day_words(memory.on)} for memory in memories
    }
    used = [view for view in views if view.column.why == told.get(view.column.header)]
    if not used:
        return None
    says = ngettext("%(n)s column is the same.", "%(n)s columns are the same.", len(used)) % {
        "n": len(used)
    }
    if new := sum(view.new for view in views):
        more = ngettext(
            "%(n)s is new in this file and marked below.",
            "%(n)s are new in this file and marked below.",
            new,
        )
        says = f"{says} {more % {'n': new}}"
    last = max(memory.on for memory in memories)
    return Memory(_("Mapped as on %(day)s") % {"day": day_words(last)}, says)


def dry_run_words(run: Import) -> str:
    """What the button says: “Dry run of 412 rows”."""
    many = rows_of(run)
    if not many:
        return _("Dry run")
    says = ngettext("Dry run of %(n)s row", "Dry run of %(n)s rows", many)
    return says % {"n": counted(many)}


def _facts(run: Import, sheet: Sheet) -> Iterable[tuple[str, str]]:
    reading = sheet.reading
    if reading.encoding:
        yield _("Letters"), ENCODINGS.get(reading.encoding, reading.encoding)
    if reading.separator:
        between = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("vertical bar")}
        yield _("Between columns"), between.get(reading.separator, reading.separator)
    if reading.sheet:
        yield _("Sheet"), reading.sheet
    if reading.kind in ("csv", "xlsx"):
        above = reading.first_header_line - 1
        yield _("Skipped"), _above(above)
        if reading.header_lines != 1:
            yield _("Header rows"), counted(reading.header_lines)
    yield _("Columns"), counted(len(sheet.headers))
    if rows_of(run):
        yield _("Rows"), counted(rows_of(run))
    if (layout := layout_named(run.layout)) and layout.attribution:
        yield _("From"), layout.attribution


def _above(lines: int) -> str:
    if not lines:
        return _("nothing")
    return ngettext("%(n)s title row", "%(n)s title rows", lines) % {"n": lines}


def _first_lines(sheet: Sheet, private: Collection[int]) -> Iterable[FirstLine]:
    first = sheet.reading.first_header_line
    after = first + sheet.reading.header_lines
    row = 0
    for line, cells in enumerate(sheet.first_lines, start=1):
        shown = [Truncator(cell).chars(_LONGEST) for cell in cells[:_CELLS]]
        shown += [""] * (min(_CELLS, len(sheet.headers)) - len(shown))
        if line < first:
            yield FirstLine(line, shown, "d-cut", _("skipped"), False)
        elif line < after:
            yield FirstLine(line, shown, "d-hdr", _("names"), line == first)
        else:
            row += 1
            told = _("row %(n)s") % {"n": row}
            seen = [
                _("dropped") if at in private and cell else cell for at, cell in enumerate(shown)
            ]
            yield FirstLine(line, seen, "", told, line == first)


def _line(view: ColumnView, form: ColumnsForm, *, marks: bool) -> Line:
    column = view.column
    if not view.filled:
        told = _("empty in every row")
    else:
        told = "; ".join(sample.text for sample in view.samples[:2])
    return Line(
        header=column.header or _("Column %(n)s, without a name") % {"n": column.position + 1},
        field=form[form.name_of(column)],
        samples=[(sample.text, sample.times) for sample in view.samples],
        why=column.why,
        how=_how(column.why),
        notes=[*view.notes, *([_("empty in every row")] if not view.filled else [])],
        is_new=view.new and marks,
        told=Truncator(told).chars(60),
        words=[
            (Truncator(word.text).chars(_LONGEST), form[form.name_of_word(column, number)])
            for number, word in enumerate(view.words)
        ],
        words_told=_words_told(view),
        words_open=any(not word.value for word in view.words),
    )


def _words_told(view: ColumnView) -> str:
    """“Words to values: 2 of 2 known”."""
    known = sum(word.value != "" for word in view.words)
    says = _("Words to values: %(known)s of %(n)s known")
    return says % {"known": known, "n": len(view.words)}


def _how(why: str) -> str:
    """The shape beside a reason: full where somebody or a layout said it, else half or hollow."""
    shapes = {_("by its name"): "d-name", _("by its values"): "d-by-look"}
    return shapes.get(why, "d-same")


def _dropped(view: ColumnView) -> Line:
    values = ngettext("%(n)s value", "%(n)s values", view.filled) % {"n": counted(view.filled)}
    if view.looked_at < view.filled or not view.filled:
        values = ""
    return Line(view.column.header, None, (), "", "", (), is_new=False, told=values)
