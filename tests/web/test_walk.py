"""Every address is asked for by everybody: a stranger is led to the door, a viewer is told no."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from muster.accounts.rights import RIGHTS, Right
from tests.people import join


def pages(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from pages(one.url_patterns)
        elif one.callback.__module__.startswith("muster."):
            yield one


def address(page: URLPattern) -> str:
    """The address of *page* for a build that may be there or not: it must not matter."""
    converters = page.pattern.converters
    values = {name: 1 if isinstance(c, IntConverter) else "x" for name, c in converters.items()}
    return reverse(page.name, kwargs=values)


CLOSED = [page for page in pages(get_resolver().url_patterns) if page.callback.right is not None]


def test_there_is_something_to_walk():
    assert len(CLOSED) > 25
    assert {page.callback.right for page in CLOSED} == set(Right)


@pytest.mark.django_db
@pytest.mark.parametrize("page", CLOSED, ids=lambda page: page.name)
def test_a_stranger_is_led_to_the_door_and_nothing_happens(client, page):
    for ask in (client.get, client.post):
        answer = ask(address(page))
        assert (answer.status_code, answer["Location"]) == (
            302,
            f"/accounts/login/?next={address(page)}",
        )


@pytest.mark.parametrize("page", CLOSED, ids=lambda page: page.name)
def test_a_viewer_is_told_no_wherever_the_table_says_so(client, desk, larkhaven, page):
    assert desk.get(address(page)).status_code != 403
    viewer = join(larkhaven.program, name="Lee", role="viewer")
    client.force_login(viewer.user)
    may = page.callback.right in RIGHTS["viewer"]

    codes = [ask(address(page)).status_code for ask in (client.get, client.post)]

    assert [code == 403 for code in codes] == [not may, not may]
