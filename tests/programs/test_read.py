"""A pack is read whole or refused with every problem, each by file, line and field."""

import re
from pathlib import Path

import pytest

from muster.programs.errors import PackRefused
from muster.programs.pack import LARGEST_FILE, read_pack
from muster.programs.rows import Pack
from tests.programs.packs import PackFolder

SEED_GOALS = {
    "S4": "Motivate more trucking and bus companies to train drivers as a result of the build.",
    "S7": 'Promote a change in verbiage and mentality in both industries from "prostitute" to '
    "victim.",
    "L2": "Chart increase in calls/reports into the hotline.",
    "L6": "Mandate TAT and BOTL training at the CDL entry-level.",
}


def problems_of(folder: PackFolder | Path) -> list[str]:
    path = folder.path if isinstance(folder, PackFolder) else folder
    with pytest.raises(PackRefused) as refusal:
        read_pack(path)
    return [str(problem) for problem in refusal.value.problems]


def test_the_shipped_pack_has_the_thirteen_goals_in_the_programs_own_words(tat: Pack) -> None:
    codes = [goal.code for goal in tat.goals]
    texts = {goal.code: goal.text for goal in tat.goals}

    assert codes == [*(f"S{n}" for n in range(1, 8)), *(f"L{n}" for n in range(1, 7))]
    assert {code: texts[code] for code in SEED_GOALS} == SEED_GOALS


def test_the_shipped_questionnaire_asks_under_permanent_codes(tat: Pack) -> None:
    (questionnaire,) = tat.questionnaires

    assert (questionnaire.key, questionnaire.version) == ("same-day", 1)
    assert [(item.code, item.kind) for item in questionnaire.items] == [
        ("next_steps", "agree"),
        ("presenters", "agree"),
        ("good_use", "agree"),
        ("recommend", "agree"),
        ("survivor", "agree"),
        ("victim_words", "pair"),
        ("best_part", "text"),
        ("could_be_better", "text"),
        ("survivor_words", "text"),
        ("take_back", "text"),
    ]


def test_agree_and_strongly_agree_are_what_is_counted(tat: Pack) -> None:
    counted = {
        item.code: [option.value for option in item.options if option.counts]
        for item in tat.questionnaires[0].items
        if item.kind == "agree"
    }

    codes = ["next_steps", "presenters", "good_use", "recommend", "survivor"]
    assert counted == {code: ["strongly_agree", "agree"] for code in codes}


def test_the_headline_measures_are_the_six_published_figures(tat: Pack) -> None:
    assert [(measure.key, measure.goal) for measure in tat.measures if measure.headline] == [
        ("response_rate", "S1"),
        ("next_steps", "S2"),
        ("presenters", "S2"),
        ("good_use", "S2"),
        ("recommend", "S2"),
        ("survivor", "S6"),
    ]


def test_every_question_and_every_line_of_guidance_stands_in_spanish_too(tat: Pack) -> None:
    questions = [item for asked in tat.questionnaires for item in asked.items]
    options = [option for item in questions for option in item.options]
    lines = [line for guidance in tat.guidance for line in guidance.lines]

    assert [row for row in questions if not row.text_es] == []
    assert [row for row in options if not row.label_es] == []
    assert [row for row in lines if not (row.who_es and row.when_es)] == []


def test_the_shipped_guidance_is_dated_and_its_spanish_is_marked_as_unchecked(tat: Pack) -> None:
    assert {(row.checked_on.isoformat(), row.spanish_checked_on) for row in tat.guidance} == {
        ("2024-10-02", None)
    }
    assert [row.state for row in tat.guidance] == ["AZ", "CO", "GA", "MS", "NE", "NJ", "TN", "US"]
    assert {row.lines[0].number for row in tat.guidance} == {"911"}


