"""What day it is depends on where a program is at home."""

from datetime import date, datetime

import pytest

from muster.core.clock import today_in
from muster.core.models import Program


@pytest.mark.parametrize(
    ("zone", "today"),
    [
        ("America/Chicago", date(2026, 3, 12)),
        ("Pacific/Honolulu", date(2026, 3, 12)),
        ("UTC", date(2026, 3, 13)),
        ("Asia/Tokyo", date(2026, 3, 13)),
    ],
)
def test_one_moment_falls_on_two_days(zone, today):
    moment = datetime.fromisoformat("2026-03-13T04:30:00Z")

    assert today_in(Program(time_zone=zone), moment) == today


@pytest.mark.parametrize(
    ("moment", "today"),
    [
        ("2026-03-08T07:59:00Z", date(2026, 3, 8)),
        ("2026-03-08T05:59:00Z", date(2026, 3, 7)),
        ("2026-07-01T04:59:00Z", date(2026, 6, 30)),
        ("2026-07-01T05:00:00Z", date(2026, 7, 1)),
    ],
)
def test_summer_time_moves_midnight(moment, today):
    program = Program(time_zone="America/Chicago")

    assert today_in(program, datetime.fromisoformat(moment)) == today
