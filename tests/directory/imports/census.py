"""A census of carriers that is short and taken for a long file, and what stands afterwards."""

from typing import Any

from django.db import connection, models

HEADERS = ["DOT_NUMBER", "LEGAL_NAME", "DBA_NAME", "PHY_CITY", "PHY_STATE", "PHY_ZIP", "TELEPHONE"]
ROWS = [
    [str(9904100 + n), f"QUILLPORT FREIGHT {n} LLC", "TERN \\ SONS" if n % 3 else "", "BILOXI",
     "MS", "39530", f"(228) 555-{n:04}" if n != 7 else "000"]
    for n in range(1, 30)
]  # fmt: skip


def values(model: type[models.Model], *but: str) -> list[tuple[Any, ...]]:
    """What the rows of *model* say, without these columns."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname not in but]
    return sorted(model._default_manager.values_list(*names), key=repr)


def indexes() -> list[tuple[str, str]]:
    """All indexes of the directory, and what makes them."""
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
    if connection.vendor == "postgresql":
        asked = (
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'directory%'"
            " ORDER BY indexname"
        )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return list(cursor.fetchall())
