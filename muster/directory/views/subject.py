"""What a person may ask of us: their data as a file, and to be forgotten."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from muster.accounts.acts import sent_from
from muster.accounts.rights import MemberRequest, Reach, Right, needs, reach_of
from muster.core.subjects import held_of, stops_of
from muster.directory.erase import (
    ask_to_erase,
    confirm_erasure,
    refuse_erasure,
    take_request_back,
)
from muster.directory.erase_errors import SubjectError
from muster.directory.models import Erasure, Person
from muster.directory.subject import file_of, subject_of
from muster.directory.subject_forms import AskForm, LookedForm, RefuseForm, WhyForm

REFUSED = 422


@needs(Right.EXPORT_PEOPLE, whole=True)
@require_safe
def held(request: MemberRequest, key: str) -> HttpResponse:
    """All that is held of a person, and the way to take it along for them."""
    return _held_page(request, _exported(request, key))


@needs(Right.EXPORT_PEOPLE, whole=True)
@sent_from("person-data", "key")
def held_file(request: MemberRequest, key: str) -> HttpResponse:
    """The same as a file, for the person; that it was made is an act."""
    person, form = _exported(request, key), WhyForm(request.POST)
    form.is_valid()
    try:
        packed = file_of(
            person,
            by=request.member,
            now=timezone.now(),
            reason=form.cleaned_data.get("reason", ""),
        )
    except SubjectError as error:
        if not form.errors:
            form.add_error("reason", str(error))
        return _held_page(request, person, form)
    name = f'attachment; filename="person-{person.key}.zip"'
    return HttpResponse(packed, "application/zip", headers={"Content-Disposition": name})


@needs(Right.ERASE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: MemberRequest, key: str) -> HttpResponse:
    """What erasing would take, what stands in its way, and asking for it."""
    person = _erased(request, key)
    form = AskForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _erase_page(request, person, form)
    reason = form.cleaned_data["reason"]
    try:
        ask_to_erase(person, reason=reason, by=request.member, now=timezone.now())
    except SubjectError as error:
        return _erase_page(request, person, form, refused=str(error))
    messages.success(request, _("Asked for. Nothing is erased until a second member confirms it."))
    return redirect("erase-person", person.key)


@needs(Right.ERASE_PEOPLE)
@sent_from("erase-person", "key")
def take_back(request: MemberRequest, key: str) -> HttpResponse:
    """Nobody asks any more: everything stays."""
    person = _erased(request, key)
    try:
        take_request_back(person, by=request.member, now=timezone.now())
    except SubjectError as error:
        return _erase_page(request, person, refused=str(error))
    messages.success(request, _("Taken back. Everything stays as it was."))
    return redirect("erase-person", person.key)


@needs(Right.ERASE_PEOPLE)
@sent_from("erase-person", "key")
def refuse(request: MemberRequest, key: str) -> HttpResponse:
    """They are kept, for a reason that they are told."""
    person = _erased(request, key)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _erase_page(request, person, refusing=form)
    try:
        refuse_erasure(person, why=form.cleaned_data["why"], by=request.member, now=timezone.now())
    except SubjectError as error:
        return _erase_page(request, person, refused=str(error))
    messages.success(request, _("Refused. Everything stays; tell them why, as it stands below."))
    return redirect("erase-person", person.key)


@needs(Right.ERASE_PEOPLE)
@sent_from("erase-person", "key")
def confirm(request: MemberRequest, key: str) -> HttpResponse:
    """A second member erases the person for good."""
    person = _erased(request, key)
    try:
        confirm_erasure(
            person,
            looked_at_names=LookedForm(request.POST).is_valid(),
            by=request.member,
            now=timezone.now(),
        )
    except SubjectError as error:
        return _erase_page(request, person, refused=str(error))
    messages.success(
        request, _("Erased. They are counted still, as nobody; what was said of them is gone.")
    )
    return redirect("people" if request.may.see_directory else "today")


def _exported(request: MemberRequest, key: str) -> Person:
    """The person, for who may take all of the program's people along.

    Who may do so for a part sees a part of a person: that would be no answer to them.
    """
    return _person(request, key, Right.EXPORT_PEOPLE)


def _erased(request: MemberRequest, key: str) -> Person:
    return _person(request, key, Right.ERASE_PEOPLE)


def _person(request: MemberRequest, key: str, right: Right) -> Person:
    rows = Person.objects.visible_to(request.member, right).listed().select_related("program")
    return get_object_or_404(rows, key=key)


def _held_page(request: MemberRequest, person: Person, form: WhyForm | None = None) -> HttpResponse:
    asks_reason = reach_of(request.member, Right.EXPORT_PEOPLE) is Reach.REASON
    context = {
        "person": person,
        # Who has to say why sees it in the file alone, which the record of acts knows of.
        "held": [] if asks_reason else held_of(subject_of(person)),
        "form": (form or WhyForm()) if asks_reason else None,
    }
    status = REFUSED if form is not None else 200
    return render(request, "directory/subject/held.html", context, status=status)


def _erase_page(
    request: MemberRequest,
    person: Person,
    form: AskForm | None = None,
    refused: str = "",
    refusing: RefuseForm | None = None,
) -> HttpResponse:
    subject = subject_of(person)
    asked = Erasure.objects.waiting().filter(person=person).first()
    stops = stops_of(subject)
    context = {
        "person": person,
        "held": [each for each in held_of(subject) if each.rows],
        "stops": [stop for stop in stops if not stop.after_a_look],
        "looks": [stop for stop in stops if stop.after_a_look],
        "asked": asked,
        "is_mine": asked is not None and asked.asked_by == request.member.user.email,
        "form": form or AskForm(),
        "looked": LookedForm(),
        "refusing": refusing or RefuseForm(),
        "kept_for": Erasure.objects.filter(person=person).exclude(refused_why="").first(),
        "refused": refused,
    }
    is_wrong = bool(refused or refusing) or (
        form is not None and form.is_bound and not form.is_valid()
    )
    status = REFUSED if is_wrong else 200
    return render(request, "directory/subject/erase.html", context, status=status)
