"""The steps that the first migration of a room stands for, one by one.

A database that is made today goes past them in one. One that was made before goes along them, and
so does a test that names them.
"""

from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader


def old_steps(database: BaseDatabaseWrapper | None = None) -> MigrationLoader:
    """All migrations, with the old steps where one stands for them."""
    loader = MigrationLoader(database, replace_migrations=False)
    for key, migration in loader.replacements.items():
        loader.graph.remove_replacement_node(key, migration.replaces)
    return loader


def go_to(room: str, step: str) -> None:
    """`migrate` *room* to an old *step*, forward or back."""
    executor = MigrationExecutor(connection)
    executor.loader = old_steps(connection)

    emit_pre_migrate_signal(0, False, connection.alias)
    state = executor.migrate([(room, step)])
    state.clear_delayed_apps_cache()
    emit_post_migrate_signal(0, False, connection.alias, apps=state.apps)
