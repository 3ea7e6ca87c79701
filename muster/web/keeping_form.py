"""For how long a kind of data is to be kept, as a member writes it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from muster.core.retention import LONGEST, Kind


class PeriodForm(forms.Form):
    """So many days, or for good."""

    days = forms.IntegerField(label=_("Days"), required=False, max_value=LONGEST)
    for_good = forms.BooleanField(label=_("Keep it for good"), required=False)

    def __init__(self, *args: Any, kind: Kind, **more: Any) -> None:
        super().__init__(*args, **more)
        self.auto_id = f"{kind.name}-%s"
        self.use_required_attribute = False
        field = self.fields["days"]
        field.min_value = kind.least  # type: ignore[attr-defined]
        field.widget.attrs |= {"min": kind.least, "max": LONGEST, "inputmode": "numeric"}

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("days") is None and not told.get("for_good") and "days" not in self.errors:
            self.add_error("days", _("Say how many days, or that it is kept for good."))
        return told

    @property
    def period(self) -> int | None:
        """The days that were written; None for good."""
        days: int | None = self.cleaned_data["days"]
        return None if self.cleaned_data["for_good"] else days
