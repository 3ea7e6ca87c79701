"""Words that are taken back say nothing else instead, and what the database refuses it refuses in
every mode: PostgreSQL also where the checks of a connection are set aside, SQLite also a REPLACE.
"""

from typing import Any

from django.db import migrations

from muster.core import append_only


def keep(apps: Any, schema_editor: Any) -> None:
    append_only.let_go(schema_editor.connection)
    append_only.keep(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("core", "0007_each_kind_is_kept_for_a_period")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
