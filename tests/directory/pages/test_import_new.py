"""A file is brought in: it is read and kept apart, and the directory stays as it is."""

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from muster.directory.intake import forms
from muster.directory.models import Import, Organization, Person, Source
from tests.directory.pages.incoming import ROBIN, bring, table
from tests.people import join

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


@pytest.fixture
def client(client, larch):
    client.force_login(join(larch, name="Dana Whitlow").user)
    return client


def kept_on_disk() -> list[Path]:
    return [path for path in Path(settings.HOME).glob("im*/**/*") if path.is_file()] + list(
        Path(settings.HOME).glob("incoming/*")
    )


def a_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("photo.txt", "not a sheet")
    return out.getvalue()


def test_a_file_leads_to_its_columns_and_changes_nothing_in_the_directory(client, larch):
    answer = bring(client, table(ROBIN))

    run = Import.objects.get()
    assert answer["Location"] == f"/directory/imports/{run.key}/columns/"
    assert (run.file, run.kind, run.state, run.by) == (
        "people.csv", "contacts", "read", "dana.whitlow@example.org",
    )  # fmt: skip
    assert [model.objects.count() for model in (Organization, Person, Source)] == [0, 0, 0]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("people.xlsx", a_zip(), "This is not a spreadsheet: people.xlsx"),
        ("people.csv", PNG, "This is not a spreadsheet: people.csv"),
        ("blank.csv", b"\r\n\r\n", "The file is empty: blank.csv"),
        ("wide.csv", table(["x"] * 1001, head=[f"c{n}" for n in range(1001)]),
         "The table is too wide: wide.csv"),
    ],
    ids=["a zip of something else", "a picture", "nothing in it", "1001 columns"],
)  # fmt: skip
def test_what_is_no_table_is_told_and_nothing_of_it_is_kept(client, name, content, says):
    before = kept_on_disk()
    answer = bring(client, content, name=name)

    assert answer.status_code == 422
    assert answer.context["not_read"].title == says
    assert "Nothing was kept" in answer.context["not_read"].says
    assert not Import.objects.exists()
    assert kept_on_disk() == before


def test_a_file_that_is_too_large_is_said_before_it_is_read(client, monkeypatch):
    monkeypatch.setattr(forms, "LARGEST", 10)

    answer = bring(client, table(ROBIN))

    assert answer.status_code == 422
    (error,) = answer.context["form"].errors["file"]
    assert error.startswith("people.csv is larger than 512 MB. Nothing was kept.")
    assert not Import.objects.exists()


def test_without_a_file_the_page_asks_for_one(client):
    answer = client.post("/directory/imports/new/", {"kind": ""})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"file": ["Choose a file on your computer."]}


def test_a_name_with_a_path_in_it_is_only_a_name(client):
    bring(client, table(ROBIN), name="../../etc/people.csv")

    assert Import.objects.get().file == "people.csv"


@pytest.mark.parametrize(
    ("encoding", "letters"),
    [
        ("utf-8-sig", "UTF-8 (BOM)"),
        ("utf-16", "UTF-16"),
        ("cp1252", "Windows-1252"),
        ("mac_roman", "Mac Roman"),
    ],
)
def test_the_letters_that_were_found_are_shown(client, encoding, letters):
    peña = ["Marta", "de la Peña", "Dueña", "Camión", "", "", ""]
    bring(client, table(peña, ["José", "Núñez", "", "Fernández", "", "", ""], encoding=encoding))

    page = client.get(f"/directory/imports/{Import.objects.get().key}/columns/")

    assert ("Letters", letters) in page.context["read"].facts
    assert "de la Peña" in page.content.decode()
