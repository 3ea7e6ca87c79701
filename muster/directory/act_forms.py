"""What a member writes when they do something with a record: a post, a number, a touch, an end."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.accounts.models import Member
from muster.directory import values
from muster.directory.confirm import How
from muster.directory.models import ContactPoint, Organization, Site, Touch
from muster.directory.record_fields import (
    OFF,
    MembersForm,
    OnceForm,
    OrganizationField,
    ReadField,
)
from muster.directory.record_forms import PersonFields
from muster.directory.touch import may_keep_private

_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day that the browser lets choose; one of another age is a slip."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    ages = [MinValueValidator(_FIRST), MaxValueValidator(_LAST)]
    return forms.DateField(label=label, widget=widget, validators=ages, **more)


def _how_choices(*, may_be_open: bool) -> list[tuple[str, Any]]:
    known = [
        (How.CALLED, gettext_lazy("I called it")),
        (How.WRITTEN, gettext_lazy("I wrote to it, and somebody answered")),
        (How.TOLD, gettext_lazy("They said so")),
        (How.PRINTED, gettext_lazy("They print it: a website, a card")),
    ]
    first = [("", gettext_lazy("Nobody has confirmed it yet"))] if may_be_open else []
    return [*first, *((how.value, words) for how, words in known)]


class AddressField(forms.CharField):
    """A phone number or an e-mail address; cleaned, (kind, address as it is kept)."""

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        kind = ContactPoint.Kind.EMAIL if "@" in text else ContactPoint.Kind.PHONE
        read = (values.read_email if "@" in text else values.read_phone)(text)
        if read.problem:
            raise ValidationError(read.problem)
        return kind, read.value


class PostFields(MembersForm):
    """A post: where, as what, from when to when."""

    organization = OrganizationField(label=gettext_lazy("Organization"))
    title = ReadField(
        values.read_text,
        label=gettext_lazy("Post"),
        max_length=120,
        help_text=gettext_lazy("As it is called there: “Night dispatcher”."),
    )
    site = forms.ModelChoiceField(
        Site.objects.none(),
        label=gettext_lazy("Site"),
        required=False,
        empty_label=gettext_lazy("None in particular"),
    )
    from_on = day_field(gettext_lazy("Since"), required=False)
    to_on = day_field(gettext_lazy("Until"), required=False)

    def __init__(self, *args: Any, at: Organization | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        if at is None:
            del self.fields["site"]
        else:
            rows = Site.objects.visible_to(self.member).current().filter(organization=at)
            self.fields["site"].queryset = rows  # type: ignore[attr-defined]
            if not rows.exists():
                del self.fields["site"]
            self.initial.setdefault("organization", at)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("from_on"), cleaned.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", _("It cannot end before it began."))
        return cleaned

    @property
    def post(self) -> dict[str, Any]:
        """The post that was written, once the form is valid."""
        names = ("organization", "title", "site", "from_on", "to_on")
        return {name: self.cleaned_data.get(name) for name in names}


class NewPersonForm(PostFields, PersonFields, OnceForm):
    """A person who is not in the directory yet, with a first post and a way to reach them."""

    address = AddressField(
        label=gettext_lazy("Phone or e-mail"), required=False, max_length=200,
        widget=forms.TextInput(attrs=OFF),
    )  # fmt: skip
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see it"),
        choices=[(value, capfirst(label)) for value, label in ContactPoint.Audience.choices],
        initial=ContactPoint.Audience.SITE,
    )
    anyway = forms.BooleanField(required=False)
    field_order = ["name", "language", "organization", "title", "site", "from_on", "to_on"]
    apart = ("anyway",)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["organization"].required = False


class EndPostForm(MembersForm):
    """The last day of a post."""

    on = day_field(gettext_lazy("Last day"))


class MovePostForm(PostFields):
    """The post that follows on another, and its first day."""

    on = day_field(gettext_lazy("First day of the new post"))
    field_order = ["organization", "title", "site", "on"]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["from_on"], self.fields["to_on"]


class PointForm(MembersForm):
    """One more number or address."""

    address = AddressField(
        label=gettext_lazy("Phone or e-mail"), max_length=200,
        help_text=gettext_lazy("With its extension: (228) 555-0117 ext. 12."),
        widget=forms.TextInput(attrs=OFF),
    )  # fmt: skip
    label = ReadField(
        values.read_text,
        label=gettext_lazy("What it is called"),
        max_length=80,
        help_text=gettext_lazy("“Cell”, “night dispatch”: a role is better than a name."),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see it"),
        choices=[(value, capfirst(label)) for value, label in ContactPoint.Audience.choices],
        widget=forms.RadioSelect,
        initial=ContactPoint.Audience.SITE,
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How do you know that it is right?"),
        required=False,
        choices=_how_choices(may_be_open=True),
        widget=forms.RadioSelect,
        initial="",
    )


class DescribePointForm(MembersForm):
    """What a number is called and who may see it."""

    label = ReadField(values.read_text, label=gettext_lazy("What it is called"), max_length=80)
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see it"),
        choices=[(value, capfirst(label)) for value, label in ContactPoint.Audience.choices],
        widget=forms.RadioSelect,
    )


class MarkPointForm(MembersForm):
    """Why a number is not to be used."""

    status = forms.ChoiceField(
        label=gettext_lazy("What is wrong"),
        choices=[
            (ContactPoint.Status.BAD, gettext_lazy("It does not work: disconnected, mailbox full")),
            (ContactPoint.Status.DO_NOT_CONTACT, gettext_lazy("They asked not to be contacted")),
        ],
        widget=forms.RadioSelect,
    )
    says = ReadField(
        values.read_text,
        label=gettext_lazy("Why, or who asked"),
        help_text=gettext_lazy("“Mailbox full”; “asked by Robin Tansy”."),
    )


class ReplacePointForm(MembersForm):
    """The number that stands in the place of one that does not work."""

    address = AddressField(
        label=gettext_lazy("New number or address"), max_length=200,
        widget=forms.TextInput(attrs=OFF),
    )  # fmt: skip
    how = forms.ChoiceField(
        label=gettext_lazy("How do you know that it is right?"),
        required=False,
        choices=_how_choices(may_be_open=True),
        widget=forms.RadioSelect,
        initial="",
    )

    def __init__(self, *args: Any, kind: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.kind = kind

    def clean_address(self) -> Any:
        kind, address = self.cleaned_data["address"]
        if kind != self.kind:
            says = _("A phone number is replaced by a phone number, an e-mail by an e-mail.")
            raise ValidationError(says)
        return address


class ConfirmForm(MembersForm):
    """What was confirmed, when and how: several at once."""

    points = forms.MultipleChoiceField(
        label=gettext_lazy("What was confirmed"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    record = forms.BooleanField(
        label=gettext_lazy("The record itself as well: its name, place and posts"), required=False
    )
    on = day_field(gettext_lazy("On"))
    how = forms.ChoiceField(
        label=gettext_lazy("How do you know?"),
        choices=_how_choices(may_be_open=False),
        widget=forms.RadioSelect,
        initial=How.CALLED,
    )

    def __init__(self, *args: Any, points: list[tuple[str, str]], today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["points"].choices = points  # type: ignore[attr-defined]
        self.fields["on"].initial = today
        if not points:
            del self.fields["points"]


class TouchForm(MembersForm):
    """A call, a visit, a mail, a meeting, a note."""

    sent = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What it was"),
        choices=[(value, capfirst(label)) for value, label in Touch.Kind.choices],
        widget=forms.RadioSelect,
        initial=Touch.Kind.CALL,
    )
    other = forms.ChoiceField(required=False)
    on = day_field(gettext_lazy("On"))
    says = forms.CharField(
        label=gettext_lazy("What was said"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Only what the program needs. Tips about a crime go to 911 or the hotline, never here."
        ),
    )
    private = forms.BooleanField(
        label=gettext_lazy("A private note, for coordinators only"), required=False
    )

    def __init__(
        self, *args: Any, member: Member, today: date, others: list[tuple[str, str]],
        others_label: str, **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, member=member, **more)
        self.fields["on"].initial = today
        self.fields["sent"].initial = uuid.uuid4()
        if others:
            self.fields["other"].label = others_label
            choices = [("", _("Nobody in particular")), *others]
            self.fields["other"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["other"]
        if not may_keep_private(member):
            del self.fields["private"]


class DeactivateForm(MembersForm):
    """When and why a record leaves the lists."""

    on = day_field(gettext_lazy("Since when"))
    why = ReadField(
        values.read_text,
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("“Closed its doors”, “sold to Eider Freightways”."),
    )
    ends_posts = forms.BooleanField(
        label=gettext_lazy("End the posts held there on the same day"), required=False
    )

    def __init__(self, *args: Any, today: date, posts: int = 0, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["on"].initial = today
        if posts:
            self.fields["ends_posts"].help_text = _("Held there now: %(posts)s.") % {"posts": posts}
        else:
            del self.fields["ends_posts"]
