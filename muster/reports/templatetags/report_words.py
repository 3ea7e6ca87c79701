"""The words of a public report that a template may not work out: `{% load report_words %}`.

In come pieces of the snapshot (plain dictionaries); out come sentences in the reader's language.
What the program itself wrote is passed through as it is and wears its own `lang`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from muster.shell import squares
from muster.shell.templatetags.muster import code

register = template.Library()

Snapshot = Mapping[str, Any]
Row = Mapping[str, Any]


@register.simple_tag
def data_lang(report: Snapshot) -> SafeString | str:
    """The `lang` attribute of the program's own words, where the page around them differs."""
    own = str(report.get("language", ""))
    if not own or (get_language() or "").split("-")[0] == own.split("-")[0]:
        return ""
    return format_html('lang="{}"', own)


@register.filter
def day_words(day: date | str | None) -> str:
    """A day as people write it: "January 16, 2020"; nothing known is said so."""
    if not day:
        return _("on an unknown day")
    # The English of the framework writes "Jan. 16"; a report spells its months out.
    in_english = (get_language() or "en").startswith("en")
    style = "F j, Y" if in_english else "DATE_FORMAT"
    return formats.date_format(date.fromisoformat(str(day)), style)


@register.filter
def report_title(report: Snapshot) -> str:
    """The title of the page: place, day, and what it is."""
    build = report["build"]
    where = [build["place"], day_words(build["date"])] if build["date"] else [build["place"]]
    return f"{', '.join(where)}: {build['title']}"


@register.filter
def summed_up(report: Snapshot) -> str:
    """The report in two sentences, for those who list pages."""
    return " ".join([*came_sentences(report), goals_shown(report) + "."])


@register.filter
def exit_tab(report: Snapshot) -> str:
    """The tab of the guide sign: the state, and which build of it this was."""
    build = report["build"]
    ordinals = {
        1: _("first build"),
        2: _("second build"),
        3: _("third build"),
        4: _("fourth build"),
        5: _("fifth build"),
        6: _("sixth build"),
    }
    ordinal = build.get("ordinal")
    if not ordinal:
        return str(build["state_name"])
    nth = ordinals.get(ordinal) or _("build number %(number)d") % {"number": ordinal}
    return f"{build['state_name']} · {nth}"


@register.filter
def with_hosts(report: Snapshot) -> str:
    """Who held the build together with the program: "with Larkhaven Carriers Association"."""
    program = report["program"]
    names = [
        partner["name"]
        for partner in report["partners"]
        if partner["part"] == "host" and not str(program["name"]).startswith(partner["name"])
    ]
    if not names:
        return ""
    return _("with %(names)s") % {"names": listed(names)}


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


@register.filter
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


@register.filter
def has_squares(report: Snapshot) -> bool:
    """Whether any figure of the first view is drawn with squares."""
    return any(
        figure["headline"]
        and not figure["withheld"]
        and squares.draw(figure["k"], figure["n"], figure["N"])
        for figure in report["figures"]
    )


@register.filter
def said(figure: Row) -> str:
    """What a figure says of those it counts."""
    return str(figure["says"] or figure["label"])


@register.filter
def counted_words(figure: Row) -> str:
    """The squares in words: "46 agreed, 4 did not, 17 silent"."""
    k, n, room = figure["k"], figure["n"], figure["N"]
    if figure["kind"] == "response_rate":
        told = [
            (k, ngettext("%(count)d answered", "%(count)d answered", k)),
            (room - k, did_not(room - k)),
        ]
    else:
        told = [
            (k, ngettext("%(count)d agreed", "%(count)d agreed", k)),
            (n - k, did_not(n - k)),
            (room - n, ngettext("%(count)d silent", "%(count)d silent", room - n)),
        ]
    return ", ".join(words % {"count": count} for count, words in told if count > 0)


def did_not(count: int) -> str:
    """How many answered and did not agree."""
    return ngettext("%(count)d did not", "%(count)d did not", count)


