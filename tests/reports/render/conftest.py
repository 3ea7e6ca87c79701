"""Drawings of these tests are kept for one run, in a folder of its own."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def kept_drawings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("charts")


@pytest.fixture(autouse=True)
def draws_into_it(kept_drawings: Path, settings) -> None:
    settings.CHART_CACHE = kept_drawings
