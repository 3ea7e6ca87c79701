"""Every setting that is read from the environment stands in the reference, and no other."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference" / "settings.md"
NAME = re.compile(r"MUSTER_[A-Z_]+|DATABASE_URL")


def names_in(path: Path) -> set[str]:
    """The variables that a file reads: its strings that are such a name and nothing else."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant)}
    return {text for text in texts if isinstance(text, str) and NAME.fullmatch(text)}


def documented() -> set[str]:
    """The first cells of the reference's tables."""
    text = REFERENCE.read_text(encoding="utf-8")
    cells = re.findall(r"^\| `([A-Z_]+)` \|", text, flags=re.MULTILINE)
    assert len(cells) == len(set(cells))
    return set(cells)


def test_the_reference_names_every_setting_and_no_other():
    files = [
        *(ROOT / "muster").rglob("*.py"),
        ROOT / "tests" / "browser.py",
        ROOT / "tests" / "postgres.py",
    ]

    read = set().union(*map(names_in, files))

    assert "DATABASE_URL" in read
    assert documented() == read


def test_the_reference_names_the_variables_of_make():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = REFERENCE.read_text(encoding="utf-8")
    variables = re.findall(r"^([A-Z]+) \?=", makefile, flags=re.MULTILINE)

    assert variables == re.findall(r"^\| `([A-Z]+)=", text, flags=re.MULTILINE)
