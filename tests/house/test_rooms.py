"""What every room keeps to: it says what it is for, and its files can be read in one sitting."""

import ast
from pathlib import Path

import pytest

MUSTER = Path(__file__).resolve().parents[2] / "muster"
ROOMS = sorted(path.parent.name for path in MUSTER.glob("*/apps.py"))
MOST_LINES = 400


def lines_of_code(path: Path) -> int:
    return sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def test_no_file_is_longer_than_one_sitting():
    files = [path for path in MUSTER.rglob("*.py") if "migrations" not in path.parts]

    too_long = {
        str(path.relative_to(MUSTER)): lines
        for path in files
        if (lines := lines_of_code(path)) > MOST_LINES
    }

    assert len(files) > 100
    assert too_long == {}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_is_for(room):
    said = ast.get_docstring(ast.parse((MUSTER / room / "__init__.py").read_text(encoding="utf-8")))

    assert said is not None
    assert said.split("\n")[0].endswith((".", ":"))


@pytest.mark.parametrize("word", ["utils", "helpers", "services", "common", "misc", "managers"])
def test_no_module_is_named_for_nothing(word):
    assert list(MUSTER.rglob(f"{word}.py")) + list(MUSTER.rglob(f"{word}/__init__.py")) == []
