"""The words leave the chain, forks are impossible, and the database refuses to change an act.

Whoever alters these tables on SQLite later must call `keep` again: SQLite makes such a table anew,
and its triggers go with the old one. A test looks that they are there.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from muster.core import append_only


def keep(apps: Any, schema_editor: Any) -> None:
    append_only.keep(schema_editor.connection)


def let_go(apps: Any, schema_editor: Any) -> None:
    append_only.let_go(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("core", "0004_the_acts_that_were_are_chained")]

    operations = [
        migrations.RemoveIndex("auditevent", "audit_by_subject"),
        # Undone, the column comes back empty first.
        migrations.AlterField(
            "auditevent", "subject", models.CharField(blank=True, max_length=200)
        ),
        migrations.RemoveField("auditevent", "reason"),
        migrations.RemoveField("auditevent", "subject"),
        migrations.AlterField(
            "auditevent",
            "program",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.program",
            ),
        ),
        migrations.AddIndex(
            "auditevent", models.Index(fields=["program", "at", "id"], name="acts_by_time")
        ),
        migrations.AddIndex(
            "auditevent", models.Index(fields=["program", "actor", "at"], name="acts_by_actor")
        ),
        migrations.AddConstraint(
            "auditevent",
            models.UniqueConstraint(
                fields=("program", "sequence"), name="the_chain_of_a_program_has_no_fork"
            ),
        ),
        migrations.AddConstraint(
            "auditevent",
            models.UniqueConstraint(
                condition=models.Q(("program__isnull", True)),
                fields=("sequence",),
                name="the_chain_of_no_program_has_no_fork",
            ),
        ),
        migrations.RunPython(keep, let_go),
    ]
