"""Who goes back loses no room by the way."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from muster.core.steps_back import refuse_twice


def back_to(room, step):
    plan = MigrationExecutor(connection).migration_plan([(room, step)])
    assert {goes_back for _step, goes_back in plan} == {True}
    return plan


@pytest.mark.django_db
def test_a_room_may_be_taken_away_and_one_on_which_nothing_stands_goes_back():
    refuse_twice(plan=back_to("core", None))
    refuse_twice(plan=back_to("directory", "0017_what_was_confirmed_is_found_by_its_day"))


@pytest.mark.django_db
def test_nobody_goes_back_to_an_old_step_past_rooms_that_were_made_in_one():
    there = connection.introspection.table_names()
    went_through = set(MigrationRecorder(connection).applied_migrations())

    with pytest.raises(CommandError, match=r"no way back to there: .* Nothing was changed"):
        call_command("migrate", "core", "0002", verbosity=0)

    assert connection.introspection.table_names() == there
    assert set(MigrationRecorder(connection).applied_migrations()) == went_through
