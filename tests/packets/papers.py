"""A small invented packet, and what is done with it: changed, loaded, refused, compared."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from muster.packets.errors import PacketError, PacketRefused
from muster.packets.load import PacketLoaded, load_packet
from muster.packets.tables import TABLES
from muster.reports.snapshot import canonical, hash_of
from tests import stored
from tests.packets.harbor import PACK, ROWS, TITLE
from tests.shell import snapshots

SHIPPED = Path(__file__).resolve().parents[2] / "build_packets"
NOON = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
BY = "lead@example.org"
Files = dict[str, bytes]


def small(**tables: Iterable[Mapping[str, str]]) -> Files:
    """A packet with a few rows in every table but those of frozen reports, or in *tables*."""
    rows: dict[str, Any] = {**ROWS, **tables}
    files = {"packet.toml": TITLE.encode()}
    files |= {f"pack/{name}": text.encode() for name, text in PACK.items()}
    for table in TABLES:
        if rows.get(table.name):
            columns = [column.name for column in table.columns]
            files[table.file] = as_csv(columns, rows[table.name])
    return files


def bare(**tables: Iterable[Mapping[str, str]]) -> Files:
    """A packet with the title page and the pack, and no rows but those of *tables*."""
    return small(**{**dict.fromkeys(ROWS, ()), **tables})


def frozen(words: str = "A day at the harbor.") -> tuple[str, bytes]:
    """A frozen report: its hash, and the bytes of its snapshot."""
    content = snapshots.bare(mission=words, goals=[])
    content["build"] |= {"key": "harbor-2026", "name": "Harbor build"}
    content["program"] |= {"key": "harbor", "name": "Harbor builds"}
    content["hash"] = hash_of(content)
    return content["hash"], canonical(content).encode()


HASH, SNAPSHOT = frozen()
REPORTS: dict[str, list[dict[str, str]]] = {
    "reports": [
        {
            "version": "1",
            "state": "published",
            "hash": HASH,
            "frozen_on": "2026-05-01",
            "published_on": "2026-05-02",
            "snapshot": "reports/001.json",
        }
    ],
    "sign_offs": [
        {
            "report": "1",
            "step": "published",
            "by": "Dana Whitlow",
            "at": "2026-05-02T15:00:00Z",
            "hash": HASH,
        }
    ],
}


def published(**tables: Iterable[Mapping[str, str]]) -> Files:
    """The small packet with a published report."""
    return {**small(**{**REPORTS, **tables}), "reports/001.json": SNAPSHOT}


def as_csv(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    page = io.StringIO(newline="")
    writer = csv.DictWriter(page, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return page.getvalue().encode()


def rows_with(table: str, number: int, /, **cells: str) -> list[dict[str, str]]:
    """The rows of *table* in the small packet, with other *cells* in one, counted from 1."""
    rows = [dict(row) for row in {**ROWS, **REPORTS}[table]]
    rows[number - 1] |= cells
    return rows


def with_cell(table: str, number: int, /, **cells: str) -> Files:
    """The small packet with other *cells* in one row of *table*, counted from 1."""
    return small(**{table: rows_with(table, number, **cells)})


def changed(files: Files, file: str, old: str, new: str) -> Files:
    """*files* with *new* for the first *old* in *file*, which must be there."""
    text = files[file].decode()
    assert old in text
    return {**files, file: text.replace(old, new, 1).encode()}


def spoiled() -> Files:
    """The small packet with two files that cannot be read and five rows that are wrong."""
    files = small(
        answers=rows_with("answers", 1, item="nxt_steps")[:1]
        + rows_with("answers", 2, option="telegraph")[1:],
        outcomes=rows_with("outcomes", 1, goal="S9"),
        participants=rows_with("participants", 1, checked_in_on="12.3.2026"),
    )
    files = changed(files, "packet.toml", 'state = "MS"', 'state = "Miss"')
    files["quotes.csv"] = "key,text\neyes,It was “good”.\n".encode("cp1252")
    files["aliases.csv"] = b'name\n"The harbor\n'
    return files


def load(files: Files, *, replace: bool = False) -> PacketLoaded:
    return load_packet(files, by=BY, now=NOON, replace=replace)


def refused(files: Files, *, replace: bool = False) -> list[str]:
    """What the refusal of *files* lists, after a look that nothing in the database has changed."""
    before = dump()
    try:
        load(files, replace=replace)
    except PacketRefused as refusal:
        assert dump() == before
        return [str(problem) for problem in refusal.problems]
    raise AssertionError("the packet was loaded")


def turned_away(files: Files, *, replace: bool = False) -> PacketError:
    """The error with which *files* are not loaded; nothing in the database has changed."""
    before = dump()
    try:
        load(files, replace=replace)
    except PacketError as error:
        assert dump() == before
        return error
    raise AssertionError("the packet was loaded")


def dump() -> dict[str, list[Any]]:
    """Every row of every room, as the database has it."""
    return stored.everything()
