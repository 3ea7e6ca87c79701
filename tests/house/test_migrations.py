"""Migrations are complete, and say what they do."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tests.steps import old_steps

MUSTER = Path(__file__).resolve().parents[2] / "muster"


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration(capsys):
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)

    assert capsys.readouterr().out.strip() == "No changes detected"


def test_every_migration_has_a_name():
    names = [path.stem for path in MUSTER.glob("*/migrations/[0-9]*.py")]
    nameless = re.compile(r"\d{4}_(auto_.*|.*_and_more|alter_\w+_options)")

    assert len(names) > 5
    assert [name for name in names if nameless.fullmatch(name)] == []


def test_every_step_has_a_way_back():
    ours = [
        migration
        for migration in MigrationLoader(None).disk_migrations.values()
        if migration.__module__.startswith("muster.")
    ]
    one_way = [
        f"{migration}: {step.describe()}"
        for migration in ours
        for step in migration.operations
        if not step.reversible
    ]

    assert len(ours) > 40
    assert one_way == []


def test_a_first_step_stands_for_all_up_to_the_one_that_it_names():
    stand_for = {key: step.replaces for key, step in MigrationLoader(None).replacements.items()}

    rooms = {}
    for room, name in stand_for:
        last = name.removeprefix("0001_squashed_")[:4]
        files = sorted(path.stem for path in (MUSTER / room / "migrations").glob("[0-9]*.py"))
        old = [each for each in files if "_squashed_" not in each and each[:4] <= last]
        rooms[room, name] = [(room, each) for each in old]

    assert sorted(room for room, _name in stand_for) == [
        *("accounts", "builds", "core", "directory", "surveys")
    ]
    assert stand_for == rooms


def differences(one, other):
    return MigrationAutodetector(one, other).changes(MigrationLoader(None).graph)


def test_the_old_steps_and_those_that_stand_for_them_end_with_the_same_models():
    old, new = old_steps().project_state(), MigrationLoader(None).project_state()
    lacking = old.clone()
    lacking.remove_field("directory", "erasure", "refused_why")

    assert list(differences(lacking, new)) == ["directory"]
    assert differences(old, new) == {}
    assert {key: model.bases for key, model in old.models.items()} == {
        key: model.bases for key, model in new.models.items()
    }


@pytest.mark.django_db
def test_a_database_at_whichever_old_step_goes_on_from_there():
    """Looked at only: to go there and on would take minutes."""
    old = MigrationExecutor(connection)
    old.loader = old_steps()
    steps = old.migration_plan(old.loader.graph.leaf_nodes())
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.all().delete()

    left = {(step.app_label, step.name) for step, _back in steps}
    for step, _back in [*steps, (None, False)]:
        executor = MigrationExecutor(connection)
        executor.loader.check_consistent_history(connection)
        to_go = executor.migration_plan(executor.loader.graph.leaf_nodes())
        names = [
            name for each, _back in to_go for name in each.replaces or [(each.app_label, each.name)]
        ]
        assert (len(names), set(names)) == (len(left), left)
        if step is not None:
            recorder.record_applied(step.app_label, step.name)
            left.remove((step.app_label, step.name))

    assert left == set()
