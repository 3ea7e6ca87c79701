"""The triggers by which the database itself keeps the record of acts.

No act is changed or removed. Of the words and values beside it, nothing is removed, and the one
change that is let through takes them back: it drops the salt, and with it what they could be
checked by.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

_SAYS = "the record of acts is append-only"
_EVENT, _WORDS, _VALUE = "core_auditevent", "core_auditwords", "core_auditvalue"
_NOT_TAKEN_BACK = {
    _WORDS: "NEW.salt <> '' OR NEW.event_id <> OLD.event_id",
    _VALUE: "NEW.salt <> '' OR NEW.event_id <> OLD.event_id OR NEW.field <> OLD.field",
}

_SQLITE = [
    *(
        f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
        for table in (_EVENT, _WORDS, _VALUE)
    ),
    f"CREATE TRIGGER {_EVENT}_is_written_once BEFORE UPDATE ON {_EVENT} "
    f"BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END",
    *(
        f"CREATE TRIGGER {table}_is_only_emptied BEFORE UPDATE ON {table} "
        f"WHEN {unless} BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
        for table, unless in _NOT_TAKEN_BACK.items()
    ),
]
_POSTGRESQL = [
    "CREATE OR REPLACE FUNCTION core_audit_refuses() RETURNS trigger AS $$ "
    f"BEGIN RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'restrict_violation'; END "
    "$$ LANGUAGE plpgsql",
    *(
        f"CREATE TRIGGER {table}_stays BEFORE DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION core_audit_refuses()"
        for table in (_EVENT, _WORDS, _VALUE)
    ),
    f"CREATE TRIGGER {_EVENT}_is_written_once BEFORE UPDATE ON {_EVENT} "
    "FOR EACH STATEMENT EXECUTE FUNCTION core_audit_refuses()",
    *(
        f"CREATE TRIGGER {table}_is_only_emptied BEFORE UPDATE ON {table} "
        f"FOR EACH ROW WHEN ({unless}) EXECUTE FUNCTION core_audit_refuses()"
        for table, unless in _NOT_TAKEN_BACK.items()
    ),
]
_NAMES = [
    *((table, f"{table}_stays") for table in (_EVENT, _WORDS, _VALUE)),
    (_EVENT, f"{_EVENT}_is_written_once"),
    *((table, f"{table}_is_only_emptied") for table in _NOT_TAKEN_BACK),
]


def keep(connection: BaseDatabaseWrapper) -> None:
    """Let the database refuse from now on."""
    for statement in _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE:
        _run(connection, statement)


def let_go(connection: BaseDatabaseWrapper) -> None:
    """Let the database refuse nothing any more: to move the table, or to empty it after a test."""
    of_table = " ON {}" if connection.vendor == "postgresql" else ""
    for table, name in _NAMES:
        _run(connection, f"DROP TRIGGER IF EXISTS {name}{of_table.format(table)}")


def _run(connection: BaseDatabaseWrapper, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
