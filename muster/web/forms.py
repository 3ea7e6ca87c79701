"""What is typed on the quotes desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

_UNREADABLE = _("it holds a character that no text has.")


class DecisionForm(forms.Form):
    """What an editor chose for one quote. Whether it can be kept is decided below."""

    quote = forms.SlugField(max_length=60)
    decision = forms.SlugField(required=False)
    why = forms.CharField(
        required=False, error_messages={"null_characters_not_allowed": _UNREADABLE}
    )


class OverrideForm(forms.Form):
    """Which flag may stand, and why."""

    fingerprint = forms.SlugField(required=False)
    reason = forms.CharField(required=False)
