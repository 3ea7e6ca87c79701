"""Every setting that is read from the environment stands in the reference, and no other."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference" / "settings.md"
NAME = re.compile(r"MUSTER_[A-Z_]+|DATABASE_URL")


def names_in(path: Path) -> set[str]:
    """The variables that a file reads: its strings that are such a name and nothing else."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant)}
    return {text for text in texts if isinstance(text, str) and NAME.fullmatch(text)}


def documented() -> set[str]:
    """The first cells of the reference's tables."""
    text = REFERENCE.read_text(encoding="utf-8")
    cells = re.findall(r"^\| `([A-Z_]+)` \|", text, flags=re.MULTILINE)
    assert len(cells) == len(set(cells))
    return set(cells)


def test_the_reference_names_every_setting_and_no_other():
    files = [
        *(ROOT / "muster").rglob("*.py"),
        ROOT / "tests" / "browser.py",
        ROOT / "tests" / "postgres.py",
    ]

    read = set().union(*map(names_in, files))

    assert "DATABASE_URL" in read
    assert documented() == read


def test_the_reference_names_the_variables_of_make():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = REFERENCE.read_text(encoding="utf-8")
    variables = re.findall(r"^([A-Z]+) \?=", makefile, flags=re.MULTILINE)

    assert variables == re.findall(r"^\| `([A-Z]+)=", text, flags=re.MULTILINE)


def of_https(tmp_path: Path, **environment: str) -> list[object]:
    """What the settings make of the environment: cookies, proxies to trust, seconds of HSTS."""
    asks = (
        "from muster import settings as s;"
        "print([s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.ALLAUTH_TRUSTED_PROXY_COUNT,"
        " s.SECURE_HSTS_SECONDS])"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MUSTER_")}
    said = subprocess.run(
        [sys.executable, "-c", asks],
        cwd=ROOT,
        env=clean | environment | {"MUSTER_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    return list(ast.literal_eval(said.stdout))


def test_one_variable_says_that_a_server_in_front_speaks_https(tmp_path):
    assert of_https(tmp_path) == [False, False, 0, 0]
    assert of_https(tmp_path, MUSTER_HTTPS="1") == [True, True, 1, 31_536_000]


def test_what_the_address_of_a_database_asks_for_stays():
    asks = "from muster.settings import DATABASES; print(*DATABASES['default']['OPTIONS'].items())"
    address = "postgres://muster@db.example/muster?sslmode=require"

    told = subprocess.run(
        [sys.executable, "-c", asks],
        env=os.environ | {"DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert "('sslmode', 'require')" in told
    assert "('options', '-c jit=off')" in told
