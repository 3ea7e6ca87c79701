"""Jobs stand in the database with the act that asks for them, and survive failures and workers."""

import os
import socket
import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from muster.core import jobs
from muster.core.jobs import every, job, reap, run_waiting, standing, tend
from muster.core.models import Beat

done: list[str] = []
NOW = timezone.now()
S = timedelta(seconds=1)
NO_PROCESS = 2**22 + 1  # above the largest number that Linux gives


@job()
def note(word: str) -> str:
    done.append(word)
    return word


@job(retries=2, backoff=(60, 600))
def stumble(word: str) -> None:
    done.append(word)
    raise ValueError(word)


@job(retries=1)
def each_morning() -> None:
    done.append("morning")


@pytest.fixture(autouse=True)
def fresh(db, monkeypatch):
    done.clear()
    monkeypatch.setattr(jobs, "PERIODIC", {})


def states():
    return list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True))


def left_running(worker, *, since=NOW, tries=1):
    note.enqueue("left")
    DBTaskResult.objects.update(status="RUNNING", started_at=since, worker_ids=[worker] * tries)
    return DBTaskResult.objects.get()


def test_what_is_enqueued_is_done_once():
    note.enqueue("a")
    note.enqueue(word="b")

    assert (run_waiting(), run_waiting()) == (2, 0)

    assert (done, states()) == (["a", "b"], ["SUCCESSFUL", "SUCCESSFUL"])


def test_a_job_goes_with_the_act_that_asked_for_it():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        note.enqueue("undone")
        1 / 0  # noqa: B018

    assert (run_waiting(), done) == (0, [])


def test_one_that_fails_is_tried_again_later_each_time_and_then_stays():
    stumble.enqueue("x")

    ran = [run_waiting(timezone.now() + wait) for wait in (0 * S, 0 * S, 90 * S, 90 * S, 700 * S)]

    assert ran == [1, 0, 1, 0, 1]
    assert done == ["x", "x", "x"]
    row = DBTaskResult.objects.get()
    assert (row.status, row.exception_class_path) == ("FAILED", "builtins.ValueError")
    assert "stumble" in row.traceback
    assert standing() == jobs.Standing(0, 0, 0, 1, [f"{stumble.module_path}: builtins.ValueError"])


@job(retries=0)
def takes_in(name: str) -> None:
    try:
        raise ValueError(name)
    except ValueError as wrong:
        raise ExceptionGroup(name, [RuntimeError(name)]) from wrong


def test_what_is_kept_of_a_failure_names_no_row(caplog):
    takes_in.enqueue("DETAIL: Failing row contains (Mara Ostrander, +12285550100).")

    run_waiting()

    row = DBTaskResult.objects.get()
    assert row.exception_class_path == "builtins.ExceptionGroup"
    for told in (row.traceback, caplog.text):
        assert [name in told for name in ("ValueError", "RuntimeError", "takes_in")] == [True] * 3
        assert [name in told for name in ("Failing row", "+1228", "Mara")] == [False] * 3


def test_what_a_database_says_while_jobs_are_asked_for_is_not_written_down(monkeypatch, caplog):
    stop, says = threading.Event(), "DETAIL: Failing row contains (Mara Ostrander)."

    def refuses(_now):
        stop.set()
        raise DatabaseError(says)

    monkeypatch.setattr(jobs, "tend", refuses)

    jobs.work_until(stop)

    assert [words in caplog.text for words in ("asked for again", "DatabaseError", "Mara")] == [
        True, True, False,
    ]  # fmt: skip


def test_each_new_try_waits_as_long_as_its_job_says():
    stumble.enqueue("x")
    waits = []

    for day in (0, 1):
        run_waiting(timezone.now() + timedelta(days=day))
        row = DBTaskResult.objects.get()
        waits.append(round((row.run_after - timezone.now()).total_seconds(), -1))

    assert waits == [60, 600]


def test_one_that_fails_holds_nobody_up():
    stumble.enqueue("x")
    note.enqueue("y")

    assert (run_waiting(), sorted(done)) == (2, ["x", "y"])


def test_a_job_whose_name_is_gone_fails_and_the_next_one_goes_on():
    note.enqueue("gone")
    DBTaskResult.objects.update(task_path="muster.core.jobs.no_such_job")
    note.enqueue("here")

    run_waiting()

    assert (done, sorted(states())) == (["here"], ["FAILED", "SUCCESSFUL"])


@pytest.mark.parametrize(
    ("worker", "since", "taken_back"),
    [
        (f"{socket.gethostname()}:{NO_PROCESS}", NOW, 1),
        (f"{socket.gethostname()}:{os.getppid()}", NOW, 0),
        (f"{socket.gethostname()}:{os.getpid()}", NOW, 1),  # our number, and not our work
        (f"{socket.gethostname()}:{os.getppid()}", NOW - timedelta(hours=7), 1),
        ("another-machine:7", NOW, 0),
        ("another-machine:7", NOW - timedelta(hours=1), 1),
    ],
    ids=["dead", "alive", "came-back", "number-reused", "elsewhere", "elsewhere-for-long"],
)
def test_what_a_dead_worker_left_is_done_by_the_next(worker, since, taken_back):
    left_running(worker, since=since)

    assert run_waiting() == 0
    assert reap(NOW) == taken_back
    assert (run_waiting(), len(done)) == (taken_back, taken_back)


def test_a_job_that_takes_every_worker_with_it_is_given_up():
    row = left_running(f"{socket.gethostname()}:{NO_PROCESS}", tries=6)

    assert (reap(NOW), run_waiting()) == (1, 0)

    row.refresh_from_db()
    assert (row.status, row.exception_class_path) == ("FAILED", "WorkerDied")


def test_a_job_at_work_here_is_not_taken_back():
    seen = []

    def look(word):
        seen.append(reap(timezone.now()))

    note.enqueue("long")
    row = jobs._claim(timezone.now())
    jobs._AT_WORK.add(row.pk)
    look("long")
    jobs._AT_WORK.discard(row.pk)
    look("long")

    assert seen == [0, 1]


def test_work_by_the_clock_is_due_once_each_period_however_many_workers_ask():
    every(timedelta(days=1), "morning", each_morning)
    day = timedelta(days=1)

    for at in (NOW, NOW, NOW + day, NOW + day, NOW + 2 * day - timedelta(seconds=1)):
        tend(at)
    run_waiting()

    assert done == ["morning"]
    assert Beat.objects.get().next_at == NOW + 2 * day


def test_jobs_that_ended_long_ago_are_forgotten():
    note.enqueue("old")
    run_waiting()
    note.enqueue("waits")

    assert jobs.forget_done(timezone.now() + timedelta(days=1)) == 1

    assert states() == ["READY"]


@pytest.mark.django_db(transaction=True)
def test_the_thread_does_what_comes_and_stops():
    note.enqueue("in the thread")
    stop = jobs.start_thread()
    try:
        for _turn in range(100):
            if done:
                break
            stop.wait(0.05)
    finally:
        stop.set()

    assert done == ["in the thread"]
