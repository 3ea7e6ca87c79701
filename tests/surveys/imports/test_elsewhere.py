"""Answers that are chosen where lists come in are sent to their build, and not kept."""

import pytest
from django.conf import settings

from muster.directory.imports.take_in import take_in
from muster.directory.models import Import
from muster.surveys.imports.errors import BelongsToABuild
from tests.rows import NOW
from tests.surveys.imports.conftest import EXAMPLES


def files():
    return {file for file in (settings.HOME / "imports").rglob("*") if file.is_file()}


@pytest.mark.parametrize("name", ["surveymonkey.csv", "qualtrics.csv", "limesurvey.csv"])
def test_a_file_of_answers_is_not_kept_as_a_list(larkhaven, name):
    before = files()

    with pytest.raises(BelongsToABuild) as refused:
        take_in(larkhaven.program, EXAMPLES / name, file_name=name, kind=None, by="dana", now=NOW)

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
