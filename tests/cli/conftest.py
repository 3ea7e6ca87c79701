"""The command, called as a shell calls it: in this process, or in one of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from muster.cli.__main__ import main

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Muster = Callable[..., Said]


@pytest.fixture
def muster(capfdbinary: pytest.CaptureFixture[bytes]) -> Muster:
    """Call a command here, on the database of the test."""

    def call(*words: object) -> Said:
        capfdbinary.readouterr()
        code = main([str(word) for word in words])
        out, err = capfdbinary.readouterr()
        return Said(code, out.decode(), err.decode())

    return call


@pytest.fixture
def alone(tmp_path: Path) -> Muster:
    """Call a command in a process of its own, with a home of its own."""

    def call(*words: object, **environment: str) -> Said:
        done = subprocess.run(
            [sys.executable, "-m", "muster.cli", *map(str, words)],
            cwd=ROOT,
            env=outside(tmp_path) | environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    return call


def outside(home: Path) -> dict[str, str]:
    """The environment of a command that knows nothing of the tests."""
    ours = ("PYTEST", "MUSTER", "DATABASE_URL", "DJANGO")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"MUSTER_HOME": str(home / "home")}
