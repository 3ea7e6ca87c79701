from muster.accounts.models import Member
from muster.accounts.rights import RIGHTS, Right
from tests.docs.documents import DOCS, read, rows

PAGE = DOCS / "reference" / "roles-and-rights.md"


def test_the_table_of_rights_is_the_one_that_holds() -> None:
    roles = list(Member.Role)
    header = next(line for line in read(PAGE).splitlines() if line.startswith("| Right"))

    assert header == f"| Right | {' | '.join(str(role.value) for role in roles)} | anybody |"
    assert [row[:-1] for row in rows(read(PAGE))] == [
        [str(right), *("yes" if right in RIGHTS[role] else "" for role in roles)] for right in Right
    ]
