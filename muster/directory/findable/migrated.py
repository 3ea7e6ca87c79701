"""Around a migration: the triggers are taken away, and put up again.

The tables of the search are no models: nobody's packet, history or report has them, and they can be
made anew from the directory at any time. A million records take minutes: whoever is broken off
meanwhile leaves a job that goes on, and `is_finished` says when not even that was reached.
"""

from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django_tasks_db.models import DBTaskResult

from muster.directory.findable import keep, sqlite
from muster.directory.search import bring_up_to_date

_TAKES_LONG = (
    "The directory is made ready to be searched: some minutes for a million records. If this is "
    "broken off, a job goes on with it."
)


def watch(sender: Any) -> None:
    """Let each `migrate` of the room *sender* be followed by tables and triggers that are right."""
    connection_created.connect(_connected, dispatch_uid="directory.findable.connected")
    pre_migrate.connect(_before, sender=sender, dispatch_uid="directory.findable.before")
    post_migrate.connect(_after, sender=sender, dispatch_uid="directory.findable.after")


def is_finished(connection: BaseDatabaseWrapper) -> bool:
    """Whether tables and triggers are there; else a `migrate` was broken off after its last step.

    SQLite's triggers are taken away one by one before the first step. PostgreSQL's stay.
    """
    if "directory_found" not in connection.introspection.table_names():
        return False
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s ESCAPE '!'",
            ["%!_is!_found!_%"],
        )
        there = int(cursor.fetchone()[0])
    return there >= sum(each.startswith("CREATE") for each in sqlite.TRIGGERS)


def _connected(*, connection: BaseDatabaseWrapper, **_said: Any) -> None:
    if connection.vendor == "sqlite":
        sqlite.add_functions(connection.connection)


def _before(*, using: str, **_said: Any) -> None:
    keep.take_down(connections[using])


def _after(*, using: str, stdout: Any = None, **_said: Any) -> None:
    connection = connections[using]
    tables = connection.introspection.table_names()
    if "directory_person" not in tables:
        return  # the room was migrated away
    with transaction.atomic(using=using):
        keep.put_up(connection)
        if "directory_found" not in tables:
            keep.put_all_down(connection)
            # Whoever is broken off below is no more there to go on. A room that is migrated by
            # itself may come before the row of jobs.
            if keep.waiting(connection, 1) and DBTaskResult._meta.db_table in tables:
                bring_up_to_date.enqueue()
    # Also what is left of a `migrate` that was broken off.
    if waiting := keep.waiting(connection, keep.BATCH + 1):
        if stdout is not None and waiting > keep.BATCH:
            stdout.write(_TAKES_LONG)
            stdout.flush()
        keep.catch_up(connection)
        keep.count_words(connection)
    # A table that SQLite has rebuilt is one of which it knows nothing.
    keep.tell_planner(connection)
