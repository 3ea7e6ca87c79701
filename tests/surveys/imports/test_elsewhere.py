"""Answers that are chosen where lists come in are sent to their build, and not kept."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from muster.cli.__main__ import main
from muster.core.sheets import Reading
from muster.directory.imports.files import file_of
from muster.directory.imports.take_in import read_another_way, take_in
from muster.directory.models import Import
from muster.surveys.imports.errors import BelongsToABuild
from tests.rows import NOW
from tests.shared_data import shared
from tests.surveys.imports.conftest import EXAMPLES


def files():
    return {file for file in (settings.HOME / "imports").rglob("*") if file.is_file()}


REAL = [
    *(f"contacts/{name}.vcf" for name in ("gmail-list", "gmail-single", "outlook-2007")),
    *(f"contacts/{name}-example.vcf" for name in ("rfc2426", "rfc6350")),
    "surveys/eventbrite_attendee_report.csv",
]
ANSWERS = ["surveymonkey.csv", "qualtrics.csv", "limesurvey.csv", "google-forms.csv"]
FORMS = """ID,Start time,Completion time,Email,Name,I know what to do next
1,5/12/26 10:00:00,5/12/26 10:01:00,ada@pinewick.example,Ada Vale,Strongly agree
2,5/12/26 10:02:00,5/12/26 10:03:00,bo@pinewick.example,Bo Reed,Agree
"""

TOOLS = [*ANSWERS, "microsoft-forms.csv"]
LISTS = EXAMPLES.parent / "imports"


@pytest.fixture
def answers(tmp_path):
    """The file of that name: an example, or what Microsoft Forms writes."""

    def find(name):
        path = EXAMPLES / name
        if not path.exists():
            path = tmp_path / name
            path.write_text(FORMS)
        return path

    return find


@pytest.mark.parametrize("kind", [None, "contacts", "attendees", "carriers"])
@pytest.mark.parametrize("name", ANSWERS)
def test_a_file_of_answers_is_not_kept_as_a_list(larkhaven, name, kind):
    before = files()

    with pytest.raises(BelongsToABuild) as refused:
        take_in(larkhaven.program, EXAMPLES / name, file_name=name, kind=kind, by="dana", now=NOW)

    assert "Nothing was kept." in str(refused.value)
    assert not Import.objects.exists()
    assert files() == before


@pytest.mark.parametrize("kind", ["", "contacts", "attendees"])
@pytest.mark.parametrize("name", TOOLS)
def test_the_page_keeps_no_answers(client, dana, answers, name, kind):
    client.force_login(dana.user)
    before = files()
    sent = SimpleUploadedFile(name, answers(name).read_bytes())

    answer = client.post("/directory/imports/new/", {"file": sent, "kind": kind})

    assert (answer.status_code, "Nothing was kept." in answer.content.decode()) == (422, True)
    assert (Import.objects.count(), files() == before) == (0, True)


@pytest.mark.parametrize("kind", [[], ["--kind", "contacts"], ["--kind", "attendees"]])
@pytest.mark.parametrize("name", TOOLS)
def test_the_command_keeps_no_answers(larkhaven, answers, capsys, name, kind):
    before = files()

    assert main(["import", str(answers(name)), *kind]) == 1

    assert "Nothing was kept." in capsys.readouterr().err
    assert (Import.objects.count(), files() == before) == (0, True)


@pytest.mark.parametrize("name", TOOLS)
def test_answers_are_not_read_as_a_list_either(
    larkhaven, answers, tmp_path, name, django_capture_on_commit_callbacks
):
    """A line above their header hides them, until somebody says where the header stands."""
    whole = answers(name).read_text(encoding="utf-8-sig")
    file = tmp_path / "list.csv"
    file.write_text("Notes of Ada Vale\n" + whole)
    hidden = Reading(
        kind="csv", encoding="utf-8", separator=",", sheet="", first_header_line=1, header_lines=1
    )
    run = take_in(
        larkhaven.program, file, file_name="list.csv", kind="attendees", by="dana", now=NOW,
        reading=hidden,
    )  # fmt: skip
    lines = {"qualtrics.csv": 3, "surveymonkey.csv": 2}.get(name, 1)
    separator = ";" if name == "limesurvey.csv" else ","
    shown = replace(hidden, separator=separator, first_header_line=2, header_lines=lines)

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(BelongsToABuild):
        read_another_way(run, shown, by="dana", now=NOW, kind="contacts")

    assert not file_of(run).exists()


@pytest.mark.parametrize("kind", [None, "contacts", "attendees"])
@pytest.mark.parametrize("path", sorted(LISTS.iterdir()), ids=lambda path: path.name)
def test_no_example_of_a_list_is_taken_for_answers(larkhaven, path, kind):
    run = take_in(larkhaven.program, path, file_name=path.name, kind=kind, by="dana", now=NOW)

    assert file_of(run).exists()


@pytest.mark.parametrize("kind", [None, "contacts", "attendees"])
@pytest.mark.parametrize("name", REAL)
def test_no_real_list_is_taken_for_answers(larkhaven, name, kind):
    path = shared(name)

    run = take_in(larkhaven.program, path, file_name=path.name, kind=kind, by="dana", now=NOW)

    assert file_of(run).exists()


def test_eventbrite_may_have_asked_how_far_one_agrees(larkhaven, tmp_path):
    """What it asks stands beside its own columns, which are those of a list."""
    example = (LISTS / "attendees-eventbrite.csv").read_text(encoding="utf-8-sig").splitlines()
    asked = ["I know the signs", *["Strongly agree"] * (len(example) - 1)]
    file = tmp_path / "attendees.csv"
    file.write_text("\n".join(f"{line},{word}" for line, word in zip(example, asked, strict=True)))

    run = take_in(larkhaven.program, file, file_name=file.name, kind=None, by="dana", now=NOW)

    assert (run.kind, run.layout) == ("attendees", "eventbrite")


def test_a_list_of_who_registered_is_one(larkhaven, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(
        "Timestamp,First name,Last name,Company\n5/12/2026 10:00:00,Ada,Vale,Pinewick\n"
    )

    run = take_in(larkhaven.program, file, file_name="list.csv", kind=None, by="dana", now=NOW)

    assert run.kind == "contacts"


def test_answers_of_microsoft_forms_are_known_by_what_stands_in_them(larkhaven, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(FORMS.replace("I know what to do next", "Seat").replace("Strongly agree", "A1"))
    assert take_in(larkhaven.program, file, file_name="list.csv", kind=None, by="dana", now=NOW)
    file.write_text(FORMS)
    before = files()

    with pytest.raises(BelongsToABuild):
        take_in(larkhaven.program, file, file_name="list.csv", kind="contacts", by="dana", now=NOW)

    assert files() == before


def test_who_registers_may_say_whether_they_agree_to_something(larkhaven, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(
        "Timestamp,First name,Last name,May we photograph you?\n"
        "5/12/2026 10:00:00,Ada,Vale,Agree\n5/12/2026 10:00:00,Bo,Reed,Disagree\n"
    )

    run = take_in(larkhaven.program, file, file_name="list.csv", kind=None, by="dana", now=NOW)

    assert run.kind == "contacts"


def test_answers_that_show_themselves_when_they_are_read_another_way_are_thrown_away(
    larkhaven, tmp_path, django_capture_on_commit_callbacks
):
    file = tmp_path / "list.csv"
    file.write_text("Notes of Ada;Vale;2026\n" + FORMS.replace(",", ";"))
    hidden = Reading(
        kind="csv", encoding="utf-8", separator=";", sheet="", first_header_line=1, header_lines=1
    )
    run = take_in(
        larkhaven.program, file, file_name="list.csv", kind="contacts", by="dana", now=NOW,
        reading=hidden,
    )  # fmt: skip
    assert file_of(run).exists()
    shown = Reading(
        kind="csv", encoding="utf-8", separator=";", sheet="", first_header_line=2, header_lines=1
    )

    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(BelongsToABuild) as refused,
    ):
        read_another_way(run, shown, by="dana", now=NOW, kind="contacts")

    run.refresh_from_db()
    assert not file_of(run).exists()
    assert (run.state, run.trouble) == ("failed", str(refused.value))
    assert run.purged_on is not None
