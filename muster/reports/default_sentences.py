"""Sentences that evidence makes by itself, where nobody has written one for the goal.

Numbers stand in them as tokens, like in every sentence of ours, so that they are filled and checked
the same way.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from muster.builds.models import Build
from muster.core.places import state_name
from muster.followup.models import Outcome
from muster.programs.models import Measure
from muster.reports.figures import Line
from muster.states.models import Adoption
from muster.surveys.models import Quote


def sentences_for(rows: Iterable[Line | Outcome | Adoption | Quote], build: Build) -> list[str]:
    """One sentence for each of *rows*, with its tokens unfilled. A quote makes none."""
    said = []
    for row in rows:
        if isinstance(row, Line):
            said.append(_of_figure(row))
        elif isinstance(row, Outcome):
            said.append(_of_outcome(row))
        elif isinstance(row, Adoption):
            said.append(_of_adoption(row))
    return said


def _of_figure(line: Line) -> str:
    key = line.measure.key
    if line.measure.kind == Measure.Kind.PARTICIPANTS:
        return _("People in the room: {figure:%(key)s}.") % {"key": key}
    if line.contradiction:
        return line.contradiction
    if line.measure.kind == Measure.Kind.RESPONSE_RATE:
        return _("{figure:%(key)s|k} of the {figure:%(key)s|N} ({figure:%(key)s}) %(says)s.") % {
            "key": key,
            "says": line.measure.says,
        }
    return _("{figure:%(key)s|k of n} who answered ({figure:%(key)s}) %(says)s.") % {
        "key": key,
        "says": line.measure.says,
    }


def _of_outcome(outcome: Outcome) -> str:
    return _("%(stage)s: %(who)s %(what)s") % {
        "stage": outcome.get_stage_display(),
        "who": outcome.printed_lead,
        "what": outcome.text,
    }


def _of_adoption(adoption: Adoption) -> str:
    return _("%(state)s, %(component)s: %(stage)s, %(scope)s.") % {
        "state": state_name(adoption.state),
        "component": adoption.component.name,
        "stage": adoption.get_stage_display(),
        "scope": adoption.get_scope_display(),
    }
