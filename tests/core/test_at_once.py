"""Models that are made at once are those that are made one after the other."""

import pytest
from django.db import connection
from django.db.migrations import CreateModel, Migration
from django.db.migrations.loader import MigrationLoader
from django.db.models import CASCADE, BigAutoField, CharField, ForeignKey, Index, UniqueConstraint

from muster.core.at_once import ModelsAtOnce

MODELS = [
    CreateModel(
        "Tree",
        [("id", BigAutoField(primary_key=True)), ("name", CharField(max_length=40))],
        {"indexes": [Index(fields=["name"], name="trees_by_name")]},
    ),
    CreateModel(
        "Branch",
        [
            ("id", BigAutoField(primary_key=True)),
            ("tree", ForeignKey("core.tree", CASCADE)),
            ("grown_from", ForeignKey("core.branch", CASCADE, null=True)),
            ("program", ForeignKey("core.program", CASCADE)),
        ],
        {"constraints": [UniqueConstraint(fields=["tree", "program"], name="one_of_a_tree")]},
    ),
]


def drawn_up():
    """The state of all rooms, drawn up as it is when `migrate` comes to a step."""
    state = MigrationLoader(None).project_state()
    assert state.apps.get_model("core", "program") is not None
    return state


def sql(*operations, back):
    migration = Migration("trees", "core")
    migration.operations = list(operations)
    with connection.schema_editor(collect_sql=True) as editor:
        go = migration.unapply if back else migration.apply
        go(drawn_up(), editor, collect_sql=True)
    return [line for line in editor.collected_sql if not line.startswith("--")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("back", [False, True])
def test_the_same_is_told_to_the_database(back):
    said = sql(*MODELS, back=back)

    assert sum("TABLE" in line for line in said) > 1
    assert sql(ModelsAtOnce(MODELS), back=back) == said


def test_they_stand_in_the_same_state():
    one, other = drawn_up(), drawn_up()

    ModelsAtOnce(MODELS).state_forwards("core", one)
    for each in MODELS:
        each.state_forwards("core", other)

    assert one == other
    branch, tree = (one.apps.get_model("core", name) for name in ("branch", "tree"))
    assert branch._meta.get_field("tree").related_model is tree