def test_a_wrong_goal_code_is_refused_with_file_line_and_field(folder: PackFolder) -> None:
    line = folder.line("goals.toml", 'code = "S3"')
    folder.change("goals.toml", 'code = "S3"', 'code = "S9x"')

    assert problems_of(folder)[0] == (
        f"goals.toml, line {line}, goals[3].code: 'S9x' is not a goal code like S1 or L6."
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "says"),
    [
        ("goals.toml", 'code = "S2"', 'code = "S1"', "goals[2].code",
         "'S1' stands here twice; it is row 1 already."),
        ("goals.toml", 'horizon = "long"', 'horizon = "short"', "goals[8].horizon",
         "the code of a short-term goal begins with S, not L1."),
        ("goals.toml", 'horizon = "long"', 'horizon = "lnog"', "goals[8].horizon",
         "'lnog' is none of short, long. Did you mean “long”?"),
        ("goals.toml", 'horizon = "short"', 'horzion = "short"', "goals[1].horzion",
         "'horzion' is not known here. Did you mean “horizon”?"),
        ("goals.toml", 'aim = "Motivate companies to train drivers"', 'aim = ""', "goals[4].aim",
         "this is empty."),
        ("goals.toml", 'aim = "Motivate companies', f'aim = "{"x" * 120}', "goals[4].aim",
         "this has 137 characters; at most 120 fit."),
        ("sectors.toml", "counts = true", "counts = 1", "roles[1].counts",
         "this is a whole number and must be true or false."),
        ("sectors.toml", 'key = "trucking"', 'key = "Trucking"', "sectors[2].key",
         "'Trucking' is not a key: small letters without accents and digits, joined by - or _."),
        ("questionnaires.toml", "version = 1", 'version = "1"', "questionnaires[1].version",
         "this is text in quotation marks and must be a whole number."),
        ("questionnaires.toml", 'goal = "S2"', 'goal = "S8"', "questionnaires[1].items[1].goal",
         "there is no 'S8' in goals.toml. Did you mean “S7”?"),
        ("questionnaires.toml", 'value = "disagree"', 'value = "agree"',
         "questionnaires[1].items[1].options[3].value",
         "'agree' stands here twice; it is row 2 already."),
        ("measures.toml", 'item_code = "good_use"', 'item_code = "good_us"',
         "measures[5].item_code", "no questionnaire asks 'good_us'. Did you mean “good_use”?"),
        ("measures.toml", 'item_code = "good_use"', 'item_code = "best_part"',
         "measures[5].item_code", "no option of 'best_part' counts, so nothing can be counted."),
        ("measures.toml", 'item_code = "victim_words"', 'item_code = "survivor"',
         "measures[8].item_code", "'survivor' is not asked before and after."),
        ("curricula.toml", "minutes = 240", "minutes = 240.5", "curricula[1].minutes",
         "this is a number with a fraction and must be a whole number."),
        ("curricula.toml", "minutes = 240", "minutes = -1", "curricula[1].minutes",
         "-1 is not between 0 and 32767."),
        ("materials.toml", 'sector = "trucking"', 'sector = "truckin"', "materials[1].sector",
         "there is no 'truckin' in sectors.toml. Did you mean “trucking”?"),
        ("frameworks.toml", "number = 2", "number = 1", "frameworks[1].components[2].number",
         "1 is the number of another component of this framework."),
        ("terms.toml", 'pattern = "seat cover*"', 'pattern = "seat * cover"', "terms[3].pattern",
         "'seat * cover' is no pattern: | stands between alternatives, "
         "and * only at the end of a word."),
        ("guidance.toml", "checked_on = 2024-10-02", 'checked_on = "2024-10-02"',
         "guidance[1].checked_on",
         "this is text in quotation marks and must be a date like 2024-10-02, "
         "without quotation marks."),
        ("guidance.toml", 'state = "MS"', 'state = "Miss."', "guidance[4].state",
         "'Miss.' is not a state’s two capital letters like MS, or US."),
        ("pack.toml", "format = 1", "format = 2", "format",
         "this must be 1, the only format known."),
        ("pack.toml", "description =", "descripton =", "descripton",
         "'descripton' is not known here. Did you mean “description”?"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_at_its_line(
    folder: PackFolder, file: str, old: str, new: str, field: str, says: str
) -> None:
    line = folder.line(file, old)
    folder.change(file, old, new)

    here = f"{file}, line {line}, {field}: "
    assert [problem for problem in problems_of(folder) if problem.startswith(here)] == [
        f"{here}{says}"
    ]


def test_options_of_a_question_in_ones_own_words_are_refused_at_the_first(
    folder: PackFolder,
) -> None:
    line = folder.line("questionnaires.toml", "[[questionnaires.items.options]]")
    folder.change("questionnaires.toml", 'kind = "agree"', 'kind = "text"')

    assert problems_of(folder) == [
        f"questionnaires.toml, line {line}, questionnaires[1].items[1].options: "
        "an item of the kind text has no options."
    ]


def test_a_code_keeps_its_kind_in_every_questionnaire(folder: PackFolder) -> None:
    path = folder.path / "questionnaires.toml"
    later = '[[questionnaires]]\nkey = "later"\nversion = 1\ntitle = "Later"\n'
    item = '[[questionnaires.items]]\ncode = "survivor"\nkind = "text"\ntext = "What?"\n'
    line = len(folder.text("questionnaires.toml").splitlines()) + 7
    path.write_text(folder.text("questionnaires.toml") + later + item)

    assert problems_of(folder)[-1] == (
        f"questionnaires.toml, line {line}, questionnaires[2].items[1].kind: "
        "'survivor' is of the kind agree already; a code keeps its kind."
    )


def test_a_missing_field_is_refused_where_its_row_begins(folder: PackFolder) -> None:
    line = folder.line("sectors.toml", 'key = "press"')
    folder.change("sectors.toml", 'key = "press"\n', "")

    assert problems_of(folder) == [
        f"sectors.toml, line {line - 1}, sectors[12].key: this is missing."
    ]


def test_a_misspelt_header_is_refused_with_what_was_meant(folder: PackFolder) -> None:
    folder.change("terms.toml", "[[terms]]", "[[term]]")

    assert problems_of(folder) == [
        "terms.toml, line 1, term: 'term' is not known here. Did you mean “terms”?"
    ]


def test_a_single_table_where_rows_belong_is_refused(folder: PackFolder) -> None:
    (folder.path / "terms.toml").write_text('[terms]\npattern = "x"\n')

    assert problems_of(folder) == ["terms.toml, line 1, terms: write [[terms]] above each row."]


def test_all_problems_of_all_files_are_listed_together(folder: PackFolder) -> None:
    goal = folder.line("goals.toml", 'code = "L5"')
    role = folder.line("sectors.toml", "counts = true")
    folder.change("goals.toml", 'code = "L5"', 'code = "5"')
    folder.change("sectors.toml", "counts = true", 'counts = "yes"')
    folder.change("terms.toml", '"block"', '"blok')
    (folder.path / "curricula.toml").unlink()
    (folder.path / "goal.toml").write_text("")

    assert problems_of(folder) == [
        "curricula.toml: this file is missing.",
        "goal.toml: a pack has no such file. Did you mean “goals.toml”?",
        f"goals.toml, line {goal}, goals[12].code: '5' is not a goal code like S1 or L6.",
        f"sectors.toml, line {role}, roles[1].counts: "
        "this is text in quotation marks and must be true or false.",
        "terms.toml, line 3: this is not TOML: Illegal character '\\n'.",
    ]


def test_a_file_that_ends_too_early_is_refused_at_its_last_line(folder: PackFolder) -> None:
    (folder.path / "terms.toml").write_text('[[terms]]\npattern = "x')

    (problem,) = problems_of(folder)

    assert re.match(r"terms\.toml, line 2: this is not TOML: ", problem)


def test_a_file_in_another_encoding_is_refused_with_what_it_looks_like(folder: PackFolder) -> None:
    line = folder.line("questionnaires.toml", "obliga")
    path = folder.path / "questionnaires.toml"
    lines = path.read_bytes().split(b"\n")
    lines[line - 1] = 'text_es = "¿Qué palabra?"'.encode("cp1252")
    path.write_bytes(b"\n".join(lines))

    assert problems_of(folder) == [
        f"questionnaires.toml, line {line}: not UTF-8; it looks like "
        'Latin-1: “text_es = "¿Qué palabra?"”. Save it as “UTF-8”.'
    ]


def test_utf_16_is_named(folder: PackFolder) -> None:
    (folder.path / "terms.toml").write_bytes("x = 1".encode("utf-16"))

    assert problems_of(folder) == [
        "terms.toml, line 1: not UTF-8; it looks like UTF-16. Save it as “UTF-8”."
    ]


def test_line_ends_and_byte_order_mark_of_other_systems_are_read_alike(
    folder: PackFolder, tat: Pack
) -> None:
    for path in folder.path.glob("*.toml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert read_pack(folder.path) == tat


def test_a_file_beyond_all_measure_is_refused(folder: PackFolder) -> None:
    (folder.path / "terms.toml").write_bytes(b"#" * (LARGEST_FILE + 1))

    assert problems_of(folder) == [f"terms.toml: this file is larger than {LARGEST_FILE} bytes."]


def test_a_program_without_goals_is_refused(folder: PackFolder) -> None:
    (folder.path / "goals.toml").write_text("")

    assert "goals.toml, line 1: a program has at least one goal; none stands here." in problems_of(
        folder
    )


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "tta") == [f"{tmp_path / 'tta'}: there is no such folder."]