@register.filter
def behind(figure: Row) -> list[str]:
    """The basis of a figure, in the one wording that every page and paper uses."""
    if figure["kind"] == "response_rate":
        count = _("%(k)d of the %(N)d people in the room.") % figure
        return [count, _("A count of people, not an estimate: it has no interval.")]
    told = [_("%(k)d of %(n)d who answered, of %(N)d in the room.") % figure]
    if figure["people"]:
        low, high = figure["people"]
        told.append(
            _("%(low)d to %(high)d of the %(N)d if silence was by chance (95%% confidence).")
            % {"low": low, "high": high, "N": figure["N"]}
        )
    if figure["bounds"]:
        told.append(
            _("%(bounds)s of the room whatever the silent think.")
            % {"bounds": span_percents(figure["bounds"])}
        )
    return [" ".join(told)]


@register.filter
def origin_words(origin: str) -> str:
    """Where single answers come from, when nobody sent them as they stand."""
    words = {
        "reconstructed": _("The single answers were reconstructed from the published percentage."),
        "mixed": _("Some of the single answers were reconstructed from a published percentage."),
    }
    return words[origin]


@register.filter
def span_words(span: Sequence[int] | None) -> str:
    """From one number to another: "58–63"."""
    return "" if not span else f"{span[0]}–{span[1]}"


@register.filter
def span_percents(span: Sequence[int] | None) -> str:
    """From one percent to another: "69–94%"."""
    return "" if not span else f"{span_words(span)}%"


@register.filter
def wilson_words(figure: Row) -> str:
    """The Wilson interval with one decimal, as the methods table prints it."""
    if figure["low"] is None or figure["high"] is None:
        return ""
    low, high = (formats.number_format(figure[end], 1) for end in ("low", "high"))
    return f"{low}–{high}%"


@register.filter
def goals_shown(report: Snapshot) -> str:
    """How many goals have evidence: "What can be shown: 8 of 13 goals"."""
    goals = report["goals"]
    shown = sum(goal["status"] == "shown" for goal in goals)
    return ngettext(
        "What can be shown: %(shown)d of %(count)d goal",
        "What can be shown: %(shown)d of %(count)d goals",
        len(goals),
    ) % {"shown": shown, "count": len(goals)}


@register.simple_tag
def goal_tile(report: Snapshot, goal_code: str) -> SafeString:
    """The tile of a goal that leads to its row; hollow where the goal is not shown."""
    shown = any(g["code"] == goal_code and g["status"] == "shown" for g in report["goals"])
    tile = code(goal_code, shown=shown, href=f"#{goal_code.lower()}")
    return render_to_string("shell/parts/code.html", tile)


@register.filter
def outcomes_told(outcomes: Sequence[Row]) -> str:
    """How many things were reported, how far each came, and who has checked them."""
    if not outcomes:
        return _("Nothing has been reported yet.")
    words = {
        "done": _("%(count)s done"),
        "in_progress": _("%(count)s in progress"),
        "pledged": _("%(count)s pledged"),
        "interest": _("%(count)s interest"),
        "count_only": _("%(count)s count only"),
    }
    counts = {stage: sum(o["stage"] == stage for o in outcomes) for stage in words}
    stages = [
        words[stage] % {"count": number_words(count)} for stage, count in counts.items() if count
    ]
    total = len(outcomes)
    reported = capfirst(
        ngettext("%(count)s thing was reported", "%(count)s things were reported", total)
        % {"count": number_words(total)}
    )
    checked = sum(bool(outcome["substantiated"]) for outcome in outcomes)
    if not checked:
        by = _("Nobody independent has checked them.")
    else:
        by = capfirst(
            ngettext(
                "%(count)s is substantiated by somebody independent.",
                "%(count)s are substantiated by somebody independent.",
                checked,
            )
            % {"count": number_words(checked)}
        )
    return f"{reported}: {listed(stages)}. {by}"


