"""The tables of a build in its packet: the build itself, its agenda, its room and its history."""

from django.db.models import Q
from django.utils.translation import gettext as _

from muster.builds.models import (
    Build,
    BuildAlias,
    Participant,
    Partner,
    PastBuild,
    ReportedFigure,
    Session,
    Speaker,
)
from muster.core.tables import Column, Kind, Rows, Table, choice, reference


def _wrong_build(row: Rows) -> list[tuple[str, str]]:
    wrong = []
    if row.get("from_history") and row.get("measures_fixed_on"):
        says = _("a build loaded from history had no measures fixed beforehand.")
        wrong.append(("measures_fixed_on", says))
    opens, closes = row.get("follow_up_opens_on"), row.get("follow_up_closes_on")
    if opens and closes and closes < opens:
        wrong.append(("follow_up_closes_on", _("the follow-up cannot close before it opens.")))
    return wrong


def _wrong_speaker(row: Rows) -> list[tuple[str, str]]:
    allowed = row.get("may_print") or row.get("may_record")
    if allowed and not (row.get("consent_on") and row.get("consent_until")):
        says = _("what a speaker allowed needs the day of consent and its end.")
        return [("consent_on", says)]
    return []


def _wrong_participant(row: Rows) -> list[tuple[str, str]]:
    came = row.get("status") in (Participant.Status.CHECKED_IN, Participant.Status.LEFT)
    if came and not row.get("checked_in_on"):
        return [("checked_in_on", _("somebody who was in the room has a day of check-in."))]
    return []


