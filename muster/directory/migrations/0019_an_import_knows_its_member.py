from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def find_members(apps: Any, schema_editor: Any) -> None:
    """Imports told their member by the address alone."""
    member = apps.get_model("accounts", "Member").objects.filter(
        program=OuterRef("program"), user__email=OuterRef("by")
    )
    imports = apps.get_model("directory", "Import").objects.all()
    imports.update(member=Subquery(member.values("pk")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_people_are_invited_and_sessions_are_seen"),
        ("directory", "0018_a_dry_run_knows_what_it_saw"),
    ]

    operations = [
        migrations.AddField(
            model_name="import",
            name="member",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                help_text="Who brought it in: it reaches what they see. Of a command it is nobody.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.member",
            ),
        ),
        migrations.RunPython(find_members, migrations.RunPython.noop),
    ]
