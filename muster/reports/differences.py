"""What changed from one version of a report to the next, in words a reader understands.

A whole-room figure prints its new numbers and says "revised"; nothing says by how many answers a
figure changed, because who sees both numbers could work somebody out of the difference. So in the
words of the version before, the numbers of a figure that was revised give way to an ellipsis.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.builds.models import Partner
from muster.reports.edition import Difference
from muster.reports.render.phrases import day_words, status_words
from muster.reports.render.phrases_after import (
    adoption_words,
    how_known,
    introductions_told,
    stage_words,
)

Snapshot = Mapping[str, Any]
Row = Mapping[str, Any]


def differences(before: Snapshot, after: Snapshot) -> tuple[Difference, ...]:
    """Everything that a reader of *before* would find different in *after*, in the report's order.

    What was withdrawn is named among the withdrawals, not here.
    """
    if before.get("hash") == after.get("hash"):
        return ()
    gone = {(row["kind"], row["key"]) for row in after["withdrawals"]}
    revised = _numbers_before(before, after)
    found = [
        *_people(before, after),
        *_rows(before["figures"], after["figures"], _figure_says, lambda row: str(row["label"])),
        *_rows(
            before["goals"],
            after["goals"],
            _goal_says,
            lambda row: _("Goal %(code)s") % {"code": row["code"]},
            key="code",
            hidden=revised,
        ),
        *_rows(
            [row for row in before["outcomes"] if ("outcome", row["key"]) not in gone],
            after["outcomes"],
            _outcome_says,
            lambda row: str(row["lead"] or row["text"][:60]),
        ),
        *_rows(
            [row for row in before["quotes"] if ("quote", row["key"]) not in gone],
            after["quotes"],
            lambda row: f"“{row['text']}”",
            lambda row: _("Quote"),
        ),
        *_rows(
            before["adoptions"],
            after["adoptions"],
            _adoption_says,
            lambda row: str(row["component"]),
        ),
        *_passages(before, after, revised),
    ]
    return tuple(found)


def _numbers_before(before: Snapshot, after: Snapshot) -> frozenset[str]:
    """The numbers, as they were written, of the figures that were revised since *before*."""
    now = {row["key"]: row for row in after["figures"]}
    return frozenset(
        f"{row[name]:,}" if isinstance(row[name], int) else str(row[name])
        for row in before["figures"]
        if row["key"] in now and _counts(row) != _counts(now[row["key"]])
        for name in ("k", "n", "N", "percent")
        if row[name] is not None
    )


def _counts(row: Row) -> tuple[Any, ...]:
    return row["k"], row["n"], row["N"]


def _hiding(text: str, numbers: frozenset[str]) -> str:
    """*text* with an ellipsis in the place of each of *numbers*.

    >>> _hiding("53 of 60 (88%) in 2026.", frozenset({"53", "60", "88"}))
    '… of … (…%) in 2026.'
    """
    return _NUMBER.sub(lambda found: "…" if found[0] in numbers else found[0], text)


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def _people(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    if before["participants"] != after["participants"]:
        yield Difference(
            _("People in the room"),
            str(before["participants"]),
            str(after["participants"]),
            _("Revised"),
        )


def _rows(
    before: Sequence[Row],
    after: Sequence[Row],
    says: Callable[[Row], str],
    what: Callable[[Row], str],
    key: str = "key",
    hidden: frozenset[str] = frozenset(),
) -> Iterator[Difference]:
    """What is new, changed or gone among rows that are known by *key*.

    A row that says the same and stands on something else is revised too: whatever makes another
    hash makes a line.
    """
    old, new = {row[key]: row for row in before}, {row[key]: row for row in after}
    for name, row in new.items():
        if name not in old:
            yield Difference(what(row), "", says(row), _("New"))
        elif _differ(old[name], row):
            yield Difference(what(row), _hiding(says(old[name]), hidden), says(row), _("Revised"))
    for name, row in old.items():
        if name not in new:
            yield Difference(what(row), says(row), "", _("Taken out"))


def _differ(old: Row, new: Row) -> bool:
    """Whether two rows say different things. What only a newer Muster writes down is no change."""
    pairs = [(old[name], new[name]) for name in old.keys() & new.keys()]
    return any(
        _differ(was, now) if isinstance(was, Mapping) and isinstance(now, Mapping) else was != now
        for was, now in pairs
    )


def _figure_says(row: Row) -> str:
    if row["withheld"]:
        return str(row["withheld"])
    return f"{row['percent']}%" if row["percent"] is not None else str(row["contradiction"])


def _goal_says(row: Row) -> str:
    return " ".join([f"{status_words(row['status'])}.", *row["sentences"]])


def _outcome_says(row: Row) -> str:
    told = [f"{stage_words(row['stage'])}: {row['lead']} {row['text']}"]
    told += [row["contribution"], row["significance"], how_known(row)]
    told.append(introductions_told(row))
    return " ".join(part for part in told if part)


def _adoption_says(row: Row) -> str:
    told = [adoption_words(row["stage"]), row["scope"], row["on"], row["words"]]
    return ", ".join(part for part in told if part)


def _passages(before: Snapshot, after: Snapshot, hidden: frozenset[str]) -> Iterator[Difference]:
    for what, paragraphs in _PLACES:
        for line in _lines(str(what), paragraphs(before), paragraphs(after)):
            yield replace(line, before=_hiding(line.before, hidden))


def _lines(what: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Difference]:
    """The paragraphs that differ: those that stay are not told again."""
    for kind, old, old_end, new, new_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            was, now = " ".join(before[old:old_end]), " ".join(after[new:new_end])
            prints = _("Revised") if was and now else _("New") if now else _("Taken out")
            yield Difference(what, was, now, prints)


def _guidance(report: Snapshot) -> list[str]:
    guidance = report["guidance"]
    if guidance is None:
        return []
    lines = [
        " ".join(part for part in (line["who"], line["number"]) if part) + f": {line['when']}"
        for line in guidance["lines"]
    ]
    return [*lines, _("Checked %(day)s.") % {"day": day_words(guidance["checked"])}]


def _history(report: Snapshot) -> list[str]:
    past = [f"{row['place']} {row['year']}" for row in report["history"]["past"]]
    return [part for part in (", ".join(past), report["history"]["note"]) if part]


def _room(report: Snapshot) -> list[str]:
    rows = [f"{row['sector']} {row['came']}" for row in report["room"]["rows"]]
    return [part for part in (", ".join(rows), report["room"]["note"]) if part]


def _partners(report: Snapshot) -> list[str]:
    parts = dict(Partner.Part.choices)
    return [
        " ".join(part for part in (f"{row['name']} ({parts[row['part']]})", row["words"]) if part)
        for row in report["partners"]
    ]


def _source(report: Snapshot) -> list[str]:
    return [
        f"{row['what']}: {', '.join(side for side in (row['there'], row['here']) if side)}"
        for row in report["against_source"]
    ]


def _build(report: Snapshot) -> list[str]:
    """What stands on the sign and at the foot."""
    build, program = report["build"], report["program"]
    day = day_words(build["date"]) if build["date"] else ""
    told = [build["name"], build["place"], day, build["tagline"], build["venue"]]
    told += [*build["aliases"], build["source"], program["name"], program["url"]]
    return [" · ".join(part for part in told if part)]


# The parts of a report that are made of paragraphs, and what the table of differences calls them.
_PLACES: tuple[tuple[Promise, Callable[[Snapshot], list[str]]], ...] = (
    (gettext_lazy("Mission"), lambda report: report["mission"].split("\n\n")),
    (gettext_lazy("Final summary"), lambda report: report["summary"]),
    (gettext_lazy("About the quotes"), lambda report: [report["quotes_note"]]),
    (gettext_lazy("History in the state"), _history),
    (
        gettext_lazy("Published by others"),
        lambda report: [
            f"{row['about']}: {row['words']}" for row in report["history"]["reported_figures"]
        ],
    ),
    (gettext_lazy("Whom to call"), _guidance),
    (gettext_lazy("Who was in the room"), _room),
    (gettext_lazy("Hosts and sponsors"), _partners),
    (
        gettext_lazy("Methods and limits"),
        lambda report: [f"{row['heading']}: {row['text']}" for row in report["methods"]],
    ),
    (gettext_lazy("Differences from the source"), _source),
    (
        gettext_lazy("Let stand with a reason"),
        lambda report: [f"{row['what']}: {row['reason']}" for row in report["overrides"]],
    ),
    (gettext_lazy("The build"), _build),
)
