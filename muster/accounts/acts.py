"""Addresses that a form sends to, and at which there is nothing to look at."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from muster.accounts.rights import View


def sent_from(page: str, *parts: str) -> Callable[[View], View]:
    """Let the form on *page* send to this view; who only looks at its address is led to the page.

    Args:
        page: the name of the page with the form.
        parts: those parts of the address that the page's own address has too, in its order.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def act(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            return lead_back(request, reverse(page, args=[kwargs[part] for part in parts]))

        return act

    return decorate


def lead_back(request: HttpRequest, page: str) -> HttpResponse:
    """Go to *page*, and say that nothing was done.

    Who looks at such an address was most often signed out while writing: signing in leads to the
    address that the form was sent to, and what was sent is gone.
    """
    if request.method == "GET":
        says = _(
            "Nothing was changed. If you had just sent something, it was not kept, because you were"
            " signed out by then: please send it again."
        )
        messages.warning(request, says)
    return redirect(page)
