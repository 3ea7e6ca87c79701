"""Each kind of data goes when its time is over, and that it went is written down."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from muster.core import jobs, retention
from muster.core.audit import Changed, record
from muster.core.chain import verify
from muster.core.errors import PeriodTooLong, PeriodTooShort
from muster.core.models import AuditEvent, AuditValue, Beat, Program, RetentionPeriod
from muster.core.retention import KINDS, keep_for, keepings_of, purge, purge_all
from tests import rows

YEAR = timedelta(days=365)


@pytest.fixture
def program(db):
    return Program.objects.create(key="larch", name="Larch")


@pytest.fixture
def values():
    return KINDS["audit-values"]


def edited(program, ago):
    change = [Changed("name", "Ada", "Eve")]
    return record(by="dana", verb="edited", subject="person:x", program=program,
                  at=rows.NOW - ago, changes=change)  # fmt: skip


def standing():
    return list(AuditValue.objects.order_by("pk").values_list("old", "new"))


def kept(program, kind):
    return next(each for each in keepings_of(program, rows.NOW) if each.kind is kind)


def test_what_is_over_its_time_goes_and_is_written_down(program, values):
    edited(program, 4 * YEAR)
    edited(program, YEAR)

    gone = purge(program, rows.NOW)

    assert gone == {"audit-values": 1}
    assert standing() == [("", ""), ("Ada", "Eve")]
    last = AuditEvent.objects.last()
    assert (last.actor, last.verb, last.subject, last.counts) == (
        "retention", "purged", "retention:audit-values", [["rows", 1]],
    )  # fmt: skip
    assert verify(program).broken is None


def test_where_nothing_is_over_nothing_is_written(program):
    edited(program, YEAR)

    assert purge(program, rows.NOW) == {}
    assert AuditEvent.objects.count() == 1


def test_a_program_keeps_its_own_period_and_touches_no_other(program, values):
    other = Program.objects.create(key="other", name="Other")
    for whose in (program, other):
        edited(whose, YEAR)

    keep_for(program, values, 90, by="dana@example.org", now=rows.NOW)

    assert (purge(program, rows.NOW), purge(other, rows.NOW)) == ({"audit-values": 1}, {})
    assert (kept(program, values).days, kept(program, values).is_own) == (90, True)
    assert (kept(other, values).days, kept(other, values).is_own) == (1095, False)


def test_for_good_is_for_good(program, values):
    edited(program, 20 * YEAR)

    keep_for(program, values, None, by="dana@example.org", now=rows.NOW)

    assert purge(program, rows.NOW) == {}
    assert (kept(program, values).days, kept(program, values).next_at) == (None, None)


def test_what_would_go_is_counted_before(program, values):
    edited(program, 4 * YEAR)
    edited(program, YEAR)
    keeping = kept(program, values)
    tried = retention.keeping_of(program, values, 30, is_own=True, now=rows.NOW)

    assert (keeping.due, keeping.next_at) == (1, rows.NOW)
    assert tried.due == 2
    assert standing() == [("Ada", "Eve")] * 2
    purge(program, rows.NOW)
    assert kept(program, values).due == 0
    assert kept(program, values).next_at == rows.NOW - YEAR + timedelta(days=1095)


def test_where_there_is_nothing_nothing_goes_next(program, values):
    assert (kept(program, values).due, kept(program, values).next_at) == (0, None)


@pytest.mark.parametrize(("days", "wrong"), [(29, PeriodTooShort), (40_000, PeriodTooLong)])
def test_a_period_that_cannot_be_meant_changes_nothing(program, values, days, wrong):
    keep_for(program, values, 30, by="dana", now=rows.NOW)

    with pytest.raises(wrong):
        keep_for(program, values, days, by="dana", now=rows.NOW)

    assert RetentionPeriod.objects.get().days == 30


def test_a_change_of_the_period_is_an_act_and_the_same_one_is_none(program, values):
    for _time in range(2):
        keep_for(program, values, 90, by="dana@example.org", now=rows.NOW)
    keep_for(program, values, None, by="dana@example.org", now=rows.NOW)

    told = AuditEvent.objects.filter(subject="retention:audit-values").order_by("sequence")
    assert [event.verb for event in told] == ["set how long to keep"] * 2
    said = AuditValue.objects.values_list("old", "new")
    assert list(said) == [("1095", "90"), ("90", "for good")]


def test_every_day_a_job_does_it_in_every_program(program, values, monkeypatch):
    monkeypatch.setattr(retention, "SWEEPS", {})
    other = Program.objects.create(key="other", name="Other")
    now = timezone.now()
    for whose in (program, other):
        record(by="dana", verb="edited", subject="person:x", program=whose,
               at=now - 4 * YEAR, changes=[Changed("name", "Ada", "Eve")])  # fmt: skip

    for at in (now, now + timedelta(days=1)):
        jobs.tend(at)
        jobs.run_waiting()

    assert standing() == [("", "")] * 2
    assert Beat.objects.get(name="retention").next_at == now + timedelta(days=2)


def test_what_is_over_by_itself_is_swept_in_the_whole_installation(db):
    DBTaskResult.objects.create(
        task_path="x", args_kwargs={"args": [], "kwargs": {}}, status="SUCCESSFUL",
        backend_name="default", run_after=timezone.now(),
        finished_at=timezone.now() - timedelta(days=15),
    )  # fmt: skip

    purge_all.call()

    assert DBTaskResult.objects.count() == 0


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_says_what_it_is_and_what_becomes_of_it(name):
    kind = KINDS[name]

    assert all(str(words) for words in (kind.title, kind.after, kind.does))
    assert kind.least <= kind.days <= retention.LONGEST


def test_what_goes_wrong_in_one_program_holds_up_no_other(monkeypatch, program, values):
    other = Program.objects.create(key="other", name="Other")
    edited(other, 40 * YEAR)
    swept = []
    monkeypatch.setitem(retention.SWEEPS, "last", swept.append)

    def refuses(whose, before, on):
        if whose == program:
            raise ValueError("the rows of Mara")
        return values.purge(whose, before, on)

    monkeypatch.setitem(KINDS, "audit-values", replace(values, purge=refuses))

    with pytest.raises(ExceptionGroup) as wrong:
        purge_all.call()

    assert [str(each) for each in wrong.value.exceptions] == ["the rows of Mara"]
    assert (standing(), len(swept)) == ([("", "")], 1)
