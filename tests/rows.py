"""Rows of a small program, made one at a time, for tests that want few of them and know each."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from muster.builds.models import Build, Participant
from muster.core.models import Program
from muster.directory.models import Organization
from muster.followup.models import Outcome
from muster.programs.models import Goal, Item, Measure, Option, Questionnaire, Role, Sector
from muster.surveys.models import Answer, Quote, Response

DAY = date(2026, 3, 12)
TODAY = date(2026, 5, 26)
NOW = datetime.fromisoformat("2026-05-26T15:00:00Z")


def day_here() -> date:
    """The day that it is where the programs of the tests are at home."""
    return timezone.now().astimezone(ZoneInfo("America/Chicago")).date()


def program(key: str = "larch", **more: Any) -> Program:
    """A program with two sectors, two roles of which one counts, a question and three goals."""
    made = Program.objects.create(key=key, name=f"The {key} program", **more)
    short, long = Goal.Horizon.SHORT, Goal.Horizon.LONG
    aims = [("S2", short, "Train"), ("S4", short, "Motivate"), ("L1", long, "Use")]
    goals = Goal.objects.bulk_create(
        Goal(program=made, code=code, horizon=horizon, position=at, text=f"{aim}.", aim=aim)
        for at, (code, horizon, aim) in enumerate(aims, 1)
    )
    Sector.objects.bulk_create(
        Sector(program=made, key=name.lower(), name=name, position=position)
        for position, name in enumerate(["Police", "Trucking"], 1)
    )
    Role.objects.bulk_create(
        Role(program=made, key=name.lower(), name=name, position=at, counts=name == "Attendee")
        for at, name in enumerate(["Attendee", "Press"], 1)
    )
    asked = Questionnaire.objects.create(
        program=made, key="same-day", version=1, position=1, title="Before you leave"
    )
    question(asked, "next_steps", "I know what to do next.")
    Measure.objects.bulk_create(
        [
            Measure(
                program=made, key="response_rate", position=1, kind="response_rate",
                label="Answered the survey", says="answered the survey",
                counted_words="sent an answer", headline=True,
            ),
            Measure(
                program=made, key="participants", position=3, kind="participants", label="People",
                says="were in the room", counted_words="checked in",
            ),
            Measure(
                program=made, key="next_steps", position=2, kind="item", item_code="next_steps",
                goal=goals[0], label="Know next steps", says="know what to do next",
                counted_words="“agree”", headline=True,
            ),
        ]
    )  # fmt: skip
    return made


def question(asked: Questionnaire, code: str, text: str, **more: Any) -> Item:
    """A question that is answered by "agree", which counts, or "disagree", which does not."""
    position = asked.items.count() + 1
    more = {"kind": Item.Kind.AGREE} | more
    item = Item.objects.create(questionnaire=asked, code=code, position=position, text=text, **more)
    Option.objects.bulk_create(
        Option(item=item, value=word.lower(), label=word, position=at, counts=word == "Agree")
        for at, word in enumerate(["Agree", "Disagree"], 1)
    )
    return item


def build(of: Program, key: str = "larkhaven", **more: Any) -> Build:
    """A build that is over."""
    values = {
        "name": f"{key.capitalize()} coalition build", "city": key.capitalize(), "state": "MS",
        "day": DAY, "status": Build.Status.FOLLOWING_UP,
    } | more  # fmt: skip
    return Build.objects.create(program=of, key=key, **values)


def people(at: Build, many: int, **more: Any) -> list[Participant]:
    """*many* people who came, unless *more* says otherwise."""
    first = at.participants.count() + 1
    role = Role.objects.get(program=at.program, key=more.pop("role", "attendee"))
    values = {"status": "checked_in", "checked_in_on": at.day or DAY, "role": role} | more
    if values["status"] not in ("checked_in", "left"):
        values["checked_in_on"] = None
    return Participant.objects.bulk_create(
        Participant(build=at, number=number, **values) for number in range(first, first + many)
    )


def answers(at: Build, *, yes: int, no: int = 0, code: str = "next_steps") -> list[Answer]:
    """*yes* responses that say "agree" to the question *code*, and *no* that do not."""
    item = Item.objects.get(questionnaire__program=at.program, code=code)
    agree, disagree = item.options.all()
    responses = Response.objects.bulk_create(
        Response(build=at, questionnaire=item.questionnaire, origin="collected", day=at.day)
        for _each in range(yes + no)
    )
    return Answer.objects.bulk_create(
        Answer(response=response, item=item, option=agree if number < yes else disagree)
        for number, response in enumerate(responses)
    )


def outcome(at: Build, **more: Any) -> Outcome:
    """Something that came of the build: done, if nothing else is said."""
    position = at.outcomes.count() + 1
    goal = Goal.objects.get(program=at.program, code=more.pop("goal", "S4"))
    values = {
        "key": f"outcome-{position}", "position": position, "stage": "done", "goal": goal,
        "lead": "Pinewick Freight", "text": "trained its drivers.", "may_name": "yes",
    } | more  # fmt: skip
    return Outcome.objects.create(build=at, **values)


def quote(at: Build, **more: Any) -> Quote:
    """A sentence that may be printed without a name and about which nobody has decided."""
    position = at.quotes.count() + 1
    values = {
        "key": f"q{position:02}", "position": position, "about": "What you take back",
        "text": f"Now I know whom to call, {position}.", "permission": "unnamed",
    } | more  # fmt: skip
    return Quote.objects.create(build=at, **values)


def organization(of: Program, name: str, **more: Any) -> Organization:
    """A company that the program knows."""
    key = name.lower().replace(" ", "-")
    return Organization.objects.create(program=of, key=key, name=name, **more)
