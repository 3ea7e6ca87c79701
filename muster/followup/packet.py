"""The tables of outcomes and introductions in a build packet."""

from django.utils.translation import gettext as _

from muster.core.tables import Column, Kind, Rows, Table, choice, reference
from muster.followup.models import Introduction, Outcome


def _wrong_outcome(row: Rows) -> list[tuple[str, str]]:
    wrong = []
    words = row.get("lead") or row.get("text")
    if row.get("withdrawn_on") and words:
        wrong.append(("text", _("a withdrawn outcome keeps no words.")))
    if not row.get("withdrawn_on") and not row.get("text"):
        wrong.append(("text", _("it must not be empty.")))
    if bool(row.get("verified_on")) != bool(row.get("verified_by")):
        says = _("who substantiated it and when are given together, or neither.")
        wrong.append(("verified_by", says))
    return wrong


OUTCOMES = Table(
    name="outcomes",
    model=Outcome,
    says="What changed, in whom, and how far it has come.",
    above="build",
    key=("key",),
    order=("position",),
    rows=lambda scope: Outcome.objects.filter(build=scope.build),
    columns=(
        Column("key", "Its key in the build.", Kind.KEY, required=True),
        Column("position", "Its place among the outcomes.", Kind.INTEGER, required=True),
        choice("stage", "How far it has come.", Outcome.Stage),
        reference("goal", "The goal that it stands under.", "goals", required=True),
        reference("organization", "Whose it is.", "organizations"),
        Column("lead", "The first words, printed bold: who."),
        Column("text", "The rest of the sentence: what changed."),
        Column("unnamed", "What is printed instead of the first words without leave."),
        choice("may_name", "Whether they agreed to be named.", Outcome.MayName),
        Column("contribution", "What the program did towards it."),
        Column("significance", "Why it matters."),
        Column("source", "Who says so."),
        Column("observed_on", "The day on which it was seen.", Kind.DATE),
        Column("reported_on", "The day on which it was reported.", Kind.DATE),
        Column("reported_words", "When it was reported, where no day is known."),
        Column("verified_on", "The day on which somebody independent confirmed it.", Kind.DATE),
        Column("verified_by", "Who confirmed it."),
        Column("due_on", "When a pledge falls due.", Kind.DATE),
        Column("withdrawn_on", "When its consent was withdrawn.", Kind.DATE),
    ),
    wrong=_wrong_outcome,
    rules=(
        "An outcome has a text, unless it is withdrawn: then it keeps neither text nor lead.",
        "Who confirmed it and when are given together, or neither.",
    ),
)
INTRODUCTIONS = Table(
    name="introductions",
    model=Introduction,
    says="“I will introduce you to them”: whom, and how far it has come.",
    above="outcome",
    key=("outcome", "position"),
    order=("outcome__position", "position"),
    rows=lambda scope: Introduction.objects.filter(outcome__build=scope.build),
    columns=(
        reference("outcome", "The outcome that it belongs to.", "outcomes", required=True),
        Column("position", "Its place in the outcome.", Kind.INTEGER, required=True),
        reference("organization", "To whom.", "organizations", required=True),
        choice("stage", "How far it has come.", Introduction.Stage),
        Column("on", "Since when.", Kind.DATE),
    ),
)
TABLES = (OUTCOMES, INTRODUCTIONS)
