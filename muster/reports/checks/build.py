"""All checks of one build together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Value, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import override

from muster.builds.models import Build
from muster.evidence.finding import Finding, Level
from muster.evidence.identity import check_identity
from muster.evidence.language import Term, check_words
from muster.evidence.numbers_in_text import check_numbers, tokens
from muster.evidence.spans import Phrases, is_within
from muster.followup.models import Introduction, Outcome
from muster.programs.models import Goal, Guidance
from muster.programs.models import Term as TermRow
from muster.reports.checks.letters import check_letters
from muster.reports.checks.names import known_names
from muster.reports.checks.rows import (
    check_counts,
    check_days,
    check_guidance,
    check_leave,
    check_names_told,
)
from muster.reports.checks.texts import Text, texts_around, texts_of
from muster.reports.figures import Line, figures_of, thresholds_of
from muster.reports.models import Override, Passage
from muster.surveys.models import Quote

# Checks that are about the tokens themselves.
_OF_TOKENS = ("unknown_figure", "malformed_token")


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks say of a build.

    Attributes:
        open: red flags that hold the release back.
        to_look_at: amber ones.
        notes: what depends on the context.
        overridden: red flags that somebody let stand.
        words: every text that was looked through, by where it stands.
    """

    open: tuple[Finding, ...]
    to_look_at: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    overridden: tuple[tuple[Finding, Override], ...]
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def texts(self) -> int:
        """How many texts were looked through."""
        return len(self.words)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them, whether they hold anything back or not."""
        stand = (finding for finding, _row in self.overridden)
        return (*self.open, *self.to_look_at, *self.notes, *stand)

    def by_place(self) -> dict[str, list[Finding]]:
        """The findings that still ask for something, by where they stand."""
        places: dict[str, list[Finding]] = defaultdict(list)
        for finding in (*self.open, *self.to_look_at):
            places[finding.place].append(finding)
        return dict(places)


def check_build(build: Build, *, today: date, figures: Mapping[str, Line] | None = None) -> Checked:
    """Look through everything that the report of *build* would print.

    Args:
        today: the program's day; guidance ages by it, and leave runs out.
        figures: those of the build, where they are counted already.
    """
    with override(build.program.language):
        figures = figures_of(build) if figures is None else figures
        rows = _Rows(build)
        passages = list(Passage.objects.filter(build=build).select_related("goal"))
        quotes = list(Quote.objects.filter(build=build).printable())
        texts = [
            *texts_of(build, passages, rows.outcomes, quotes),
            *texts_around(
                build,
                partners=rows.partners,
                overrides=rows.overrides,
                guidance=rows.guidance,
            ),
        ]
        look = _Look(rows, quotes, texts, frozenset(figures), today)
        findings = [finding for text in texts for finding in look.through(text)]
        findings += check_counts(figures)
        findings += check_days(build, _days(build, rows.outcomes), today)
        findings += check_guidance(build, rows.guidance, today)
        findings += check_leave(quotes)
        findings += check_names_told(rows.outcomes, look.agreed)
    return _sorted_out(findings, rows.overrides, texts)


def check_quotes(build: Build, quotes: Sequence[Quote], *, today: date) -> Checked:
    """Look through *quotes* of *build* before anybody has chosen them, as if they were printed."""
    with override(build.program.language):
        rows = _Rows(build)
        texts = list(texts_of(build, (), (), quotes))
        look = _Look(rows, quotes, texts, frozenset(), today)
        findings = [finding for text in texts for finding in look.through(text)]
        findings += check_leave(quotes)
    return _sorted_out(findings, rows.overrides, texts)


class _Rows:
    """What all checks of a build need, loaded once."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self.outcomes = list(
            build.outcomes.standing()
            .select_related("organization__sector", "goal")
            .prefetch_related(
                Prefetch(
                    "introductions",
                    Introduction.objects.select_related("organization__sector"),
                )
            )
        )
        self.partners = list(build.partners.select_related("organization__sector"))
        self.overrides = list(Override.objects.filter(build=build))
        self.guidance = Guidance.objects.of(build.program).for_state(build.state)
        if self.guidance is not None:
            prefetch_related_objects([self.guidance], "lines")

    @property
    def public_numbers(self) -> list[str]:
        return [line.number for line in self.guidance.lines.all()] if self.guidance else []


