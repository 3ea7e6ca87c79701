"""How long each kind of data is kept, and what goes when.

Rooms register their kinds in their `AppConfig.ready`. Each program may say how many days a kind is
kept; else the days of the kind hold. Every day a job removes what is over its time, and writes down
how many of which kind. What a kind removes is counted before: the page shows what would go tonight,
and what another period would take.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise

from muster.core import audit
from muster.core.clock import today_in
from muster.core.errors import PeriodTooLong, PeriodTooShort
from muster.core.jobs import every, job
from muster.core.models import Program, RetentionPeriod

BY = "retention"
LONGEST = 36_500
DAILY = timedelta(days=1)
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of data, and how what is over its time goes.

    Attributes:
        name: "import-files".
        title: what it is.
        after: what its days are counted from: "after the undo of an import has ended".
        does: what happens to it then.
        days: how long it is kept where a program says nothing.
        least: the shortest period that may be set.
        due: how many rows of a program are older than a moment.
        oldest: the moment from which the oldest row counts, or None where there is none.
        purge: removes those older than a moment, on a day; how many.
    """

    name: str
    title: Words
    after: Words
    does: Words
    days: int
    least: int
    due: Callable[[Program, datetime], int]
    oldest: Callable[[Program], datetime | None]
    purge: Callable[[Program, datetime, date], int]


@dataclass(frozen=True, slots=True)
class Keeping:
    """How a program keeps one kind.

    Attributes:
        days: how long; None keeps it for good.
        is_own: whether the program has said so itself.
        due: how many rows go with the next run.
        next_at: when the oldest of the others goes; None where there is none, or never.
    """

    kind: Kind
    days: int | None
    is_own: bool
    due: int
    next_at: datetime | None


# Removes what is over in the whole installation, whatever program it was of; how many rows.
Sweep = Callable[[datetime], int]
KINDS: dict[str, Kind] = {}
SWEEPS: dict[str, Sweep] = {}


def register(kind: Kind) -> None:
    """Let *kind* be kept for its period; a name registers once."""
    KINDS[kind.name] = kind


def register_sweep(name: str, sweep: Sweep) -> None:
    """Let *sweep* be asked every day; for what is over by itself, like a session. Once per name."""
    SWEEPS[name] = sweep


def keepings_of(program: Program, now: datetime) -> list[Keeping]:
    """How *program* keeps each kind, and what goes next."""
    own = dict(RetentionPeriod.objects.filter(program=program).values_list("kind", "days"))
    return [
        keeping_of(program, kind, own.get(name, kind.days), is_own=name in own, now=now)
        for name, kind in KINDS.items()
    ]


def keeping_of(
    program: Program, kind: Kind, days: int | None, *, is_own: bool, now: datetime
) -> Keeping:
    """What keeping *kind* for *days* would mean now."""
    if days is None:
        return Keeping(kind, None, is_own, 0, None)
    due = kind.due(program, now - timedelta(days=days))
    oldest = kind.oldest(program)
    goes = None if oldest is None else max(oldest + timedelta(days=days), now)
    return Keeping(kind, days, is_own, due, goes)


@transaction.atomic
def keep_for(program: Program, kind: Kind, days: int | None, *, by: str, now: datetime) -> None:
    """Keep *kind* for *days* from now on; None keeps it for good.

    Raises:
        PeriodTooShort: what is still needed would go.
        PeriodTooLong: nobody means so many days.
    """
    if days is not None and days < kind.least:
        raise PeriodTooShort(kind.least)
    if days is not None and days > LONGEST:
        raise PeriodTooLong(LONGEST)
    before = RetentionPeriod.objects.filter(program=program, kind=kind.name).first()
    was = before.days if before else kind.days
    if was == days:
        return
    RetentionPeriod.objects.update_or_create(
        program=program, kind=kind.name, defaults={"days": days}
    )
    audit.record(
        by=by,
        verb="set how long to keep",
        subject=f"retention:{kind.name}",
        program=program,
        at=now,
        changes=[audit.Changed("days", _shown(was), _shown(days))],
    )


def purge(program: Program, now: datetime) -> dict[str, int]:
    """Remove what is over its time in *program*, and write down how many of which kind."""
    gone = {}
    own = dict(RetentionPeriod.objects.filter(program=program).values_list("kind", "days"))
    for name, kind in KINDS.items():
        days = own.get(name, kind.days)
        if days is None:
            continue
        with transaction.atomic():
            many = kind.purge(program, now - timedelta(days=days), today_in(program, now))
            if many:
                gone[name] = many
                audit.record(
                    by=BY, verb="purged", subject=f"retention:{name}", program=program, at=now,
                    counts={"rows": many},
                )  # fmt: skip
    return gone


@job(retries=3)
def purge_all() -> None:
    """Remove what is over its time, in every program, and what is over by itself.

    Raises:
        ExceptionGroup: all that went wrong; what else was over its time is gone nevertheless.
    """
    now, wrong = timezone.now(), list[Exception]()
    work: list[Callable[[datetime], object]] = [
        partial(purge, program) for program in Program.objects.order_by("pk")
    ]
    for removes in (*work, *SWEEPS.values()):
        try:
            removes(now)
        except Exception as error:  # noqa: BLE001 (one program's trouble is not the next one's)
            wrong.append(error)
    if wrong:
        raise ExceptionGroup("Not all that is over its time is gone.", wrong)


def register_daily() -> None:
    """Let the job be due every day."""
    every(DAILY, "retention", purge_all)


def _shown(days: int | None) -> str:
    return "for good" if days is None else str(days)
