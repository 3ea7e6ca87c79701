"""Files that come in: read, mapped, tried, applied, and taken back.

    run = take_in(program, path, file_name="list.csv", kind=None, by=email, now=now)
    map_columns(run, {0: "person.name", 3: "person.email"}, by=email, now=now)
    check(run, now=now)           # the dry run: counts all rows, keeps those worth a look
    correct(run, 14, 3, "…", by=email, now=now)
    apply(run, by=email, now=now)
    undo(run, by=email, now=now)

Nothing of the directory changes before `apply`, which is one transaction. The same file again
changes nothing. A room above that knows what no list may hold registers itself in `registry`.
"""

from muster.directory.imports.errors import (
    AlreadyUndone,
    ImportTrouble,
    NoSuchChoice,
    NoSuchRow,
    NotReady,
    TooLateToUndo,
    UnknownKind,
    WrongMapping,
)

__all__ = [
    "AlreadyUndone",
    "ImportTrouble",
    "NoSuchChoice",
    "NoSuchRow",
    "NotReady",
    "TooLateToUndo",
    "UnknownKind",
    "WrongMapping",
]
