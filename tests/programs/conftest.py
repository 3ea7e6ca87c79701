import shutil
from pathlib import Path

import pytest

from muster.core.models import Program
from muster.programs.pack import read_pack
from muster.programs.rows import Pack
from tests.programs.packs import SHIPPED, PackFolder


@pytest.fixture
def folder(tmp_path: Path) -> PackFolder:
    shutil.copytree(SHIPPED, tmp_path / "tat")
    return PackFolder(tmp_path / "tat")


@pytest.fixture(scope="session")
def tat() -> Pack:
    return read_pack(SHIPPED)


@pytest.fixture
def program(db: None) -> Program:
    return Program.objects.create(key="tat", name="TAT coalition builds")
