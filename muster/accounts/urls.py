"""Where the pages of this room are.

Of allauth's pages those are here that a member needs. Those for signing up and for changing one's
address are not: accounts are made by the program, and the record of acts knows who acted by the
address, which nobody may therefore move to another person.
"""

from allauth.account import views as door
from django.urls import path, re_path

from muster.accounts import views

_KEY = r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

urlpatterns = [
    path("program/switch/", views.switch_program, name="program-switch"),
    path("accounts/login/", door.login, name="account_login"),
    path("accounts/logout/", door.logout, name="account_logout"),
    path("accounts/inactive/", door.account_inactive, name="account_inactive"),
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
]
