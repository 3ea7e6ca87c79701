"""The sentences that every rendering of a report shares: web page, PDF, Word and plain text.

In come pieces of the snapshot (plain dictionaries); out come words in the active language, with no
markup in them. What the program itself wrote is never put together here. Words about outcomes,
adoption and history stand in `muster.reports.render.phrases_after`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from muster.reports.edition import Edition

Snapshot = Mapping[str, Any]
Row = Mapping[str, Any]


def day_words(day: date | str | None) -> str:
    """A day as people write it: "January 16, 2020"; where it is not known, that is said."""
    if not day:
        return _("on an unknown day")
    # The English of the framework writes "Jan. 16"; a report spells its months out.
    in_english = (get_language() or "en").startswith("en")
    style = "F j, Y" if in_english else "DATE_FORMAT"
    return formats.date_format(date.fromisoformat(str(day)), style)


def number_words(count: int) -> str:
    """A small number as a word, as running text has it; from thirteen on in digits."""
    words = [
        _("none"),
        pgettext("number", "one"),
        _("two"),
        _("three"),
        _("four"),
        _("five"),
        _("six"),
        _("seven"),
        _("eight"),
        _("nine"),
        _("ten"),
        _("eleven"),
        _("twelve"),
    ]
    return words[count] if count < len(words) else str(count)


def listed(words: Sequence[str]) -> str:
    """Words in a row: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(most)s and %(last)s") % {"most": ", ".join(words[:-1]), "last": words[-1]}


# The sign and the foot of each page


def exit_tab(report: Snapshot) -> str:
    """The tab of the guide sign: the state, and which build of it this was."""
    build = report["build"]
    ordinal = build.get("ordinal")
    if not ordinal:
        return str(build["state_name"])
    return f"{build['state_name']} · {ordinal_words(ordinal)}"


def ordinal_words(ordinal: int) -> str:
    """Which build of a state this was: "third build"."""
    words = {
        1: _("first build"),
        2: _("second build"),
        3: _("third build"),
        4: _("fourth build"),
        5: _("fifth build"),
        6: _("sixth build"),
        7: _("seventh build"),
        8: _("eighth build"),
        9: _("ninth build"),
    }
    return words.get(ordinal) or _("build number %(number)d") % {"number": ordinal}


def with_hosts(report: Snapshot) -> str:
    """Who held the build together with the program: "with Larkhaven Carriers Association"."""
    program = str(report["program"]["name"])
    names = [
        str(partner["name"])
        for partner in report["partners"]
        if partner["part"] == "host" and partner["name"] and not program.startswith(partner["name"])
    ]
    return _("with %(names)s") % {"names": listed(names)} if names else ""


def report_title(report: Snapshot) -> str:
    """The title of the document: place, day, and what it is."""
    build = report["build"]
    where = [build["place"], day_words(build["date"])] if build["date"] else [build["place"]]
    return f"{', '.join(where)}: {build['title']}"


def edition_short(edition: Edition) -> str:
    """Which version this is, for the foot of a page: "Version 1", or "Draft"."""
    if edition.version is None:
        return _("Draft")
    version = _("Version %(version)d") % {"version": edition.version}
    return f"{version} ({_('Withdrawn').lower()})" if edition.state == "withdrawn" else version


def edition_words(edition: Edition) -> str:
    """Which version this is and when it was frozen, or that it is a draft."""
    if edition.version is None:
        return _("Draft")
    if edition.frozen_on is None:
        return _("Version %(version)d") % {"version": edition.version}
    return _("Version %(version)d, frozen %(day)s") % {
        "version": edition.version,
        "day": day_words(edition.frozen_on),
    }


def standing(edition: Edition) -> tuple[str, str] | None:
    """What a reader has to know before the first sentence: a draft, or withdrawn; word and reason.

    Returns:
        None for a report that stands.
    """
    if edition.state == "withdrawn":
        return _("Withdrawn"), _(
            "The program has withdrawn this report. It stays readable so that what was said of it"
            " can be checked; do not quote it."
        )
    if edition.version is None:
        return _("Draft"), _(
            "Nobody has signed this report yet. Every number and sentence may still change; do not"
            " quote it."
        )
    return None


