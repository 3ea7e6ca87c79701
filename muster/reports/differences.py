"""What changed from one version of a report to the next, in words a reader understands.

A whole-room figure prints its new numbers and says "revised"; nothing says by how many answers a
figure changed, because who kept the old report could work somebody out of the difference.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from muster.reports.edition import Difference

Snapshot = Mapping[str, Any]
Row = Mapping[str, Any]


def differences(before: Snapshot, after: Snapshot) -> tuple[Difference, ...]:
    """Everything that a reader of *before* would find different in *after*, in the report's order.

    What was withdrawn is named among the withdrawals, not here.
    """
    if before.get("hash") == after.get("hash"):
        return ()
    gone = {(row["kind"], row["key"]) for row in after["withdrawals"]}
    found = [
        *_people(before, after),
        *_rows(before["figures"], after["figures"], _figure_says, lambda row: str(row["label"])),
        *_rows(
            before["goals"],
            after["goals"],
            _goal_says,
            lambda row: _("Goal %(code)s") % {"code": row["code"]},
            key="code",
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
        *_passages(before, after),
    ]
    return tuple(found)


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
) -> Iterator[Difference]:
    """What is new, changed or gone among rows that are known by *key*."""
    old, new = {row[key]: row for row in before}, {row[key]: row for row in after}
    for name, row in new.items():
        if name not in old:
            yield Difference(what(row), "", says(row), _("New"))
        elif says(old[name]) != says(row) or _counts(old[name]) != _counts(row):
            yield Difference(what(row), says(old[name]), says(row), _("Revised"))
    for name, row in old.items():
        if name not in new:
            yield Difference(what(row), says(row), "", _("Taken out"))


def _counts(row: Row) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in ("k", "n", "N"))


def _figure_says(row: Row) -> str:
    if row["withheld"]:
        return str(row["withheld"])
    return f"{row['percent']}%" if row["percent"] is not None else str(row["contradiction"])


def _goal_says(row: Row) -> str:
    words = {
        "shown": _("Shown"),
        "no_result": _("No result yet"),
        "not_measured": _("Not measured"),
    }
    return " ".join([f"{words[row['status']]}.", *row["sentences"]])


def _outcome_says(row: Row) -> str:
    words = {
        "done": _("Done"),
        "in_progress": _("In progress"),
        "pledged": _("Pledged"),
        "interest": _("Interest"),
        "count_only": _("Count only"),
    }
    return f"{words[row['stage']]}: {row['lead']} {row['text']}"


def _adoption_says(row: Row) -> str:
    words = {
        "none": _("Not yet"),
        "asked": pgettext("stage of adoption", "Asked"),
        "meeting": _("Meeting"),
        "promised": _("Promised"),
        "partial": _("Partial"),
        "in_force": _("In force"),
        "lapsed": _("Lapsed"),
        "n_a": _("Not applicable"),
    }
    return f"{words[row['stage']]}, {row['scope']}"


def _passages(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    places = [
        (_("Mission"), before["mission"], after["mission"]),
        (_("Final summary"), " ".join(before["summary"]), " ".join(after["summary"])),
        (_("About the quotes"), before["quotes_note"], after["quotes_note"]),
        (_("History in the state"), before["history"]["note"], after["history"]["note"]),
        (_("Whom to call"), _guidance_says(before), _guidance_says(after)),
    ]
    for what, was, now in places:
        if was != now:
            prints = _("Revised") if was and now else _("New") if now else _("Taken out")
            yield Difference(what, was, now, prints)


def _guidance_says(report: Snapshot) -> str:
    guidance = report["guidance"]
    if guidance is None:
        return ""
    lines = "; ".join(f"{line['who']} {line['number']}".strip() for line in guidance["lines"])
    return f"{lines} ({guidance['checked']})"
