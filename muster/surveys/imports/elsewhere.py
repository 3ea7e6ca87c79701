"""A file of answers that is chosen where lists come in is sent to its build, and never kept.

Lists are kept as they came, until their import can no longer be undone; answers must not be.
"""

from itertools import islice

from muster.core.sheets import Sheet
from muster.directory.imports.registry import register
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


def refuse_answers(sheet: Sheet) -> None:
    """Say where the file belongs, if it holds answers.

    Raises:
        BelongsToABuild: it does.
    """
    tool = tool_of(sheet)
    if tool in _SURELY_ANSWERS or (tool in _PERHAPS_ANSWERS and _rates(sheet)):
        raise BelongsToABuild(str(tool.label))


def _rates(sheet: Sheet) -> bool:
    """Whether columns of *sheet* hold how far people agree, and nothing else."""
    lines = [line.cells for line in islice(sheet.lines(), _SAMPLE)]
    columns = []
    for at in range(len(sheet.headers)):
        degrees = {degree_of(cells[at]) for cells in lines if at < len(cells) and cells[at]}
        if degrees and "" not in degrees:
            columns.append(degrees)
    return len(columns) >= _MANY or any(degrees & _DEGREES for degrees in columns)


def register_refusal() -> None:
    """Let the directory refuse files of answers."""
    register(refuse_answers)
