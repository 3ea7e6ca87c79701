"""Where a value stands in a TOML text."""

import tomllib

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from muster.programs.toml_lines import TomlLines

TEXT = '''\
# A comment with [[rows]] and key = "value" in it.
title = "Title"   # and behind a value

[[rows]]
key = "one"
text = """
[[rows]]
key = "not a row" """
"quoted name" = 'x # y'

[[rows.inside]]
key = "deep"

[[rows.inside]]
list = [
    # inside a list
    "[[rows]]",
    { key = "inline" },
]
after = 1

[[rows]]
a.b = 2

[rows.single]
key = "below the second row"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("rows",), 4),
        (("rows", 0), 4),
        (("rows", 0, "key"), 5),
        (("rows", 0, "text"), 6),
        (("rows", 0, "quoted name"), 9),
        (("rows", 0, "inside", 0), 11),
        (("rows", 0, "inside", 0, "key"), 12),
        (("rows", 0, "inside", 1, "list"), 15),
        (("rows", 0, "inside", 1, "after"), 20),
        (("rows", 1), 22),
        (("rows", 1, "a", "b"), 23),
        (("rows", 1, "single", "key"), 26),
    ],
)
def test_a_value_is_found_on_its_line(path: tuple[str | int, ...], line: int) -> None:
    tomllib.loads(TEXT)

    assert TomlLines(TEXT).of(path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("rows", 0, "missing"), 4),
        (("rows", 0, "inside", 1, "list", 1, "key"), 15),
        (("rows", 7, "key"), 4),
        (("nothing", "of", "this"), 1),
    ],
)
def test_what_has_no_line_of_its_own_is_found_at_what_is_around_it(
    path: tuple[str | int, ...], line: int
) -> None:
    assert TomlLines(TEXT).of(path) == line


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=6))
def test_no_text_in_a_value_moves_the_lines_after_it(texts: list[str]) -> None:
    texts = [text.replace("\r", "") for text in texts]
    blocks = [tomli_w.dumps({"text": text, "end": 0}, multiline_strings=True) for text in texts]
    whole = "\n".join(f"[[rows]]\n{block}" for block in blocks)

    lines = TomlLines(whole)

    ends = [n for n, line in enumerate(whole.split("\n"), start=1) if line == "end = 0"]
    assert [row["text"] for row in tomllib.loads(whole).get("rows", [])] == texts
    assert [lines.of(("rows", index, "end")) for index in range(len(texts))] == ends[: len(texts)]
