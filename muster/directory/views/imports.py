"""Files that came in, a new one, and where one of them stands."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from muster.accounts.acts import sent_from
from muster.accounts.rights import MemberRequest, Reach, Right, needs, reach_of
from muster.core.clock import today_in
from muster.core.keyset import foot, from_to
from muster.core.sheets import SheetError
from muster.directory.imports import ImportTrouble
from muster.directory.intake import one
from muster.directory.intake.forms import UploadForm
from muster.directory.intake.lines import lines_of, page_of
from muster.directory.intake.onward import onward_from
from muster.directory.intake.receive import kinds, not_read, receive
from muster.directory.intake.steps import first_step, rows_read, steps_of
from muster.directory.intake.tally import tally_of
from muster.directory.intake.work import undo_now
from muster.directory.models import Import
from muster.shell.counts import counted

REFUSED = 422


@needs(Right.IMPORT_FILES)
@require_safe
def imports(request: MemberRequest) -> HttpResponse:
    """All files that came in, the newest first; who imports for a part sees their own."""
    page = page_of(
        Import.objects.visible_to(request.member),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "page": page,
        "lines": lines_of(page),
        "foot": foot(page, request.GET, from_to([run.file for run in page.rows])),
        "sees_all": reach_of(request.member, Right.IMPORT_FILES) is Reach.ALL,
    }
    return render(request, "directory/imports/list.html", context)


@needs(Right.IMPORT_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Take a file in: it is read and kept apart, and the directory is left as it is."""
    context = {"steps": first_step(), "form": UploadForm(kinds=kinds())}
    if request.method != "POST":
        return render(request, "directory/imports/new.html", context)
    form = UploadForm(request.POST, request.FILES, kinds=kinds())
    if form.is_valid():
        try:
            run = receive(
                request.member,
                form.cleaned_data["file"],
                kind=form.cleaned_data["kind"],
                now=timezone.now(),
            )
        except (SheetError, ImportTrouble) as error:
            context["not_read"] = not_read(error, form.cleaned_data["file"].name)
        else:
            return redirect("import-columns", run.key)
    return render(request, "directory/imports/new.html", context | {"form": form}, status=REFUSED)


@needs(Right.IMPORT_FILES)
@require_safe
def import_(request: MemberRequest, key: str) -> HttpResponse:
    """Where one import stands, and what came of it."""
    run = found(request, key)
    today = today_in(request.member.program, timezone.now())
    context = {
        "run": run,
        "steps": steps_of(run),
        "heading": one.heading_of(run),
        "lede": one.lede_of(run),
    }
    if run.state in one.WORKING:
        context["working"] = one.working_on(run)
        return render(request, "directory/imports/one.html", context)
    may_undo = one.may_undo(run, today=today)
    context |= {
        "next": one.told_of(
            run,
            today=today,
            may_merge=request.may.merge_records,
            onward=onward_from(run, request.member),
        ),
        "show_tally": run.state in (Import.State.CHECKED, Import.State.APPLIED),
        "tally": tally_of(run),
        "total_words": rows_read(run),
        "may_see_rows": run.state != Import.State.UNDONE,
        "may_undo": may_undo,
        "undo_words": one.undo_words(run) if may_undo else [],
        "undo_act": _("Take back %(n)s rows") % {"n": counted(run.new + run.changed)},
    }
    return render(request, "directory/imports/one.html", context)


@needs(Right.IMPORT_FILES)
@sent_from("import", "key")
def undo(request: MemberRequest, key: str) -> HttpResponse:
    """Take the whole import back."""
    run = found(request, key)
    try:
        undone = undo_now(run, by=request.member.user.email, now=timezone.now())
    except ImportTrouble as error:
        messages.warning(request, str(error))
        return redirect("import", key)
    if undone is not None:
        messages.success(request, one.undone_words(undone))
    return redirect("import", key)


def found(request: MemberRequest, key: str) -> Import:
    """The import of this key, if *request*’s member may see it; else nothing is there."""
    runs = Import.objects.visible_to(request.member).select_related("program")
    return get_object_or_404(runs, key=key)
