"""Taking up an invitation."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from muster.accounts import invite
from muster.accounts.errors import InvitationOver, MemberError
from muster.accounts.member_forms import AcceptForm
from muster.accounts.middleware import CHOSEN
from muster.accounts.models import Invitation, User
from muster.accounts.rights import open_to_all
from muster.accounts.scopes import labels_of
from muster.core.limits import limited


@open_to_all
@never_cache
@limited("invitation", "20/minute", everybody=True)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """What somebody is invited to, and the form that takes it up.

    Who has an account already keeps it, and signs in as always: the letter opens no account.
    """
    found = invite.of_secret(secret, now=timezone.now())
    if found is None:
        return render(request, "accounts/invitation_over.html", status=410)
    there = User.objects.filter(email=found.email, is_active=True).exists()
    signed_in_as_other = (
        request.user.is_authenticated and request.user.get_username() != found.email
    )
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not signed_in_as_other and (there or form.is_valid()):
        answer = _accept(request, secret, found, form, there=there)
        if answer is not None:
            return answer
    context = {
        "invitation": found,
        "form": form,
        "place": labels_of(found.program, [found.place]).get(found.place, "")
        if found.place
        else "",
        "there": there,
        "signed_in_as_other": signed_in_as_other,
    }
    wrong = request.method == "POST" and not there
    return render(request, "accounts/invitation.html", context, status=422 if wrong else 200)


def _accept(
    request: HttpRequest, secret: str, found: Invitation, form: AcceptForm, *, there: bool
) -> HttpResponse | None:
    """Take it up, and lead on; nothing where something is wrong, which the form then says."""
    said = {"name": "", "password": ""} if there else form.cleaned_data
    try:
        joined = invite.accept(
            secret, name=said["name"], password=said["password"], now=timezone.now()
        )
    except InvitationOver:
        return render(request, "accounts/invitation_over.html", status=410)
    except MemberError as refused:
        form.add_error(None, str(refused))
        return None
    welcome = _("You are a member of %(program)s now.") % {"program": found.program}
    if there:
        messages.success(request, welcome)
        return redirect("today")
    answer: HttpResponse = perform_login(
        request, joined.member.user, email_verification="none", redirect_url="/"
    )
    request.session[CHOSEN] = found.program.key
    return answer
