"""Work that nobody waits for: it stands in the database until a worker does it.

    @job(retries=3)
    def check(key: str) -> None: ...

    check.enqueue("contacts-2026")

A job is enqueued in the transaction of the act that asks for it: both come about, or neither. Its
arguments are keys, never names or addresses. It may run twice, because a worker can die at the last
moment: it must be written so that the second time changes nothing.

What the library leaves to us is here: a job that fails is tried again, later each time; one whose
worker has died goes back into the row; and some work is due every so often.
"""

import logging
import os
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from traceback import format_tb
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import DatabaseError, close_old_connections
from django.db.models import Count, Q
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult, get_date_max

from muster.core.models import Beat

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger("muster.jobs")
BACKOFF = (30, 120, 600, 3600, 6 * 3600)
# After so long a worker on another machine is taken for dead, and one on this machine, whose number
# may have gone to another process meanwhile.
LOST_AFTER = timedelta(minutes=30)
LOST_HERE_AFTER = timedelta(hours=6)
POLL_SECONDS = 1.0
TEND_EVERY = 20
_Status = TaskResultStatus
Row = DBTaskResult[Any, Any]


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a job is tried again, and after how many seconds each time."""

    retries: int
    backoff: Sequence[int]


@dataclass(frozen=True, slots=True)
class Standing:
    """How many jobs wait, run, are done and have failed for good, and what the failed ones are."""

    waiting: int
    running: int
    done: int
    failed: int
    failures: list[str]


_PATIENCE: dict[str, Patience] = {}
_AT_WORK: set[UUID] = set()
PERIODIC: dict[str, tuple[timedelta, "Task[[], Any]"]] = {}


def job(
    *, retries: int = 5, backoff: Sequence[int] = BACKOFF
) -> Callable[[Callable[P, T]], "Task[P, T]"]:
    """Make a function of a module a job: `f.enqueue(x)` puts it into the row, `f.call(x)` does it.

    Args:
        retries: how often it is tried again; then it stays in the row as failed.
        backoff: seconds until each new try; the last one holds for all further ones.
    """

    def decorate(function: Callable[P, T]) -> "Task[P, T]":
        made: Task[P, T] = task(function)
        _PATIENCE[made.module_path] = Patience(retries, tuple(backoff))
        return made

    return decorate


def every(period: timedelta, name: str, work: "Task[[], Any]") -> None:
    """Let *work* be due each *period*, the first time one *period* from now; a name counts once."""
    PERIODIC[name] = (period, work)


def run_waiting(now: datetime | None = None) -> int:
    """Do in this thread what is due, until nothing is; how many jobs ran."""
    ran = 0
    while (row := _claim(now or timezone.now())) is not None:
        _run(row)
        ran += 1
    return ran


def tend(now: datetime) -> None:
    """Take back what dead workers have left, and enqueue what is due by the clock."""
    reap(now)
    for name, (period, work) in PERIODIC.items():
        Beat.objects.get_or_create(name=name, defaults={"next_at": now + period})
        # However many workers ask at the same moment, one of them changes the row.
        due = Beat.objects.filter(name=name, next_at__lte=now)
        if due.update(next_at=now + period):
            work.enqueue()


def reap(now: datetime) -> int:
    """Put the jobs of workers that have died back into the row; how many there were."""
    lost = 0
    for row in DBTaskResult.objects.filter(status=_Status.RUNNING):
        worker = row.worker_ids[-1] if row.worker_ids else ""
        if _is_alive(row, worker, now - (row.started_at or now)):
            continue
        running = DBTaskResult.objects.filter(pk=row.pk, status=_Status.RUNNING)
        patience = _patience(row)
        if len(row.worker_ids) > patience.retries:
            # It has taken a worker with it each time, and would take the next one.
            lost += running.update(
                status=_Status.FAILED, finished_at=now, exception_class_path="WorkerDied",
                traceback="The process that ran it ended before the job did.",
            )  # fmt: skip
        else:
            lost += running.update(status=_Status.READY, started_at=None)
    return lost


def standing() -> Standing:
    """What the row of jobs looks like."""
    counts = dict(DBTaskResult.objects.order_by().values_list("status").annotate(Count("pk")))
    failed = DBTaskResult.objects.failed().order_by("-finished_at")[:20]
    return Standing(
        waiting=counts.get(_Status.READY, 0),
        running=counts.get(_Status.RUNNING, 0),
        done=counts.get(_Status.SUCCESSFUL, 0),
        failed=counts.get(_Status.FAILED, 0),
        failures=[f"{row.task_path}: {row.exception_class_path}" for row in failed],
    )


def forget_done(before: datetime) -> int:
    """Remove the jobs that ended before *before*, done or failed; how many."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()[0]


