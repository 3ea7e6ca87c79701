"""The triggers by which the database itself keeps the record of acts.

No act is changed or removed. Of the words and values beside it, nothing is removed, and the one
change that is let through takes them back: it drops the salt, and with it what they could be
checked by. A reason and a value are empty then, but that a withdrawal says once that there was one;
a subject stays, or has the number of who was erased, or of what was withdrawn, where a key stood.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

_SAYS = "the record of acts is append-only"
_EVENT, _WORDS, _VALUE = "core_auditevent", "core_auditwords", "core_auditvalue"
# What an erasure or a withdrawal puts where a key stood: "person:erased-7", "…/withdrawn-3/…".
_ERASED = ("erased", "withdrawn")
# Of a build's acts a withdrawal says once, where a reason stood, that it was withdrawn.
_TOLD_ONCE = (
    "(OLD.salt <> '' AND OLD.reason <> '' AND (OLD.subject LIKE 'build:%'"
    " OR OLD.subject LIKE 'outcome:%' OR OLD.subject LIKE 'report:%'))"
)


def _is_erased_on_sqlite(word: str) -> str:
    """Whether the subject is the old one with *word* and a number in the place of a key."""
    at = f"instr(NEW.subject, '{word}-')"
    tail = f"substr(NEW.subject, {at} + {len(word) + 1})"
    rest = f"ltrim(ltrim({tail}, '0123456789'), 'x')"
    before = "substr({}.subject, 1, " + at + " - 1)"
    return (
        f"({at} > 2 AND substr(NEW.subject, {at} - 1, 1) IN (':', '/')"
        f" AND {before.format('NEW')} = {before.format('OLD')} AND {tail} GLOB '[0-9]*'"
        f" AND ({rest} = '' OR (substr({rest}, 1, 1) IN (':', '/')"
        f" AND substr(OLD.subject, -length({rest})) = {rest})))"
    )


def _is_erased_on_postgresql() -> str:
    key = f"(?:{'|'.join(_ERASED)})-[0-9]+x*"
    rest = f"coalesce(substring(NEW.subject from '{key}([:/].*)$'), '')"
    return (
        f"(NEW.subject ~ '[:/]{key}([:/].*)?$'"
        f" AND starts_with(OLD.subject, regexp_replace(NEW.subject, '{key}([:/].*)?$', ''))"
        f" AND right(OLD.subject, length({rest})) = {rest})"
    )


def _not_taken_back(erased: str) -> dict[str, str]:
    """When a change of words or of a value is more than taking them back."""
    return {
        _WORDS: "NEW.salt <> '' OR NEW.event_id <> OLD.event_id"
        f" OR NOT (NEW.reason = '' OR (OLD.salt = '' AND NEW.reason = OLD.reason) OR {_TOLD_ONCE})"
        f" OR NOT (NEW.subject = OLD.subject OR {erased})",
        # Nor does a value take the place of another: SQLite would remove that one (OR REPLACE).
        _VALUE: "NEW.salt <> '' OR NEW.id <> OLD.id OR NEW.event_id <> OLD.event_id"
        " OR NEW.field <> OLD.field",
    }


# What a row that is written may not be put in the place of: SQLite replaces without a delete.
_THERE_ALREADY = {
    _EVENT: ("id = NEW.id", "program_id IS NEW.program_id AND sequence = NEW.sequence"),
    _WORDS: ("event_id = NEW.event_id",),
    _VALUE: ("id = NEW.id", "event_id = NEW.event_id AND field = NEW.field"),
}


def _is_there(table: str) -> str:
    """Whether what is written would stand in the place of a row of *table*."""
    return " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 (the names are ours)
        for same in _THERE_ALREADY[table]
    )


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
        for table, unless in _not_taken_back(
            " OR ".join(_is_erased_on_sqlite(word) for word in _ERASED)
        ).items()
    ),
    *(
        f"CREATE TRIGGER {table}_is_not_replaced BEFORE INSERT ON {table} "
        f"WHEN {_is_there(table)} BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
        for table in _THERE_ALREADY
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
        for table, unless in _not_taken_back(_is_erased_on_postgresql()).items()
    ),
]
_NAMES = [
    *((table, f"{table}_stays") for table in (_EVENT, _WORDS, _VALUE)),
    (_EVENT, f"{_EVENT}_is_written_once"),
    *((table, f"{table}_is_only_emptied") for table in (_WORDS, _VALUE)),
]
# An import sets the checks of the database aside for speed; those of the record stay (PostgreSQL).
_ALWAYS = [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}" for table, name in _NAMES]
_NAMES_ON_SQLITE = [(table, f"{table}_is_not_replaced") for table in _THERE_ALREADY]


def keep(connection: BaseDatabaseWrapper) -> None:
    """Let the database refuse from now on."""
    on_postgresql = connection.vendor == "postgresql"
    for statement in [*_POSTGRESQL, *_ALWAYS] if on_postgresql else _SQLITE:
        _run(connection, statement)


def let_go(connection: BaseDatabaseWrapper) -> None:
    """Let the database refuse nothing any more: to move the table, or to empty it after a test."""
    on_postgresql = connection.vendor == "postgresql"
    of_table = " ON {}" if on_postgresql else ""
    for table, name in _NAMES if on_postgresql else [*_NAMES, *_NAMES_ON_SQLITE]:
        _run(connection, f"DROP TRIGGER IF EXISTS {name}{of_table.format(table)}")


def _run(connection: BaseDatabaseWrapper, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
