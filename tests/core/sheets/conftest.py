import gzip
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook

from muster.core.sheets import Reading, Sheet, open_sheet


@pytest.fixture
def opened(tmp_path) -> Callable[..., Sheet]:
    """Writes what a test gives it to a file, and opens that."""

    def write(
        content: str | bytes,
        reading: Reading | None = None,
        name: str = "list.csv",
        is_name: Callable[[str], bool] | None = None,
    ) -> Sheet:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return open_sheet(file, reading=reading, is_name=is_name)

    return write


@pytest.fixture
def book(tmp_path) -> Callable[..., Path]:
    """Writes rows as a workbook."""

    def write(rows: Iterable[Iterable[object]], merge: Iterable[str] = ()) -> Path:
        workbook = Workbook()
        for row in rows:
            workbook.active.append(list(row))
        for cells in merge:
            workbook.active.merge_cells(cells)
        workbook.save(tmp_path / "list.xlsx")
        return tmp_path / "list.xlsx"

    return write


@pytest.fixture
def zipped(tmp_path) -> Callable[..., Path]:
    """Writes parts as a ZIP that is named like a workbook."""

    def write(parts: dict[str, bytes]) -> Path:
        with zipfile.ZipFile(tmp_path / "list.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in parts.items():
                packed.writestr(name, content)
        return tmp_path / "list.xlsx"

    return write


@pytest.fixture
def packed() -> Callable[[str], bytes]:
    return lambda text: gzip.compress(text.encode())
