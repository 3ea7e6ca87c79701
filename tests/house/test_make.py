"""`make` says what it can do, and what is missing where something is."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def clone(tmp_path):
    """A folder with a space in its name, and nothing installed in it."""
    folder = tmp_path / "a clone"
    folder.mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def make(folder, *words, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", *words], cwd=folder, env=kept | environment, capture_output=True, text=True
    )


def test_make_lists_its_targets(clone):
    text = (clone / "Makefile").read_text()
    targets = re.search(r"^\.PHONY: (.*)$", text, flags=re.MULTILINE).group(1).split()

    said = make(clone)

    assert re.findall(r"^  make (\w+) +\S", said.stdout, flags=re.MULTILINE) == [
        target for target in targets if target != "anew"
    ]
    assert said.returncode == 0


def test_no_python_is_said_with_what_to_install(clone):
    said = make(clone, "demo", "PYTHON=")

    assert said.returncode == 2
    assert "Muster needs Python 3.11, 3.12 or 3.13, and there is none." in said.stderr
    assert "sudo apt-get install -y python3.11 python3.11-venv" in said.stderr
    assert not (clone / ".boot").exists()


def test_a_python_without_venv_is_said_with_what_to_install(clone):
    python = clone / "python of debian"
    python.write_text(
        '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; *) echo python3.11-venv;; esac\n'
    )
    python.chmod(0o755)

    said = make(clone, "setup", f"PYTHON={python}")

    assert said.returncode == 2
    assert (
        f"{python} has no venv. On Debian 12: sudo apt-get install -y python3.11-venv"
        in said.stderr
    )
    assert not (clone / ".boot").exists()


def test_no_registry_is_said(clone):
    python = clone / "python"
    python.write_text(
        "#!/bin/sh\n"
        '[ "$2" = venv ] || exit 0\n'
        "mkdir -p .boot/bin && ln -s /bin/false .boot/bin/python\n"
    )
    python.chmod(0o755)

    said = make(clone, "setup", f"PYTHON={python}")

    assert said.returncode == 2
    assert "uv could not be fetched. Is there a network?" in said.stderr
    assert not (clone / ".boot").exists()
