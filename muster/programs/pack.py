"""Reading a program pack: a folder of TOML files, checked as a whole.

Nothing is corrected and nothing is skipped: a pack is read without a single problem or it is
refused with all of them, each with the file, the line and the field to look at.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

from django.utils.translation import gettext as _

from muster.core.closest import closest
from muster.core.problems import Problem
from muster.core.text import NotText, text_of
from muster.programs.errors import PackRefused
from muster.programs.models import LoadedPack
from muster.programs.references import wrong_references
from muster.programs.rows import FILES, FORMAT, TITLE_PAGE, Pack, Table, table_named
from muster.programs.toml_lines import Path as TomlPath
from muster.programs.toml_lines import TomlLines
from muster.programs.values import (
    column_of,
    plain_type,
    wrong_number,
    wrong_text,
    wrong_type,
)

# A pack is written by hand; a file beyond this is something else.
LARGEST_FILE = 1_000_000
_TITLE_FIELDS = ("key", "version", "name", "description")


def read_pack(directory: Path) -> Pack:
    """The pack that stands in *directory*.

    Raises:
        PackRefused: a file is missing, cannot be read, or says something that cannot be; all
            problems are listed.
    """
    if not directory.is_dir():
        raise PackRefused([Problem(str(directory), None, "", _("there is no such folder."))])
    found = {path.name: path for path in sorted(directory.glob("*.toml"))}
    return parse_pack({name: _start_of(path) for name, path in found.items()})


def parse_pack(files: Mapping[str, bytes]) -> Pack:
    """The pack that *files* make: file names and what is in them.

    Raises:
        PackRefused: as `read_pack`.
    """
    problems = _wrong_names(files)
    papers = {
        name: paper
        for name in (TITLE_PAGE, *FILES)
        if name in files and (paper := _open(name, files[name], problems)) is not None
    }
    content: dict[str, Any] = _read_title(papers[TITLE_PAGE]) if TITLE_PAGE in papers else {}
    for name, tables in FILES.items():
        if name in papers:
            content |= papers[name].read_tables(tables)
    problems += [problem for paper in papers.values() for problem in paper.problems]
    problems += [
        papers[file].problem(path, says)
        for file, path, says in wrong_references(content)
        if file in papers
    ]
    if problems:
        raise PackRefused(sorted(problems, key=lambda found: (found.file, found.line or 0)))
    content["guidance"] = tuple(sorted(content["guidance"], key=lambda row: row.state))
    return Pack(**content)


def _start_of(path: Path) -> bytes:
    """What is in the file, as far as a pack's file may reach, and one byte more."""
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def _wrong_names(files: Mapping[str, bytes]) -> list[Problem]:
    """Files that a pack must have and has not, or has and must not have."""
    known = [TITLE_PAGE, *FILES]
    missing = [Problem(name, None, "", _("this file is missing.")) for name in known]
    strange = [
        Problem(name, None, "", _("a pack has no such file.") + closest(name, known))
        for name in files
        if name not in known
    ]
    return [problem for problem in missing if problem.file not in files] + strange


def _open(name: str, content: bytes, problems: list[Problem]) -> "_Paper | None":
    """The file as TOML, or none and the problem that makes it unreadable."""
    if len(content) > LARGEST_FILE:
        says = _("this file is larger than %(most)s bytes.") % {"most": LARGEST_FILE}
        problems.append(Problem(name, None, "", says))
        return None
    try:
        text = text_of(content, save_as="UTF-8").replace("\r\n", "\n")
    except NotText as wrong:
        problems.append(Problem(name, None, "", str(wrong), wrong.line))
        return None
    try:
        return _Paper(name, tomllib.loads(text), TomlLines(text))
    except tomllib.TOMLDecodeError as error:
        problems.append(_not_toml(name, text, str(error)))
        return None


def _not_toml(name: str, text: str, message: str) -> Problem:
    """The problem that `tomllib` met, at the line that it names at the end of its message."""
    where = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    line, said = text.count("\n") + 1, message
    if where is not None:
        line = int(where[1]) if where[1] else line
        said = message[: where.start()]
    says = _("this is not TOML: %(said)s.") % {"said": said}
    return Problem(name, None, "", says, line)


