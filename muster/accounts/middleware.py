"""Which member is asking."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from muster.accounts.models import Member

CHOSEN = "program"


class MemberMiddleware:
    """Puts `request.member` on each request: the membership in the program that was chosen.

    Who is a member of several programs sees one at a time; the choice is kept in the session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.member = None  # type: ignore[attr-defined]
        if "_auth_user_id" in request.session and request.user.is_authenticated:
            request.member = chosen_member(request)  # type: ignore[attr-defined]
        return self.get_response(request)


def chosen_member(request: HttpRequest) -> Member | None:
    """The current membership of the user in the chosen program, else in the first of theirs."""
    current = list(
        Member.objects.current()
        .filter(user_id=request.session["_auth_user_id"])
        .select_related("program", "user")
        .order_by("program__sample", "program__name")
    )
    chosen = request.session.get(CHOSEN)
    return next((m for m in current if m.program.key == chosen), current[0] if current else None)
