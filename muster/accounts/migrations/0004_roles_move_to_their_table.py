from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# Who may do most keeps it, where one column has to say what a table said.
STRONGEST_FIRST = (
    "coordinator",
    "administrator",
    "custodian",
    "host",
    "state_lead",
    "liaison",
    "desk",
    "viewer",
)


def move(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    members = apps.get_model("accounts", "Member").objects.exclude(role="")
    roles = apps.get_model("accounts", "MemberRole").objects
    roles.bulk_create(
        [roles.model(member=member, role=member.role) for member in members], ignore_conflicts=True
    )


def move_back(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    for member in apps.get_model("accounts", "Member").objects.prefetch_related("held"):
        held = {row.role for row in member.held.all()}
        member.role = next((role for role in STRONGEST_FIRST if role in held), "viewer")
        member.save(update_fields=["role"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_a_member_may_hold_several_roles"),
    ]

    operations = [migrations.RunPython(move, move_back)]
