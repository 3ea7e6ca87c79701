"""Where the real files are that some tests read: beside the project, and never a part of it."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "shared" / "data"


def shared(path: str) -> Path:
    """The real file at *path*, like "law_enforcement/x.csv"; without it the test is skipped."""
    found = FOLDER / path
    if not found.is_file():
        pytest.skip(f"the real file {path} is not beside the project ({FOLDER})")
    return found
