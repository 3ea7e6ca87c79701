"""The words of a snapshot: what we wrote, numbers filled in, and what the rows add to it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from muster.builds.models import Build, PastBuild
from muster.reports.figures import Line
from muster.reports.models import Passage
from muster.reports.words import fill
from muster.shell.days import day_words

# How a difference from the source is written down: what stood there, an arrow, what stands here.
ARROW = " → "


@dataclass(slots=True)
class WrittenWords:
    """Our own passages as they print, by where they stand."""

    mission: str = ""
    summary: list[str] = field(default_factory=list)
    summary_note: str = ""
    quotes_note: str = ""
    history_note: str = ""
    methods: list[dict[str, str]] = field(default_factory=list)
    against_source: list[dict[str, str]] = field(default_factory=list)
    past: list[PastBuild] = field(default_factory=list)


def written_words(build: Build, figures: Mapping[str, Line]) -> WrittenWords:
    """All passages of *build* but the sentences of goals, filled with *figures*; two queries."""
    found: dict[str, list[Passage]] = defaultdict(list)
    rows = Passage.objects.filter(build=build).exclude(kind=Passage.Kind.GOAL)
    for passage in rows.order_by("kind", "position"):
        found[passage.kind].append(passage)
    texts = {
        kind: [fill(passage.text, figures) for passage in passages]
        for kind, passages in found.items()
    }
    summary = found[Passage.Kind.SUMMARY]
    return WrittenWords(
        mission="\n\n".join(texts.get(Passage.Kind.MISSION, [])),
        summary=texts.get(Passage.Kind.SUMMARY, []),
        summary_note=_("The program’s own words, as it published them.")
        if summary and all(passage.verbatim for passage in summary)
        else "",
        quotes_note=" ".join(texts.get(Passage.Kind.QUOTES, [])),
        history_note=" ".join(texts.get(Passage.Kind.HISTORY, [])),
        methods=[
            {
                "heading": fill(passage.heading, figures),
                "text": fill(passage.text, figures),
                "strong": "",
            }
            for passage in found[Passage.Kind.METHOD]
        ]
        + _methods_of_the_rows(build),
        against_source=[_difference(passage, figures) for passage in found[Passage.Kind.SOURCE]],
        past=_past_of(build),
    )


def there_and_here(text: str) -> tuple[str, str]:
    """The two sides of a difference from the source; where only one is written, it is ours.

    >>> there_and_here("1, 2 → S1, S2"), there_and_here("Not measured")
    (('1, 2', 'S1, S2'), ('', 'Not measured'))
    """
    there, arrow, here = text.partition(ARROW)
    return (there, here) if arrow else ("", there)


def _past_of(build: Build) -> list[PastBuild]:
    """The builds known as place and year only that the state had before this one."""
    past = PastBuild.objects.filter(program=build.program, state=build.state)
    return list(past.filter(year__lte=build.day.year) if build.day else past)


def _difference(passage: Passage, figures: Mapping[str, Line]) -> dict[str, str]:
    there, here = there_and_here(passage.text)
    return {
        "what": fill(passage.heading, figures),
        "there": fill(there, figures),
        "here": fill(here, figures),
    }


def _methods_of_the_rows(build: Build) -> list[dict[str, str]]:
    """What the rows themselves say about how the numbers came to be."""
    said = []
    if build.from_history:
        said.append(
            _(
                "The build was loaded from history: its measures were not fixed beforehand, so that"
                " what is counted could have been chosen afterwards."
            )
        )
    elif build.measures_fixed_on is not None:
        said.append(
            _("What is counted, and how, was fixed on %(day)s, before the build opened.")
            % {"day": day_words(build.measures_fixed_on)}
        )
    else:
        said.append(_("What is counted was not fixed before the build opened."))
    if build.follow_up_opens_on is not None and build.follow_up_closes_on is not None:
        said.append(
            _("What came of it was asked from %(first)s to %(last)s.")
            % {
                "first": day_words(build.follow_up_opens_on),
                "last": day_words(build.follow_up_closes_on),
            }
        )
    return [{"heading": _("What was fixed when"), "text": " ".join(said), "strong": ""}]
