"""Files made for a test, and what becomes of them."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import models

from muster.core.models import Program
from muster.directory.imports.apply import apply
from muster.directory.imports.check import check
from muster.directory.imports.columns import map_columns
from muster.directory.imports.take_in import take_in
from muster.directory.models import (
    ContactPoint,
    FieldChange,
    Import,
    Jurisdiction,
    Organization,
    OtherName,
    Person,
    Post,
    Site,
    Source,
    Touch,
)
from tests import stored

NOW = datetime(2026, 5, 26, 15, tzinfo=UTC)
DANA = "dana@larch.example.org"
TABLES: tuple[type[models.Model], ...] = (
    Organization, OtherName, Site, Person, Post, ContactPoint, Touch, Jurisdiction, FieldChange,
    Source,
)  # fmt: skip
# A short list of carriers, and what its columns are.
CARRIERS = ["DOT_NUMBER", "LEGAL_NAME", "PHY_CITY", "PHY_STATE", "PHONE"]
AS = {0: "organization.usdot", 1: "organization.name", 2: "site.city", 3: "site.state",
      4: "organization.phone"}  # fmt: skip


def file_of(folder: Path, rows: Sequence[Sequence[str]], name: str = "list.csv") -> Path:
    """A CSV file with these rows, the headers first."""
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def taken(
    program: Program, path: Path, kind: str | None = None, *, as_: dict[int, str] | None = None
) -> Import:
    """The file taken in, and its columns mapped where the test says how."""
    run = take_in(program, path, file_name=path.name, kind=kind, by=DANA, now=NOW)
    return map_columns(run, as_, by=DANA, now=NOW, remember=False) if as_ is not None else run


def tried(*told: Any, **more: Any) -> Import:
    """The file after its dry run."""
    return check(taken(*told, **more), now=NOW)


def brought(*told: Any, **more: Any) -> Import:
    """The file applied."""
    return apply(tried(*told, **more), by=DANA, now=NOW)


def verdicts(run: Import) -> dict[str, int]:
    """How many rows of each verdict, without those that no row has."""
    names = ("new", "changed", "same", "asks", "refused")
    return {name: many for name in names if (many := getattr(run, name))}


def said(run: Import) -> dict[int, str]:
    """What is said of each row that is worth a look."""
    return dict(run.rows.values_list("line", "says"))


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the directory that an import touches."""
    stand = stored.everything()
    return {table.__name__: stand[table._meta.db_table] for table in TABLES}


def changes_nothing(
    program: Program, path: Path, kind: str | None = None, *, says: dict[int, str] | None = None
) -> bool:
    """Whether the file is known as a whole, and leaves all as it was.

    Args:
        says: what is said of its rows; None if that is not looked at.
    """
    before = everything()
    run = tried(program, path, kind)
    is_known = verdicts(run) == {"same": run.rows_read} and says in (None, said(run))
    apply(run, by=DANA, now=NOW)
    after = everything()
    return is_known and {name for name in before if before[name] != after[name]} == {"Source"}
