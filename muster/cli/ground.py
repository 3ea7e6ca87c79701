"""What a command stands on: Django, and a database that is there."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from muster.cli.voice import Stop, why

if TYPE_CHECKING:  # Django is not there yet when this is read
    from muster.builds.models import Build
    from muster.core.models import Program

ONLY_PROGRAM = "the program's key; else the only one there is, samples left aside"


def set_up() -> None:
    """Bring Django up.

    Raises:
        Stop: the settings cannot be read.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muster.settings")
    import django
    from django.apps import apps
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    if apps.ready:  # called from within Muster
        return
    try:
        django.setup()
    except OSError as wrong:
        says = (
            f"Muster cannot write in its folder: {why(wrong)}. Name another one with MUSTER_HOME."
        )
        raise Stop(says) from wrong
    except (ImproperlyConfigured, ValueError) as wrong:
        raise Stop(f"The settings cannot be read: {wrong}") from wrong
    # A command is one thread: it needs no pool, which would ask in vain for ten seconds before it
    # says why there is no connection.
    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)


def open_database() -> None:
    """Bring Django up with a database that is up to date; an absent one is created.

    Raises:
        Stop: the database cannot be reached.
    """
    set_up()
    from django.core.management import call_command

    path = _sqlite_path()
    if path is not None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if _steps_behind() or not _search_is_there():
        # What takes minutes says so, beside the results.
        call_command("migrate", verbosity=0, interactive=False, stdout=sys.stderr)


def find_database() -> None:
    """Bring Django up with the database as it is; nothing is created.

    Raises:
        Stop: there is no database, it cannot be reached, it is of an older version, or bringing it
            up to date was broken off.
    """
    set_up()
    path = _sqlite_path()
    if path is not None and not path.exists():
        raise Stop(
            f"There is no database yet at {path}. `muster demo` makes one with two builds in it; "
            "`muster load-pack DIR` begins with a program, `muster load DIR` with a build packet."
        )
    behind = _steps_behind()
    if behind and not _has_steps():
        raise Stop(
            "There is nothing in this database yet. `muster load-pack DIR` begins with a program, "
            "`muster load DIR` with a build packet."
        )
    if behind:
        raise Stop(
            f"The database is {behind} {'step' if behind == 1 else 'steps'} behind this version of "
            "Muster. Nothing was changed. "
            "`muster serve` and `muster load` bring it up to date."
        )
    if not _search_is_there():
        raise Stop(
            "The database was not brought up to date to the end: its search is not there. Nothing "
            "was changed. `muster serve` and `muster load` go on with it."
        )


def _sqlite_path() -> Path | None:
    """Where the SQLite database stands; none where another database is used."""
    from django.db import connection

    if connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]
        return None
    return Path(connection.settings_dict["NAME"])


def _steps_behind() -> int:
    """How many migrations the database has not seen."""
    from django.conf import settings
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as wrong:
        where = _sqlite_path() or settings.DATABASES["default"].get("HOST") or "its address"
        says = f"The database at {where} cannot be used: {wrong}".rstrip()
        raise Stop(f"{says}\nIt is named by DATABASE_URL.") from wrong


def _has_steps() -> bool:
    """Whether the database has seen any migration."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return bool(MigrationRecorder(connection).applied_migrations())


def _search_is_there() -> bool:
    """Whether the last `migrate` came as far as the search, which is put up after its last step."""
    from django.db import connection

    from muster.directory.findable import migrated

    return migrated.is_finished(connection)


def build_named(key: str) -> "Build":
    """The build with this key.

    Raises:
        Stop: there is none; those that are there are named.
    """
    from muster.builds.models import Build

    build = Build.objects.select_related("program").filter(key=key).first()
    if build is not None:
        return build
    keys = ", ".join(Build.objects.order_by("key").values_list("key", flat=True))
    here = f"Builds here: {keys}." if keys else "There are no builds yet; `muster load` loads one."
    raise Stop(f"There is no build “{key}”. {here}")


def program_named(key: str) -> "Program":
    """The program with this key.

    Raises:
        Stop: there is none; those that are there are named.
    """
    from muster.core.models import Program

    program = Program.objects.filter(key=key).first()
    if program is None:
        keys = ", ".join(Program.objects.order_by("key").values_list("key", flat=True))
        raise Stop(f"There is no program “{key}”. Programs here: {keys or 'none yet'}.")
    return program


def only_program(key: str | None) -> "Program":
    """The program with this key; without one, the only program there is, samples left aside.

    Raises:
        Stop: there is none, or there are several and none was named.
    """
    if key:
        return program_named(key)
    from muster.core.models import Program

    programs = list(Program.objects.order_by("sample", "key"))
    real = [program for program in programs if not program.sample] or programs
    if len(real) == 1:
        return real[0]
    keys = ", ".join(program.key for program in programs)
    raise Stop(f"Say which program with --program. Programs here: {keys or 'none yet'}.")
