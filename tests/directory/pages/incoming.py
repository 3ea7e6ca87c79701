"""Files as somebody would bring them, and the pages that they go through."""

import csv
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from muster.accounts.models import Member
from muster.core.models import Program
from muster.directory.models import Import
from tests import rows

HEAD = ["First Name", "Last Name", "Job Title", "Company", "Email", "Cell Phone", "Work Zip"]
ROBIN = ["Robin", "Tansy", "Owner", "Larkhaven Freight", "robin@larkhaven.example.org", "", "39990"]
JUNE = ["June", "Abernathy", "Safety director", "Birchline", "", "(228) 555-0100 x12", "501"]
WES = ["Wes", "Calloway", "Manager", "Quillport Terminal", "", "911", "39990"]


def table(*lines: list[str], head: list[str] = HEAD, encoding: str = "utf-8") -> bytes:
    """A CSV file with these lines under its header."""
    out = io.StringIO()
    csv.writer(out).writerows([head, *lines])
    return out.getvalue().encode(encoding)


def bring(
    client: Client, content: bytes, *, name: str = "people.csv", kind: str = ""
) -> HttpResponse:
    """Send a file, as the page of a new import does."""
    sent: dict[str, Any] = {"file": SimpleUploadedFile(name, content), "kind": kind}
    return client.post("/directory/imports/new/", sent)  # type: ignore[return-value]


def at_columns(client: Client, *lines: list[str], **more: Any) -> Import:
    """An import whose columns are to be said."""
    answer = bring(client, table(*lines), kind="contacts", **more)
    assert answer.status_code == 302, answer.content
    return Import.objects.latest("pk")


def chosen(client: Client, run: Import, **more: str) -> dict[str, str]:
    """What the form of columns says as it stands, with *more*."""
    page = client.get(f"/directory/imports/{run.key}/columns/")
    form = page.context["form"]
    told = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in told.items() if value} | more


def at_rows(client: Client, *lines: list[str], **more: str) -> Import:
    """An import whose dry run is done."""
    run = at_columns(client, *lines)
    answer = client.post(f"/directory/imports/{run.key}/columns/", chosen(client, run, **more))
    assert answer.status_code == 302, answer.content
    run.refresh_from_db()
    return run


def there(of: Program, key: str, **more: Any) -> Import:
    """A row of an import, without a file."""
    values = {
        "kind": "contacts", "file": f"{key}.csv", "sha256": "0" * 64, "size": 1, "at": rows.NOW,
        "by": "dana.whitlow@example.org",
    } | more  # fmt: skip
    member = Member.objects.filter(program=of, user__email=values["by"]).first()
    return Import.objects.create(program=of, key=key, member=member, **values)
