"""From a draft to the public: each step is a name under a hash, and nothing red gets through."""

from datetime import timedelta

import pytest

from muster.core.models import AuditEvent
from muster.reports import sign
from muster.reports.errors import Blocked, ChangedSince, ReasonMissing, WrongStep
from muster.reports.models import Passage, PublicAddress, Report, SignOff
from muster.reports.snapshot import snapshot_of
from tests import rows
from tests.people import join

LATER = rows.NOW + timedelta(hours=3)


@pytest.fixture
def ines(larkhaven):
    return join(larkhaven.program, name="Ines Calloway")


def frozen(build, by):
    return sign.freeze(build, by=by, now=rows.NOW)


def reviewed(build, by):
    return sign.review(frozen(build, by), by=by, now=rows.NOW)


def published(build, by, *, listed=True):
    return sign.publish(reviewed(build, by), by=by, now=rows.NOW, listed=listed)


def red(build):
    return Passage.objects.create(build=build, kind="summary", position=9, text="All 67 came.")


def test_a_version_goes_from_draft_to_reviewed_to_published(full, dana, ines):
    report = sign.freeze(full, by=dana, now=rows.NOW)
    assert (report.version, report.state, report.hash) == (1, "draft", snapshot_of(full)["hash"])

    report = sign.review(report, by=ines, now=LATER)
    assert report.state == "reviewed"

    report = sign.publish(report, by=dana, now=LATER, listed=True)
    assert (report.state, report.published_on) == ("published", rows.TODAY)
    assert list(report.sign_offs.values_list("step", "by", "hash")) == [
        ("frozen", "Dana Whitlow", report.hash),
        ("reviewed", "Ines Calloway", report.hash),
        ("published", "Dana Whitlow", report.hash),
    ]


def test_every_step_is_recorded(full, dana):
    report = published(full, dana)
    sign.withdraw(report, by=dana, now=LATER, reason="It was wrong.")

    assert list(AuditEvent.objects.values_list("actor", "verb", "subject", "reason")) == [
        ("dana.whitlow@example.org", "froze", "report:larkhaven/1", report.hash),
        ("dana.whitlow@example.org", "signed", "report:larkhaven/1", report.hash),
        ("dana.whitlow@example.org", "published", "report:larkhaven/1", report.hash),
        (
            "dana.whitlow@example.org",
            "withdrew",
            "report:larkhaven/1",
            f"{report.hash} It was wrong.",
        ),
    ]


def test_frozen_twice_is_one_version(full, dana):
    first, second = frozen(full, dana), frozen(full, dana)

    assert (second.pk, Report.objects.count(), SignOff.objects.count()) == (first.pk, 1, 1)


def test_a_draft_gives_way_to_what_the_rows_say_now(full, dana):
    first = reviewed(full, dana)

    rows.outcome(full)
    second = frozen(full, dana)

    assert (second.pk, second.version, second.state) == (first.pk, 1, "draft")
    assert second.hash != first.hash
    assert list(second.sign_offs.values_list("step", flat=True)) == ["frozen"]


def test_what_was_published_stays_and_a_change_makes_a_new_version(full, dana):
    first = published(full, dana)

    rows.outcome(full)
    second = frozen(full, dana)

    assert (second.version, second.state) == (2, "draft")
    first.refresh_from_db()
    assert (first.state, first.version) == ("published", 1)


def test_there_is_nothing_to_freeze_where_nothing_has_changed(full, dana):
    first = published(full, dana)

    assert frozen(full, dana) == first
    assert Report.objects.count() == 1


def test_what_was_withdrawn_can_be_frozen_anew(full, dana):
    first = published(full, dana)
    sign.withdraw(first, by=dana, now=LATER, reason="It was wrong.")

    second = frozen(full, dana)

    assert (second.version, second.hash) == (2, first.hash)


@pytest.mark.parametrize("step", ["review", "publish"])
def test_a_red_flag_holds_a_version_back(full, dana, step):
    red(full)
    report = frozen(full, dana)
    if step == "publish":
        Report.objects.update(state="reviewed")

    with pytest.raises(Blocked) as blocked:
        if step == "review":
            sign.review(report, by=dana, now=rows.NOW)
        else:
            sign.publish(report, by=dana, now=rows.NOW, listed=True)

    assert [flag.check for flag in blocked.value.findings] == ["typed_number"]
    assert str(blocked.value).startswith("1 check blocks this report.")
    report.refresh_from_db()
    assert report.state == {"review": "draft", "publish": "reviewed"}[step]


def test_a_flag_that_came_after_the_review_holds_it_back(full, dana):
    report = reviewed(full, dana)
    full.outcomes.update(may_name="not_recorded")
    freight = rows.organization(full.program, "Pinewick Freight")
    full.outcomes.update(organization=freight)

    with pytest.raises(Blocked):
        sign.publish(report, by=dana, now=rows.NOW, listed=True)


