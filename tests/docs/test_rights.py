from muster.accounts.matrix import RIGHT_WORDS, columns, groups, reach_words, right_words
from muster.accounts.models import Member
from muster.accounts.rights import Right
from tests.docs.documents import DOCS, read, rows

PAGE = DOCS / "reference" / "roles-and-rights.md"


def test_the_table_of_rights_is_the_one_that_holds() -> None:
    header = next(line for line in read(PAGE).splitlines() if line.startswith("| Right"))

    assert header == f"| Right | {' | '.join(str(role.label) for role in Member.Role)} |"
    assert [row for row in rows(read(PAGE)) if len(row) == len(Member.Role) + 1] == [
        [str(right), *(reach_words(role, right) for role in Member.Role)] for right in Right
    ]


def test_the_page_of_members_tells_every_right_in_the_words_of_the_table() -> None:
    assert {right: str(right_words(right)) for right in RIGHT_WORDS} == {
        right: str(right) for right in Right
    }


def test_the_page_of_members_shows_each_right_once() -> None:
    told = [right for group in groups(frozenset()) for right, _cells in group.rows]

    assert sorted(told) == sorted(str(right).capitalize() for right in Right)
    assert len(columns(frozenset())) == len(Member.Role)
