"""The page on which people are proposed for a build, and answered."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from muster.accounts.acts import sent_from
from muster.accounts.rights import MemberRequest, Right, needs
from muster.builds.errors import AskingError
from muster.builds.grants import reaches
from muster.builds.models import Build, Proposal
from muster.builds.propose import (
    LONGEST_WORDS,
    accept,
    decline,
    propose,
    take_back,
    takes_invitations,
)
from muster.core.clock import today_in
from muster.directory.models import Person, Post
from muster.directory.search import Noun, search
from muster.directory.timeline import named_by

REFUSED = 422
# So many names are offered; who looks for another types more of it.
_FEW = 8
# Those that were answered are told until so many newer ones were.
_ANSWERED = 20


class ProposeForm(forms.Form):
    """Whom to propose, of those whom the member sees, and why."""

    person = forms.ChoiceField(
        label=gettext_lazy("Whom to propose"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whom to propose.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Why they should come"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


@needs(Right.INVITE_PEOPLE, proposed=True)
@needs(Right.SEE_BUILDS)
@require_http_methods(["GET", "HEAD", "POST"])
def proposals(request: MemberRequest, key: str) -> HttpResponse:
    """Who is proposed for a build: to answer, or to propose somebody more."""
    build = _build(request, key)
    decides = reaches(request.member, Right.INVITE_PEOPLE, build)
    typed = request.POST.get("q", request.GET.get("q", ""))
    people = [] if decides else _people(request, typed)
    form = ProposeForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        seen = Person.objects.visible_to(request.member).listed()
        person = get_object_or_404(seen, key=form.cleaned_data["person"])
        try:
            propose(
                build,
                person,
                words=form.cleaned_data["words"],
                by=request.member,
                now=timezone.now(),
            )
        except AskingError as error:
            form.add_error(None, str(error))
        else:
            says = _("%(name)s is proposed. Whoever invites to this build answers.")
            messages.success(request, says % {"name": person.name})
            return redirect("proposals", key)
    context = {
        "build": build,
        "decides": decides,
        "takes": takes_invitations(build),
        "form": form,
        "q": typed,
        "found": bool(people),
        **_listed(request, build, decides=decides),
    }
    return render(request, "builds/proposals.html", context, status=REFUSED if form.errors else 200)


@needs(Right.INVITE_PEOPLE, proposed=True)
@needs(Right.SEE_BUILDS)
@sent_from("proposals", "key")
def answer(request: MemberRequest, key: str, number: int) -> HttpResponse:
    """Invite whom somebody proposed, or say why not; who proposed it takes it back."""
    build = _build(request, key)
    rows = Proposal.objects.visible_to(request.member).filter(build=build)
    one = get_object_or_404(rows.select_related("person", "build"), pk=number)
    act = request.POST.get("act", "")
    by, now = request.member, timezone.now()
    try:
        if act == "take-back" and one.by == by.user.email:
            take_back(one, by=by, now=now)
            says = _("%(name)s is proposed no more.")
        elif act == "accept" and reaches(by, Right.INVITE_PEOPLE, build):
            done = accept(one, by=by, now=now)
            says = (
                _("%(name)s was on the list of this build already, and stays as they are.")
                if done.was_there
                else _("%(name)s is on the list of this build, as invited.")
            )
        elif act == "decline" and reaches(by, Right.INVITE_PEOPLE, build):
            decline(one, answer=request.POST.get("answer", ""), by=by, now=now)
            says = _("%(name)s is not invited; who proposed it reads your word.")
        else:
            messages.warning(request, _("Choose one of the answers. Nothing was changed."))
            return redirect("proposals", key)
    except AskingError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, says % {"name": one.person.name})
    return redirect("proposals", key)


def _build(request: MemberRequest, key: str) -> Build:
    builds = Build.objects.visible_to(request.member).select_related("program")
    return get_object_or_404(builds, key=key)


def _listed(request: MemberRequest, build: Build, *, decides: bool) -> dict[str, Any]:
    """The proposals that wait, and the newest that were answered."""
    rows = Proposal.objects.visible_to(request.member).filter(build=build).select_related("person")
    rows = rows.annotate(by_name=named_by("by"), answered_by_name=named_by("answered_by"))
    waiting = list(rows.waiting().order_by("at", "pk"))
    places = {}
    if decides:
        people = [one.person_id for one in waiting]
        there = build.participants.filter(person__in=people)
        places = {row.person_id: row.get_status_display() for row in there}
    me = request.member.user.email
    return {
        "waiting": [
            {"one": one, "is": places.get(one.person_id, ""), "own": one.by == me}
            for one in waiting
        ],
        "answered": list(rows.exclude(state=Proposal.State.WAITING)[:_ANSWERED]),
    }


def _people(request: MemberRequest, typed: str) -> list[tuple[str, str]]:
    """People whom the member sees and may mean: the key of each, and what they are where."""
    if not typed.strip():
        return []
    people = [
        hit.record
        for hit in search(request.member, typed, noun=Noun.PERSON, limit=_FEW)
        if isinstance(hit.record, Person)
    ]
    today = today_in(request.member.program, timezone.now())
    posts: dict[int, Post] = {}
    held = Post.objects.visible_to(request.member).held_on(today).filter(person__in=people)
    for post in held.select_related("organization").order_by("pk"):
        posts.setdefault(post.person_id, post)
    return [(person.key, _told(person, posts.get(person.pk))) for person in people]


def _told(person: Person, post: Post | None) -> str:
    if post is None:
        return person.name
    return ", ".join(part for part in (person.name, post.title, post.organization.name) if part)
