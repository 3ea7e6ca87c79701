"""What anybody reads: the newest version, older ones that say so, nothing that was taken out."""

import io
import json
import re

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from muster.reports import sign
from muster.reports.files import KINDS
from muster.reports.models import PublicAddress, Report
from muster.reports.withdrawal import withdraw_quote
from tests import rows
from tests.people import join
from tests.reports import beginnings

PAGE = "/r/larkhaven/"
BEGINS = {"two": beginnings.published_twice, "published": beginnings.published}


def publish(build, by, *, listed=True):
    report = sign.freeze(build, by=by, now=rows.NOW)
    sign.review(report, by=by, now=rows.NOW)
    return sign.publish(report, by=by, now=rows.NOW, listed=listed)


def text(answer):
    plain = re.sub(
        r"<(style|script).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL
    )
    return " ".join(plain.split())


@pytest.fixture
def published(beginning):
    return beginning.versions[0]


@pytest.fixture
def two(beginning):
    """Two versions: the second has one outcome more."""
    return tuple(beginning.versions)


@pytest.fixture
def unlisted(full, dana):
    publish(full, dana, listed=False)
    return f"/r/{PublicAddress.objects.get().slug}/"


def test_a_published_report_is_read_without_signing_in_and_leaves_no_trace(published, client):
    answer = client.get(PAGE)

    assert answer.status_code == 200
    assert "Larkhaven, Mississippi" in text(answer)
    assert published.hash in text(answer).replace(" ", "")
    assert answer.cookies == {}


@pytest.mark.parametrize("state", ["draft", "reviewed"])
def test_what_is_not_published_is_not_there(full, dana, client, state):
    report = sign.freeze(full, by=dana, now=rows.NOW)
    if state == "reviewed":
        sign.review(report, by=dana, now=rows.NOW)
    PublicAddress.objects.create(build=full, slug="larkhaven", listed=True)

    addresses = [PAGE, f"{PAGE}v/1/", f"{PAGE}report.json", f"{PAGE}v/1/report.pdf"]
    assert [client.get(address).status_code for address in addresses] == [404] * 4

    Report.objects.update(state="published", published_on=rows.TODAY)
    assert [client.get(address).status_code for address in addresses] == [200] * 4


