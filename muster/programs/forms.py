"""Saying that reporting guidance was checked."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CheckForm(forms.Form):
    """Who checked it, when, and who or what confirmed it."""

    on = forms.DateField(
        label=_("Checked on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    checked_by = forms.CharField(
        label=_("Checked by"), max_length=160, help_text=_("As it is printed.")
    )
    source = forms.CharField(
        label=_("Who or what confirmed it"),
        max_length=300,
        help_text=_("An office, a page, a call: where the next one can ask again."),
    )
