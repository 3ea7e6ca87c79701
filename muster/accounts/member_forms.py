"""Forms of the members page: inviting, changing roles, taking up an invitation."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.accounts.errors import PlaceNotForRole
from muster.accounts.invite import Giving
from muster.accounts.models import Member
from muster.accounts.roster import Held
from muster.accounts.scopes import SCOPES, Given, kinds_for, refuse_misplaced

_ROLE = Member.Role
_BY_NAME = "agency"
_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class GrantForm(forms.Form):
    """One role, for one place, until a day or for good."""

    role = forms.ChoiceField(label=gettext_lazy("Role"))
    place = forms.ChoiceField(label=gettext_lazy("For"), required=False)
    agency = forms.CharField(
        label=gettext_lazy("Agency"),
        help_text=gettext_lazy("Its name, its ORI or its key."),
        required=False,
        max_length=200,
    )
    until = forms.DateField(label=gettext_lazy("Until"), required=False, widget=_DAY)

    def __init__(self, *args: Any, by: Member, giving: Giving, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by, self._today = by, today
        roles = [role for role in _ROLE if giving.everything or role == _ROLE.DESK]
        self.fields["role"].choices = [(str(role), _capital(role.label)) for role in roles]  # type: ignore[attr-defined]
        self.fields["place"].choices = self._places(giving)  # type: ignore[attr-defined]
        if not giving.everything:
            self.fields["place"].required = True
            del self.fields["agency"]

    def _places(self, giving: Giving) -> list[Any]:
        groups = {kind: scope.offered(self._by) for kind, scope in SCOPES.items()}
        builds = [(place.key, place.label) for place in groups.get("build", ())]
        if not giving.everything:
            return builds
        states = [(place.key, place.label) for place in groups.get("state", ())]
        return [
            ("", _("Whole program")),
            *([(_("Builds"), builds)] if builds else []),
            (_("States"), states),
        ]

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < self._today:
            raise forms.ValidationError(_("This day is over. Choose one to come, or none."))
        return until

    def clean(self) -> dict[str, Any]:
        """Find the place that is meant: an agency goes by its name. What is chosen or written for
        another kind of role is refused, and never left out.
        """
        cleaned: dict[str, Any] = super().clean() or {}
        role = cleaned.get("role", "")
        if not role:
            return cleaned
        place, agency = cleaned.get("place", ""), cleaned.get("agency", "").strip()
        if place and not self._takes(role, place.partition(":")[0], field="place"):
            return cleaned
        if agency and not self._takes(role, _BY_NAME, field="agency"):
            return cleaned
        kinds = kinds_for(role)
        if _BY_NAME in kinds:
            cleaned["place"] = self._agency(agency)
        elif kinds and not place and "place" not in self.errors:
            self.add_error("place", _("Say which build or state the role is for."))
        return cleaned

    def _takes(self, role: str, kind: str, *, field: str) -> bool:
        """Whether *role* is for places of *kind*; the field says why not."""
        try:
            refuse_misplaced(role, kind)
        except PlaceNotForRole as refused:
            self.add_error(field, str(refused))
            return False
        return True

    def _agency(self, words: str) -> str:
        found = SCOPES[_BY_NAME].find(self._by.program, words) if words.strip() else []
        if len(found) == 1:
            return found[0].key
        if not words.strip():
            says = _("Say which agency the liaison speaks for.")
        elif not found:
            says = _("No agency in the directory is called so. Add it there first.")
        else:
            names = "; ".join(f"{place.label} ({place.key.partition(':')[2]})" for place in found)
            says = _("Which one? Write its key: %(names)s") % {"names": names}
        self.add_error("agency", says)
        return ""

    @property
    def given(self) -> Given:
        """What was asked for; of a valid form."""
        cleaned = self.cleaned_data
        return Given(cleaned["role"], cleaned["place"], cleaned["until"])


class InviteForm(GrantForm):
    """Whom to invite to it."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    field_order = ("email", "role", "place", "agency", "until")


class KeepForm(forms.Form):
    """A role that is held: kept, until another day, or not."""

    keep = forms.BooleanField(label=gettext_lazy("Keep"), required=False)
    until = forms.DateField(label=gettext_lazy("Until"), required=False, widget=_DAY)

    def __init__(self, *args: Any, given: Given, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"keep": True, "until": given.until})
        super().__init__(*args, **kwargs)
        self.was = given

    @property
    def given(self) -> Given | None:
        """What stays; of a valid form."""
        if not self.cleaned_data["keep"]:
            return None
        return Given(self.was.role, self.was.place, self.cleaned_data["until"])


class RolesForm:
    """All that a member holds: each role to be kept or not, and one more.

    Attributes:
        kept: what the one who asks may change, with its form.
        fixed: what others look after; it stays.
        trouble: why what was asked for cannot be.
    """

    def __init__(
        self, data: Any, *, held: Sequence[Held], by: Member, giving: Giving, today: date
    ) -> None:
        self.kept = [
            (words, KeepForm(data, prefix=f"held{place}", given=words.given))
            for place, words in enumerate(held)
            if giving.allows(words.given)
        ]
        self.fixed = [words for words in held if not giving.allows(words.given)]
        self.trouble = ""
        # Who gives desks alone has a list of builds that is never empty: it asks for nothing.
        fields = ("role", "place", "agency") if giving.everything else ("role",)
        self._more_asked = bool(data and any(data.get(f"more-{field}") for field in fields))
        self.more = GrantForm(
            data if self._more_asked else None,
            prefix="more", by=by, giving=giving, today=today, use_required_attribute=False,
        )  # fmt: skip
        role = self.more.fields["role"]
        role.choices = [("", _("No other role")), *role.choices]  # type: ignore[attr-defined]

    def is_valid(self) -> bool:
        """Whether every day is one, and the role that is added can be."""
        parts: list[forms.Form] = [form for _words, form in self.kept]
        return all(
            [form.is_valid() for form in [*parts, *([self.more] if self._more_asked else [])]]
        )

    @property
    def wanted(self) -> list[Given]:
        """What they are to hold; of valid forms."""
        stays = [words.given for words in self.fixed]
        kept = [form.given for _words, form in self.kept if form.given is not None]
        return [*stays, *kept, *([self.more.given] if self._more_asked else [])]


class AcceptForm(forms.Form):
    """Who somebody new is, and the password that they choose, or none."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("It stands under what you write and sign."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        help_text=gettext_lazy(
            "At least twelve characters. Leave it empty to sign in by a link each time."
        ),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            validate_password(password)
        return password


class FactorDayForm(forms.Form):
    """From which day on a second factor is needed."""

    day = forms.DateField(label=gettext_lazy("Needed from"), required=False, widget=_DAY)


def _capital(words: object) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]