@pytest.mark.parametrize("address", ["/r/nowhere/", f"{PAGE}v/7/", f"{PAGE}report.exe"])
def test_what_does_not_exist_is_not_found(published, client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_read_and_nothing_else(published, client, method):
    assert getattr(client, method)(PAGE).status_code == 405


def test_the_newest_version_stands_at_the_bare_address(two, client):
    page = text(client.get(PAGE))

    assert "Sandbar Coach Lines" in page
    assert "There is a newer one" not in page


def test_an_older_version_stays_readable_and_says_that_there_is_a_newer_one(two, client):
    answer = client.get(f"{PAGE}v/1/")

    assert "This is version 1. There is a newer one: read version 2" in text(answer)
    assert "Sandbar Coach Lines" not in text(answer)
    assert f'href="{PAGE}"' in answer.content.decode()
    assert json.loads(client.get(f"{PAGE}v/1/report.json").content)["hash"] == two[0].hash


def test_every_version_lists_the_others(two, client):
    for address in (PAGE, f"{PAGE}v/1/", f"{PAGE}v/2/"):
        links = set(re.findall(rf'href="({PAGE}v/\d+/)"', client.get(address).content.decode()))
        assert links == {f"{PAGE}v/1/", f"{PAGE}v/2/"} - {
            f"{PAGE}v/2/" if address != f"{PAGE}v/1/" else f"{PAGE}v/1/"
        }


def test_a_new_version_says_what_has_changed(two, client):
    assert "Sandbar Coach Lines" in text(client.get(f"{PAGE}v/2/")).split("What has changed")[-1]


def test_a_draft_of_a_third_version_is_shown_to_nobody(two, full, dana, client):
    rows.outcome(full, lead="Tern Harbor Freight", text="trained its clerks.")
    sign.freeze(full, by=dana, now=rows.NOW)

    assert "Tern Harbor" not in text(client.get(PAGE))
    assert client.get(f"{PAGE}v/3/").status_code == 404


def test_a_withdrawn_version_stays_readable_and_says_so_first(published, dana, client):
    sign.withdraw(published, by=dana, now=rows.NOW, reason="It was wrong.")

    for address in (PAGE, f"{PAGE}v/1/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Withdrawn The program has withdrawn this report." in text(answer)
        assert answer["X-Robots-Tag"] == "noindex"
    assert client.get("/r/").content.decode().count(PAGE) == 0


def test_where_the_newest_is_withdrawn_the_one_that_it_replaced_does_not_come_back(
    two, dana, client
):
    assert "Earlier versions" not in text(client.get(PAGE))
    sign.withdraw(two[1], by=dana, now=rows.NOW, reason="It was wrong.")

    for address in (PAGE, f"{PAGE}v/2/"):
        page = text(client.get(address)).partition("Larkhaven, Mississippi May")[0]
        assert "The program has withdrawn this report." in page
        assert "Earlier versions that were not withdrawn: Version 1, May 26, 2026" in page
    assert "Sandbar Coach Lines" in text(client.get(PAGE))
    assert "Version 2, May 26, 2026 (this one) (withdrawn)" in text(client.get(PAGE))


def test_an_older_version_says_that_the_one_which_replaced_it_was_withdrawn(two, dana, client):
    assert "X-Robots-Tag" not in client.get(f"{PAGE}v/1/")

    sign.withdraw(two[1], by=dana, now=rows.NOW, reason="It was wrong.")

    answer = client.get(f"{PAGE}v/1/")
    says = "This is version 1. Version 2 replaced it, and was withdrawn: read version 2"
    assert says in text(answer)
    assert "There is a newer one" not in text(answer)
    assert "Version 2, May 26, 2026 (withdrawn)" in text(answer)
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_build_whose_newest_version_is_withdrawn_is_in_no_list(two, dana, client):
    assert client.get("/r/").content.decode().count(PAGE) == 1

    sign.withdraw(two[1], by=dana, now=rows.NOW, reason="It was wrong.")

    assert client.get("/r/").content.decode().count(PAGE) == 0


def test_what_was_taken_out_is_not_called_nothing(published, full, dana, client):
    assert "nothing has changed since it was frozen" in text(client.get(PAGE))

    withdraw_quote(full.quotes.get(), by=dana, now=rows.NOW)

    for address in (PAGE, f"{PAGE}report.txt"):
        page = " ".join(text(client.get(address)).split())
        assert "nothing has changed since it was frozen" not in page
        assert "What was withdrawn is listed below; nothing else has changed" in page


def test_a_listed_report_stands_in_the_list(published, client):
    answer = client.get("/r/")

    assert re.findall(r'<a href="(/r/[^"]+)">', answer.content.decode()) == [PAGE]
    assert answer.cookies == {}
    assert "X-Robots-Tag" not in client.get(PAGE)


def test_an_unlisted_report_is_in_no_list_and_not_to_be_found(unlisted, client):
    answer = client.get(unlisted)

    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert client.get(f"{unlisted}report.pdf")["X-Robots-Tag"] == "noindex"
    assert client.get(PAGE).status_code == 404
    assert unlisted not in client.get("/r/").content.decode()


def test_the_address_before_leads_nowhere(published, dana, client):
    sign.list_or_unlist(PublicAddress.objects.get(), listed=False, by=dana, now=rows.NOW)

    assert client.get(PAGE).status_code == 404
    assert client.get(f"/r/{PublicAddress.objects.get().slug}/").status_code == 200


def test_an_empty_list_says_so(db, client):
    assert "No report is listed yet" in text(client.get("/r/"))


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    larkhaven, dana, client, django_assert_num_queries, many
):
    for number in range(many):
        publish(rows.build(larkhaven.program, f"harbor-{number}"), dana)

    with django_assert_num_queries(1):
        answer = client.get("/r/")
    assert answer.content.decode().count('<li class="card">') == many


def test_a_long_list_goes_on(larkhaven, dana, client, monkeypatch):
    monkeypatch.setattr("muster.reports.views.public.AT_ONCE", 2)
    for number in range(3):
        publish(rows.build(larkhaven.program, f"harbor-{number}"), dana)

    first = client.get("/r/").content.decode()
    onward = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")

    pages = [re.findall(r'"(/r/harbor-\d/)"', page)
             for page in (first, client.get(f"/r/{onward}").content.decode())]  # fmt: skip
    assert pages == [["/r/harbor-0/", "/r/harbor-1/"], ["/r/harbor-2/"]]


@pytest.mark.parametrize(("address", "language"), [("?lang=es", "es"), ("?lang=en", "en"),
                                                   ("", "en"), ("?lang=xx", "en")])  # fmt: skip
def test_the_language_is_a_matter_of_the_address(published, client, address, language):
    answer = client.get(PAGE + address)

    assert answer["Content-Language"] == language
    assert f'<html lang="{language}">' in answer.content.decode()
    assert "Accept-Language" in answer["Vary"]
    assert answer.cookies == {}


def test_without_one_the_browsers_own_is_taken(published, client):
    answer = client.get(PAGE, headers={"accept-language": "es-MX,es;q=0.9"})

    assert answer["Content-Language"] == "es"


def test_the_language_goes_along_to_files_and_versions(two, client):
    html = client.get(f"{PAGE}v/1/?lang=es").content.decode()

    assert f'href="{PAGE}v/1/report.pdf?lang=es"' in html
    assert f'href="{PAGE}?lang=es"' in html
    assert f'href="{PAGE}v/2/?lang=es"' in html


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_can_be_downloaded(published, client, kind):
    answer = client.get(f"{PAGE}report.{kind}")

    assert (answer.status_code, answer["Content-Type"]) == (200, KINDS[kind].media)
    name = f"report-larkhaven-v1.{kind}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.cookies == {}
    begins = {"pdf": b"%PDF-", "docx": b"PK", "json": b'{"adoptions"', "html": b"<!doctype html"}
    assert answer.content.lstrip().lower().startswith(begins.get(kind, b"").lower())


def test_the_files_are_linked_from_the_page(published, client):
    html = client.get(PAGE).content.decode()

    assert re.findall(rf'href="{PAGE}report\.(\w+)"', html) == list(KINDS)


def test_a_spanish_file_says_so_in_its_name(published, client):
    answer = client.get(f"{PAGE}report.pdf?lang=es")

    assert answer["Content-Disposition"] == 'attachment; filename="report-larkhaven-v1-es.pdf"'
    assert answer["Content-Language"] == "es"


def test_the_json_is_the_frozen_object_to_the_last_byte(published, client):
    assert client.get(f"{PAGE}report.json").content.decode() == published.snapshot


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}report.pdf", f"{PAGE}v/1/report.json"])
def test_a_copy_is_asked_for_again_before_each_use(published, client, address):
    first = client.get(address)
    assert first["Cache-Control"] == "no-cache"

    again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], "no-cache")


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}report.pdf", f"{PAGE}v/2/report.json"])
def test_who_holds_a_copy_is_answered_before_anything_is_read_or_compared(two, client, address):
    def read_by(**headers):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address, headers=headers)
        return answer, [row["sql"] for row in asked if '"snapshot"' in row["sql"]]

    first, read = read_by()
    assert (first.status_code, len(read)) == (200, 2)

    again, read = read_by(**{"if-none-match": first["ETag"]})

    assert (again.status_code, read) == (304, [])


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}report.json", f"{PAGE}report.txt"])
def test_a_withdrawn_consent_makes_every_copy_stale_at_once(published, full, dana, client, address):
    quote = full.quotes.get()
    words = quote.text
    before = client.get(address)
    assert words in before.content.decode()

    withdraw_quote(quote, by=dana, now=rows.NOW)

    after = client.get(address, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert words not in after.content.decode()
    assert after["ETag"] != before["ETag"]


def test_the_pdf_is_made_anew_after_a_withdrawal(published, full, dana, client):
    def read():
        content = client.get(f"{PAGE}report.pdf").content
        return " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(content)).pages)

    quote = full.quotes.get()
    words = quote.text
    assert words in " ".join(read().split())

    withdraw_quote(quote, by=dana, now=rows.NOW)

    assert words not in " ".join(read().split())


@pytest.mark.parametrize(
    "change",
    [
        lambda report, by: sign.withdraw(report, by=by, now=rows.NOW, reason="So."),
        lambda report, by: rows.outcome(report.build) and publish(report.build, by),
    ],
    ids=["withdrawn", "newer version"],
)
def test_what_is_said_of_a_version_changes_its_tag(published, dana, client, change):
    before = client.get(f"{PAGE}v/1/")["ETag"]

    change(published, dana)

    assert client.get(f"{PAGE}v/1/")["ETag"] != before


def test_each_language_has_a_tag_of_its_own(published, client):
    tags = {client.get(f"{PAGE}{query}")["ETag"] for query in ("?lang=en", "?lang=es")}

    assert len(tags) == 2


def test_what_is_not_listed_is_kept_by_no_shared_cache(unlisted, client):
    assert client.get(unlisted)["Cache-Control"] == "private, no-cache"


def test_the_page_asks_few_questions(two, client, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get(PAGE)


def test_a_report_of_one_program_says_nothing_of_another(published, client):
    other = rows.build(rows.program("other"), "dovemere")
    publish(other, join(other.program, name="Otto Reed"))

    assert "Dovemere" not in text(client.get(PAGE))
    assert "Dovemere" in text(client.get("/r/"))
