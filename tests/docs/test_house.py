"""What the documents say of the house is what its contracts and settings say."""

import re
import tomllib

from django.conf import settings

from tests.docs.documents import DOCS, ROOT, blocks, read, rows

HOUSE = DOCS / "explanation" / "house.md"
POLICY = DOCS / "decisions" / "0010-no-javascript-needed.md"


def test_every_room_is_in_the_table() -> None:
    named = [row[0].strip("`") for row in rows(read(HOUSE))]

    assert sorted(named) == sorted([*settings.ROOMS, "evidence"])


def test_the_floors_are_those_of_the_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = next(row["layers"] for row in contracts["contracts"] if row["type"] == "layers")
    built = [re.findall(r"(?<!\()\b\w+\b(?!\))", layer) for layer in layers]

    drawn = [
        re.findall(r"\w+", re.split(r" {6,}(?=[a-z])", line.strip())[0])
        for line in blocks(HOUSE, "")[0].text.splitlines()
    ]

    assert drawn == [floor for floor in built if floor]


def test_the_policy_in_the_decision_is_the_one_that_is_sent() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    sent = "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())

    assert blocks(POLICY, "")[0].text.strip() == sent


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [path.name[:4] for path in sorted((DOCS / "decisions").glob("*.md"))]

    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    for path in (DOCS / "decisions").glob("*.md"):
        assert read(path).startswith(f"# {int(path.name[:4])}. ")
