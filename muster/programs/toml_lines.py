"""On which line of a TOML file a value stands.

`tomllib` gives values without their lines; who corrects a file needs the line. This reads the text
a second time, after `tomllib` has accepted it, and notes where each table header and each key
begins. A value inside an inline array has no header of its own: it is found at the key that holds
the array.
"""

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n]*)
    | (?P<string>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    | (?P<mark>[\[\]{}=\n])
    | (?P<word>[^\s\#"'\[\]{}=,]+)
    """,
    re.DOTALL | re.VERBOSE,
)


class TomlLines:
    """The lines of one TOML text that `tomllib` can read.

    >>> lines = TomlLines('[[goals]]\\ncode = "S1"\\n\\n[[goals]]\\ncode = "S2"\\n')
    >>> lines.of(("goals", 1, "code"))
    5
    >>> lines.of(("goals", 1, "text"))  # not there: where its table begins
    4
    """

    def __init__(self, text: str) -> None:
        self._found: dict[Path, int] = {}
        self._tables: dict[Path, int] = {}  # how many tables an array of tables has so far
        here: Path = ()
        for line, tokens in _statements(text):
            if tokens[0] == "[":
                here = self._open(tokens, line)
            else:
                path = here
                for part in _key_parts(tokens[: tokens.index("=")]):
                    path = (*path, part)
                    self._found.setdefault(path, line)

    def of(self, path: Path) -> int:
        """The line of the value at *path*, or of the nearest thing around it; 1 if there is none.

        Args:
            path: names of tables and keys, with the index (from 0) after an array's name.
        """
        while path and path not in self._found:
            path = path[:-1]
        return self._found.get(path, 1)

    def _open(self, tokens: list[str], line: int) -> Path:
        """Note the table that a header opens, and return its path."""
        many = tokens[1] == "["
        names = _key_parts([token for token in tokens if token not in "[]"])
        path: Path = ()
        for depth, name in enumerate(names):
            path = (*path, name)
            last = depth == len(names) - 1
            if last and many:
                self._found.setdefault(path, line)
                index = self._tables.get(path, 0)
                self._tables[path] = index + 1
                path = (*path, index)
            elif path in self._tables:
                path = (*path, self._tables[path] - 1)
        self._found.setdefault(path, line)
        return path


def _statements(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each header and each `key = value`, as its tokens and the line that it begins on."""
    line, begins, depth = 1, 1, 0
    tokens: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match.group()
        if match.lastgroup == "comment":
            continue
        if token == "\n":
            line += 1
            if depth == 0 and tokens:
                yield begins, tokens
                tokens = []
            continue
        if not tokens:
            begins = line
        tokens.append(token)
        line += token.count("\n")
        if match.lastgroup == "mark":
            depth += (token in "[{") - (token in "]}")
    if tokens:
        yield begins, tokens


def _key_parts(tokens: list[str]) -> list[str]:
    """The names in a key: `a."b c".d` has three."""
    parts: list[str] = []
    for token in tokens:
        if token[0] in "\"'":
            parts.append(token[1:-1])
        else:
            parts.extend(part for part in token.split(".") if part)
    return parts
