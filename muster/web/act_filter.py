"""What the record of acts is narrowed to. The whole choice stands in the address."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from muster.core.models import AuditEvent, Program

_TEXT = {"autocomplete": "off"}
_DAY = {"type": "date"}
# The names in the address; "from" cannot name a field in Python.
FROM, TO = "from", "to"


class ActFilter(forms.Form):
    """Which acts: by whom, which verb, on what, and between which days."""

    who = forms.CharField(
        label=_("Who"), required=False, max_length=200, widget=forms.TextInput(attrs=_TEXT)
    )
    verb = forms.CharField(
        label=_("Did what"), required=False, max_length=60, widget=forms.TextInput(attrs=_TEXT)
    )
    subject = forms.CharField(
        label=_("To what"), required=False, max_length=200, widget=forms.TextInput(attrs=_TEXT)
    )

    def __init__(self, *args: Any, program: Program) -> None:
        super().__init__(*args)
        self.use_required_attribute = False
        self._zone = ZoneInfo(program.time_zone)
        for name, label in ((FROM, _("From")), (TO, _("To"))):
            self.fields[name] = forms.DateField(
                label=label, required=False, widget=forms.DateInput(attrs=_DAY)
            )

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen, without what is empty or cannot be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, acts: "QuerySet[AuditEvent]", *, hidden: Q) -> "QuerySet[AuditEvent]":
        """Those of *acts* that were chosen; words are beginnings, days are the program's own.

        Args:
            hidden: the acts that are not found by what they were done to.
        """
        chosen = self.chosen
        if who := chosen.get("who"):
            acts = acts.filter(actor=who) if "@" in who else acts.filter(actor__istartswith=who)
        if verb := chosen.get("verb"):
            acts = acts.filter(verb__istartswith=verb)
        if subject := chosen.get("subject"):
            acts = acts.filter(Q(noun=subject) | (Q(words__subject__startswith=subject) & ~hidden))
        if FROM in chosen:
            acts = acts.filter(at__gte=self._begin_of(chosen[FROM]))
        if TO in chosen and chosen[TO] < date.max:
            acts = acts.filter(at__lt=self._begin_of(chosen[TO] + timedelta(days=1)))
        return acts

    def _begin_of(self, day: Any) -> datetime:
        return datetime.combine(day, time.min, self._zone)
