"""The floors of the house hold: a room imports only from those below."""

import tomllib
from pathlib import Path

from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = ROOT / "pyproject.toml"
# What stands beside the rooms, and knows them all.
BESIDE = {"cli", "settings", "urls", "wsgi"}


def floors():
    contracts = tomllib.loads(PYPROJECT.read_text())["tool"]["importlinter"]["contracts"]
    return next(contract for contract in contracts if contract["type"] == "layers")


def test_each_room_imports_only_from_floors_below(tmp_path, capsys):
    assert lint_imports(config_filename=str(PYPROJECT), cache_dir=str(tmp_path)) == 0


def test_every_room_has_its_floor_and_those_in_parentheses_are_not_built():
    contract = floors()
    named = {room.strip() for floor in contract["layers"] for room in floor.split("|")}
    waiting = {room.strip("()") for room in named if room.startswith("(")}
    rooms = {path.parent.name for path in (ROOT / "muster").glob("*/__init__.py")} - BESIDE

    assert contract["exhaustive"] is True
    assert set(contract["exhaustive_ignores"]) == BESIDE
    assert named - {f"({room})" for room in waiting} == rooms
    assert waiting & rooms == set()
