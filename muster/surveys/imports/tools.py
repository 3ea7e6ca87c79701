"""Which tool wrote a file, and which of its columns are about the person and not the questions.

A tool is known by the names of its own columns, in the languages that it writes them in, or by what
no other tool writes: Qualtrics by the ids in its third line, whatever stands in the second.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from muster.core.sheets import Sheet
from muster.core.sheets.heads import ONE_COLUMN
from muster.surveys.imports.models import AnswerImport

Tool = AnswerImport.Tool
_PUNCTUATION = re.compile(r"[\s_#.:*()\[\]/-]+")
_IN_BRACKETS = re.compile(r"(?P<question>.*\S)\s*\[(?P<choice>[^\[\]]+)\]\s*", re.DOTALL)
_CODE_FIRST = re.compile(r"(?P<code>[A-Za-z]\w{0,39})\s*[.:]\s+(?P<question>\S.*)", re.DOTALL)
_IMPORT_ID = re.compile(r"""['"]ImportId['"]\s*:""")

# Columns by which each is known: so many of them stand in its exports, under plain names.
_KNOWN_BY: tuple[tuple[Tool, int, frozenset[str]], ...] = (
    (
        Tool.QUALTRICS,
        3,
        frozenset(
            {"responseid", "responseset", "recordeddate", "recipientlastname", "recipientfirstname",
             "recipientemail", "externaldatareference", "externalreference", "distributionchannel",
             "userlanguage", "locationlatitude", "locationlongitude", "locationaccuracy"}
        ),
    ),
    (
        Tool.LIMESURVEY,
        2,
        frozenset(
            {"submitdate", "lastpage", "startlanguage", "seed", "datestamp", "refurl",
             "date submitted", "last page", "start language", "date last action",
             "datum abgeschickt", "fecha de envío", "última página"}
        ),
    ),
    (
        Tool.SURVEYMONKEY,
        1,
        frozenset({"respondentid", "respondent id", "collectorid", "collector id"}),
    ),
    (
        Tool.MICROSOFT_FORMS,
        2,
        frozenset({"start time", "completion time", "startzeit", "fertigstellungszeit",
                   "hora de inicio", "hora de finalización", "last modified time"}),
    ),
    (
        Tool.GOOGLE_FORMS,
        1,
        frozenset({"timestamp", "marca temporal", "zeitstempel"}),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """What a column is called.

    Attributes:
        header: in one line, as the sheet gives it.
        code: what the tool calls it inside: Q2_1, next_steps.
        question: the words of the question.
        choice: which choice, or which row of several, it is about.
    """

    header: str
    code: str
    question: str
    choice: str


def plain(header: str) -> str:
    """*header* in small letters, without signs between its words."""
    return _PUNCTUATION.sub(" ", header.replace("\xa0", " ")).strip().casefold()


def tool_of(sheet: Sheet) -> Tool:
    """Which tool wrote *sheet*."""
    if len(sheet.header_rows) == 3 and any(map(_IMPORT_ID.search, sheet.header_rows[2])):
        return Tool.QUALTRICS
    names = {plain(cell) for row in sheet.header_rows for cell in row}
    for tool, enough, known in _KNOWN_BY:
        if len(names & known) >= enough:
            return tool
    if len(sheet.header_rows) == 2 and {plain(cell) for cell in sheet.header_rows[1]} & ONE_COLUMN:
        return Tool.SURVEYMONKEY
    return Tool.OTHER


def names_of(sheet: Sheet, tool: Tool) -> list[Name]:
    """What each column of *sheet* is called, by the ways of *tool*."""
    if tool is Tool.QUALTRICS and len(sheet.header_rows) > 1:
        return [_of_qualtrics(sheet, at) for at in range(len(sheet.headers))]
    if len(sheet.header_rows) == 2:
        return _of_two_lines(sheet)
    return [_of_one_line(header) for header in sheet.headers]


def _of_qualtrics(sheet: Sheet, at: int) -> Name:
    code, words = (_cell(row, at) for row in sheet.header_rows[:2])
    # "Question-Choice": the last dash parts them, which may be one inside the question.
    question, _dash, choice = words.rpartition("-")
    if not question:
        question, choice = words, ""
    return Name(sheet.headers[at], code, question.strip(), choice.strip())


def _of_two_lines(sheet: Sheet) -> list[Name]:
    names, question = [], ""
    for at, header in enumerate(sheet.headers):
        first, second = (_cell(row, at) for row in sheet.header_rows)
        question = first or question
        choice = "" if second.casefold() in ONE_COLUMN else second
        names.append(Name(header, "", question, choice))
    return names


def _of_one_line(header: str) -> Name:
    question, choice, code = header, "", ""
    if match := _IN_BRACKETS.fullmatch(question):
        question, choice = match["question"], match["choice"]
    if match := _CODE_FIRST.fullmatch(question):
        code, question = match["code"], match["question"]
    elif re.fullmatch(r"[A-Za-z]\w{0,39}", question):
        code = question
    return Name(header, code, question.strip(), choice.strip())


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].replace("\xa0", " ").strip() if at < len(row) else ""
