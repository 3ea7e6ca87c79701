"""Members with rows of their own, for tests that ask the database."""

from datetime import date

from muster.accounts.models import Member, User
from muster.core.models import Program

SINCE = date(2020, 1, 1)
PASSWORD = "plain words in tests"


def join(
    program: Program, *, name: str, role: str = Member.Role.COORDINATOR, email: str = ""
) -> Member:
    """Make somebody with this *name* a member; the address follows from the name."""
    address = email or f"{name.lower().replace(' ', '.')}@example.org"
    user = User.objects.filter(email=address).first() or User.objects.create_user(
        address, PASSWORD, name=name
    )
    return Member.objects.create(program=program, user=user, role=role, since=SINCE)
