"""The shared sentences about numbers: who came, what each figure says and what it rests on.

The same manners as `muster.reports.render.phrases`: pieces of the snapshot in, plain words out. A
number is never worked out again here: what is printed is what the snapshot holds. The sentences of
the basis are those of `muster.evidence.basis`.
"""

from collections.abc import Sequence

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.evidence import basis as sentences
from muster.reports.render.phrases import (
    Row,
    Snapshot,
    Words,
    frozen,
    goals_shown,
    own,
)
from muster.shell import squares

# A count of people has no interval: nobody was asked, so nobody was silent.
COUNTS = frozenset({"response_rate", "participants"})
BLOCK = 50  # people; what stands together between two gaps


def came_sentences(report: Snapshot) -> list[str]:
    """How many came, and how many of them answered, where that is known."""
    people = report["participants"]
    if not people:
        return [_("Nobody is recorded as having come.")]
    told = [ngettext("One person came.", "%(count)d people came.", people) % {"count": people}]
    answered = next((f for f in report["figures"] if f["kind"] == "response_rate"), None)
    if answered and is_printed(answered):
        told.append(
            ngettext(
                "%(count)d of them answered the survey.",
                "%(count)d of them answered the survey.",
                answered["k"],
            )
            % {"count": answered["k"]}
        )
    return told


def summed_up(report: Snapshot) -> str:
    """The report in two sentences, for those who list pages."""
    return " ".join([*came_sentences(report), goals_shown(report) + "."])


def contradicts(figure: Row) -> bool:
    """Whether more people answered than were in the room."""
    if figure["withheld"] or figure["N"] is None:
        return False
    held = figure["k"] if figure["kind"] in COUNTS else figure["n"]
    return bool(figure.get("contradiction")) or held > figure["N"]


def is_printed(figure: Row) -> bool:
    """Whether a percentage of this figure may be printed."""
    return not figure["withheld"] and figure["percent"] is not None and not contradicts(figure)


def is_drawn(figure: Row) -> bool:
    """Whether one square per person is drawn for it."""
    return is_printed(figure) and bool(squares.draw(figure["k"], figure["n"], figure["N"]))


def has_squares(report: Snapshot) -> bool:
    """Whether any figure of the first view is drawn with squares."""
    return any(figure["headline"] and is_drawn(figure) for figure in report["figures"])


def squares_told(in_blocks: bool = False) -> str:
    """What the squares are; *in_blocks* where fifties stand side by side."""
    if in_blocks:
        return _(
            "Each square is one person in the room, ten to a row in blocks of fifty. Nobody is left"
            " out: the silent stay visible."
        )
    return _(
        "Each square is one person in the room, ten to a row. Nobody is left out: the silent stay"
        " visible."
    )


def squares_key() -> list[tuple[str, str]]:
    """What the three squares mean: the answer and its words."""
    return [
        ("yes", _("agreed")),
        ("no", _("did not")),
        ("silent", _("silent: did not answer")),
    ]


def no_survey_told(report: Snapshot) -> str:
    """Said where there is no figure at all."""
    if report["figures"]:
        return ""
    return _("No survey is at hand for this build, so there are no percentages.")


def said(report: Snapshot, figure: Row) -> Words:
    """What a figure says of those it counts: "know what next steps to take"."""
    return own(report, figure, "says") or own(report, figure, "label")


def percent_words(figure: Row) -> str:
    """The percentage without its sign, as it is printed: "92", from 1,000 answers on "61.7".

    Nothing where it is withheld or contradicts the room.
    """
    if not is_printed(figure):
        return ""
    percent = figure["percent"]
    if isinstance(percent, float):
        return str(formats.number_format(percent, 1))
    return str(percent)


def not_shown_words(figure: Row) -> str:
    """What stands in the place of a percentage that is not printed."""
    if figure["withheld"]:
        return _("Not shown")
    return "" if is_printed(figure) else _("No percentage")


def counted_words(figure: Row) -> str:
    """The squares in words: "46 agreed, 4 did not, 17 silent"; nothing for a withheld figure."""
    if figure["withheld"]:
        return ""
    k, n, room = figure["k"], figure["n"], figure["N"]
    if figure["kind"] in COUNTS:
        told = [
            (k, ngettext("%(count)d answered", "%(count)d answered", k)),
            (room - k, _did_not(room - k)),
        ]
    else:
        told = [
            (k, ngettext("%(count)d agreed", "%(count)d agreed", k)),
            (n - k, _did_not(n - k)),
            (room - n, ngettext("%(count)d silent", "%(count)d silent", room - n)),
        ]
    return ", ".join(words % {"count": count} for count, words in told if count > 0)


def _did_not(count: int) -> str:
    return ngettext("%(count)d did not", "%(count)d did not", count)


def basis_words(figure: Row) -> str:
    """The basis of a figure that is not withheld, in one wording for every page and paper.

    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     basis_words({"kind": "item", "k": 46, "n": 50, "N": 67, "people": [58, 63],
    ...                  "bounds": [69, 94], "withheld": ""})[:39]
    '46 of 50 who answered, of 67 in the roo'
    """
    k, n, room = figure["k"], figure["n"], figure["N"]
    if contradicts(figure):
        held = k if figure["kind"] in COUNTS else n
        return sentences.contradiction(held, room, gettext=_)
    if figure["kind"] in COUNTS:
        return sentences.counted(k, room, gettext=_)
    return sentences.answered(
        k, n, room, people=figure["people"], bounds=figure["bounds"], gettext=_
    )


