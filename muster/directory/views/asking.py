"""How a page asks for one thing: a form, what it does, and what its button says."""

from collections.abc import Sequence
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from muster.accounts.models import User
from muster.directory.errors import EditedSince, RecordError
from muster.directory.history import label_of
from muster.directory.known import Link

REFUSED = 422


def ask(
    request: HttpRequest,
    form: BaseForm,
    *,
    title: str,
    lede: str = "",
    button: str,
    back: Link,
    above: Sequence[Link] = (),
    harm: bool = False,
    **more: Any,
) -> HttpResponse:
    """The page of *form*, also when it was refused: then with what was written in it.

    Args:
        back: the record that the form is about.
        above: what stands between the list and the record in the way here.
        harm: whether the button takes something away.
    """
    context = {
        "form": form,
        "title": title,
        "lede": lede,
        "button": button,
        "back": back,
        "above": above,
        "harm": harm,
        "multipart": False,
    } | more
    status = REFUSED if form.is_bound and form.errors else 200
    template = more.get("template", "directory/records/ask.html")
    return render(request, template, context, status=status)


def say_so(form: BaseForm, error: RecordError) -> None:
    """Put what a rule refused at the field that it is about."""
    field = error.field if error.field in form.fields else None
    form.add_error(field, str(error))
    if isinstance(error, EditedSince):
        # What was seen now counts as seen: sent again, it stands.
        seen = form.data.copy()  # type: ignore[attr-defined]
        seen["opened_after"] = str(error.last)
        for name, value in error.theirs.items():
            _show(seen, form, name, value)
        form.data = seen


def _show(seen: Any, form: BaseForm, name: str, value: Any) -> None:
    """Let the form show what somebody else made of a field that this member left alone."""
    if name not in form.fields:
        return
    seen.pop(name, None)
    shown = form.fields[name].prepare_value(value)
    if shown not in (None, "", False):
        seen[name] = str(shown)


def both(error: EditedSince) -> list[dict[str, Any]]:
    """The fields that two members changed at once, in words."""
    who = User.objects.filter(email__in={clash.by for clash in error.clashes})
    names = dict(who.values_list("email", "name"))
    return [
        {
            "label": label_of(clash.field),
            "stands": clash.stands,
            "yours": clash.yours,
            "by": names.get(clash.by, clash.by),
            "at": clash.at,
        }
        for clash in error.clashes
    ]
