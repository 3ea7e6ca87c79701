"""What a member writes when a person asks for their data, or to be erased."""

from django import forms
from django.utils.translation import gettext_lazy as _

from muster.directory.erase import LONGEST_REASON

_OFF = forms.TextInput(attrs={"autocomplete": "off"})


class WhyForm(forms.Form):
    """Why a member takes somebody's data along who needs a reason."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        widget=_OFF,
        help_text=_("It stands in the record of acts."),
    )


class AskForm(forms.Form):
    """How a person asked to be erased."""

    reason = forms.CharField(
        label=_("How did they ask?"),
        max_length=LONGEST_REASON,
        widget=_OFF,
        help_text=_("By letter, by phone, and when. It is erased with them."),
    )


class LookedForm(forms.Form):
    """That somebody has looked where else the name stands."""

    looked = forms.BooleanField(
        label=_("I have looked at each: what stands above is somebody else’s, or may go.")
    )


class RefuseForm(forms.Form):
    """Why somebody is kept who asked to be erased."""

    why = forms.CharField(
        label=_("Why are they kept?"),
        max_length=LONGEST_REASON,
        widget=_OFF,
        help_text=_("They are owed this reason. It stands here and in the record of acts."),
    )
