"""Migrations are complete, and say what they do."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

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
