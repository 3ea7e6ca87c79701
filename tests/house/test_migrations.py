"""Migrations are complete, and say what they do."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

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