def start_thread() -> threading.Event:
    """Work in a thread of this process until the event that is given is set."""
    stop = threading.Event()
    threading.Thread(target=work_until, args=(stop,), name="muster-jobs", daemon=True).start()
    return stop


def work_until(stop: threading.Event) -> None:
    """Do jobs as they come, until *stop* is set. A database that is away is asked again."""
    turn = 0
    while not stop.is_set():
        try:
            if turn % TEND_EVERY == 0:
                tend(timezone.now())
            run_waiting()
        except DatabaseError as wrong:
            said = where_it_went_wrong(wrong)
            log.error("The jobs cannot be read; they are asked for again.\n%s", said)
        finally:
            close_old_connections()
        turn += 1
        stop.wait(POLL_SECONDS)


def _claim(now: datetime) -> Row | None:
    """The next job that is due, now ours: whoever changes its row first has it."""
    due = DBTaskResult.objects.filter(
        Q(run_after__lte=now) | Q(run_after=get_date_max()), status=_Status.READY
    )
    while (row := due.first()) is not None:
        ours = [*row.worker_ids, me()]
        mine = DBTaskResult.objects.filter(pk=row.pk, status=_Status.READY)
        if mine.update(status=_Status.RUNNING, started_at=now, worker_ids=ours):
            row.status, row.started_at, row.worker_ids = _Status.RUNNING, now, ours
            return row
    return None


def _run(row: Row) -> None:
    given = row.args_kwargs
    _AT_WORK.add(row.pk)
    try:
        came_of_it = row.task.call(*given["args"], **given["kwargs"])
    except Exception as wrong:  # noqa: BLE001 (a job may fail in any way, and the next one goes on)
        _put_back(row, wrong)
    else:
        _end(row, _Status.SUCCESSFUL, return_value=_as_json(came_of_it))
    finally:
        _AT_WORK.discard(row.pk)


def _put_back(row: Row, wrong: Exception) -> None:
    patience, tries = _patience(row), len(row.worker_ids)
    name = _class_of(wrong)
    if tries > patience.retries:
        said = where_it_went_wrong(wrong)
        log.error("%s failed for good\n%s", row.task_path, said)
        _end(row, _Status.FAILED, exception_class_path=name, traceback=said)
        return
    wait = timedelta(seconds=patience.backoff[min(tries, len(patience.backoff)) - 1])
    log.warning("%s failed (%s); it is tried again in %s", row.task_path, name, wait)
    DBTaskResult.objects.filter(pk=row.pk).update(
        status=_Status.READY, started_at=None, run_after=timezone.now() + wait
    )


def where_it_went_wrong(wrong: BaseException) -> str:
    """The classes and the lines of code of *wrong* and of what led to it, without their messages.

    What a database says of a row that it refuses is the row: names, numbers and addresses.
    """
    led_to_it = wrong.__cause__ or (None if wrong.__suppress_context__ else wrong.__context__)
    within = wrong.exceptions if isinstance(wrong, BaseExceptionGroup) else ()
    before = [where_it_went_wrong(each) for each in (led_to_it, *within) if each is not None]
    return "\n".join([*before, f"{''.join(format_tb(wrong.__traceback__))}{_class_of(wrong)}"])


def _class_of(wrong: BaseException) -> str:
    return f"{type(wrong).__module__}.{type(wrong).__qualname__}"


def _end(row: Row, status: TaskResultStatus, **more: Any) -> None:
    DBTaskResult.objects.filter(pk=row.pk).update(status=status, finished_at=timezone.now(), **more)


def _as_json(value: Any) -> Any:
    """What a job gave, where the row can hold it."""
    return value if isinstance(value, str | int | float | bool | None) else None


def _patience(row: Row) -> Patience:
    return _PATIENCE.get(row.task_path, Patience(0, BACKOFF))


def me() -> str:
    """The name of this process as a worker: its machine and its number."""
    return f"{socket.gethostname()}:{os.getpid()}"


def _is_alive(row: Row, worker: str, since: timedelta) -> bool:
    """Whether *worker* may still be at *row*: asked of the system where it is this machine's.

    A process may have the number of a dead one, in a container most of the time: so what this one
    does is known by itself.
    """
    machine, _colon, number = worker.rpartition(":")
    if machine != socket.gethostname() or not number.isdecimal():
        return since < LOST_AFTER
    if int(number) == os.getpid():
        return row.pk in _AT_WORK
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it is there, and somebody else's
    return since < LOST_HERE_AFTER
