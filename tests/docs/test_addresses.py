"""Every address of the project stands in the reference with the right that it needs."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.docs.documents import DOCS, read, rows

PAGE = DOCS / "reference" / "addresses.md"
OURS = "muster."


def addresses(
    patterns: list[URLPattern | URLResolver], before: str = "/"
) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        else:
            yield _as_people_write_it(route), pattern


def _as_people_write_it(route: str) -> str:
    """The route with the names of its parts alone: `/builds/<key>/`."""
    plain = re.sub(r"<\w+:(\w+)>", r"<\1>", route)
    return re.sub(r"\(\?P<(\w+)>(?:[^()\[]|\[[^\]]*\])*\)", r"<\1>", plain).translate(
        str.maketrans("", "", "^$\\")
    )


def all_addresses() -> dict[str, URLPattern]:
    return dict(addresses(get_resolver().url_patterns))


def test_the_reference_has_every_address_with_the_right_that_it_needs() -> None:
    ours = {
        address: str(pattern.callback.right or "anybody")
        for address, pattern in all_addresses().items()
        if pattern.callback.__module__.startswith(OURS)
    }

    listed = {row[0].strip("`"): row[1] for row in rows(read(PAGE)) if len(row) == 3}
    assert listed == ours


def test_the_reference_has_every_page_of_signing_in() -> None:
    theirs = [
        address
        for address, pattern in all_addresses().items()
        if not pattern.callback.__module__.startswith(OURS)
    ]

    listed = [row[0].strip("`") for row in rows(read(PAGE)) if len(row) == 2]
    assert sorted(listed) == sorted(theirs)
