"""Everything that a report prints and that somebody wrote is looked through."""

import pytest

from muster.builds.models import PastBuild, ReportedFigure
from muster.directory.models import Person
from muster.evidence.finding import Level
from muster.followup.models import Introduction
from muster.reports.checks import check_build
from muster.reports.figures import figures_of
from muster.reports.models import Override, Report, Tombstone
from muster.reports.render.retell import retold
from muster.reports.snapshot import snapshot_of
from muster.reports.words import fill
from tests import rows


def found(build, *, today=rows.TODAY):
    return [(flag.check, flag.place) for flag in check_build(build, today=today).open]


@pytest.fixture
def ada(larkhaven):
    """Somebody who was in the room and has not agreed to be named."""
    ada = Person.objects.create(program=larkhaven.program, key="ada", name="Ada Thorn")
    rows.people(larkhaven, 1, person=ada)
    return ada


@pytest.mark.parametrize("field", ["name", "city", "venue", "tagline", "source"])
def test_what_a_report_says_of_its_build_is_looked_through(larkhaven, ada, field):
    assert found(larkhaven) == []

    setattr(larkhaven, field, f"The hall of {ada}")
    larkhaven.save()

    assert found(larkhaven) == [("person_name", f"build:{field}")]


def test_other_names_of_the_build_are_looked_through(larkhaven, ada):
    larkhaven.aliases.create(name="Tarrow County build")
    assert found(larkhaven) == []

    larkhaven.aliases.create(name="Ada Thorn’s build")

    assert found(larkhaven) == [("person_name", "build:aliases")]


def test_builds_of_the_past_are_looked_through(larkhaven, ada):
    past = PastBuild.objects.create(
        program=larkhaven.program, key="port", place="Port Amity", state="MS", year=2024, source="x"
    )
    assert found(larkhaven) == []

    past.place = "At Ada Thorn’s"
    past.save()

    assert found(larkhaven) == [("person_name", "past_build:port")]


@pytest.mark.parametrize(
    ("field", "place"),
    [("about", "reported_figure:x"), ("unit", "reported_figure:x:source"),
     ("source", "reported_figure:x:source")],
)  # fmt: skip
def test_what_others_published_is_looked_through(larkhaven, ada, field, place):
    figure = ReportedFigure.objects.create(
        build=larkhaven, key="x", about="People", value=80, unit="people", qualifier="nearly",
        words="Nearly 80.", source="The Ledger",
    )  # fmt: skip
    assert found(larkhaven) == []

    setattr(figure, field, "Ada Thorn")
    figure.save()

    assert found(larkhaven) == [("person_name", place)]


def test_the_heading_that_quotes_stand_under_is_looked_through_once(larkhaven, ada):
    rows.quote(larkhaven, key="a", decision="show", about="About the day")
    assert found(larkhaven) == []

    rows.quote(larkhaven, key="b", decision="show", about="About Ada Thorn’s talk")
    rows.quote(larkhaven, key="c", decision="show", about="About Ada Thorn’s talk")

    assert found(larkhaven) == [("person_name", "quote:b:about")]


def test_the_page_of_a_partner_is_looked_through(larkhaven):
    host = rows.organization(larkhaven.program, "Pinewick Freight", url="www.example.org")
    larkhaven.partners.create(organization=host, part="host", position=1)
    assert found(larkhaven) == []

    host.url = "ada.thorn@example.org"
    host.save()

    assert found(larkhaven) == [("email", "partner:1:url")]


def test_what_a_flag_was_is_looked_through_like_the_reason(larkhaven, ada):
    row = Override.objects.create(
        build=larkhaven, fingerprint="f" * 16, check_name="role", place="summary:1", words="x",
        what="A job title", reason="So.", by="Dana", on=rows.TODAY,
    )  # fmt: skip
    assert found(larkhaven) == []

    row.what = "The job of Ada Thorn"
    row.save()

    assert found(larkhaven) == [("person_name", f"override:{row.fingerprint}:what")]


