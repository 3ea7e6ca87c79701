"""A value that is taken back keeps its number: it cannot be put in the place of another."""

from typing import Any

from django.db import migrations

from muster.core import append_only


def keep(apps: Any, schema_editor: Any) -> None:
    append_only.let_go(schema_editor.connection)
    append_only.keep(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("core", "0008_words_are_taken_back_one_way")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
