"""What is asked about places and who covers them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.directory.jurisdiction import Spot, spots_at
from muster.directory.models import Jurisdiction
from muster.directory.where import NotAPoint, OffTheGlobe, locate_zip, point_of


class PlaceForm(forms.Form):
    """A point in degrees, or a ZIP code; cleaned, it has the `spots` that they lie in."""

    at = forms.CharField(
        label=gettext_lazy("ZIP code, or degrees north and east"),
        help_text=gettext_lazy("39501, or 30.3674, -89.0928 as a map gives them."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if at := cleaned.get("at"):
            try:
                cleaned["spots"] = spots_of(at)
            except ValidationError as wrong:
                self.add_error("at", wrong)
        return cleaned


class CoverForm(forms.Form):
    """One more place that an agency covers."""

    kind = forms.ChoiceField(
        label=gettext_lazy("It answers in a"), choices=Jurisdiction.Kind.choices
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the city or county"),
        help_text=gettext_lazy("For the whole state, leave it empty."),
        max_length=80,
        required=False,
    )


def spots_of(text: str) -> list[Spot]:
    """The spots of "39501" or "30.3674, -89.0928".

    Raises:
        ValidationError: it is neither, or lies nowhere near the United States.
    """
    text = text.strip()
    if "," not in text:
        place = locate_zip(text)
        if place is None:
            raise ValidationError(_("“%(text)s” is not a US ZIP code.") % {"text": text})
        return spots_at(place.latitude, place.longitude)
    try:
        latitude, longitude = point_of(text)
    except NotAPoint:
        says = _("Two numbers with a comma between them: 30.3674, -89.0928.")
        raise ValidationError(says) from None
    except OffTheGlobe:
        says = _("Degrees north lie between -90 and 90, degrees east between -180 and 180.")
        raise ValidationError(says) from None
    spots = spots_at(latitude, longitude)
    if not spots:
        raise ValidationError(_("This lies more than 40 miles from any US ZIP code."))
    return spots