@register.filter
def how_known(outcome: Row) -> str:
    """Who says so, when it was seen, and when it was told."""
    if outcome["substantiated"]:
        source = _("Substantiated by %(who)s.") % {"who": outcome["substantiated_by"]}
        if not outcome["substantiated_by"]:
            source = _("Substantiated.")
    else:
        source = _("Self-reported.")
    unknown = _("unknown")
    observed = day_words(outcome["observed"]) if outcome["observed"] else unknown
    reported = outcome["reported_words"] or unknown
    if outcome["reported"]:
        reported = day_words(outcome["reported"])
    told = [
        source,
        _("Observed: %(day)s.") % {"day": observed},
        _("Reported: %(day)s.") % {"day": reported},
    ]
    if outcome["verified"]:
        told.append(_("Verified: %(day)s.") % {"day": day_words(outcome["verified"])})
    return " ".join(told)


@register.filter
def introductions_told(introductions: Sequence[Row]) -> str:
    """To whom introductions were offered, and how far each came."""
    words = {
        "offered": _("offered"),
        "contacted": _("contacted"),
        "met": _("met"),
        "trained": _("trained"),
    }
    named = [f"{i['to']} ({words.get(i['stage'], i['stage'])})" for i in introductions]
    return _("Introductions: %(names)s.") % {"names": listed(named)}


@register.filter
def fullest_sector(report: Snapshot) -> int:
    """The most people of any sector: the length of the longest bar."""
    return max((row["came"] for row in report["room"]["rows"]), default=0)


@register.filter
def has_spanish(guidance: Row) -> bool:
    """Whether the guidance has any words in Spanish."""
    return any(line.get("who_es") or line.get("when_es") for line in guidance["lines"])


@register.filter
def history_title(report: Snapshot) -> str:
    """What the section on the state is called."""
    past = len(report["history"]["past"])
    if not past:
        return _("In %(state)s") % {"state": report["build"]["state_name"]}
    return capfirst(
        ngettext("%(count)s build in one state", "%(count)s builds in one state", past + 1)
        % {"count": number_words(past + 1)}
    )


ADOPTION_SHAPES = {
    "asked": "is-interest",
    "meeting": "is-interest",
    "promised": "is-pledged",
    "partial": "is-progress",
    "in_force": "is-done",
}


@register.filter
def adoption_shape(stage: str) -> str:
    """The shape of a stage of adoption, from the same family as those of outcomes."""
    return ADOPTION_SHAPES.get(stage, "is-pledged")


@register.filter
def adoption_words(stage: str) -> str:
    """The word for a stage of adoption."""
    words = {
        "none": _("Not yet"),
        "asked": _("Asked"),
        "meeting": _("Meeting"),
        "promised": _("Promised"),
        "partial": _("Partial"),
        "in_force": _("In force"),
        "lapsed": _("Lapsed"),
    }
    return words.get(stage, stage)


@register.filter
def adoption_scope(adoption: Row) -> str:
    """Which framework, whether in law or in practice, and since when."""
    told = [adoption["framework"], adoption["scope"]]
    if adoption["on"]:
        told.append(day_words(adoption["on"]))
    return " · ".join(word for word in told if word)


@register.simple_tag
def partners_of(report: Snapshot, *parts: str) -> Iterable[Row]:
    """The partners who took one of *parts*, in the order of the parts."""
    return [p for part in parts for p in report["partners"] if p["part"] == part]


@register.filter
def edition_words(edition: Any) -> str:
    """Which version this is and when it was frozen, or that it is a draft."""
    if edition.version is None:
        return _("Draft")
    if edition.frozen_on is None:
        return _("Version %(version)d") % {"version": edition.version}
    return _("Version %(version)d, frozen %(day)s") % {
        "version": edition.version,
        "day": day_words(edition.frozen_on),
    }


@register.filter
def in_eights(digest: str) -> str:
    """A hash in groups of eight, so that an eye can compare it."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
