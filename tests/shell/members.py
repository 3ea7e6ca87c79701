"""Members who look at pages, without a database: the shell reads what it is given."""

from django.http import HttpRequest
from django.test import RequestFactory

from muster.accounts.models import Member, MemberRole, User
from muster.core.models import Program

TAT = Program(pk=1, key="tat", name="TAT coalition builds")
SAMPLE = Program(pk=2, key="sample", name="Sample builds", sample=True)
DANA = User(pk=1, email="dana@example.org", name="Dana Whitlow")


def member_of(program: Program, role: str = "coordinator") -> Member:
    member = Member(pk=program.pk, program=program, user=DANA)
    member.remember([MemberRole(member=member, role=role)])
    return member


def asked_by(member: Member | None, *others: Member, path: str = "/", **may: bool) -> HttpRequest:
    """A request of *member*, who is a member of *others* too and may do what *may* says."""
    request = RequestFactory().get(path)
    request.user = DANA
    request.member = member
    request.memberships = [member, *others]
    request.may = may
    return request
