"""The shared sentences about what came after a build: outcomes, the room, adoption, history.

The same manners as `muster.reports.render.phrases`: pieces of the snapshot in, plain words out.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from muster.reports.render.phrases import (
    Row,
    Snapshot,
    Words,
    capitalized,
    day_words,
    frozen,
    in_own_words,
    in_reader_words,
    listed,
    number_words,
    own,
)

STAGES = ("done", "in_progress", "pledged", "interest", "count_only")


def stage_words(stage: str) -> str:
    """How far an outcome came, in words: a pledge never reads as done."""
    words = {
        "done": _("Done"),
        "in_progress": _("In progress"),
        "pledged": _("Pledged"),
        "interest": _("Interest"),
        "count_only": _("Count only"),
    }
    return words.get(stage, stage)


def outcomes_told(outcomes: Sequence[Row]) -> str:
    """How many things were reported, how far each came, and who has checked them."""
    if not outcomes:
        return _("Nothing has been reported yet.")
    counts = {stage: sum(o["stage"] == stage for o in outcomes) for stage in STAGES}
    stages = [_so_many(stage, count) for stage, count in counts.items() if count]
    total = len(outcomes)
    reported = capitalized(
        ngettext("%(count)s thing was reported", "%(count)s things were reported", total)
        % {"count": number_words(total)}
    )
    return f"{reported}: {listed(stages)}. {_checked(outcomes)}"


def _so_many(stage: str, count: int) -> str:
    words = {
        "done": ngettext("%(count)s done", "%(count)s done", count),
        "in_progress": ngettext("%(count)s in progress", "%(count)s in progress", count),
        "pledged": ngettext("%(count)s pledged", "%(count)s pledged", count),
        "interest": ngettext("%(count)s interest", "%(count)s interest", count),
        "count_only": ngettext("%(count)s count only", "%(count)s count only", count),
    }
    return words[stage] % {"count": number_words(count)}


def _checked(outcomes: Sequence[Row]) -> str:
    checked = sum(bool(outcome["substantiated"]) for outcome in outcomes)
    if not checked:
        return _("Nobody independent has checked them.")
    return capitalized(
        ngettext(
            "%(count)s is substantiated by somebody independent.",
            "%(count)s are substantiated by somebody independent.",
            checked,
        )
        % {"count": number_words(checked)}
    )


def days_unknown(outcomes: Sequence[Row]) -> str:
    """Said once instead of on each row, when no outcome has the day on which it was observed."""
    if not outcomes or any(outcome["observed"] for outcome in outcomes):
        return ""
    return _("The day on which each was observed is unknown.")


def who_says(outcome: Row) -> str:
    """Whether an outcome is somebody's own report, or who has checked it."""
    if not outcome["substantiated"]:
        return _("Self-reported")
    if not outcome["substantiated_by"]:
        return _("Substantiated")
    return _("Substantiated by %(who)s") % {"who": outcome["substantiated_by"]}


def reported_when(outcome: Row) -> str:
    """When an outcome was told: a day, the report's own words for it, or "unknown"."""
    if outcome["reported"]:
        return day_words(outcome["reported"])
    return str(outcome["reported_words"]) or _("unknown")


def how_known(outcome: Row) -> str:
    """Who says so, when it was seen, and when it was told, each as a sentence."""
    observed = day_words(outcome["observed"]) if outcome["observed"] else _("unknown")
    told = [
        who_says(outcome) + ".",
        _("Observed: %(day)s.") % {"day": observed},
        _("Reported: %(day)s.") % {"day": reported_when(outcome)},
    ]
    if outcome["verified"]:
        told.append(_("Verified: %(day)s.") % {"day": day_words(outcome["verified"])})
    if outcome.get("due"):
        told.append(_("Due: %(day)s.") % {"day": day_words(outcome["due"])})
    return " ".join(told)


def how_known_lines(outcome: Row) -> list[str]:
    """The same in the few lines of a narrow column; unknown days of seeing are left out."""
    told = [who_says(outcome)]
    if outcome["observed"]:
        told.append(_("observed %(day)s") % {"day": day_words(outcome["observed"])})
    if outcome["reported"] or outcome["reported_words"]:
        told.append(_("reported %(when)s") % {"when": reported_when(outcome)})
    else:
        told.append(_("day of report unknown"))
    if outcome["verified"]:
        told.append(_("verified %(day)s") % {"day": day_words(outcome["verified"])})
    if outcome.get("due"):
        told.append(_("due %(day)s") % {"day": day_words(outcome["due"])})
    return told


