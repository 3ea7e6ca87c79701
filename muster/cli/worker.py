"""`muster worker`: the jobs, in a process of their own."""

import argparse
import signal
import threading
from types import FrameType

from muster.cli.ground import find_database
from muster.cli.voice import Commands, add_command, may_speak_json, tell, tell_json


def add_to(commands: Commands) -> None:
    """Add `worker`."""
    parser = add_command(
        commands,
        "worker",
        worker,
        says="Do the jobs that wait: files that come in, matching, what is due every day. `muster "
        "serve` does them itself, unless MUSTER_WORKER=apart. Ctrl-C stops, after the job at hand.",
        example="muster worker --once",
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--once", action="store_true", help="do what is due now, and end")
    how.add_argument("--status", action="store_true", help="do nothing; say how the jobs stand")
    may_speak_json(parser)


def worker(asked: argparse.Namespace) -> int:
    """Work until somebody stops it, or once, or only look."""
    find_database()
    if asked.status:
        return _tell_standing(asked)
    if asked.once:
        return _work_once(asked)
    from muster.core.jobs import work_until

    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    tell("Doing the jobs as they come (Ctrl-C stops)")
    work_until(stop)
    return 0


def _work_once(asked: argparse.Namespace) -> int:
    from django.utils import timezone

    from muster.core.jobs import run_waiting, tend

    tend(timezone.now())
    ran = run_waiting()
    if asked.format == "json":
        tell_json({"ran": ran})
        return 0
    tell(f"{ran} job{'' if ran == 1 else 's'} done." if ran else "No job was due.")
    return 0


def _tell_standing(asked: argparse.Namespace) -> int:
    from muster.core.jobs import standing

    jobs = standing()
    if asked.format == "json":
        names = ("waiting", "running", "done", "failed", "failures")
        tell_json({name: getattr(jobs, name) for name in names})
        return 0
    tell(
        f"{jobs.waiting} wait, {jobs.running} run, {jobs.done} are done, {jobs.failed} have failed "
        "for good."
    )
    for failure in jobs.failures:
        tell(f"  {failure}")
    return 0
