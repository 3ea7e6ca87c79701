"""A report as a file: every kind can be made of whatever rows there are, and none overstates."""

import io
import json
import re
import zipfile
from datetime import date

import pypdf
import pytest

from muster.reports.edition import Edition
from muster.reports.files import KINDS, file_name
from muster.reports.snapshot import hash_of, snapshot_of
from tests import rows

PERCENTS = re.compile(r"(\d+(?:[.,]\d+)?)\s?(?:%|percent)")


def read(kind, content):
    """What a reader of a file reads."""
    if kind == "pdf":
        return " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(content)).pages)
    if kind == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as word:
            return word.read("word/document.xml").decode()
    return content.decode()


def render(build, kind, language="en"):
    snapshot = snapshot_of(build)
    return read(kind, KINDS[kind].render(snapshot, Edition(), language))


@pytest.mark.parametrize("kind", KINDS)
def test_more_answers_than_people_print_no_percentage_over_a_hundred(larkhaven, kind):
    rows.people(larkhaven, 50)
    rows.answers(larkhaven, yes=51)

    text = render(larkhaven, kind)

    assert [
        number for number in PERCENTS.findall(text) if float(number.replace(",", ".")) > 100
    ] == []
    assert "51" in text


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("people", "answered"), [(0, 0), (1, 0), (1, 1), (40, 0), (40, 12)])
def test_a_build_of_whatever_size_is_a_report(larkhaven, kind, language, people, answered):
    rows.people(larkhaven, people)
    if answered:
        rows.answers(larkhaven, yes=answered)

    assert "Larkhaven" in render(larkhaven, kind, language)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("words", ["Gracias 🚚🙏", "شكرا لكم جميعا", "a\u0359 and \ue000"])
def test_letters_of_any_script_are_printed_or_named(full, kind, words):
    full.quotes.update(text=words)
    full.day = date(2002, 3, 12)

    assert render(full, kind)


def test_the_json_is_the_object_that_was_hashed(full):
    snapshot = snapshot_of(full)

    content = json.loads(KINDS["json"].render(snapshot, Edition(), "es"))

    assert (content, hash_of(content)) == (snapshot, snapshot["hash"])


@pytest.mark.parametrize("key", ["con", "nul", "com1"])
def test_the_name_of_a_file_is_safe_on_every_system(key):
    snapshot = {"build": {"key": key}, "language": "en"}

    names = [
        file_name(snapshot, edition, KINDS[kind], language)
        for edition in (Edition(), Edition(12))
        for kind in KINDS
        for language in ("en", "es")
    ]

    assert all(re.fullmatch(r"report-[a-z0-9-]+\.[a-z]+", name) for name in names)
    assert f"report-{key}-v12-es.pdf" in names
    assert f"report-{key}-draft.json" in names
