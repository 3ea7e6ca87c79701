"""Members with rows of their own, for tests that ask the database."""

from collections.abc import Iterable
from datetime import date

from muster.accounts.models import Member, MemberRole, User
from muster.core.models import Program

SINCE = date(2020, 1, 1)
PASSWORD = "plain words in tests"


def join(
    program: Program,
    *,
    name: str,
    role: str | Iterable[str] = Member.Role.COORDINATOR,
    email: str = "",
) -> Member:
    """Make somebody with this *name* a member; the address follows from the name."""
    address = email or f"{name.lower().replace(' ', '.')}@example.org"
    user = User.objects.filter(email=address).first() or User.objects.create_user(
        address, PASSWORD, name=name
    )
    member = Member.objects.create(program=program, user=user, since=SINCE)
    roles = [role] if isinstance(role, str) else role
    held = [MemberRole.objects.create(member=member, role=each) for each in roles]
    member.remember(held)
    return member
