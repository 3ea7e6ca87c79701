"""What somebody reads in the files of a report, whatever kind they are."""

import io
import json
import zipfile

import pypdf

from muster.reports import sign
from muster.reports.files import KINDS
from muster.reports.models import Report
from muster.reports.public import edition_of
from muster.reports.snapshot import snapshot_of
from tests import rows


def publish(build, dana):
    """Publish what the rows say. The rules of release have tests of their own."""
    report = sign.freeze(build, by=dana, now=rows.NOW)
    Report.objects.filter(pk=report.pk).update(state="published", published_on=rows.TODAY)
    report.refresh_from_db()
    return report


def told(ending, content):
    """What a reader of a file reads: its text, without the wrapping."""
    if ending == "pdf":
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        return " ".join(page.extract_text() for page in pages)
    if ending == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as word:
            parts = [word.read(name) for name in word.namelist() if name.endswith(".xml")]
        return b" ".join(parts).decode()
    return content.decode()


def squeezed(text):
    """Letters alone: a line that breaks, a hyphen or a mark hides nothing."""
    return "".join(filter(str.isalnum, text.casefold()))


def files_of(build):
    """Every file of every version in both languages, and the page of what the rows say now."""
    reports = list(Report.objects.filter(build=build).order_by("-version"))
    for number, report in enumerate(reports):
        before = reports[number + 1] if number + 1 < len(reports) else None
        edition = edition_of(report, before, build.program)
        for ending, kind in KINDS.items():
            for language in ("en", "es"):
                content = kind.render(json.loads(report.snapshot), edition, language)
                yield f"v{report.version}.{language}.{ending}", told(ending, content)
    yield "draft", json.dumps(snapshot_of(build), ensure_ascii=False)


def read_files(build):
    """What a reader reads in each file: its letters alone, by its name."""
    return {name: squeezed(text) for name, text in files_of(build)}


def holding(read, *needles):
    """The names of the files that were *read* in which any of the *needles* stands."""
    sought = [squeezed(needle) for needle in needles]
    return sorted(name for name, text in read.items() if any(word in text for word in sought))


def files_with(build, *needles):
    return holding(read_files(build), *needles)


def stands_in_one(build, words):
    """Whether any file has the *words*: the first that has them is the last that is read."""
    return any(squeezed(words) in squeezed(text) for _name, text in files_of(build))
