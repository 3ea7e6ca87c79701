"""The texts of a report that are looked through, each with what decides how strictly.

Everything that a report prints and that somebody wrote is among them. What the program pack says,
and what the report says of itself, is not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from muster.builds.models import Build, Partner, PastBuild
from muster.evidence.counts import Told, told_counts
from muster.followup.models import Outcome
from muster.programs.models import Guidance
from muster.reports.introductions import SaidNo, introductions_named
from muster.reports.models import Override, Passage, Tombstone
from muster.reports.snapshot_words import there_and_here
from muster.surveys.models import Quote

# What else of an outcome is printed beside its sentence.
_BESIDE = (
    "contribution",
    "significance",
    "verified_by",
    "source",
    "reported_words",
)
# What a report says of its build beside its own words.
_OF_BUILD = ("name", "city", "venue", "tagline", "source")
# Passages whose heading is printed.
_HEADED = (Passage.Kind.METHOD, Passage.Kind.SOURCE)


@dataclass(frozen=True, slots=True)
class Text:
    """One text and where it stands.

    Attributes:
        place: its key: "goal:S4:1", "mission:1", "quote:<key>", "outcome:<key>"; what stands beside
            the words of a place has one more part, "method:1:heading".
        ours: whether the program wrote it for this report. Somebody else's words are not rewritten.
        counts: whether numbers in it must come from figures.
        published: where it was published before; empty where it was not.
        told: counts that walk back to an outcome of the same goal.
        consents: names that the text's own leave covers.
    """

    place: str
    words: str
    ours: bool = True
    counts: bool = False
    published: str = ""
    told: frozenset[Told] = frozenset()
    consents: tuple[str, ...] = ()


def place_of(passage: Passage) -> str:
    """The key under which findings in *passage* stand."""
    if passage.goal is not None:
        return f"goal:{passage.goal.code}:{passage.position}"
    return f"{passage.kind}:{passage.position}"


def texts_of(
    build: Build,
    passages: Sequence[Passage],
    outcomes: Sequence[Outcome],
    quotes: Sequence[Quote],
) -> Iterator[Text]:
    """All texts that the report of *build* would print."""
    told = _counts_told_by(outcomes, build.program.language)
    said_no = SaidNo.of(outcomes)
    for passage in passages:
        yield from _of_passage(passage, build, told.get(passage.goal_id or 0, frozenset()))
    for outcome in outcomes:
        leave = outcome.may_name == Outcome.MayName.YES
        yield Text(
            f"outcome:{outcome.key}",
            f"{outcome.printed_lead} {outcome.text}".strip(),
            published=outcome.source if build.from_history else "",
            consents=(outcome.lead,) if leave else (),
        )
        for name in _BESIDE:
            if words := getattr(outcome, name):
                yield Text(f"outcome:{outcome.key}:{name}", words)
        named = [each.organization.name for each in introductions_named(outcome, said_no)]
        if named:
            yield Text(
                f"outcome:{outcome.key}:introductions",
                "; ".join(named),
                published=outcome.source if build.from_history else "",
            )
    yield from _of_quotes(quotes)


def _of_quotes(quotes: Sequence[Quote]) -> Iterator[Text]:
    headings = set()
    for quote in quotes:
        yield Text(
            f"quote:{quote.key}",
            quote.text,
            ours=False,
            published=quote.source,
            consents=(quote.name,) if quote.name else (),
        )
        if words := quote.prints_as:
            # Leave to print a role is leave to print all of it.
            yield Text(f"quote:{quote.key}:prints_as", words, ours=False, consents=(words,))
        # Quotes stand together under one heading.
        if quote.about and quote.about not in headings:
            headings.add(quote.about)
            yield Text(f"quote:{quote.key}:about", quote.about)


def _of_passage(passage: Passage, build: Build, told: frozenset[Told]) -> Iterator[Text]:
    # Only history has words that were published before; they keep their numbers, which are the
    # source's.
    verbatim = passage.verbatim and build.from_history
    base = place_of(passage)
    parts = {base: passage.text}
    if passage.kind == Passage.Kind.SOURCE:
        there, here = there_and_here(passage.text)
        parts = {f"{base}:there": there, f"{base}:here": here}
    if passage.kind in _HEADED:
        parts[f"{base}:heading"] = passage.heading
    for place, words in parts.items():
        if words:
            yield Text(
                place,
                words,
                ours=not verbatim,
                counts=not verbatim and passage.kind != Passage.Kind.SOURCE,
                published=build.source if verbatim else "",
                told=told,
            )


def texts_around(
    build: Build,
    *,
    partners: Sequence[Partner],
    overrides: Iterable[Override],
    guidance: Guidance | None,
) -> Iterator[Text]:
    """The words that stand beside the report's own, on its sign, in its margins, at its foot."""
    for name in _OF_BUILD:
        if words := getattr(build, name):
            yield Text(f"build:{name}", words)
    if aliases := [alias.name for alias in build.aliases.all()]:
        yield Text("build:aliases", "; ".join(aliases))
    for past in PastBuild.objects.filter(program=build.program, state=build.state):
        yield Text(f"past_build:{past.key}", past.place)
    for adoption in build.adoptions.exclude(words=""):
        yield Text(f"adoption:{adoption.key}", adoption.words)
    for partner in partners:
        if partner.words:
            yield Text(f"partner:{partner.position}", partner.words)
        if partner.organization.url:
            yield Text(f"partner:{partner.position}:url", partner.organization.url)
    for figure in build.reported_figures.all():
        place = f"reported_figure:{figure.key}"
        words = f"{figure.about}: {figure.words}"
        yield Text(place, words, ours=False, published=figure.source)
        yield Text(f"{place}:source", f"{figure.unit}; {figure.source}", ours=False)
    if build.prints_guidance and guidance is not None:
        yield from _of_guidance(guidance)
    for row in overrides:
        # Why a flag may stand is printed too: it may name what was let stand, and nobody else.
        yield Text(f"override:{row.fingerprint}", row.reason, consents=(row.words,))
        if row.what:
            yield Text(f"override:{row.fingerprint}:what", row.what)
    for stone in Tombstone.objects.filter(report__build=build):
        yield Text(f"withdrawal:{stone.kind}:{stone.key}", stone.words)


def _of_guidance(guidance: Guidance) -> Iterator[Text]:
    """Whom to call. Its phone numbers are public; its words are somebody's all the same."""
    yield Text("guidance:source", guidance.source)
    for line in guidance.lines.all():
        words = [line.who, line.when, line.who_es, line.when_es]
        yield Text(f"guidance:{line.position}", "; ".join(word for word in words if word))


def _counts_told_by(outcomes: Sequence[Outcome], language: str) -> Mapping[int, frozenset[Told]]:
    """What the outcomes of a goal count, by goal.

    "25 shippers" in the sentence of a goal is no count of ours when an outcome of that goal says
    it: the number walks back to the outcome.
    """
    told: dict[int, frozenset[Told]] = {}
    for outcome in outcomes:
        counts = told_counts(f"{outcome.printed_lead} {outcome.text}", language=language)
        told[outcome.goal_id] = told.get(outcome.goal_id, frozenset()) | counts
    return told
