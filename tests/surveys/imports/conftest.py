"""A build of history whose answers stand in a file of another tool."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from muster.builds.models import Build
from muster.programs.models import Item, Option, Questionnaire
from muster.surveys.imports.take_in import take_in
from muster.surveys.models import AnswerImport
from tests import rows
from tests.people import join

NOW = datetime.fromisoformat("2026-05-26T15:00:00Z")
EXAMPLES = Path(__file__).resolve().parents[3] / "docs" / "examples" / "answers"


@pytest.fixture
def larkhaven(db):
    """A build of history: nine people were there, and it is asked about in every way."""
    build = rows.build(rows.program(), from_history=True)
    asked = Questionnaire.objects.get(program=build.program)
    rows.question(asked, "good_use", "It was a good use of my time.")
    kinds = [
        ("heard", Item.Kind.MULTIPLE, "How did you hear of us?", ["card", "poster", "radio"]),
        ("words", Item.Kind.PAIR, "Which word would you use?", ["victim", "offender"]),
        ("drivers", Item.Kind.NUMBER, "How many drivers do you train?", []),
        ("best_part", Item.Kind.TEXT, "What was the best part?", []),
    ]
    for position, (code, kind, text, values) in enumerate(kinds, 3):
        item = Item.objects.create(
            questionnaire=asked, code=code, position=position, kind=kind, text=text
        )
        for place, value in enumerate(values, 1):
            Option.objects.create(
                item=item, value=value, label=value.capitalize(), position=place, counts=place == 1
            )
    rows.people(build, 9)
    return build


@pytest.fixture
def dana(larkhaven):
    return join(larkhaven.program, name="Dana Whitlow")


@pytest.fixture
def taken_in(larkhaven, dana, tmp_path) -> Callable[..., AnswerImport]:
    """Takes in what a test gives it, as a file."""

    def take(content: str | bytes | Path, name: str = "answers.csv", **more) -> AnswerImport:
        file = tmp_path / name
        if isinstance(content, Path):
            file = content
        else:
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        return take_in(
            more.pop("build", larkhaven),
            file,
            file_name=file.name,
            by=dana.user.email,
            now=NOW,
            **more,
        )

    return take


def uses(run: AnswerImport) -> dict[str, tuple[str, str]]:
    """What each column of *run* is: its use and its question."""
    return {
        column.header: (column.use, column.item.code if column.item else "")
        for column in run.columns.select_related("item")
    }


def table(header: str, *lines: str) -> str:
    return "\n".join([header, *lines]) + "\n"


@pytest.fixture
def taken_in_for():
    """Takes the file at a path in for a build."""

    def take(build: Build, path: Path) -> AnswerImport:
        return take_in(build, path, file_name=path.name, by="dana@example.org", now=NOW)

    return take
