"""Every page names the right that it needs, or says that anybody may read it."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from muster.accounts.rights import Right

# The pages of allauth that we serve; it guards them itself. Those after the line are for who has
# signed in, those before it are the way in. None makes an account or changes an address.
OF_ALLAUTH = {
    "account_login",
    "account_inactive",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    # —
    "account_change_password",
    "account_set_password",
}


def pages(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from pages(one.url_patterns)
        else:
            yield one


def room_of(page: URLPattern) -> str:
    return page.callback.__module__.split(".")[0]


def test_every_page_of_ours_names_a_right_or_is_open():
    ours = [page for page in pages(get_resolver().url_patterns) if room_of(page) == "muster"]

    silent = [str(page.pattern) for page in ours if not hasattr(page.callback, "right")]
    rights = {type(page.callback.right) for page in ours if hasattr(page.callback, "right")}

    assert len(ours) > 10
    assert silent == []
    assert rights <= {Right, type(None)}


def test_every_page_has_a_name():
    ours = [page for page in pages(get_resolver().url_patterns) if room_of(page) == "muster"]

    assert [str(page.pattern) for page in ours if not page.name] == []


def test_the_pages_of_others_are_the_known_ones():
    others = [page for page in pages(get_resolver().url_patterns) if room_of(page) != "muster"]

    assert {page.name for page in others} == OF_ALLAUTH
    assert {room_of(page) for page in others} == {"allauth"}
