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
    for position, (code, aim) in enumerate([("S2", "Train"), ("S4", "Motivate"), ("L1", "Use")], 1):
        horizon = Goal.Horizon.SHORT if code.startswith("S") else Goal.Horizon.LONG
        Goal.objects.create(
            program=made, code=code, horizon=horizon, position=position, text=f"{aim}.", aim=aim
        )
    for position, name in enumerate(["Police", "Trucking"], 1):
        Sector.objects.create(program=made, key=name.lower(), name=name, position=position)
    Role.objects.create(program=made, key="attendee", name="Attendee", position=1, counts=True)
    Role.objects.create(program=made, key="press", name="Press", position=2, counts=False)
    asked = Questionnaire.objects.create(
        program=made, key="same-day", version=1, position=1, title="Before you leave"
    )
    question(asked, "next_steps", "I know what to do next.")
    goal = Goal.objects.get(program=made, code="S2")
    Measure.objects.create(
        program=made, key="response_rate", position=1, kind="response_rate",
        label="Answered the survey", says="answered the survey", counted_words="sent an answer",
        headline=True,
    )  # fmt: skip
    Measure.objects.create(
        program=made, key="participants", position=3, kind="participants", label="People",
        says="were in the room", counted_words="checked in",
    )  # fmt: skip
    Measure.objects.create(
        program=made, key="next_steps", position=2, kind="item", item_code="next_steps", goal=goal,
        label="Know next steps", says="know what to do next", counted_words="“agree”",
        headline=True,
    )  # fmt: skip
    return made


def question(asked: Questionnaire, code: str, text: str, **more: Any) -> Item:
    """A question that is answered by "agree", which counts, or "disagree", which does not."""
    position = asked.items.count() + 1
    more = {"kind": Item.Kind.AGREE} | more
    item = Item.objects.create(questionnaire=asked, code=code, position=position, text=text, **more)
    Option.objects.create(item=item, value="agree", label="Agree", position=1, counts=True)
    Option.objects.create(item=item, value="disagree", label="Disagree", position=2)
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
    return [
        Participant.objects.create(build=at, number=number, **values)
        for number in range(first, first + many)
    ]


def answers(at: Build, *, yes: int, no: int = 0, code: str = "next_steps") -> list[Answer]:
    """*yes* responses that say "agree" to the question *code*, and *no* that do not."""
    item = Item.objects.get(questionnaire__program=at.program, code=code)
    agree, disagree = item.options.all()
    made = []
    for number in range(yes + no):
        response = Response.objects.create(
            build=at, questionnaire=item.questionnaire, origin="collected", day=at.day
        )
        option = agree if number < yes else disagree
        made.append(Answer.objects.create(response=response, item=item, option=option))
    return made


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
