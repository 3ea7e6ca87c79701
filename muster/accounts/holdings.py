"""What the doors hold of a person who has one of their addresses as an account or an invitation."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Invitation, Member
from muster.core.subjects import Holding, Row, Subject, in_words, register


def _at(subject: Subject, field: str) -> Q:
    """Where *field* is one of the addresses of *subject*, however it is written."""
    found = Q(pk__in=[])
    for address in subject.addresses:
        if "@" in address:
            found |= Q(**{f"{field}__iexact": address})
    return found


def _members(subject: Subject) -> list[Row]:
    rows = Member.objects.filter(_at(subject, "user__email"), program=subject.program)
    return [
        {
            "email": row.user.email,
            "name": row.user.name,
            "roles": ", ".join(sorted(held.role for held in row.held_rows())),
            "since": str(row.since),
            "ended_on": str(row.ended_on or ""),
            "last_signed_in": in_words(row.user.last_login),
        }
        for row in rows.select_related("user").prefetch_related("held")
    ]


def _invitations(subject: Subject) -> "QuerySet[Invitation]":
    return Invitation.objects.filter(_at(subject, "email"), program=subject.program)


def _invited(subject: Subject) -> list[Row]:
    return [
        {"email": row.email, "role": row.role, "place": row.place, "at": in_words(row.at)}
        for row in _invitations(subject).order_by("at")
    ]


def _erase_invitations(subject: Subject, on: date) -> int:
    rows = _invitations(subject)
    many = rows.count()
    rows.delete()
    return many


def register_holdings() -> None:
    """Let subject rights ask this room."""
    register(
        Holding(
            "accounts.members", _("An account here"), _members,
            stays=_("The account. A membership is ended on the page of members; what its member"
                    " did stays under their address, because the record of acts says who acted."),
        )
    )  # fmt: skip
    register(Holding("accounts.invitations", _("Invitations"), _invited, _erase_invitations))
