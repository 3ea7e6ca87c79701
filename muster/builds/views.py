"""The pages of this room: the list of builds, the plan of one, and the people who were there."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from muster.accounts.acts import sent_from
from muster.accounts.rights import MemberRequest, Right, needs
from muster.builds.forms import BuildFilter
from muster.builds.grants import reaches
from muster.builds.lists import (
    Who,
    count_people,
    listed_builds,
    listed_people,
    only,
    states_of,
    words_of,
    years_of,
)
from muster.builds.models import Build, Participant
from muster.builds.seat import SeatError, kept_of, lists_of, seat, unseat
from muster.builds.words import kept_words, seated_words, when
from muster.core.keyset import foot, from_to
from muster.directory.models import Import
from muster.shell.download import csv_download


@needs(Right.SEE_BUILDS)
@require_safe
def builds(request: MemberRequest) -> HttpResponse:
    """All builds of the program, the newest first."""
    of_program = Build.objects.visible_to(request.member)
    choice = BuildFilter(request.GET, states=states_of(of_program), years=years_of(of_program))
    chosen = choice.chosen
    listed, page = listed_builds(
        choice.narrow(of_program),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    names = [build.name for build in page.rows]
    context = {
        "choice": choice,
        "chosen": chosen,
        "any_at_all": bool(choice.fields["state"].choices[1:]),  # type: ignore[attr-defined]
        "listed": listed,
        "page": foot(page, request.GET, from_to(names)),
    }
    return render(request, "builds/list.html", context)


@needs(Right.SEE_BUILDS)
@require_safe
def plan(request: MemberRequest, key: str) -> HttpResponse:
    """What was planned: the agenda, who led it, and who held and paid for the build."""
    build = get_object_or_404(Build.objects.visible_to(request.member), key=key)
    context = {
        "build": build,
        "when": when(build),
        "sessions": build.sessions.select_related("curriculum").prefetch_related(
            "speakers__organization"
        ),
        "partners": build.partners.select_related("organization"),
        "aliases": build.aliases.all(),
    }
    return render(request, "builds/plan.html", context)


@needs(Right.SEE_PEOPLE)
@require_safe
def room(request: MemberRequest, key: str) -> HttpResponse:
    """The people of a build, named where they are known and numbered where they are not."""
    build = _build_with_people(request, key)
    people = Participant.objects.visible_to(request.member).filter(build=build)
    words = words_of(build)
    who = _who(request.GET, words.first)
    counts = count_people(people)
    page = listed_people(
        only(people, who),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    numbers = [str(person.number) for person in page.rows]
    context = {
        "build": build,
        "counts": counts,
        "who": who,
        "title": words.title,
        "nobody": words.nobody[who],
        "pills": [(kind, words.kinds[kind], counts.how_many(kind)) for kind in Who],
        "people": page.rows,
        "page": foot(page, request.GET, from_to(numbers)),
    }
    return render(request, "builds/room.html", context)


@needs(Right.EXPORT_PEOPLE)
@needs(Right.SEE_PEOPLE)
@require_safe
def room_csv(request: MemberRequest, key: str) -> HttpResponseBase:
    """The same people as a file: all of the chosen kind."""
    build = _build_with_people(request, key)
    if not reaches(request.member, Right.EXPORT_PEOPLE, build):
        raise Http404
    people = only(
        Participant.objects.visible_to(request.member).filter(build=build),
        _who(request.GET, words_of(build).first),
    ).select_related("person", "organization", "sector", "role")
    heading = [
        _("number"), _("name"), _("organization"), _("sector"), _("role"), _("status"), _("day"),
    ]  # fmt: skip
    rows = (
        (
            person.number,
            person.person,
            person.organization,
            person.sector,
            person.role,
            person.get_status_display(),
            person.checked_in_on,
        )
        for person in people.order_by("number").iterator(chunk_size=500)
    )
    return csv_download(f"{build.key}-room.csv", heading, rows)


@needs(Right.IMPORT_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
def room_lists(request: MemberRequest, key: str) -> HttpResponse:
    """The lists of attendees that can give a build its people; one of them does."""
    build = _build_with_files(request, key)
    listed = lists_of(build, Import.objects.visible_to(request.member))
    if request.method == "POST":
        run = next((one.run for one in listed if one.run.key == request.POST.get("list")), None)
        if run is None:
            raise Http404
        all_came = request.POST.get("came") == "all"
        try:
            seated = seat(
                build,
                run,
                all_came=all_came,
                by=request.member.user.email,
                now=timezone.now(),
                member=request.member,
            )
        except SeatError as error:
            messages.warning(request, str(error))
        else:
            for words in seated_words(seated):
                messages.success(request, words)
        return redirect("room-lists", key)
    context = {"build": build, "listed": listed, "room_title": words_of(build).title}
    return render(request, "builds/room_lists.html", context)


@needs(Right.IMPORT_FILES)
@sent_from("room-lists", "key")
def unseat_list(request: MemberRequest, key: str, run: str) -> HttpResponse:
    """Take the places back that a list gave."""
    build = _build_with_files(request, key)
    runs = Import.objects.visible_to(request.member)
    listed = get_object_or_404(runs, key=run)
    gone = unseat(build, listed, by=request.member.user.email, now=timezone.now())
    says = ngettext("%(n)s place is taken back.", "%(n)s places are taken back.", gone)
    messages.success(request, says % {"n": gone})
    if kept := kept_of(build, listed):
        messages.warning(request, kept_words(kept))
    return redirect("room-lists", key)


def _build_with_files(request: MemberRequest, key: str) -> Build:
    builds = Build.objects.visible_to(request.member, Right.IMPORT_FILES)
    return get_object_or_404(builds.select_related("program"), key=key)


def _who(query: QueryDict, first: Who) -> Who:
    try:
        return Who(query.get("who", first))
    except ValueError:
        return first


def _build_with_people(request: MemberRequest, key: str) -> Build:
    return get_object_or_404(Build.objects.visible_to(request.member, Right.SEE_PEOPLE), key=key)
