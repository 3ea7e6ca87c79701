"""axe finds nothing on the desk, in previews, in the lists and on what the public reads.

Each page is looked at in three widths and on paper, with everything on it unfolded.
"""

import pytest

from muster.reports import sign
from muster.reports.checks import check_build
from muster.reports.models import Override
from muster.reports.overrides import let_stand
from muster.reports.passages import write_passage
from tests.conftest import LOADED_AT

GULFPORT, SAMPLE = "/builds/ms-gulfport-2020/report/", "/builds/sample-2026/report/"
NOW = LOADED_AT.replace(month=11, day=27)


@pytest.fixture
def look(tab, axe):
    """Let axe look at a page in every width and medium."""
    page = tab.page

    def at(answer):
        tab.show(answer.content.decode())
        page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true })")
        found = {}
        for media, width in [("screen", 360), ("screen", 768), ("screen", 1440), ("print", 768)]:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(media=media)
            found[media, width] = axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert [place for place in found.items() if place[1]] == []
        assert tab.complaints == []

    return at


@pytest.fixture
def two_versions(gulfport, coordinator):
    """Gulfport in two published versions, with a third in draft."""
    for text in ("We go on.", "We go on, and on."):
        publish(gulfport, coordinator)
        write_passage(gulfport, "summary", position=4, text=text, by=coordinator, now=NOW)
    publish(gulfport, coordinator)
    write_passage(gulfport, "summary", position=4, text="So.", by=coordinator, now=NOW)
    return gulfport


def publish(build, by):
    report = sign.freeze(build, by=by, now=NOW)
    sign.review(report, by=by, now=NOW)
    sign.publish(report, by=by, now=NOW, listed=True)


@pytest.mark.parametrize(
    "address", [GULFPORT, f"{GULFPORT}preview/", f"{GULFPORT}v/2/", "/reports/"]
)
def test_nobody_is_shut_out_of_gulfport(two_versions, signed_in, look, address):
    look(signed_in.get(address))


@pytest.mark.parametrize(
    "address",
    [
        "/r/",
        "/r/?lang=es",
        "/r/ms-gulfport-2020/",
        "/r/ms-gulfport-2020/?lang=es",
        "/r/ms-gulfport-2020/v/1/",
    ],
)
def test_nobody_is_shut_out_of_what_is_public(two_versions, client, look, address):
    look(client.get(address))


def test_nobody_is_shut_out_of_a_desk_full_of_flags(gulfport, signed_in, look):
    Override.objects.all().delete()

    look(signed_in.get(GULFPORT))


def test_nobody_is_shut_out_where_something_is_wrong(gulfport, signed_in, look):
    answer = signed_in.post(f"{GULFPORT}words/method/", {"heading-3": "How", "text-3": ""})

    assert answer.status_code == 422
    look(answer)


@pytest.mark.parametrize("address", [SAMPLE, f"{SAMPLE}preview/", "/r/sample-2026/", "/r/nowhere/"])
def test_nobody_is_shut_out_of_the_sample(sample_coordinator, client, look, address):
    client.force_login(sample_coordinator.user)

    look(client.get(address))


@pytest.mark.parametrize("step", ["draft", "reviewed"])
def test_nobody_is_shut_out_of_a_step(gulfport, coordinator, signed_in, look, step):
    report = sign.freeze(gulfport, by=coordinator, now=NOW)
    if step == "reviewed":
        sign.review(report, by=coordinator, now=NOW)

    look(signed_in.get(GULFPORT))


def test_nobody_is_shut_out_of_empty_lists(viewer, client, look):
    look(client.get("/r/"))
    client.force_login(viewer.user)
    look(client.get("/reports/"))


def test_words_in_other_scripts_stand_on_the_desk(gulfport, coordinator, signed_in, look):
    gulfport.quotes.filter(key="very-brave").update(text="شكرا لكم جميعا 🚚")
    for flag in check_build(gulfport, today=NOW.date()).open:
        let_stand(gulfport, flag.fingerprint, reason="I read it.", by=coordinator, now=NOW)

    look(signed_in.get(GULFPORT))