def introductions_told(outcome: Row) -> str:
    """To whom introductions were offered, and how far each came; nothing where there are none.

    Those whose names may not be printed are counted, and nothing else is told of them.
    """
    introductions, more = outcome["introductions"], outcome.get("introductions_more", 0)
    if not introductions and not more:
        return ""
    if not introductions:
        told = ngettext(
            "Introductions: %(n)s, not named here.", "Introductions: %(n)s, not named here.", more
        )
        return told % {"n": more}
    together = {
        "offered": _("Introductions, all offered: %(names)s."),
        "contacted": _("Introductions, all contacted: %(names)s."),
        "met": _("Introductions, all met: %(names)s."),
        "trained": _("Introductions, all trained: %(names)s."),
    }
    stages = {row["stage"] for row in introductions}
    if not more and len(stages) == 1 and (sentence := together.get(stages.pop())):
        return sentence % {"names": listed([str(row["to"]) for row in introductions])}
    words = {
        "offered": _("offered"),
        "contacted": _("contacted"),
        "met": _("met"),
        "trained": _("trained"),
    }
    named = [f"{row['to']} ({words.get(row['stage'], row['stage'])})" for row in introductions]
    if more:
        named.append(ngettext("%(n)s more", "%(n)s more", more) % {"n": more})
    return _("Introductions: %(names)s.") % {"names": listed(named)}


def sector(report: Snapshot, row: Row) -> Words:
    """The name of a sector, or ours for those that stand together."""
    return own(report, row, "sector") if row.get("sector_es") else frozen(report, row["sector"])


def room_told(report: Snapshot) -> str:
    """The chart of people by sector for somebody who does not see it."""
    rows = [f"{sector(report, row).text} {row['came']}" for row in report["room"]["rows"]]
    return _("People who came, by sector: %(rows)s.") % {"rows": listed(rows)}


def touch_words(quote: Row) -> str:
    """Which goal a quote touches without showing it; nothing where it touches none."""
    if not quote["touches"]:
        return ""
    return _("Touches goal %(code)s, and does not show it") % {"code": quote["touches"]}


def guidance_told(guidance: Row) -> str:
    """Whose words the lines to call are, and when somebody read them."""
    told = _("As the state’s own guidance said on %(day)s.") % {
        "day": day_words(guidance["checked"])
    }
    return f"{told} {guidance['source']}" if guidance["source"] else told


def has_spanish(guidance: Row) -> bool:
    """Whether the guidance has any words in Spanish."""
    return any(line.get("who_es") or line.get("when_es") for line in guidance["lines"])


def spanish_told(guidance: Row) -> str:
    """That no person has checked the words in Spanish, where there are any."""
    if guidance["spanish_checked"] or not has_spanish(guidance):
        return ""
    return _("No person who speaks Spanish has checked the Spanish words yet.")


def has_history(report: Snapshot) -> bool:
    """Whether anything is known of the state beside this build."""
    history = report["history"]
    return bool(history["past"] or history["reported_figures"] or report["adoptions"])


def reported_told() -> str:
    """What the table of other people's numbers is."""
    return _(
        "Numbers that others published. They are theirs as printed; we hold no rows behind them."
    )


def history_title(report: Snapshot) -> str:
    """What the section on the state is called: "Three builds in one state"."""
    past = len(report["history"]["past"])
    if not past:
        return _("In %(state)s") % {"state": report["build"]["state_name"]}
    return capitalized(
        ngettext("%(count)s build in one state", "%(count)s builds in one state", past + 1)
        % {"count": number_words(past + 1)}
    )


def adoption_words(stage: str) -> str:
    """The word for a stage of adoption."""
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
    return words.get(stage, stage)


def adoption_shape(stage: str) -> str:
    """The stage of an outcome whose shape stands for a stage of adoption: one family of shapes.

    Nothing for a component that does not apply.
    """
    shapes = {
        "none": "interest",
        "asked": "interest",
        "meeting": "interest",
        "promised": "pledged",
        "partial": "in_progress",
        "in_force": "done",
        "lapsed": "count_only",
    }
    return shapes.get(stage, "")


def adoption_scope(report: Snapshot, adoption: Row) -> str:
    """Which framework, whether in law or in practice, and since when."""
    told = [str(adoption["framework"]), frozen(report, adoption["scope"]).text]
    if adoption["on"]:
        told.append(day_words(adoption["on"]))
    return " · ".join(word for word in told if word)


def as_printed(report: Snapshot, figure: Row) -> Words:
    """A number that is known only as it was published, in its own words where they are known."""
    if figure["words"]:
        return in_own_words(report, f"“{figure['words']}”")
    told = [frozen(report, figure["qualifier"] or "").text, str(figure["value"] or "")]
    return in_reader_words(" ".join(part for part in told if part))
