"""The copy that is kept until the answers are in: without what was dropped, for its owner's eyes.

The file itself is never kept. The copy is thrown away when the answers come in, when somebody gives
the import up, and after two weeks.
"""

import csv
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from muster.core.sheets import Line
from muster.surveys.imports.models import AnswerImport

# What the copy says of a line beside its cells: why it is no response, if it is none.
TEST, UNSENT = "test", "unsent"


def write(run: AnswerImport, lines: Iterable[tuple[Line, str]]) -> None:
    """Keep *lines*, each with what it is besides a response."""
    folder = _folder(run)
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(folder / "answers.csv", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows((line.number, line.trouble, mark, *line.cells) for line, mark in lines)


def read(run: AnswerImport) -> Iterator[tuple[Line, str]]:
    """What was kept: each line, and what it is besides a response. Nothing when it is gone."""
    path = _folder(run) / "answers.csv"
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for number, trouble, mark, *cells in csv.reader(file):
            yield Line(int(number), tuple(cells), trouble), mark


def forget(run: AnswerImport) -> None:
    """Throw away what was kept."""
    shutil.rmtree(_folder(run), ignore_errors=True)


def _folder(run: AnswerImport) -> Path:
    return Path(settings.HOME) / "imports" / f"answers-{run.key}"
