"""Around a migration: the triggers are taken away, and put up again.

The tables of the search are no models: nobody's packet, history or report has them, and they can be
made anew from the directory at any time.
"""

from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from muster.directory.findable import keep, sqlite


def watch(sender: Any) -> None:
    """Let each `migrate` of the room *sender* be followed by tables and triggers that are right."""
    connection_created.connect(_connected, dispatch_uid="directory.findable.connected")
    pre_migrate.connect(_before, sender=sender, dispatch_uid="directory.findable.before")
    post_migrate.connect(_after, sender=sender, dispatch_uid="directory.findable.after")


def _connected(*, connection: BaseDatabaseWrapper, **_said: Any) -> None:
    if connection.vendor == "sqlite":
        sqlite.add_functions(connection.connection)


def _before(*, using: str, **_said: Any) -> None:
    keep.take_down(connections[using])


def _after(*, using: str, **_said: Any) -> None:
    connection = connections[using]
    tables = connection.introspection.table_names()
    if "directory_person" not in tables:
        return  # the room was migrated away
    with transaction.atomic(using=using):
        keep.put_up(connection)
        if "directory_found" not in tables:
            keep.put_all_down(connection)
    # Also what is left of a `migrate` that was broken off.
    if keep.waiting(connection, 1):
        keep.catch_up(connection)
        keep.count_words(connection)
    # A table that SQLite has rebuilt is one of which it knows nothing.
    keep.tell_planner(connection)
