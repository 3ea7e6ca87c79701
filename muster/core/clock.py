"""What day it is for a program."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from muster.core.models import Program


def today_in(program: Program, now: datetime) -> date:
    """The day that *now*, which is aware, falls on where *program* is at home."""
    return now.astimezone(ZoneInfo(program.time_zone)).date()
