"""What a member writes about an outcome."""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Member
from muster.directory.models import Organization
from muster.followup.errors import OutcomeError
from muster.followup.models import Introduction, Outcome
from muster.followup.outcomes import Account
from muster.programs.models import Goal


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OutcomeForm(forms.ModelForm):  # type: ignore[type-arg]
    """What changed, in whom, how far it has come, and how we know."""

    once = forms.SlugField(widget=forms.HiddenInput, max_length=12, required=False)
    field_order = [
        "lead", "text", "stage", "due_on", "goal", "organization", "may_name", "unnamed",
        "observed_on", "reported_on", "reported_words", "source", "contribution", "significance",
    ]  # fmt: skip

    class Meta:
        model = Outcome
        fields = [field.name for field in fields(Account)]
        labels = {
            "stage": _("How far it has come"),
            "goal": _("The goal it stands under"),
            "text": _("What changed"),
            "organization": _("Organization"),
            "lead": _("Who"),
            "unnamed": _("What stands in place of the name"),
            "may_name": _("May the name be printed?"),
            "contribution": _("What the build did towards it"),
            "significance": _("Why it matters"),
            "source": _("Who says so"),
            "observed_on": _("Seen on"),
            "reported_on": _("Reported on"),
            "reported_words": _("Reported when, if no day is known"),
            "due_on": _("Due on, for a pledge"),
        }
        help_texts = {
            "stage": _("The report prints this word with it. A pledge is never printed as done."),
            "text": _("The rest of the sentence: “trained 112 of its 140 drivers.”"),
            "organization": _("If it is one that the program knows."),
            "lead": _("The first words of the sentence, printed bold."),
            "unnamed": _("Printed where the name may not be: “A truck stop”."),
            "reported_words": _("Like “at the follow-up”."),
            "source": _("A call, a letter, a training record."),
            "contribution": "",
            "significance": "",
            "due_on": "",
        }
        widgets = {
            "stage": forms.RadioSelect,
            "may_name": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 3}),
            "contribution": forms.Textarea(attrs={"rows": 2}),
            "significance": forms.Textarea(attrs={"rows": 2}),
            "observed_on": _day(),
            "reported_on": _day(),
            "due_on": _day(),
        }

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals, organizations = self.fields["goal"], self.fields["organization"]
        goals.queryset = Goal.objects.of(member.program)  # type: ignore[attr-defined]
        organizations.queryset = Organization.objects.visible_to(member)  # type: ignore[attr-defined]
        goals.empty_label = _("Choose a goal")  # type: ignore[attr-defined]
        organizations.empty_label = _("None of those known")  # type: ignore[attr-defined]
        self.fields["stage"].choices = Outcome.Stage.choices  # type: ignore[attr-defined]
        self.fields["text"].required = True
        self.fields["text"].error_messages["required"] = _("Say what changed.")

    @property
    def account(self) -> Account:
        """What was written, once the form is valid."""
        told = {field.name: self.cleaned_data[field.name] for field in fields(Account)}
        return Account(**told)


class SubstantiateForm(forms.Form):
    """Who or what confirms it, and when."""

    confirmed_by = forms.CharField(
        label=_("Who or what confirms it"),
        max_length=160,
        help_text=_("Somebody independent of whom it is about: “the training record”."),
    )
    on = forms.DateField(label=_("Confirmed on"), widget=_day())


class IntroductionForm(forms.ModelForm):  # type: ignore[type-arg]
    """How far one introduction has come."""

    class Meta:
        model = Introduction
        fields = ["stage", "on"]
        labels = {"stage": _("How far"), "on": _("Since")}
        widgets = {"on": _day()}


def say_so(form: forms.BaseForm, error: OutcomeError) -> None:
    """Put what a rule refused at the field that it is about."""
    field = error.field if error.field in form.fields else None
    form.add_error(field, str(error))
