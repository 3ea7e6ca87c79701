"""The pages on which answers come in, from the file to the undo."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from muster.surveys.imports.apply import apply
from muster.surveys.models import Answer, AnswerImport, AnswerWord, Quote, Response
from tests import rows
from tests.people import join
from tests.rows import NOW
from tests.surveys.imports.conftest import EXAMPLES, table, uses

PAGE = "/builds/larkhaven/answers/import/"
FIVE = table(
    "next_steps,Lunch?,IP Address",
    *[f"Agree,good,198.51.100.{n}" for n in range(4)],
    "Kinda,bad,198.51.100.8",
)


@pytest.fixture
def desk(client, dana):
    client.force_login(dana.user)
    return client


def send(client, content, name="answers.csv", **more):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return client.post(PAGE, {"file": file, **more})


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def selects(answer, start):
    return re.findall(rf'<select name="({start}[^"]*)"', answer.content.decode())


def test_the_way_from_the_file_to_the_answers_and_back(desk, larkhaven):
    read = send(desk, FIVE)
    run = AnswerImport.objects.get()
    columns, check = f"{PAGE}{run.key}/columns/", f"{PAGE}{run.key}/check/"
    assert read["Location"] == columns

    page = desk.get(columns)
    assert "IP Address" in words(page) and "5 values" in words(page)
    assert "198.51" not in words(page)
    item = run.questionnaire.items.get(code="next_steps")
    sent = {"column-0": f"item:{item.pk}", "column-1": "unused", "remember": "on"}
    kinda = AnswerWord.objects.get(word="Kinda")
    agree = AnswerWord.objects.get(word="Agree")
    sent |= {f"word-{kinda.pk}": "", f"word-{agree.pk}": "agree"}
    assert desk.post(columns, sent)["Location"] == check

    tried = desk.get(check)
    assert "1 word holds the file back" in words(tried)
    assert "Bring in" not in words(tried).split("Lines that would not")[1]
    assert Response.objects.count() == 0
    assert desk.post(check, {f"word-{kinda.pk}": "disagree"})["Location"] == check
    assert "Bring in 5 responses" in words(desk.get(check))

    done = desk.post(f"{PAGE}{run.key}/apply/")
    assert done["Location"] == f"{PAGE}{run.key}/"
    assert "5 responses are in" in words(desk.get(f"{PAGE}{run.key}/"))
    values = Answer.objects.values_list("option__value", flat=True)
    assert sorted(values) == ["agree"] * 4 + ["disagree"]

    desk.post(f"{PAGE}{run.key}/undo/")
    assert Response.objects.count() == 0
    assert "Taken back" in words(desk.get(f"{PAGE}{run.key}/"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (FIVE, "5 lines from a table of answers. The questions are those of “{}”."),
        (
            table("Name,Homeworld", "Ada,Tarrow", "Bo,Pinewick"),
            "2 lines from a table of answers. No column fits a question of “{}” yet.",
        ),
    ],
)
def test_a_file_says_whose_questions_it_answers_only_where_one_fits(desk, larkhaven, content, says):
    send(desk, content)
    run = AnswerImport.objects.get()

    page = words(desk.get(f"{PAGE}{run.key}/columns/"))

    assert says.format(run.questionnaire) in page


def test_the_same_file_again_leads_to_what_is_there(desk, dana):
    send(desk, FIVE.replace("Kinda", "Disagree"))
    run = apply(AnswerImport.objects.get(), by=dana.user.email, now=NOW)

    again = send(desk, FIVE.replace("Kinda", "Disagree"))

    assert again["Location"] == f"{PAGE}{run.key}/"
    assert AnswerImport.objects.count() == 1


def test_too_few_responses_are_said_before_anything_comes_in(desk):
    send(desk, table("next_steps,x", *["Agree,1"] * 4))
    run = AnswerImport.objects.get()

    tried = desk.get(f"{PAGE}{run.key}/check/")
    desk.post(f"{PAGE}{run.key}/apply/")

    assert "The file has 4 responses. With fewer than 5 it could be told" in words(tried)
    assert f"{PAGE}{run.key}/apply/" not in tried.content.decode()
    assert Response.objects.count() == 0


def test_a_form_sent_twice_brings_in_once(desk):
    send(desk, FIVE.replace("Kinda", "Disagree"))
    run = AnswerImport.objects.get()

    for _again in range(2):
        desk.post(f"{PAGE}{run.key}/apply/")

    assert Response.objects.count() == 5


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7\n", "The file is PDF. Nothing was kept."),
        (b"PK\x03\x04 and no more", "The workbook breaks off"),
        (b"", "The file is empty."),
        (b"\n\n\n", "The file is empty."),
    ],
)
def test_a_file_that_gives_no_table_is_said_in_place(desk, content, says):
    answer = send(desk, content)

    assert answer.status_code == 422
    assert says in words(answer)
    assert not AnswerImport.objects.exists()


def test_a_file_can_be_read_another_way(desk):
    send(desk, "next_steps;x,y\nAgree;a,b\nAgree;c,d\n")
    assert [*uses(AnswerImport.objects.get())] == ["next_steps;x", "y"]

    send(desk, "next_steps;x,y\nAgree;a,b\nAgree;c,d\n", separator=";")

    assert [*uses(AnswerImport.objects.get())] == ["next_steps", "x,y"]


def test_two_columns_for_one_question_are_said_and_nothing_typed_is_lost(desk):
    send(desk, table("A,B", "Agree,x", "Agree,y"))
    run = AnswerImport.objects.get()
    item = run.questionnaire.items.get(code="next_steps")
    both = {"column-0": f"item:{item.pk}", "column-1": f"item:{item.pk}"}

    answer = desk.post(f"{PAGE}{run.key}/columns/", both)

    assert answer.status_code == 422
    assert "are said to answer the same" in words(answer)
    assert answer.content.decode().count(f'value="item:{item.pk}" selected') == 2
    assert uses(run) == {"A": ("unused", ""), "B": ("unused", "")}


def test_what_is_chosen_must_be_offered(desk):
    send(desk, FIVE)
    run = AnswerImport.objects.get()

    answer = desk.post(f"{PAGE}{run.key}/columns/", {"column-0": "item:999999", "column-1": "x"})

    assert answer.status_code == 422


def test_who_does_not_import_is_refused_and_another_programs_is_not_there(client, larkhaven, desk):
    send(desk, FIVE)
    run = AnswerImport.objects.get()
    paths = [PAGE, *(f"{PAGE}{run.key}/{end}" for end in ("", "columns/", "check/"))]
    assert [desk.get(path).status_code for path in paths] == [200, 302, 200, 200]

    client.force_login(join(larkhaven.program, name="Reader", role="desk").user)
    assert [client.get(path).status_code for path in paths] == [403] * 4

    client.force_login(join(rows.program("other"), name="Stranger").user)
    assert [client.get(path).status_code for path in paths] == [404] * 4
    for act in ("apply", "undo"):
        assert client.post(f"{PAGE}{run.key}/{act}/").status_code == 404
    client.post(f"{PAGE}{run.key}/give-up/")
    assert AnswerImport.objects.filter(pk=run.pk).exists()


def test_looking_changes_nothing(desk, dana):
    send(desk, (EXAMPLES / "surveymonkey.csv").read_bytes())
    run = AnswerImport.objects.get()
    for end in ("columns/", "check/", "apply/", "undo/", "give-up/", ""):
        desk.get(f"{PAGE}{run.key}/{end}")

    assert [model.objects.count() for model in (AnswerImport, Response, Quote)] == [1, 0, 0]


def test_the_pages_ask_the_same_number_of_questions_however_long_the_file(desk, taken_in):
    def questions(many):
        lines = [",".join(["Agree", "Kinda", *[f"w{n}" for n in range(many)]])] * many
        header = ",".join(["next_steps", "good_use", *[f"x{n}" for n in range(many)]])
        run = taken_in(table(header, *lines))
        told = []
        for path in (PAGE, f"{PAGE}{run.key}/columns/", f"{PAGE}{run.key}/check/"):
            with CaptureQueriesContext(connection) as asked:
                desk.get(path)
            told.append(len(asked))
        return told

    desk.get(PAGE)

    assert questions(1) == questions(3)


def test_the_page_of_the_build_leads_there(desk):
    assert f'href="{PAGE}"' in desk.get("/builds/larkhaven/").content.decode()