class _Paper:
    """One file of the pack, its lines, and what was found wrong in it so far."""

    def __init__(self, file: str, content: dict[str, Any], lines: TomlLines) -> None:
        self.file, self.content, self.lines = file, content, lines
        self.problems: list[Problem] = []

    def problem(self, path: TomlPath, says: str) -> Problem:
        """What *says* is wrong at *path*; rows are counted from 1: `goals[3].code`."""
        words = ""
        for part in path:
            words += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
        return Problem(self.file, None, words.lstrip("."), says, self.lines.of(path))

    def wrong(self, path: TomlPath, says: str) -> None:
        """Note a problem, unless *says* is empty."""
        if says:
            self.problems.append(self.problem(path, says))

    def unknown(self, found: Mapping[str, Any], known: list[str], path: TomlPath = ()) -> None:
        """Note the names in *found* that are not *known*."""
        for name in found:
            if name not in known:
                says = _("'%(name)s' is not known here.") % {"name": name}
                self.wrong((*path, name), says + closest(name, known))

    def read_tables(self, names: tuple[str, ...]) -> dict[str, tuple[Any, ...]]:
        """The rows of the tables that belong into this file."""
        self.unknown(self.content, list(names))
        return {
            name: self._rows(table_named(name), self.content.get(name, []), (name,))
            for name in names
        }

    def _rows(self, table: Table, found: object, path: TomlPath) -> tuple[Any, ...]:
        if not isinstance(found, list):
            says = _("write [[%(name)s]] above each row.")
            self.wrong(path, says % {"name": ".".join(str(part) for part in path)})
            return ()
        return tuple(self._row(table, row, (*path, index)) for index, row in enumerate(found))

    def _row(self, table: Table, found: object, path: TomlPath) -> Any:
        """The row at *path*; what is wrong with a value is noted, and its place left empty."""
        if says := wrong_type(found, dict):
            self.wrong(path, says)
        given = found if isinstance(found, dict) else {}
        hints = get_type_hints(table.row)
        inside = {nested.name: nested for nested in table.inside}
        self.unknown(given, list(hints), path)
        values: dict[str, Any] = {}
        for field in fields(table.row):
            here = (*path, field.name)
            if field.name in inside:
                values[field.name] = self._rows(inside[field.name], given.get(field.name, []), here)
            elif field.name in given:
                values[field.name] = self._value(
                    table, field.name, given[field.name], plain_type(hints[field.name]), here
                )
            elif field.default is MISSING:
                values[field.name] = _EMPTY[plain_type(hints[field.name])]
                if isinstance(found, dict):
                    self.wrong(here, _("this is missing."))
        return table.row(**values)

    def _value(
        self, table: Table, name: str, value: object, kind: type[Any], path: TomlPath
    ) -> object:
        says = wrong_type(value, kind)
        if not says and isinstance(value, str) and name not in table.references:
            says = wrong_text(value, column_of(table.model, name))
        elif not says and isinstance(value, int):
            says = wrong_number(value)
        self.wrong(path, says)
        return _EMPTY[kind] if says else value


# What stands in the place of a value that is wrong, until the pack is refused.
_EMPTY: dict[type[Any], Any] = {str: "", int: 0, bool: False, date: date.min}


def _read_title(paper: _Paper) -> dict[str, Any]:
    """The title page: which pack this is, in which version, and where its content comes from."""
    given = paper.content
    paper.unknown(given, ["format", *_TITLE_FIELDS, "sources"])
    if given.get("format") != FORMAT:
        paper.wrong(
            ("format",),
            _("this must be %(format)s, the only format known.") % {"format": FORMAT},
        )
    title: dict[str, Any] = {}
    for name in _TITLE_FIELDS:
        column = column_of(LoadedPack, name)
        if name not in given:
            paper.wrong((name,), "" if column.blank else _("this is missing."))
            continue
        title[name] = given[name]
        says = wrong_type(given[name], str)
        paper.wrong((name,), says or wrong_text(given[name], column))
    sources = given.get("sources", [])
    if not isinstance(sources, list) or not all(_is_a_line(line) for line in sources):
        paper.wrong(("sources",), _("this must be a list of texts of one line each."))
    else:
        title["sources"] = tuple(sources)
    return title


def _is_a_line(value: object) -> bool:
    """Whether *value* is a text of exactly one line, as a list of sources keeps them."""
    return isinstance(value, str) and value.splitlines() == [value]
