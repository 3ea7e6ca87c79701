"""The tables of answers and quotes in a build packet.

Responses stand in the order of their keys, which are random.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.core.tables import Apart, Column, Kind, Rows, Table, choice, reference
from muster.programs.models import Item
from muster.surveys.models import Answer, Quote, Response

_VALUES = ("option", "before", "number")
# What an answer to an item of each kind may hold; sentences are quotes, apart from the answers.
_HOLDS: dict[str, tuple[str, ...]] = {
    Item.Kind.NUMBER: ("number",),
    Item.Kind.PAIR: ("option", "before"),
    Item.Kind.TEXT: (),
}


def _questionnaire(row: Rows) -> tuple[Any, ...]:
    return (row["response"].questionnaire_id,)


def _item(row: Rows) -> tuple[Any, ...]:
    return (row["item"].pk,)


def _wrong_answer(row: Rows) -> list[tuple[str, str]]:
    wrong = _wrong_value(row)
    if row["key"] == row["response"].key:
        wrong.append(("key", _("an answer’s key is its own, not its response’s.")))
    return wrong


def _wrong_value(row: Rows) -> list[tuple[str, str]]:
    says = [name for name in _VALUES if row.get(name) is not None]
    kind = row["item"].kind
    holds = _HOLDS.get(kind, ("option",))
    if not holds:
        return [("item", _("it is answered in one’s own words: such sentences are quotes."))]
    strange = [name for name in says if name not in holds]
    if strange:
        words = _("an answer to this item holds only: %(holds)s.") % {"holds": ", ".join(holds)}
        return [(strange[0], words)]
    reconstructed = row["response"].origin == Response.Origin.RECONSTRUCTED
    if reconstructed and kind in (Item.Kind.NUMBER, Item.Kind.PAIR):
        return [("item", _("only an item that is answered by one choice can be reconstructed."))]
    if reconstructed and says:
        return [
            (says[0], _("a reconstructed answer has no value: it says only counted, yes or no."))
        ]
    if reconstructed and row.get("counted") is None:
        return [("counted", _("a reconstructed answer says whether it counts, yes or no."))]
    if not reconstructed and row.get("counted") is not None:
        return [("counted", _("only reconstructed answers say whether they count."))]
    if not reconstructed and not says:
        return [("option", _("the answer says nothing: give an option or a number."))]
    return []


def _wrong_quote(row: Rows) -> list[tuple[str, str]]:
    wrong = []
    forbidden = row.get("permission") == Quote.Permission.DO_NOT_USE
    if forbidden and row.get("decision") == Quote.Decision.SHOW:
        wrong.append(("decision", _("a sentence that may not be used cannot be shown.")))
    if row.get("name") and row.get("permission") != Quote.Permission.NAMED:
        wrong.append(("name", _("a name is kept only where its writer allowed it.")))
    words = row.get("text") or row.get("name") or row.get("role_words")
    if row.get("withdrawn_on") and words:
        wrong.append(("text", _("a withdrawn quote keeps no words.")))
    if not row.get("withdrawn_on") and not row.get("text"):
        wrong.append(("text", _("it must not be empty.")))
    return wrong


RESPONSES = Table(
    name="responses",
    model=Response,
    says="What each phone or paper form sent. A response is nobody’s: it has a random key.",
    above="build",
    key=("key",),
    rows=lambda scope: Response.objects.filter(build=scope.build),
    columns=(
        Column("key", "A random key.", Kind.KEY, required=True),
        reference(
            "questionnaire", "The questionnaire and its version.", "questionnaires", required=True
        ),
        Column("day", "The day, and no finer.", Kind.DATE),
        choice("origin", "How it came.", Response.Origin),
        Column("language", "The language that it was answered in.", Kind.LANGUAGE),
    ),
)
ANSWERS = Table(
    name="answers",
    model=Answer,
    says="What each response says to each item.",
    above="response",
    key=("response", "item", "option"),
    order=("response__key", "item__position", "option__position", "key"),
    rows=lambda scope: Answer.objects.filter(response__build=scope.build),
    columns=(
        reference("response", "The response’s key.", "responses", required=True),
        reference("item", "The item’s code.", "items", required=True, within=_questionnaire),
        Column("key", "A random key of the answer alone.", Kind.KEY, required=True),
        reference("option", "What was chosen (for a pair: now).", "options", within=_item),
        reference("before", "For a pair: what was chosen for before.", "options", within=_item),
        Column("number", "For an item that asks for a number.", Kind.DECIMAL),
        Column("counted", "Reconstructed answers only: counted or not.", Kind.YES_NO),
    ),
    wrong=_wrong_answer,
    rules=(
        "An answer holds an option (of a pair: option, before or both), or a number where the item "
        "asks for one. An item in one’s own words has no answers: what was written is a quote.",
        "A reconstructed answer, and no other, says counted: yes or no. It has no other value.",
        "One response answers an item once, unless any of several may be chosen.",
        "No two answers have the same key, and none has its response’s: nothing on a page leads "
        "from one answer of a person to another.",
    ),
    apart=(
        Apart(
            ("key",),
            gettext_lazy("row %(row)s has the same key: each answer has one of its own."),
        ),
        Apart(
            ("response", "item"),
            gettext_lazy("row %(row)s answers this item for the same response already."),
            where=lambda row: row["item"].kind != Item.Kind.MULTIPLE,
        ),
    ),
)
QUOTES = Table(
    name="quotes",
    model=Quote,
    says="Sentences, each with the leave that was given at that sentence. Apart from the answers.",
    above="build",
    key=("key",),
    order=("position",),
    rows=lambda scope: Quote.objects.filter(build=scope.build),
    columns=(
        Column("key", "Its key in the build.", Kind.KEY, required=True),
        Column("position", "Its place among the quotes.", Kind.INTEGER, required=True),
        reference("item", "The question that it answers: same-day 1/best_part.", "questions"),
        Column("about", "The heading that it stands under.", required=True),
        Column("text", "The sentence, word for word."),
        Column("language", "Its language.", Kind.LANGUAGE, required=True),
        choice("permission", "The leave that its writer gave.", Quote.Permission),
        Column("name", "The name, with leave only."),
        Column("role_words", "The role in words."),
        choice("sense", "Praise, critique or mixed.", Quote.Sense),
        reference("touches", "The goal that it touches. A quote alone never shows one.", "goals"),
        Column("large", "Printed large.", Kind.YES_NO),
        choice("decision", "What the editor decided.", Quote.Decision),
        Column("why", "Why the editor decided so."),
        Column("source", "Where it was published before."),
        Column("withdrawn_on", "When its writer withdrew it.", Kind.DATE),
    ),
    wrong=_wrong_quote,
    rules=(
        "A quote has a text, unless it is withdrawn: then it keeps neither text nor name nor role.",
        "A name is kept only with the permission named.",
        "What may not be used cannot have the decision show.",
    ),
)
TABLES = (RESPONSES, ANSWERS, QUOTES)
