"""What changed from one version of a report to the next, in words a reader understands.

A whole-room figure prints its new numbers and says "revised"; nothing says by how many answers a
figure changed, because who kept the old report could work somebody out of the difference.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from muster.builds.models import Partner
from muster.reports.edition import Difference
from muster.reports.render.phrases import day_words
from muster.reports.render.phrases_after import how_known, introductions_told

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
    """What is new, changed or gone among rows that are known by *key*.

    A row that says the same and stands on something else is revised too: whatever makes another
    hash makes a line.
    """
    old, new = {row[key]: row for row in before}, {row[key]: row for row in after}
    for name, row in new.items():
        if name not in old:
            yield Difference(what(row), "", says(row), _("New"))
        elif _differ(old[name], row):
            yield Difference(what(row), says(old[name]), says(row), _("Revised"))
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
    told = [f"{words[row['stage']]}: {row['lead']} {row['text']}"]
    told += [row["contribution"], row["significance"], how_known(row)]
    told.append(introductions_told(row["introductions"]))
    return " ".join(part for part in told if part)


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
    told = [words[row["stage"]], row["scope"], row["on"], row["words"]]
    return ", ".join(part for part in told if part)


def _passages(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    places = [
        (_("Mission"), before["mission"], after["mission"]),
        (_("Final summary"), " ".join(before["summary"]), " ".join(after["summary"])),
        (_("About the quotes"), before["quotes_note"], after["quotes_note"]),
        (_("History in the state"), _history_says(before), _history_says(after)),
        (_("Published by others"), _reported_says(before), _reported_says(after)),
        (_("Whom to call"), _guidance_says(before), _guidance_says(after)),
        (_("Who was in the room"), _room_says(before), _room_says(after)),
        (_("Hosts and sponsors"), _partners_say(before), _partners_say(after)),
        (_("Methods and limits"), _methods_say(before), _methods_say(after)),
        (_("Differences from the source"), _source_says(before), _source_says(after)),
        (_("Let stand with a reason"), _overrides_say(before), _overrides_say(after)),
        (_("The build"), _build_says(before), _build_says(after)),
    ]
    for what, was, now in places:
        if was != now:
            prints = _("Revised") if was and now else _("New") if now else _("Taken out")
            yield Difference(what, was, now, prints)


def _guidance_says(report: Snapshot) -> str:
    guidance = report["guidance"]
    if guidance is None:
        return ""
    lines = [
        " ".join(part for part in (line["who"], line["number"]) if part) + f": {line['when']}"
        for line in guidance["lines"]
    ]
    checked = _("checked %(day)s") % {"day": day_words(guidance["checked"])}
    return f"{'; '.join(lines)} ({checked})"


def _history_says(report: Snapshot) -> str:
    past = [f"{row['place']} {row['year']}" for row in report["history"]["past"]]
    return " ".join(part for part in (", ".join(past), report["history"]["note"]) if part)


def _reported_says(report: Snapshot) -> str:
    rows = report["history"]["reported_figures"]
    return "; ".join(f"{row['about']}: {row['words']}" for row in rows)


def _room_says(report: Snapshot) -> str:
    rows = [f"{row['sector']} {row['came']}" for row in report["room"]["rows"]]
    return ", ".join(rows) or str(report["room"]["note"])


def _partners_say(report: Snapshot) -> str:
    parts = dict(Partner.Part.choices)
    return "; ".join(
        " ".join(part for part in (f"{row['name']} ({parts[row['part']]})", row["words"]) if part)
        for row in report["partners"]
    )


def _methods_say(report: Snapshot) -> str:
    return " ".join(f"{row['heading']}: {row['text']}" for row in report["methods"])


def _source_says(report: Snapshot) -> str:
    return " ".join(
        f"{row['what']}: {', '.join(side for side in (row['there'], row['here']) if side)}"
        for row in report["against_source"]
    )


def _overrides_say(report: Snapshot) -> str:
    return "; ".join(f"{row['what']}: {row['reason']}" for row in report["overrides"])


def _build_says(report: Snapshot) -> str:
    """What stands on the sign and at the foot."""
    build, program = report["build"], report["program"]
    day = day_words(build["date"]) if build["date"] else ""
    told = [build["name"], build["place"], day, build["tagline"], build["venue"]]
    told += [*build["aliases"], build["source"], program["name"], program["url"]]
    return " · ".join(part for part in told if part)