def in_eights(digest: str) -> str:
    """A hash in groups of eight, so that an eye can compare it."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def short_hash(digest: str) -> str:
    """The two ends of a hash, for the foot of a page: "ea4b…cf0a"."""
    return f"{digest[:4]}…{digest[-4:]}" if len(digest) > 9 else digest


# Figures


def came_sentences(report: Snapshot) -> list[str]:
    """How many came, and how many of them answered, where that is known."""
    people = report["participants"]
    if not people:
        return [_("Nobody is recorded as having come.")]
    told = [ngettext("One person came.", "%(count)d people came.", people) % {"count": people}]
    answered = next((f for f in report["figures"] if f["kind"] == "response_rate"), None)
    if answered and not answered["withheld"]:
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


def said(figure: Row) -> str:
    """What a figure says of those it counts."""
    return str(figure["says"] or figure["label"])


def counted_words(figure: Row) -> str:
    """The squares in words: "46 agreed, 4 did not, 17 silent"; nothing for a withheld figure."""
    if figure["withheld"]:
        return ""
    k, n, room = figure["k"], figure["n"], figure["N"]
    if figure["kind"] == "response_rate":
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


def basis(figure: Row) -> tuple[str, str]:
    """The basis of a figure, in one wording for every page and paper.

    Returns:
        What may be printed bold ("46 of 50"), and the rest of the sentence; for a withheld figure
        nothing and the reason.

    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     basis({"kind": "item", "k": 46, "n": 50, "N": 67, "people": [58, 63],
    ...            "bounds": [69, 94], "withheld": ""})[0]
    '46 of 50'
    """
    if figure["withheld"]:
        return "", str(figure["withheld"])
    if figure["kind"] == "response_rate":
        count = _("%(k)d of %(n)d") % {"k": figure["k"], "n": figure["N"]}
        return count, _("in the room. A count of people, so it has no interval.")
    told = [_("who answered, of %(N)d in the room.") % {"N": figure["N"]}]
    whatever = ""
    if figure["bounds"]:
        whatever = _("%(bounds)s whatever the silent think.") % {
            "bounds": span_percents(figure["bounds"])
        }
    if figure["people"]:
        low, high = figure["people"]
        chance = _("%(low)d to %(high)d of the %(N)d if silence was by chance") % {
            "low": low,
            "high": high,
            "N": figure["N"],
        }
        told.append(f"{chance}; {whatever}" if whatever else f"{chance}.")
    elif whatever:
        told.append(whatever)
    return _("%(k)d of %(n)d") % {"k": figure["k"], "n": figure["n"]}, " ".join(told)


def basis_words(figure: Row) -> str:
    """`basis` as one sentence."""
    return " ".join(part for part in basis(figure) if part)


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


# Goals


def status_words(status: str) -> str:
    """Where a goal stands: "Shown", "Not measured", "No result yet"."""
    words = {
        "shown": _("Shown"),
        "not_measured": _("Not measured"),
        "no_result": _("No result yet"),
    }
    return words.get(status, status)


def horizon_words(horizon: str) -> str:
    """What a group of goals is called."""
    return _("Short-term goals") if horizon == "short" else _("Long-term goals")


def goals_shown(report: Snapshot) -> str:
    """How many goals have evidence: "What can be shown: 8 of 13 goals"."""
    goals = report["goals"]
    shown = sum(goal["status"] == "shown" for goal in goals)
    return ngettext(
        "What can be shown: %(shown)d of %(count)d goal",
        "What can be shown: %(shown)d of %(count)d goals",
        len(goals),
    ) % {"shown": shown, "count": len(goals)}


def goals_lede(report: Snapshot) -> list[tuple[str, str]]:
    """What the statuses of goals mean: pairs of a word that may be bold, and what follows it."""
    count = number_words(len(report["goals"]))
    told = [
        ("", _("All %(count)s stand here in the program’s own words.") % {"count": count}),
        (_("Shown"), _("says that there is evidence, not that the goal is reached.")),
        (_("Not measured"), _("says that nothing was asked or counted.")),
    ]
    if any(goal["status"] == "no_result" for goal in report["goals"]):
        told.append((_("No result yet"), _("says that it was asked, and no answer is in.")))
    return told


def and_the_room(report: Snapshot) -> str:
    """The heading that thanks everybody who came: "And the 67"."""
    people = report["participants"]
    return ngettext("And the one", "And the %(count)d", people) % {"count": people}


def capitalized(words: str) -> str:
    """The first letter as a capital, the rest as it is."""
    return str(capfirst(words))
