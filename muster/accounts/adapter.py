"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ByInvitation(DefaultAccountAdapter):
    """Nobody signs up by themselves: accounts are made by the program."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