def basis(report: Snapshot, figure: Row) -> tuple[str, str]:
    """What a figure rests on, or why it is not shown.

    Returns:
        What may be printed bold ("46 of 50"), and the rest of the sentence.
    """
    if figure["withheld"]:
        return "", frozen(report, figure["withheld"]).text
    words = basis_words(figure)
    if contradicts(figure):
        return "", words
    of = figure["N"] if figure["kind"] in COUNTS else figure["n"]
    for count in (_("%(k)s of %(n)s"), _("%(k)s of the %(n)s")):
        lead = count % {"k": figure["k"], "n": of}
        if words.startswith(f"{lead} "):
            return lead, words.removeprefix(lead).lstrip()
    return "", words


def origin_words(origin: str) -> str:
    """Where single answers come from, when nobody sent them as they stand; nothing otherwise."""
    words = {
        "reconstructed": _("The single answers were reconstructed from the published percentage."),
        "mixed": _("Some of the single answers were reconstructed from a published percentage."),
    }
    return words.get(origin, "")


def origins_told(report: Snapshot) -> str:
    """The same of all figures together, for the head of a report; nothing when all were sent."""
    origins = {figure["origin"] for figure in report["figures"] if not figure["withheld"]}
    if origins == {"reconstructed"}:
        return _("Single answers were reconstructed from the published percentages.")
    if origins & {"reconstructed", "mixed"}:
        return _("Some of the single answers were reconstructed from published percentages.")
    return ""


def squares_label(figure: Row) -> str:
    """The drawing of squares for somebody who does not see it."""
    people = figure["N"]
    how_many = ngettext("%(count)d square", "%(count)d squares", people) % {"count": people}
    return f"{how_many}: {counted_words(figure)}"


def span_words(span: Sequence[int] | None) -> str:
    """From one number to another: "58–63"."""
    return "" if not span else f"{span[0]}–{span[1]}"


def span_percents(span: Sequence[int] | None) -> str:
    """From one percent to another: "69–94%"."""
    return "" if not span else f"{span_words(span)}%"


def wilson_words(figure: Row) -> str:
    """The Wilson interval with one decimal, as the methods table prints it."""
    if figure["low"] is None or figure["high"] is None:
        return ""
    low, high = (formats.number_format(figure[end], 1) for end in ("low", "high"))
    return f"{low}–{high}%"


def methods_caption() -> str:
    """What the table of methods is."""
    return _(
        "The figures in numbers. Each percentage is counted ÷ answered, rounded half up; the"
        " response rate is answered ÷ in the room."
    )


def methods_columns() -> list[str]:
    """The heads of the table of methods."""
    return [
        _("Figure"),
        _("Counted"),
        _("Of"),
        _("Printed"),
        _("Of the room, by chance"),
        _("Wilson 95%"),
        _("Whatever the silent think"),
    ]


def methods_cells(figure: Row) -> list[str]:
    """The cells of one figure; the last reaches over the columns that are left.

    A withheld figure has one cell, the reason; a count of people ends in why it has no interval.
    """
    if figure["withheld"]:
        return [str(figure["withheld"])]
    is_count = figure["kind"] in COUNTS
    counts = [str(figure["k"]), str(figure["N"] if is_count else figure["n"])]
    if not is_printed(figure):
        return [*counts, basis_words(figure)]
    counts.append(f"{percent_words(figure)}%")
    if is_count:
        return [*counts, _("a count of people: no interval")]
    return [
        *counts,
        span_words(figure["people"]),
        wilson_words(figure),
        span_percents(figure["bounds"]),
    ]


def asked(report: Snapshot, figure: Row) -> list[Words]:
    """What was asked, which answers count, and in which questionnaire."""
    definition = figure.get("definition") or {}
    return [own(report, definition, part) for part in ("question", "counted", "questionnaire")]


def pairs(report: Snapshot) -> list[tuple[Row, Row]]:
    """The figures that were asked twice, before and after, where both may be printed."""
    figures = {figure["key"]: figure for figure in report["figures"] if is_printed(figure)}
    return [
        (figures[key], figures[later])
        for key, figure in figures.items()
        if figure["kind"] == "pair_before"
        and (later := key.removesuffix("_before") + "_after") in figures
        and figures[later]["kind"] == "pair_after"
    ]


def also_asked(report: Snapshot) -> list[Row]:
    """The figures that stand neither among the first nor in a pair."""
    told = {figure["key"] for pair in pairs(report) for figure in pair}
    return [f for f in report["figures"] if not f["headline"] and f["key"] not in told]


def pair_label(report: Snapshot, before: Row, after: Row) -> Words:
    """What a pair asked twice: the words with which the labels of both figures begin."""
    first, second = own(report, before, "label"), own(report, after, "label")
    shared = []
    for one, other in zip(first.text.split(), second.text.split(), strict=False):
        if one != other:
            break
        shared.append(one)
    return Words(" ".join(shared) or first.text, first.lang)


def pair_words(report: Snapshot, before: Row, after: Row) -> str:
    """A pair in one sentence, for somebody who does not see the chart."""
    return _("%(what)s: %(before)s%% before, %(after)s%% after.") % {
        "what": pair_label(report, before, after).text,
        "before": percent_words(before),
        "after": percent_words(after),
    }
