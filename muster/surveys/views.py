"""The pages on which answers of another survey tool come in."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from muster.accounts.acts import sent_from
from muster.accounts.rights import MemberRequest, Right, needs
from muster.builds.models import Build
from muster.core.clock import today_in
from muster.core.sheets import SheetError
from muster.core.sheets.sent import on_disk
from muster.surveys.forms import AnswersFileForm, QuestionsForm, WordsForm
from muster.surveys.imports import pages
from muster.surveys.imports.apply import apply, give_up, undo
from muster.surveys.imports.check import dry_run
from muster.surveys.imports.errors import AlreadyIn, AnswersError
from muster.surveys.imports.mapping import give_words, map_columns
from muster.surveys.imports.models import AnswerImport, AnswerWord
from muster.surveys.imports.propose import items_of
from muster.surveys.imports.take_in import asked_in, take_in

REFUSED = 422
# Of lines that would not simply come in, so many are shown.
_SHOWN = 100


@needs(Right.IMPORT_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest, key: str) -> HttpResponse:
    """Take a file with answers in, and what has come in so before."""
    build = _build(request, key)
    asked = asked_in(build)
    context: dict[str, Any] = {
        "build": build,
        "steps": pages.steps_of(None, at=0),
        "form": AnswersFileForm(asked=asked),
        "runs": AnswerImport.objects.visible_to(request.member).filter(build=build),
    }
    if request.method != "POST":
        return render(request, "surveys/imports/new.html", context)
    form = AnswersFileForm(request.POST, request.FILES, asked=asked)
    if form.is_valid():
        try:
            run = _receive(request, build, form)
        except AlreadyIn as here:
            messages.info(request, str(here))
            return redirect("answers-import-one", build.key, here.key)
        except (SheetError, AnswersError) as error:
            context["not_read"] = str(error)
        else:
            return redirect("answers-import-columns", build.key, run.key)
    return render(request, "surveys/imports/new.html", context | {"form": form}, status=REFUSED)


@needs(Right.IMPORT_FILES)
@require_safe
def one(request: MemberRequest, key: str, run: str) -> HttpResponse:
    """Where one import stands, what it brought, and how it is taken back."""
    found = _run(request, key, run)
    if found.state == AnswerImport.State.READ:
        return redirect("answers-import-check", key, run)
    context = {
        "build": found.build,
        "run": found,
        "steps": pages.steps_of(found, at=3),
        "dropped": pages.dropped_of(pages.column_views(found)),
    }
    return render(request, "surveys/imports/one.html", context)


@needs(Right.IMPORT_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: MemberRequest, key: str, run: str) -> HttpResponse:
    """Which column answers which question, and what its words stand for."""
    found = _run(request, key, run)
    if found.state != AnswerImport.State.READ:
        return redirect("answers-import-one", key, run)
    views = pages.column_views(found)
    kept = [view.column for view in views if view.column.use != "dropped"]
    items = items_of(found.questionnaire)
    status = 200
    form = QuestionsForm(request.POST or None, columns=kept, items=items)
    if request.method == "POST":
        if form.is_valid() and _keep_questions(request, found, form):
            return redirect("answers-import-check", key, run)
        status = REFUSED
    used = [view for view in views if view.is_used]
    unused = [view for view in views if view.column.use == "unused"]
    context = {
        "build": found.build,
        "run": found,
        "steps": pages.steps_of(found, at=1),
        "form": form,
        "used": [(view, form.of_column(view.column), form.of_words(view.column)) for view in used],
        "unused": [(view, form.of_column(view.column)) for view in unused],
        "dropped": pages.dropped_of(views),
    }
    return render(request, "surveys/imports/columns.html", context, status=status)


@needs(Right.IMPORT_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: MemberRequest, key: str, run: str) -> HttpResponse:
    """The dry run: what each line would become, and the words that hold it back."""
    found = _run(request, key, run)
    if found.state != AnswerImport.State.READ:
        return redirect("answers-import-one", key, run)
    told = dry_run(found)
    words = _open_words(found)
    form = WordsForm(request.POST or None, words=words)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            give_words(found, form.values, on=_today(found.build))
            return redirect("answers-import-check", key, run)
        status = REFUSED
    known = {(word.column_id, word.word) for word in words}
    context = {
        "build": found.build,
        "run": found,
        "steps": pages.steps_of(found, at=2),
        "found": told,
        "form": form if words else None,
        "open_words": [
            (word, field, where)
            for word, field in form.rows()
            for where in told.open_words
            if (where.column.pk, where.word) == (word.column_id, word.word)
        ],
        "too_many_words": sorted(
            {
                each.column.header
                for each in told.open_words
                if (each.column.pk, each.word) not in known
            }
        ),
        "tally": pages.tally_of(told),
        "lines": [pages.line_view(row) for row in told.worth_a_look[:_SHOWN]],
        "more_lines": max(len(told.worth_a_look) - _SHOWN, 0),
        "sentences": pages.sentences_told(told),
        "warnings": pages.warnings_of(told),
        "answers": pages.answers_told(told),
        "act": ngettext("Bring in %(n)s response", "Bring in %(n)s responses", told.taken)
        % {"n": pages.number(told.taken)},
    }
    return render(request, "surveys/imports/check.html", context, status=status)


@needs(Right.IMPORT_FILES)
@sent_from("answers-import-one", "key", "run")
def bring_in(request: MemberRequest, key: str, run: str) -> HttpResponse:
    """Bring the answers in."""
    found = _run(request, key, run)
    try:
        found = apply(found, by=request.member.user.email, now=timezone.now())
    except AnswersError as error:
        messages.warning(request, str(error))
        return redirect("answers-import-one", key, run)
    came = ngettext("%(n)s response is in.", "%(n)s responses are in.", found.responses)
    messages.success(request, came % {"n": pages.number(found.responses)})
    return redirect("answers-import-one", key, run)


@needs(Right.IMPORT_FILES)
@sent_from("answers-import-one", "key", "run")
def take_back(request: MemberRequest, key: str, run: str) -> HttpResponse:
    """Take all that an import brought back."""
    found = _run(request, key, run)
    try:
        undone = undo(found, by=request.member.user.email, now=timezone.now())
    except AnswersError as error:
        messages.warning(request, str(error))
        return redirect("answers-import-one", key, run)
    gone = ngettext(
        "%(n)s response is taken back.", "%(n)s responses are taken back.", undone.responses
    )
    messages.success(request, gone % {"n": pages.number(undone.responses)})
    if undone.kept:
        stay = ngettext(
            "%(n)s sentence stays: somebody has decided about it since.",
            "%(n)s sentences stay: somebody has decided about them since.",
            undone.kept,
        )
        messages.info(request, stay % {"n": pages.number(undone.kept)})
    return redirect("answers-import-one", key, run)


@needs(Right.IMPORT_FILES)
@sent_from("answers-import", "key")
def drop(request: MemberRequest, key: str, run: str) -> HttpResponse:
    """Give an import up that never came in."""
    build = _build(request, key)
    found = AnswerImport.objects.visible_to(request.member).filter(build=build, key=run).first()
    if found is not None:  # sent twice, it is gone
        try:
            give_up(found, by=request.member.user.email, now=timezone.now())
        except AnswersError as error:
            messages.warning(request, str(error))
            return redirect("answers-import-one", key, run)
    messages.success(request, _("Given up. The copy of the file is thrown away."))
    return redirect("answers-import", key)


def _build(request: MemberRequest, key: str) -> Build:
    builds = Build.objects.visible_to(request.member, Right.IMPORT_FILES).select_related("program")
    return get_object_or_404(builds, key=key)


def _run(request: MemberRequest, key: str, run: str) -> AnswerImport:
    runs = AnswerImport.objects.visible_to(request.member).select_related(
        "build__program", "questionnaire"
    )
    return get_object_or_404(runs, build__key=key, key=run)


def _today(build: Build) -> date:
    return today_in(build.program, timezone.now())


def _open_words(run: AnswerImport) -> list[AnswerWord]:
    words = AnswerWord.objects.filter(column__run=run, value="")
    return list(words.select_related("column__item").prefetch_related("column__item__options"))


def _keep_questions(request: MemberRequest, run: AnswerImport, form: QuestionsForm) -> bool:
    try:
        map_columns(run, form.choices, on=_today(run.build), remember=form.cleaned_data["remember"])
        give_words(run, form.words, on=_today(run.build))
    except AnswersError as error:
        form.add_error(None, str(error))
        return False
    return True


def _receive(request: MemberRequest, build: Build, form: AnswersFileForm) -> AnswerImport:
    file = form.cleaned_data["file"]
    with on_disk(file) as path:
        return take_in(
            build,
            path,
            file_name=file.name or _("a file"),
            by=request.member.user.email,
            now=timezone.now(),
            questionnaire=form.cleaned_data["questionnaire"],
            reading=form.reading,
        )
