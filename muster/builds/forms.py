"""What a list is narrowed to. The whole choice stands in the address."""

from collections.abc import Iterable

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from muster.builds.models import Build, BuildQuerySet
from muster.core.places import state_name

_SEARCH = {"type": "search", "autocomplete": "off", "enterkeyhint": "search"}


class BuildFilter(forms.Form):
    """Which builds: by name, state, status and year."""

    q = forms.CharField(
        label=_("Name or place"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs=_SEARCH),
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: object, states: Iterable[str], years: Iterable[int]) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.use_required_attribute = False
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("All states")),
            *((state, state_name(state)) for state in states),
        ]
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            ("", _("Any status")),
            *Build.Status.choices,
        ]
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            ("", _("All years")),
            *((str(year), str(year)) for year in years),
        ]

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, without what is empty or cannot be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, builds: BuildQuerySet) -> BuildQuerySet:
        chosen = self.chosen
        if words := chosen.get("q"):
            alias = Q(pk__in=builds.filter(aliases__name__icontains=words).values("pk"))
            builds = builds.filter(Q(name__icontains=words) | Q(city__icontains=words) | alias)
        if "state" in chosen:
            builds = builds.filter(state=chosen["state"])
        if "status" in chosen:
            builds = builds.filter(status=chosen["status"])
        if "year" in chosen:
            builds = builds.filter(day__year=int(chosen["year"]))
        return builds
