"""How the pages of a record find it: among those that the member sees, or where it went."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import models
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from muster.accounts.rights import MemberRequest, Right, View
from muster.directory.models import Organization, Person, Site

PAGES: dict[type[models.Model], str] = {
    Organization: "organization",
    Site: "site",
    Person: "person",
}
_WITH = {
    Organization: ("sector", "parent", "source", "merged_into"),
    Site: ("organization", "source", "merged_into"),
    Person: ("source", "merged_into"),
}


def of(
    noun: type[Organization] | type[Site] | type[Person], right: Right = Right.SEE_DIRECTORY
) -> Callable[[View], View]:
    """Give the view the record that `key` names in place of the key.

    For whom *right* does not reach it, it is not there. One that was merged into another leads on
    to the page of that one; one that was erased is gone.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def found(request: MemberRequest, key: str, **parts: Any) -> HttpResponseBase:
            rows: Any = noun.objects.visible_to(request.member, right)
            if noun is Person:
                rows = rows.filter(erased_on=None)
            record = get_object_or_404(rows.select_related(*_WITH[noun]), key=key)
            if record.merged_into is not None:
                return redirect(PAGES[noun], key=_kept(record).key)
            return view(request, record, **parts)

        return found

    return decorate


def _kept(record: Any) -> Any:
    """The record that *record* was merged into, in the end."""
    kept, seen = record.merged_into, {record.pk}
    while kept.merged_into_id is not None and kept.pk not in seen:
        seen.add(kept.pk)
        kept = kept.merged_into
    return kept
