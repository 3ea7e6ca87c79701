"""The steps of an import between its file and its rows: columns, dry run, apply."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from muster.accounts.acts import sent_from
from muster.accounts.rights import MemberRequest, Reach, Right, needs, reach_of
from muster.core.clock import today_in
from muster.core.keyset import foot
from muster.core.sheets import SheetError
from muster.directory.imports import ImportTrouble, WrongMapping
from muster.directory.imports.check import is_stale
from muster.directory.imports.columns import map_columns, offered, preview
from muster.directory.imports.files import reading_of, sheet_of
from muster.directory.imports.take_in import read_another_way
from muster.directory.imports.words import keep_words
from muster.directory.intake import columns as column_page
from muster.directory.intake import going, one
from muster.directory.intake import rows as row_page
from muster.directory.intake.cells import cells_of
from muster.directory.intake.forms import ColumnsForm, ReadingForm
from muster.directory.intake.letting_in import letting_in
from muster.directory.intake.receive import kinds
from muster.directory.intake.refused import refused_rows
from muster.directory.intake.settle import settle
from muster.directory.intake.steps import rows_read, steps_of
from muster.directory.intake.tally import tally_of
from muster.directory.intake.work import apply_now, check_now
from muster.directory.models import Import
from muster.directory.views.imports import REFUSED, found
from muster.shell.download import csv_download

State = Import.State
Page = Callable[[MemberRequest, str], HttpResponseBase]
_MAY_MAP = (State.READ, State.CHECKED, State.FAILED)
_HAS_ROWS = (State.CHECKED, State.APPLIED)


def leads_back_without_a_file(view: Page) -> Page:
    """Say why a file cannot be read any more, most often because its time is over, and lead to the
    page of its import.
    """

    @wraps(view)
    def page(request: MemberRequest, key: str) -> HttpResponseBase:
        try:
            return view(request, key)
        except SheetError as error:
            messages.warning(request, str(error))
            return redirect("import", key)

    return page


@needs(Right.IMPORT_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
@leads_back_without_a_file
def columns(request: MemberRequest, key: str) -> HttpResponse:
    """Which column is what; the button makes the dry run."""
    run = found(request, key)
    if run.state not in _MAY_MAP:
        return redirect("import", key)
    if request.method != "POST":
        return _columns_page(request, run)
    form = ColumnsForm(request.POST, run=run, views=preview(run), offered=offered(run))
    if not form.is_valid():
        return _columns_page(request, run, form=form)
    now, by = timezone.now(), request.member.user.email
    told = form.cleaned_data
    try:
        map_columns(
            run,
            form.mapping,
            by=by,
            now=now,
            audience=told["audience"],
            source_name=told["source_name"],
            remember=told["remember"],
        )
        for field, words in form.words.items():
            keep_words(run.program, field, words, on=today_in(run.program, now))
        if request.POST.get("then") == "stay":
            messages.success(request, _("Kept. Nothing has been read with it yet."))
            return redirect("import-columns", key)
        check_now(run, now=now)
    except WrongMapping as error:
        form.add_error(form.name_at(error.position), str(error))
        return _columns_page(request, run, form=form)
    except (ImportTrouble, SheetError) as error:
        messages.error(request, str(error))
        return redirect("import-columns", key)
    return redirect("import" if run.state in one.WORKING else "import-rows", key)


@needs(Right.IMPORT_FILES)
@sent_from("import-columns", "key")
@leads_back_without_a_file
def read(request: MemberRequest, key: str) -> HttpResponse:
    """Read the file another way: other letters, separator, sheet or header."""
    run = found(request, key)
    if run.state not in _MAY_MAP:
        return redirect("import", key)
    try:
        sheet = sheet_of(run)
    except SheetError as error:
        messages.error(request, str(error))
        return redirect("import", key)
    form = ReadingForm(request.POST, sheet=sheet, kinds=kinds(), kind=run.kind)
    if not form.is_valid():
        return _columns_page(request, run, reading=form)
    try:
        read_another_way(
            run,
            form.reading,
            by=request.member.user.email,
            now=timezone.now(),
            kind=form.cleaned_data["kind"] or None,
        )
    except (ImportTrouble, SheetError) as error:
        if run.purged_on is not None:
            messages.error(request, str(error))
            return redirect("import", key)
        messages.error(request, _("It stays as it was read. %(why)s") % {"why": error})
    else:
        messages.success(request, _("Read this way. Look at the columns again."))
    return redirect("import-columns", key)


@needs(Right.IMPORT_FILES)
@sent_from("import-columns", "key")
def forget(request: MemberRequest, key: str) -> HttpResponse:
    """Map the columns without what is remembered of files of this kind."""
    run = found(request, key)
    if run.state not in _MAY_MAP:
        return redirect("import", key)
    try:
        read_another_way(
            run,
            reading_of(run),
            by=request.member.user.email,
            now=timezone.now(),
            from_memory=False,
        )
    except (ImportTrouble, SheetError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Mapped by the names of the columns and their values alone."))
    return redirect("import-columns", key)


@needs(Right.IMPORT_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
@leads_back_without_a_file
def rows(request: MemberRequest, key: str) -> HttpResponse:
    """What each row would do; one form keeps answers and corrections."""
    run = found(request, key)
    if run.state not in _HAS_ROWS:
        return redirect("import-columns" if run.state == State.READ else "import", key)
    if request.method == "POST":
        return _settle(request, run)
    return _rows_page(request, run)


@needs(Right.IMPORT_FILES)
@require_safe
@leads_back_without_a_file
def refused(request: MemberRequest, key: str) -> HttpResponseBase:
    """The refused rows as a file, each with its line, what is wrong, and its cells."""
    run = found(request, key)
    if run.state not in _HAS_ROWS:
        return redirect("import", key)
    try:
        heading, told = refused_rows(run, sheet_of(run))
    except SheetError as error:
        messages.error(request, str(error))
        return redirect("import", key)
    return csv_download(f"refused-{run.key}.csv", heading, told)


@needs(Right.IMPORT_FILES)
@sent_from("import-rows", "key")
def check(request: MemberRequest, key: str) -> HttpResponse:
    """Make the dry run again: the directory has changed since."""
    run = found(request, key)
    try:
        check_now(run, now=timezone.now())
    except (ImportTrouble, SheetError) as error:
        messages.warning(request, str(error))
    return redirect("import" if run.state in one.WORKING else "import-rows", key)


@needs(Right.IMPORT_FILES)
@sent_from("import-rows", "key")
def apply(request: MemberRequest, key: str) -> HttpResponse:
    """Bring in what the dry run found."""
    run = found(request, key)
    try:
        apply_now(run, by=request.member.user.email, now=timezone.now())
    except (ImportTrouble, SheetError) as error:
        messages.warning(request, str(error))
    return redirect("import", key)


def _columns_page(
    request: MemberRequest,
    run: Import,
    *,
    form: ColumnsForm | None = None,
    reading: ReadingForm | None = None,
) -> HttpResponse:
    sheet = sheet_of(run)
    views = preview(run)
    column_page.count_exactly(run, views)
    shown = form or ColumnsForm(run=run, views=views, offered=offered(run))
    used, unused, dropped = column_page.lines_of(views, shown)
    context = {
        "run": run,
        "steps": steps_of(run, at=1, used=column_page.used_of(len(used), len(views))),
        "rows_read": rows_read(run),
        "read": column_page.read_of(run, sheet, views),
        "reading": reading or ReadingForm(sheet=sheet, kinds=kinds(), kind=run.kind),
        "memory": column_page.memory_of(run, views),
        "form": shown,
        "used": used,
        "used_words": column_page.used_words(len(used)),
        "unused": unused,
        "unused_words": column_page.unused_words(len(unused)),
        "dropped": dropped,
        "will_read": column_page.will_read(run),
        "dry_run_words": column_page.dry_run_words(run),
    }
    status = REFUSED if form or reading else 200
    return render(request, "directory/imports/columns.html", context, status=status)


def _rows_page(request: MemberRequest, run: Import) -> HttpResponse:
    show = row_page.shown_by(request.GET.get("show", ""))
    page = row_page.page_of(
        row_page.rows_of(run, show),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        at=request.GET.get("at", ""),
    )
    may_answer = going.takes_answers(run, now=timezone.now())
    cells = cells_of(run, page.rows, sheet_of(run)) if may_answer else {}
    sees_all = reach_of(request.member, Right.IMPORT_FILES) is Reach.ALL
    lines = row_page.lines_of(
        page.rows,
        cells,
        may_answer=may_answer,
        sees_all=sees_all,
        letting_in=letting_in(run, page.rows, request.member) if may_answer else {},
    )
    context: dict[str, Any] = {
        "run": run,
        "steps": steps_of(
            run, at=2 if run.state == State.CHECKED else None, used=column_page.used_in(run)
        ),
        "heading": row_page.heading_of(run),
        "lede": one.lede_of(run),
        "may_change_columns": run.state == State.CHECKED,
        "download_words": going.download_words(run),
        "total_words": row_page.total_words(run),
        "tally": tally_of(run),
        "pills": row_page.pills_of(run, show),
        "lines": lines,
        "show": show,
        "at": str(page.rows[0].line) if page.rows else "",
        "none_words": _("No row is here. What is plainly new or the same is only counted."),
        "can_answer": any(line.choices or line.cells for line in lines),
        "foot": foot(page, request.GET, row_page.line_words(page.rows)),
        "going": going.going_of(run),
        "is_stale": is_stale(run),
    }
    context["may_apply"] = context["going"] is not None
    if not context["is_stale"]:
        context["nothing_to_apply"] = going.nothing_to_apply(run, request.member)
    return render(request, "directory/imports/rows.html", context)


def _settle(request: MemberRequest, run: Import) -> HttpResponse:
    """Keep the answers and corrections of one page of rows, and lead back to it."""
    settled = settle(run, request.POST, by=request.member.user.email, now=timezone.now())
    if settled.kept:
        messages.success(request, going.kept_words(settled.kept, settled.still_open))
    elif not settled.refused:
        messages.info(request, _("Nothing had changed."))
    for words in settled.refused:
        messages.error(request, words)
    show = row_page.shown_by(request.POST.get("show", ""))
    at = request.POST.get("at", "")
    here = f"{reverse('import-rows', args=[run.key])}?show={show.value}"
    return redirect(f"{here}&at={at}#rows" if at.isdecimal() else f"{here}#rows")