def test_what_is_said_of_a_withdrawal_is_looked_through(larkhaven, ada):
    report = Report.objects.create(
        build=larkhaven, version=1, snapshot="{}", hash="x", frozen_on=rows.TODAY
    )
    stone = Tombstone.objects.create(
        report=report, kind="quote", key="withdrawn-1", on=rows.TODAY, words="A quote.",
        hash_before="x", hash_after="y",
    )  # fmt: skip
    assert found(larkhaven) == []

    stone.words = "A quote of Ada Thorn."
    stone.save()

    assert found(larkhaven) == [("person_name", "withdrawal:quote:withdrawn-1")]


# ---- introductions -----------------------------------------------------------------------------


@pytest.fixture
def introducing(larkhaven):
    """An outcome that may be named, and introduces two shippers of whom nobody has asked one."""
    outcome = rows.outcome(larkhaven, key="intro", lead="Copperline", text="will introduce them.")
    asked = rows.organization(larkhaven.program, "Fenwater Mills")
    rows.outcome(larkhaven, key="asked", organization=asked, lead="Fenwater Mills")
    for position, name in enumerate(["Fenwater Mills", "Bellbuoy Parts"], 1):
        organization = larkhaven.program.organizations.filter(name=name).first()
        Introduction.objects.create(
            outcome=outcome, position=position,
            organization=organization or rows.organization(larkhaven.program, name),
        )  # fmt: skip
    return outcome


def test_each_that_is_introduced_needs_leave(larkhaven, introducing):
    (flag,) = check_build(larkhaven, today=rows.TODAY).open

    assert (flag.check, flag.place, flag.words) == (
        "organization_name", "outcome:intro:introductions", "Bellbuoy Parts",
    )  # fmt: skip


def test_who_said_no_is_not_printed_and_needs_no_flag(larkhaven, introducing):
    bellbuoy = larkhaven.program.organizations.get(name="Bellbuoy Parts")
    assert len(found(larkhaven)) == 1

    rows.outcome(larkhaven, organization=bellbuoy, lead="Bellbuoy Parts", text="came.",
                 unnamed="A shop", may_name="no")  # fmt: skip

    assert found(larkhaven) == []


def test_where_the_outcome_may_not_be_named_nobody_is_introduced(larkhaven, introducing):
    assert len(found(larkhaven)) == 1

    introducing.may_name, introducing.unnamed = "no", "An energy company"
    introducing.save()

    assert found(larkhaven) == []


# ---- outcomes whose leave nobody wrote down ----------------------------------------------------


def test_an_outcome_that_names_somebody_whom_no_directory_holds_needs_leave(larkhaven):
    outcome = rows.outcome(larkhaven, key="new", lead="Brandnew Trucking", may_name="yes")
    assert found(larkhaven) == []

    outcome.may_name = "not_recorded"
    outcome.save()

    (flag,) = check_build(larkhaven, today=rows.TODAY).open
    assert (flag.check, flag.place, flag.words, flag.level, flag.overridable) == (
        "outcome_not_recorded", "outcome:new", "Brandnew Trucking", Level.BLOCK, True,
    )  # fmt: skip


def test_where_the_name_of_an_organization_is_flagged_it_is_flagged_once(larkhaven):
    known = rows.organization(larkhaven.program, "Pinewick Freight")
    rows.outcome(larkhaven, key="a", organization=known, lead="Pinewick Freight’s drivers",
                 may_name="not_recorded")  # fmt: skip
    assert found(larkhaven) == [("organization_name", "outcome:a")]

    rows.outcome(larkhaven, key="b", organization=known, lead="The big P", may_name="not_recorded")

    assert found(larkhaven) == [
        ("organization_name", "outcome:a"),
        ("outcome_not_recorded", "outcome:b"),
    ]


def test_a_partner_may_be_named_with_its_outcome(larkhaven):
    host = rows.organization(larkhaven.program, "Pinewick Freight")
    rows.outcome(larkhaven, key="a", organization=host, lead="We", may_name="not_recorded")
    assert found(larkhaven) == [("outcome_not_recorded", "outcome:a")]

    larkhaven.partners.create(organization=host, part="host", position=1)

    assert found(larkhaven) == []


# ---- all of it ---------------------------------------------------------------------------------

PACK = "the program pack's own"
KEY = "one of a few words, a code, or a key that the report makes itself"
DAY = "a day, or a name of a state"
NAMED = "a partner's name, which is printed with its leave"