def test_guidance_that_went_stale_after_the_review_holds_it_back(full, dana):
    guidance = full.program.guidance.create(
        state="MS", checked_on=rows.TODAY, checked_by="Dana", source="MBN"
    )
    guidance.lines.create(position=1, who="Police", number="911", when="Now")
    full.prints_guidance = True
    full.save()
    report = reviewed(full, dana)

    with pytest.raises(Blocked):
        sign.publish(report, by=dana, now=rows.NOW + timedelta(days=366), listed=True)

    assert sign.publish(report, by=dana, now=LATER, listed=True).state == "published"


@pytest.mark.parametrize("step", ["review", "publish"])
def test_nobody_signs_what_the_rows_do_not_say_any_more(full, dana, step):
    report = frozen(full, dana) if step == "review" else reviewed(full, dana)
    rows.outcome(full)

    with pytest.raises(ChangedSince):
        if step == "review":
            sign.review(report, by=dana, now=LATER)
        else:
            sign.publish(report, by=dana, now=LATER, listed=True)

    report.refresh_from_db()
    assert report.sign_offs.count() == {"review": 1, "publish": 2}[step]


def test_nobody_signs_another_draft_than_was_read(full, dana):
    read = frozen(full, dana).hash
    rows.outcome(full)
    report = frozen(full, dana)

    with pytest.raises(ChangedSince):
        sign.review(report, by=dana, now=LATER, read=read)

    assert sign.review(report, by=dana, now=LATER, read=report.hash).state == "reviewed"


def test_publishing_needs_a_review(full, dana):
    report = frozen(full, dana)

    with pytest.raises(WrongStep):
        sign.publish(report, by=dana, now=LATER, listed=True)

    assert PublicAddress.objects.count() == 0


def test_what_is_published_is_not_reviewed_again(full, dana):
    with pytest.raises(WrongStep):
        sign.review(published(full, dana), by=dana, now=LATER)


def test_each_step_taken_twice_is_taken_once(full, dana):
    report = frozen(full, dana)

    for _time in range(2):
        sign.review(report, by=dana, now=rows.NOW)
    for _time in range(2):
        sign.publish(report, by=dana, now=rows.NOW, listed=True)
    for _time in range(2):
        sign.withdraw(report, by=dana, now=LATER, reason="It was wrong.")

    assert list(report.sign_offs.values_list("step", flat=True)) == [
        "frozen", "reviewed", "published", "withdrawn",
    ]  # fmt: skip


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_version_is_withdrawn_with_a_reason(full, dana, reason):
    report = published(full, dana)

    with pytest.raises(ReasonMissing):
        sign.withdraw(report, by=dana, now=LATER, reason=reason)

    report.refresh_from_db()
    assert report.state == "published"


def test_only_what_is_published_can_be_withdrawn(full, dana):
    with pytest.raises(WrongStep):
        sign.withdraw(reviewed(full, dana), by=dana, now=LATER, reason="It was wrong.")


def test_a_listed_report_stands_at_the_key_of_its_build(full, dana):
    published(full, dana, listed=True)

    address = PublicAddress.objects.get()
    assert (address.slug, address.listed) == ("larkhaven", True)


def test_an_unlisted_report_stands_where_nobody_can_guess(full, dana):
    published(full, dana, listed=False)

    address = PublicAddress.objects.get()
    assert (len(address.slug), address.listed) == (20, False)
    assert "larkhaven" not in address.slug


def test_the_next_version_stays_at_the_address_of_the_one_before(full, dana):
    published(full, dana, listed=False)
    before = PublicAddress.objects.get().slug

    rows.outcome(full)
    published(full, dana, listed=False)

    assert PublicAddress.objects.get().slug == before


def test_a_report_can_be_taken_off_the_list_and_put_on_it(full, dana):
    published(full, dana, listed=True)
    address = PublicAddress.objects.get()

    off = sign.list_or_unlist(address, listed=False, by=dana, now=LATER)
    again = sign.list_or_unlist(address, listed=False, by=dana, now=LATER)
    on = sign.list_or_unlist(address, listed=True, by=dana, now=LATER)

    assert (off.listed, len(off.slug), again.slug) == (False, 20, off.slug)
    assert (on.listed, on.slug) == (True, "larkhaven")
    assert [event.verb for event in AuditEvent.objects.all()][-2:] == ["unlisted", "listed"]


def test_the_day_is_that_of_the_program(full, dana):
    night = rows.NOW.replace(hour=3)  # still the evening before in Chicago

    report = sign.freeze(full, by=dana, now=night)

    assert report.frozen_on == rows.TODAY - timedelta(days=1)
