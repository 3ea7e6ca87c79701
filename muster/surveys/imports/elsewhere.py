"""A file of answers that is chosen where lists come in is sent to its build, and never kept.

Lists are kept as they came, until their import can no longer be undone; answers must not be.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice

from muster.core.sheets import Sheet
from muster.directory.imports.fields import Field
from muster.directory.imports.registry import Progress, register
from muster.directory.models import Import
from muster.surveys.imports.errors import BelongsToABuild
from muster.surveys.imports.tools import Tool, tool_of
from muster.surveys.imports.words import degree_of

_SURELY_ANSWERS = (Tool.SURVEYMONKEY, Tool.QUALTRICS, Tool.LIMESURVEY)
# These also write lists of who registered: what stands in their columns tells.
_PERHAPS_ANSWERS = (Tool.GOOGLE_FORMS, Tool.MICROSOFT_FORMS)
_SAMPLE = 200
# Who registers may agree or disagree to be photographed; nobody is asked so three times, or how
# strongly.
_MANY = 3
_DEGREES = frozenset(["strongly_agree", "strongly_disagree", "neutral"])


class Elsewhere:
    """Recognises answers, to refuse them."""

    kind = "survey"

    def recognises(self, sheet: Sheet) -> str:
        """Nothing, or an error that says where the file belongs.

        Raises:
            BelongsToABuild: the file holds answers.
        """
        tool = tool_of(sheet)
        if tool in _SURELY_ANSWERS or (tool in _PERHAPS_ANSWERS and _rates(sheet)):
            raise BelongsToABuild(str(tool.label))
        return ""

    def fields(self, run: Import) -> Sequence[Field]:
        return ()

    def propose(self, run: Import, sheet: Sheet) -> Mapping[int, tuple[str, str]]:
        return {}

    def is_private(self, header: str) -> bool:
        return True

    def check(self, run: Import, sheet: Sheet, *, now: datetime, progress: Progress | None) -> None:
        """Never asked: nothing of this kind is taken in."""

    def apply(
        self, run: Import, sheet: Sheet, *, by: str, now: datetime, progress: Progress | None
    ) -> None:
        """Never asked: nothing of this kind is taken in."""

    def undo(self, run: Import, *, by: str, now: datetime) -> tuple[int, int, list[str]]:
        return 0, 0, []


def _rates(sheet: Sheet) -> bool:
    """Whether columns of *sheet* hold how far people agree, and nothing else."""
    lines = [line.cells for line in islice(sheet.lines(), _SAMPLE)]
    columns = []
    for at in range(len(sheet.headers)):
        degrees = {degree_of(cells[at]) for cells in lines if at < len(cells) and cells[at]}
        if degrees and "" not in degrees:
            columns.append(degrees)
    return len(columns) >= _MANY or any(degrees & _DEGREES for degrees in columns)


def register_importer() -> None:
    """Let the directory send files of answers here."""
    register(Elsewhere())