# What of a snapshot is no text that somebody wrote for this report.
EXPLAINED = {
    "format": KEY, "language": KEY, "hash": KEY,
    "build.key": "stands in the address of every page of the build", "build.state": DAY,
    "build.state_name": DAY, "build.place": "the city, which is looked through, and the state",
    "build.date": DAY,
    "program.key": PACK, "program.name": PACK, "program.url": PACK,
    "figures[].key": PACK, "figures[].label": PACK, "figures[].label_es": PACK,
    "figures[].says": PACK, "figures[].says_es": PACK, "figures[].kind": KEY,
    "figures[].goal": PACK, "figures[].origin": KEY, "figures[].definition.question": PACK,
    "figures[].definition.question_es": PACK, "figures[].definition.counted": PACK,
    "figures[].definition.questionnaire": PACK,
    "room.rows[].key": PACK, "room.rows[].sector": PACK,
    "room.rows[].sector_es": PACK,
    "goals[].code": PACK, "goals[].horizon": KEY, "goals[].aim": PACK, "goals[].text": PACK,
    "goals[].text_es": PACK, "goals[].status": KEY, "goals[].evidence[].kind": KEY,
    "goals[].evidence[].key": KEY,
    "outcomes[].key": KEY, "outcomes[].stage": KEY, "outcomes[].goal": PACK,
    "outcomes[].observed": DAY, "outcomes[].reported": DAY, "outcomes[].verified": DAY,
    "outcomes[].due": DAY, "outcomes[].introductions[].stage": KEY,
    "quotes[].key": KEY, "quotes[].about": "the heading, which is looked through, as a key",
    "quotes[].touches": PACK, "quotes[].language": KEY,
    "history.here.place": "the city, which is looked through",
    "history.past[].year": DAY, "history.here.date": DAY,
    "history.reported_figures[].value": "a number", "history.reported_figures[].qualifier": KEY,
    "adoptions[].key": KEY, "adoptions[].outcome": KEY,
    "adoptions[].component": PACK, "adoptions[].framework": PACK,
    "adoptions[].stage": KEY, "adoptions[].scope": KEY, "adoptions[].on": DAY,
    "partners[].part": KEY, "partners[].name": NAMED,
    "guidance.state": DAY, "guidance.checked": DAY,
    "guidance.lines[].number": "a number that is meant to be called",
    "withdrawals[].kind": KEY, "withdrawals[].key": KEY, "withdrawals[].on": DAY,
}  # fmt: skip


def leaves(value, path=""):
    """Every text of a snapshot, by where it stands."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from leaves(below, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for below in value:
            yield from leaves(below, f"{path}[]")
    elif isinstance(value, str):
        yield path, value


def looked_through(build):
    """Every text that the checks looked through, as it prints, in the parts that it prints in."""
    figures = figures_of(build)
    mission = []
    for place, raw in check_build(build, today=rows.TODAY).words.items():
        words = fill(raw, figures)
        yield words
        kind, _colon, key = place.partition(":")
        if kind == "guidance" or place.endswith((":introductions", ":source", ":aliases")):
            yield from words.split("; ")
        if kind == "reported_figure":
            about, _colon, said = words.partition(": ")
            past = build.reported_figures.get(key=key.partition(":")[0]).past_build
            yield from (said, f"{about} ({past})" if past else about)
        if kind == "mission":
            mission.append(words)
    yield "\n\n".join(mission)


@pytest.mark.parametrize("name", ["sample", "gulfport"])
def test_every_text_of_a_report_is_looked_through_or_it_is_said_why_not(request, name):
    build = request.getfixturevalue(name)
    build.prints_guidance = True
    snapshot = snapshot_of(build)
    checked = set(looked_through(build))

    for outcome in snapshot["outcomes"]:
        sentence = f"{outcome.pop('lead')} {outcome.pop('text')}"
        assert sentence in checked
    assert [
        (path, words)
        for path, words in leaves(snapshot)
        # What the report says in sentences of its own, it can say in the reader's language.
        if words and path not in EXPLAINED and words not in checked and not retold(words, "en")
    ] == []


def test_nothing_is_explained_that_no_report_has(sample, gulfport):
    paths = {path for build in (sample, gulfport) for path, _words in leaves(snapshot_of(build))}

    assert sorted(set(EXPLAINED) - paths) == []
