"""Today asks every room that has registered, and puts what is due in one order."""

from datetime import date

import pytest

from muster.core import today
from muster.core.today import Due, When, due_for, register

DAY = date(2026, 3, 12)


def due(title: str, when: When = When.DUE, *, late: int = 0) -> Due:
    return Due(when, title=title, why="", href="/", act="Look", days_late=late)


@pytest.fixture(autouse=True)
def no_rooms(monkeypatch):
    monkeypatch.setattr(today, "SOURCES", {})


def titles():
    return [each.title for each in due_for(None, DAY)]


def test_where_no_room_has_anything_nothing_is_due():
    register("empty", lambda member, day: [])

    assert titles() == []


def test_headings_come_in_their_order_then_the_latest_then_the_alphabet():
    register("one", lambda member, day: [due("stale", When.STALE, late=90), due("b"), due("a")])
    register("two", lambda member, day: [
        due("sign", When.SIGN_OFF), due("late", When.OVERDUE, late=1),
        due("later", When.OVERDUE, late=9),
    ])  # fmt: skip

    assert titles() == ["later", "late", "a", "b", "sign", "stale"]


def test_a_room_is_asked_for_the_one_who_looks_and_the_day():
    asked = []
    register("asked", lambda member, day: asked.append((member, day)) or [])

    due_for("Dana", DAY)

    assert asked == [("Dana", DAY)]


def test_a_name_registers_once_and_the_last_one_stands():
    register("pledges", lambda member, day: [due("old")])
    register("pledges", lambda member, day: [due("new")])

    assert titles() == ["new"]
