"""Which member is asking."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from muster.accounts.models import Member
from muster.accounts.rights import MayOf

CHOSEN = "program"


class MemberMiddleware:
    """Puts on each request who asks: `member`, their `memberships`, and what they `may` do.

    Who is a member of several programs sees one at a time; the choice is kept in the session. All
    three come from one question to the database, and none is asked for whoever is not signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        memberships: list[Member] = []
        if "_auth_user_id" in request.session and request.user.is_authenticated:
            memberships = memberships_of(request)
        member = chosen(memberships, request.session.get(CHOSEN) if memberships else None)
        request.memberships = memberships  # type: ignore[attr-defined]
        request.member = member  # type: ignore[attr-defined]
        request.may = MayOf(member)  # type: ignore[attr-defined]
        return self.get_response(request)


def memberships_of(request: HttpRequest) -> list[Member]:
    """The current memberships of the user, the invented programs last."""
    return list(
        Member.objects.current()
        .filter(user_id=request.session["_auth_user_id"])
        .select_related("program", "user")
        .order_by("program__sample", "program__name", "program__key")
    )


def chosen(memberships: list[Member], key: str | None) -> Member | None:
    """The membership in the program *key*, else the first, else none."""
    first = memberships[0] if memberships else None
    return next((member for member in memberships if member.program.key == key), first)
