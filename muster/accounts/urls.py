"""Where the pages of this room are.

Of allauth's pages those are here that a member needs: the ways in, the password, the second factor.
Those for signing up and for changing one's address are not: accounts are made by the program, and
the record of acts knows who acted by the address, which nobody may therefore move to another
person.
"""

from allauth.account import views as door
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path

from muster.accounts.views import account, invitations, members, programs

_KEY = r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"
_FACTORS = "accounts/second-factor/"

urlpatterns = [
    path("program/switch/", programs.switch_program, name="program-switch"),
    path("members/", members.members, name="members"),
    path("members/<int:number>/", members.member, name="member"),
    path("members/<int:number>/end/", members.end_member, name="member-end"),
    path("members/invitations/<int:number>/again/", members.send_again, name="invitation-again"),
    path(
        "members/invitations/<int:number>/withdraw/",
        members.withdraw_invitation,
        name="invitation-withdraw",
    ),
    path("members/sessions/", account.member_sessions, name="member-sessions"),
    path(
        "members/sessions/<int:number>/end/",
        account.end_member_session,
        name="member-session-end",
    ),
    path("members/second-factor/", members.set_factor_day, name="second-factor-day"),
    path("members/second-factor/remind/", members.remind, name="second-factor-remind"),
    path("account/", account.account, name="account"),
    path("account/sessions/<int:number>/end/", account.end_own_session, name="session-end"),
    path("account/sessions/end/", account.end_other_sessions, name="sessions-end"),
    path("invitation/<slug:secret>/", invitations.invitation, name="invitation"),
    path("accounts/login/", door.login, name="account_login"),
    path("accounts/login/code/", door.request_login_code, name="account_request_login_code"),
    path(
        "accounts/login/code/confirm/", door.confirm_login_code, name="account_confirm_login_code"
    ),
    path("accounts/login/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("accounts/login/second-factor/", factors.authenticate, name="mfa_authenticate"),
    path("accounts/logout/", door.logout, name="account_logout"),
    path("accounts/inactive/", door.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", door.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", door.password_change, name="account_change_password"),
    path("accounts/password/set/", door.password_set, name="account_set_password"),
    path("accounts/password/reset/", door.password_reset, name="account_reset_password"),
    path(
        "accounts/password/reset/done/",
        door.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(_KEY, door.password_reset_from_key, name="account_reset_password_from_key"),
    path(
        "accounts/password/reset/key/done/",
        door.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path(_FACTORS, factors.index, name="mfa_index"),
    path(f"{_FACTORS}again/", factors.reauthenticate, name="mfa_reauthenticate"),
    path(f"{_FACTORS}app/", app.activate_totp, name="mfa_activate_totp"),
    path(f"{_FACTORS}app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path(f"{_FACTORS}passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path(f"{_FACTORS}passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(
        f"{_FACTORS}passkeys/again/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(f"{_FACTORS}passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        f"{_FACTORS}passkeys/<int:pk>/remove/",
        passkeys.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
    path(f"{_FACTORS}codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        f"{_FACTORS}codes/new/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        f"{_FACTORS}codes/file/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