BUILD = Table(
    name="build",
    model=Build,
    says="The build itself: the section [build] of packet.toml.",
    above="program",
    key=("key",),
    rows=lambda scope: Build.objects.filter(pk=scope.build.pk),
    columns=(
        Column("key", "Its key, unique over all programs.", Kind.KEY, required=True),
        Column("name", "Its name.", required=True),
        Column("city", "Its city.", required=True),
        Column("state", "Its state.", Kind.STATE, required=True),
        Column("venue", "The building."),
        Column("day", "The day.", Kind.DATE),
        Column("starts", "Beginning, in the build’s own time zone.", Kind.TIME),
        Column("ends", "End, in the build’s own time zone.", Kind.TIME),
        Column("time_zone", "Its time zone.", Kind.ZONE, required=True),
        choice("status", "How far its life has come.", Build.Status),
        Column("tagline", "The line under its title."),
        Column("from_history", "Loaded from history, not pre-registered.", Kind.YES_NO),
        Column("source", "What the rows were taken from."),
        Column("measures_fixed_on", "When its measures were fixed.", Kind.DATE),
        Column("follow_up_opens_on", "First day of the follow-up window.", Kind.DATE),
        Column("follow_up_closes_on", "Last day of the follow-up window.", Kind.DATE),
        Column("prints_guidance", "Its report tells people whom to call.", Kind.YES_NO),
    ),
    wrong=_wrong_build,
    rules=(
        "A build loaded from history has no day on which its measures were fixed.",
        "The follow-up does not close before it opens.",
    ),
)
ALIASES = Table(
    name="aliases",
    model=BuildAlias,
    says="Other names under which the build is known.",
    above="build",
    key=("name",),
    rows=lambda scope: BuildAlias.objects.filter(build=scope.build),
    columns=(
        Column("name", "The other name.", required=True),
        Column("source", "Where it stands."),
    ),
)
PARTNERS = Table(
    name="partners",
    model=Partner,
    says="Hosts, sponsors and supporters.",
    above="build",
    key=("position",),
    rows=lambda scope: Partner.objects.filter(build=scope.build),
    columns=(
        Column("position", "The order in which they are thanked.", Kind.INTEGER, required=True),
        reference("organization", "Who.", "organizations", required=True),
        choice("part", "As what.", Partner.Part),
        Column("words", "The words of thanks."),
    ),
)
SESSIONS = Table(
    name="sessions",
    model=Session,
    says="The agenda.",
    above="build",
    key=("position",),
    rows=lambda scope: Session.objects.filter(build=scope.build),
    columns=(
        Column("position", "Its place in the agenda.", Kind.INTEGER, required=True),
        Column("title", "Its title.", required=True),
        Column("starts", "Beginning.", Kind.TIME),
        Column("ends", "End.", Kind.TIME),
        reference("curriculum", "The curriculum that is taught.", "curricula"),
    ),
)
SPEAKERS = Table(
    name="speakers",
    model=Speaker,
    says="Who leads the sessions, under the names that they chose. "
    "Legal names are not in a packet.",
    above="session",
    key=("session", "position"),
    order=("session__position", "position"),
    rows=lambda scope: Speaker.objects.filter(session__build=scope.build),
    columns=(
        reference("session", "The session’s position.", "sessions", required=True),
        Column("position", "Their place in the session.", Kind.INTEGER, required=True),
        choice("kind", "As what they speak.", Speaker.Kind),
        Column("name_chosen", "The name to print, or empty."),
        reference("organization", "For whom they speak.", "organizations"),
        Column("may_print", "They agreed to be printed.", Kind.YES_NO),
        Column("may_record", "They agreed to be recorded.", Kind.YES_NO),
        Column("consent_on", "When they agreed.", Kind.DATE),
        Column("consent_until", "Until when they agreed.", Kind.DATE),
        Column("withdrawn_on", "When they withdrew.", Kind.DATE),
    ),
    wrong=_wrong_speaker,
    rules=("What a speaker allowed has the day of consent and its end.",),
)
PARTICIPANTS = Table(
    name="participants",
    model=Participant,
    says="One row per person at the build. Person, sector and times may be unknown.",
    above="build",
    key=("number",),
    rows=lambda scope: Participant.objects.filter(build=scope.build),
    columns=(
        Column("number", "A number within the build.", Kind.INTEGER, required=True),
        reference("person", "Who, if known.", "people"),
        reference("organization", "For whom they came.", "organizations"),
        reference("sector", "From which sector.", "sectors"),
        reference("role", "In which role; the role says whether it counts.", "roles", True),
        choice("status", "How far they came.", Participant.Status),
        Column("walked_in", "They came without an invitation.", Kind.YES_NO),
        Column("decides", "An owner, executive or manager.", Kind.YES_NO),
        reference("delegate_for", "The participant in whose place they came.", "participants"),
        Column("checked_in_on", "The day of check-in.", Kind.DATE),
        Column("checked_in_at", "The moment of check-in.", Kind.INSTANT),
        Column("left_at", "The moment at which they left early.", Kind.INSTANT),
    ),
    wrong=_wrong_participant,
    rules=("Who is checked_in or left has a day of check-in.",),
)
PAST_BUILDS = Table(
    name="past_builds",
    model=PastBuild,
    says="Builds of the same state that are known as place and year only.",
    above="program",
    key=("key",),
    shared=True,
    rows=lambda scope: PastBuild.objects.filter(
        Q(program=scope.build.program, state=scope.build.state)
        | Q(pk__in=scope.referenced("past_builds"))
    ),
    columns=(
        Column("key", "Its key in the program.", Kind.KEY, required=True),
        Column("place", "Its city.", required=True),
        Column("state", "Its state.", Kind.STATE, required=True),
        Column("year", "Its year.", Kind.INTEGER, required=True),
        Column("source", "Where it is reported.", required=True),
    ),
)
REPORTED_FIGURES = Table(
    name="reported_figures",
    model=ReportedFigure,
    says="Numbers that somebody published and whose rows nobody holds; shown as theirs.",
    above="build",
    key=("key",),
    rows=lambda scope: ReportedFigure.objects.filter(build=scope.build),
    columns=(
        Column("key", "Its key in the build.", Kind.KEY, required=True),
        reference("past_build", "The past build that it is about.", "past_builds"),
        Column("about", "What was counted.", required=True),
        Column("value", "The number.", Kind.DECIMAL, required=True),
        Column("unit", "Of what."),
        choice("qualifier", "Exactly, over, under, about or nearly.", ReportedFigure.Qualifier),
        Column("words", "The words as printed.", required=True),
        Column("source", "Where it was printed.", required=True),
        Column("published_on", "When it was printed.", Kind.DATE),
    ),
)
TABLES = (
    ALIASES,
    PARTNERS,
    SESSIONS,
    SPEAKERS,
    PARTICIPANTS,
    PAST_BUILDS,
    REPORTED_FIGURES,
)
