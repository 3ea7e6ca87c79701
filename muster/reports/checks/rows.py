"""Checks that look at rows, not at words: counts that contradict, days that cannot be, leave."""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from muster.builds.models import Build
from muster.evidence.finding import Finding, Level, found
from muster.evidence.roles import NamedOrganization
from muster.followup.models import Outcome
from muster.programs.models import Guidance
from muster.reports.figures import Line
from muster.surveys.models import Quote

# The first coalition builds were held in 2011, says the program that invented them
# (truckersagainsttrafficking.org/making-an-impact). An earlier day is a slip of the pen.
FIRST_BUILD = date(2011, 1, 1)


def check_counts(figures: Mapping[str, Line]) -> Iterator[Finding]:
    """More answers than people: nothing is corrected, and somebody has to say how it came to be."""
    for line in figures.values():
        if line.contradiction and line.figure is not None:
            yield _about(
                f"{line.figure.k} ÷ {line.figure.N}",
                check="more_answers_than_people",
                place=f"figure:{line.measure.key}",
                reason=line.contradiction,
                suggestion=_("Check the sign-in sheet and the answers that came in late."),
            )


def check_days(build: Build, days: Mapping[str, Sequence[date]], today: date) -> Iterator[Finding]:
    """Days before the first build ever, before this build, or still to come.

    Args:
        days: by what they are ("responses", "check-ins", "outcome:<key>"), each day once.
    """
    if build.day is not None and not build.day >= FIRST_BUILD:
        yield _day("build", build.day, _("Coalition builds have been held since 2011."))
    if (
        build.day is not None
        and build.day > today
        and build.status in (Build.Status.CLOSED, Build.Status.FOLLOWING_UP, Build.Status.REPORTED)
    ):
        yield _day("build", build.day, _("The build has closed, and this day is still to come."))
    for place, found_days in days.items():
        for day in found_days:
            if day > today:
                yield _day(place, day, _("This day is still to come."))
            elif day < (build.day or FIRST_BUILD):
                yield _day(place, day, _("This day lies before the build."))


def check_guidance(build: Build, guidance: Guidance | None, today: date) -> Iterator[Finding]:
    """What a report tells people to do must be checked every twelve months."""
    if not build.prints_guidance:
        return
    if guidance is None:
        yield _about(
            build.state,
            check="guidance_missing",
            place="guidance",
            reason=_("The report tells people whom to call, and there is no guidance for here."),
            suggestion=_("Write down the state’s guidance, and who confirmed it."),
        )
        return
    if guidance.is_stale(today):
        yield _about(
            date_format(guidance.checked_on, "DATE_FORMAT"),
            check="guidance_stale",
            place="guidance",
            reason=_("What a report tells people to do must be checked every 12 months."),
            suggestion=_("Check the state’s guidance and date it."),
        )
    if not guidance.spanish_is_checked and any(
        line.who_es or line.when_es for line in guidance.lines.all()
    ):
        yield _about(
            guidance.state,
            check="spanish_unchecked",
            place="guidance",
            level=Level.WARN,
            reason=_(
                "No person who speaks Spanish has checked the Spanish words; the report says so."
            ),
            suggestion=_("Ask somebody who speaks Spanish to read them."),
        )


def check_leave(quotes: Sequence[Quote]) -> Iterator[Finding]:
    """Sentences whose leave nobody wrote down. Names are found by the check of identity."""
    for quote in quotes:
        if quote.permission == Quote.Permission.NOT_RECORDED:
            yield _about(
                quote.text,
                check="permission_not_recorded",
                place=f"quote:{quote.key}",
                reason=_("Nobody wrote down whether this sentence may be printed."),
                suggestion=_("Ask its writer, or say where it was published already."),
            )


def check_names_told(outcomes: Sequence[Outcome], agreed: Set[int]) -> Iterator[Finding]:
    """Outcomes that say who it was, where nobody wrote down whether that may be said.

    Where they say it by the name of an organization that the program knows, the check of names
    finds it; here are the others, which may name somebody whom no directory holds.

    Args:
        outcomes: the standing ones, with their organizations.
        agreed: the database's keys of the organizations that may be named.
    """
    for outcome in outcomes:
        organization = outcome.organization
        if outcome.may_name != Outcome.MayName.NOT_RECORDED or not outcome.lead:
            continue
        if organization is not None and (
            organization.pk in agreed or NamedOrganization(organization.name).spans_in(outcome.lead)
        ):
            continue
        yield _about(
            outcome.lead,
            check="outcome_not_recorded",
            place=f"outcome:{outcome.key}",
            reason=_("Nobody wrote down whether they agreed to be named with it."),
            suggestion=_("Ask them, say it without a name, or say where it was published already."),
        )


def _day(place: str, day: date, reason: str) -> Finding:
    return _about(
        day.isoformat(),
        check="unlikely_day",
        place=place,
        reason=reason,
        suggestion=_("Correct the day, or say why it is right."),
    )


def _about(
    words: str,
    *,
    check: str,
    place: str,
    reason: str,
    suggestion: str,
    level: Level = Level.BLOCK,
) -> Finding:
    """A finding about a row: its words are the whole of what is shown."""
    return found(
        words,
        (0, len(words)),
        check=check,
        level=level,
        place=place,
        reason=reason,
        suggestion=suggestion,
    )
