"""What the checks ask for, as the desk lists it: what, where, why, what instead, where to go."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from muster.builds.models import Build
from muster.evidence.finding import Finding
from muster.reports.checks import Checked
from muster.reports.desk.slots import PARTS
from muster.reports.figures import Line
from muster.reports.models import Override, Passage
from muster.reports.overrides import check_words
from muster.reports.words import pieces

# So much of a text stands around the words that a check stopped at.
_AROUND = 90


@dataclass(frozen=True, slots=True)
class Where:
    """A place of the report in words, where to change it, and what the button there says."""

    words: str
    href: str
    act: str


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing that a check found. The same words twice in one place are one flag.

    Attributes:
        anchor: where it stands on the desk.
        before, words, after: what was found, within the text around it.
        override: who let it stand, where somebody did.
    """

    finding: Finding
    heading: str
    anchor: str
    before: str
    words: str
    after: str
    where: Where
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Flags:
    """All flags of a build, by what they ask for.

    Attributes:
        idle: overrides that close nothing any more, because the words or the rows have changed;
            they are printed until somebody takes them back.
        texts: how many texts were looked through; in *fine* of them nothing was found.
    """

    open: tuple[Flag, ...]
    to_look_at: tuple[Flag, ...]
    notes: tuple[Flag, ...]
    overridden: tuple[Flag, ...]
    idle: tuple[Override, ...]
    texts: int
    fine: int


def flags_of(build: Build, checked: Checked, figures: Mapping[str, Line]) -> Flags:
    """What *checked* found, for the desk of *build*."""
    draw = _Drawing(build, checked.words, figures)
    flagged = {finding.place for finding in checked.findings}
    let_stand = {finding.fingerprint: row for finding, row in checked.overridden}
    stands = [finding for finding, _row in checked.overridden]
    return Flags(
        open=tuple(draw.all_of(checked.open)),
        to_look_at=tuple(draw.all_of(checked.to_look_at)),
        notes=tuple(draw.all_of(checked.notes)),
        overridden=tuple(draw.all_of(stands, let_stand)),
        idle=tuple(
            row for row in Override.objects.filter(build=build) if row.fingerprint not in let_stand
        ),
        texts=checked.texts,
        fine=len(set(checked.words) - flagged),
    )


@dataclass(frozen=True, slots=True)
class _Drawing:
    build: Build
    words: Mapping[str, str]
    figures: Mapping[str, Line]

    def all_of(
        self, findings: Iterable[Finding], let_stand: Mapping[str, Override] | None = None
    ) -> Iterator[Flag]:
        once: dict[str, Finding] = {}
        for finding in findings:
            once.setdefault(finding.fingerprint, finding)
        for finding in once.values():
            before, words, after = self.excerpt(finding)
            yield Flag(
                finding=finding,
                heading=check_words(finding.check),
                anchor=f"check-{finding.fingerprint}",
                before=before,
                words=words,
                after=after,
                where=where_is(finding.place, self.build),
                override=(let_stand or {}).get(finding.fingerprint),
            )

    def excerpt(self, finding: Finding) -> tuple[str, str, str]:
        """What was found, with what stands before and after it, numbers filled in."""
        text = self.words.get(finding.place, "")
        if text[finding.start : finding.end] != finding.words:
            return "", finding.words, ""  # it is about a row, not about words
        drawn = pieces(text, self.figures, [finding])
        parts = ["", "", ""]
        for marked, run in groupby(drawn, key=lambda piece: piece.level is not None):
            at = 1 if marked else 2 if parts[1] else 0
            parts[at] += "".join(piece.words for piece in run)
        before, words, after = parts
        return _end_of(before), words, Truncator(after).chars(_AROUND)


def _end_of(text: str) -> str:
    """The last words of *text*, before what was found."""
    if len(text) <= _AROUND:
        return text
    _cut, _space, rest = text[-_AROUND:].partition(" ")
    return f"… {rest}"


def where_is(place: str, build: Build) -> Where:
    """Where *place* is, as people say it, and where it is changed."""
    kind, _colon, rest = place.partition(":")
    key = rest.partition(":")[0]
    reword = _("Reword")
    if kind == Passage.Kind.GOAL:
        return Where(key, f"#edit-goal-{key}", reword)
    if part := next((part for part in PARTS if part.kind == kind), None):
        return Where(str(part.title), f"#edit-{part.kind}", reword)
    if kind == "outcome":
        outcome = reverse("outcome", args=[build.key, key])
        return Where(_("Outcome"), outcome, _("Open the outcome"))
    if kind == "quote":
        quotes = f"{reverse('quotes', args=[build.key])}?pile=shown#q-{key}"
        return Where(_("Quote"), quotes, _("Open the quotes desk"))
    if kind == "figure":
        figure = reverse("figure", args=[build.key, key])
        return Where(_("Figure"), figure, _("Look at its rows"))
    if kind == "guidance":
        return Where(_("Whom to call"), reverse("program"), _("Check it now"))
    if kind == "check-ins":
        return Where(_("Check-ins"), reverse("room", args=[build.key]), _("Open the room"))
    if kind == "override":
        return Where(_("A reason that is printed"), f"#check-{key}", _("Look at it"))
    if kind == "responses":
        figures = reverse("figures", args=[build.key])
        return Where(_("Answers"), figures, _("Look at the figures"))
    words = {
        "adoption": _("Adoption"),
        "build": _("The build"),
        "partner": _("Thanks to partners"),
        "past_build": _("History in the state"),
        "reported_figure": _("Published by others"),
        "withdrawal": _("Withdrawn"),
    }
    return Where(words.get(kind, kind), reverse("build", args=[build.key]), _("Open the build"))


def blocked_by(flags: Sequence[Flag]) -> list[tuple[str, str]]:
    """Where flags block, each place once: words and the anchor of its first flag."""
    places: dict[str, str] = {}
    for flag in flags:
        places.setdefault(flag.where.words, flag.anchor)
    return list(places.items())
