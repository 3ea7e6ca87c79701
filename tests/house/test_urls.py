"""Every page names the right that it needs, or says that anybody may read it."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from muster.accounts.models import Member
from muster.accounts.rights import Right
from muster.core.limits import forget_all
from tests import rows
from tests.people import PASSWORD, join

# The pages of allauth that we serve; it guards them itself. These are the ways in, and out.
THE_WAY_IN = {
    "account_confirm_login_code",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
}
# And these are for who has signed in, about themselves. None makes an account, or changes the
# address of one.
ONES_OWN_ACCOUNT = {
    "account_change_password",
    "account_reauthenticate",
    "account_set_password",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
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

    assert {page.name for page in others} == THE_WAY_IN | ONES_OWN_ACCOUNT
    assert {room_of(page) for page in others} == {"allauth"}


def address(page: str, key: int) -> str:
    """Where *page* is; where it is about one passkey, about that with this key."""
    about_one = page in ("mfa_edit_webauthn", "mfa_remove_webauthn")
    return reverse(page, kwargs={"pk": key} if about_one else {})


@pytest.fixture
def others_passkey(larch) -> Authenticator:
    """A passkey of somebody else."""
    other = join(larch, name="Other")
    return Authenticator.objects.create(user=other.user, type="webauthn", data={"name": "Key"})


@pytest.fixture
def larch(db):
    return rows.program()


@pytest.mark.parametrize("page", sorted(ONES_OWN_ACCOUNT))
def test_a_stranger_is_led_to_the_door_of_ones_own_account(client, others_passkey, page):
    for ask in (client.get, client.post):
        forget_all()
        answer = ask(address(page, others_passkey.pk))

        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("role", list(Member.Role))
def test_every_role_has_an_account_of_its_own_and_reaches_no_other(
    client, larch, others_passkey, role
):
    client.force_login(join(larch, name="Member", role=role).user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    told = {
        page: client.get(address(page, others_passkey.pk)).status_code for page in ONES_OWN_ACCOUNT
    }

    of_others = {page for page, status in told.items() if status == 404}
    assert of_others >= {"mfa_edit_webauthn", "mfa_remove_webauthn"}
    assert {status for status in told.values()} <= {200, 302, 404}
    assert Authenticator.objects.count() == 1


@pytest.mark.parametrize("page", sorted(THE_WAY_IN - {"account_reset_password_from_key"}))
def test_the_way_in_is_open_and_breaks_for_nobody(client, db, page):
    for ask in (client.get, client.post):
        forget_all()
        assert ask(reverse(page)).status_code in (200, 302, 405)