class _Look:
    """What a text is held against: loaded once, for all texts of a build."""

    def __init__(
        self,
        rows: _Rows,
        quotes: Sequence[Quote],
        texts: Sequence[Text],
        keys: frozenset[str],
        today: date,
    ) -> None:
        program = rows.build.program
        known = known_names(
            rows.build,
            partners=rows.partners,
            outcomes=rows.outcomes,
            quotes=quotes,
            texts=[text.words for text in texts],
            today=today,
            sites=any(text.counts for text in texts),
        )
        self.known, self.agreed = known.names, known.agreed
        self.keys, self.numbers = keys, rows.public_numbers
        self.thresholds = thresholds_of(program)
        self.language = program.language
        self.terms = [
            Term(row.pattern, Level(row.level), row.prefer, row.why, row.source)
            for row in TermRow.objects.of(program)
        ]
        names = [organization.name for organization in self.known.organizations]
        goals = Goal.objects.of(program).values_list("text", flat=True)
        self.spared = Phrases([*names, *goals], names=True)
        self.free = Phrases(
            filter(_is_a_name, [*names, *self.known.sites, *self.numbers]), names=True
        )

    def through(self, text: Text) -> Iterable[Finding]:
        """Everything that the checks of words find in *text*."""
        # The key within a token is no word of the text: {figure:survivor}.
        within = [(token.start, token.end) for token in tokens(text.words)]
        for finding in self._found(text):
            if finding.check in _OF_TOKENS or not is_within((finding.start, finding.end), within):
                yield finding

    def _found(self, text: Text) -> Iterable[Finding]:
        yield from check_words(
            text.words,
            self.terms,
            place=text.place,
            own_text=text.ours,
            known_phrases=self.spared,
            gettext=_,
        )
        identity = [
            finding
            for finding in check_identity(
                text.words,
                place=text.place,
                known=self.known,
                thresholds=self.thresholds,
                published_elsewhere=bool(text.published),
                public_numbers=self.numbers,
                gettext=_,
            )
            if not _covered(finding, text)
        ]
        yield from identity
        if text.counts:
            # The digits of a number to call are flagged as that, and are no counts.
            called = [(f.start, f.end) for f in identity if f.check in ("phone", "email")]
            yield from (
                finding
                for finding in check_numbers(
                    text.words,
                    place=text.place,
                    free=self.free,
                    told=text.told,
                    language=self.language,
                    known_keys=self.keys,
                    gettext=_,
                )
                if not is_within((finding.start, finding.end), called)
            )
        yield from check_letters(text.words, place=text.place)


def _covered(finding: Finding, text: Text) -> bool:
    """Whether the leave given with the text itself covers a name in it."""
    return finding.check in ("person_name", "organization_name") and any(
        finding.words.casefold() in name.casefold() for name in text.consents
    )


def _is_a_name(words: str) -> bool:
    """Whether *words* may stand anywhere: a name, or a phone number. "911" and "44" may not."""
    return any(letter.isalpha() for letter in words) or sum(map(str.isdecimal, words)) > 3


def _days(build: Build, outcomes: Sequence[Outcome]) -> Mapping[str, Sequence[date]]:
    answered = build.responses.order_by().annotate(of=Value("responses")).values_list("of", "day")
    came = build.participants.order_by().annotate(of=Value("check-ins"))
    days: dict[str, Sequence[date]] = {"responses": [], "check-ins": []}
    for kind, day in sorted(
        (kind, day)
        for kind, day in answered.union(came.values_list("of", "checked_in_on"))
        if day is not None
    ):
        days[kind] = [*days[kind], day]
    for outcome in outcomes:
        told = [outcome.observed_on, outcome.reported_on, outcome.verified_on]
        days[f"outcome:{outcome.key}"] = sorted({day for day in told if day is not None})
    return days


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding at each position once; the stricter first, then by place."""
    seen = dict.fromkeys(findings)
    return sorted(seen, key=lambda f: (-f.level.weight, f.place, f.start, f.check))


def _sorted_out(
    findings: Iterable[Finding], overrides: Iterable[Override], texts: Iterable[Text]
) -> Checked:
    let_stand = {row.fingerprint: row for row in overrides}
    found = _once(findings)
    red = [finding for finding in found if finding.level is Level.BLOCK]
    overridden = [
        (finding, let_stand[finding.fingerprint])
        for finding in red
        if finding.overridable and finding.fingerprint in let_stand
    ]
    stands = {finding for finding, _row in overridden}
    return Checked(
        open=tuple(finding for finding in red if finding not in stands),
        to_look_at=tuple(finding for finding in found if finding.level is Level.WARN),
        notes=tuple(finding for finding in found if finding.level is Level.NOTE),
        overridden=tuple(overridden),
        words={text.place: text.words for text in texts},
    )
