"""Answers that are chosen where lists come in are sent to their build, and not kept."""

import pytest
from django.conf import settings

from muster.core.sheets import Reading
from muster.directory.imports.files import file_of
from muster.directory.imports.take_in import read_another_way, take_in
from muster.directory.models import Import
from muster.surveys.imports.errors import BelongsToABuild
from tests.rows import NOW
from tests.surveys.imports.conftest import EXAMPLES


def files():
    return {file for file in (settings.HOME / "imports").rglob("*") if file.is_file()}


ANSWERS = ["surveymonkey.csv", "qualtrics.csv", "limesurvey.csv", "google-forms.csv"]
FORMS = """ID,Start time,Completion time,Email,Name,I know what to do next
1,5/12/26 10:00:00,5/12/26 10:01:00,ada@pinewick.example,Ada Vale,Strongly agree
2,5/12/26 10:02:00,5/12/26 10:03:00,bo@pinewick.example,Bo Reed,Agree
"""


@pytest.mark.parametrize("kind", [None, "contacts", "attendees", "carriers"])
@pytest.mark.parametrize("name", ANSWERS)
def test_a_file_of_answers_is_not_kept_as_a_list(larkhaven, name, kind):
    before = files()

    with pytest.raises(BelongsToABuild) as refused:
        take_in(larkhaven.program, EXAMPLES / name, file_name=name, kind=kind, by="dana", now=NOW)

    assert "Nothing was kept." in str(refused.value)
    assert not Import.objects.exists()
    assert files() == before


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
    larkhaven, tmp_path
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

    with pytest.raises(BelongsToABuild) as refused:
        read_another_way(run, shown, by="dana", now=NOW, kind="contacts")

    run.refresh_from_db()
    assert not file_of(run).exists()
    assert (run.state, run.trouble) == ("failed", str(refused.value))
    assert run.purged_on is not None
