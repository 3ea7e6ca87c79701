"""Fields and forms that the directory's forms are made of."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.forms.utils import flatatt
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.core.keys import random_key
from muster.directory.models import Organization
from muster.directory.search import Noun, search
from muster.directory.values import Read

_ONCE = 10
_CANDIDATES = 8
OFF = {"autocomplete": "off"}


class ReadField(forms.CharField):
    """A line that is read as a list's cell would be; what is wrong is said in the same words."""

    def __init__(self, read: Callable[[str], Read], **more: Any) -> None:
        defaults: dict[str, Any] = {"required": False, "max_length": 200}
        super().__init__(**(defaults | more))
        self.read = read

    def clean(self, value: Any) -> Any:
        read = self.read(super().clean(value))
        if read.problem:
            raise ValidationError(read.problem)
        return read.value


class ListedInput(forms.TextInput):
    """A text field with names to choose from, which a script may bring as somebody types."""

    def __init__(self, asks: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.asks = asks

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> Any:
        number = (attrs or {}).get("id", name)
        more = {
            "list": f"{number}_names",
            "hx-get": reverse(self.asks),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{number}_names",
            "autocomplete": "off",
        }
        shown = super().render(name, value, (attrs or {}) | more, renderer)
        return format_html("{}<datalist{}></datalist>", shown, flatatt({"id": f"{number}_names"}))


class OrganizationField(forms.CharField):
    """An organization by its name; where several have it, by which of them.

    The form gives it the member whose directory is looked through. Cleaned, it is the row or None.
    """

    def __init__(self, **more: Any) -> None:
        widget = ListedInput(asks="organization-names")
        defaults: dict[str, Any] = {"max_length": 220, "widget": widget}
        super().__init__(**(defaults | more))
        self.member: Member | None = None

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Organization) else value

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        rows = Organization.objects.visible_to(self.member).listed()
        name, _bracket, key = text.removesuffix("]").rpartition(" [")
        # Names are indexed without their capitals.
        named = Q(name_low=Lower(Value(text)), name=text)
        exact = list(rows.alias(name_low=Lower("name")).filter(named | Q(key=text))[:_CANDIDATES])
        if not exact and name:
            exact = list(rows.filter(key=key)[:1])
        if not exact and self.member is not None:
            hits = search(self.member, text, noun=Noun.ORGANIZATION, limit=_CANDIDATES)
            near = [cast(Organization, hit.record) for hit in hits]
            exact = [row for row in near if row.name.casefold() == text.casefold()] or near
        if len(exact) == 1:
            return exact[0]
        raise ValidationError(_none_or_which(text, exact))


def _none_or_which(text: str, rows: Sequence[Organization]) -> str:
    if not rows:
        return _("No organization is called “%(text)s”. Add it first, or choose another.") % {
            "text": text
        }
    said = "; ".join(listed_as(row) for row in rows)
    return _("Several begin like that. Write one of them as it stands here: %(names)s") % {
        "names": said
    }


def listed_as(row: Organization) -> str:
    """A name with a key behind it, which is one organization's alone."""
    return f"{row.name} [{row.key}]"


class MembersForm(forms.Form):
    """A form that looks things up in the directory of one member."""

    def __init__(self, *args: Any, member: Member, **more: Any) -> None:
        super().__init__(*args, **more)
        self.member = member
        for field in self.fields.values():
            if isinstance(field, OrganizationField):
                field.member = member

    def written(self, names: Sequence[str]) -> list[str]:
        """Those of *names* that differ from what the form showed: what is left alone is not read.

        A town that a register spells in capitals would else change with any other field.
        """
        return [name for name in names if name in self.changed_data]


class OnceForm(MembersForm):
    """A form that adds something, once, also when it is sent twice."""

    once = forms.SlugField(widget=forms.HiddenInput, max_length=12, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["once"].initial = random_key(_ONCE)


class OpenedForm(MembersForm):
    """A form that changes something, and knows after which change it was opened."""

    opened_after = forms.IntegerField(widget=forms.HiddenInput, required=False)
