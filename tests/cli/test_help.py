"""`muster --help`: quick, with an example for each command."""

import re
import subprocess
import sys

import pytest

from muster.cli.__main__ import main
from tests.cli.conftest import ROOT

COMMANDS = [
    "demo", "serve", "worker", "load-pack", "member", "load", "export", "report", "check",
    "import", "match", "agencies", "audit",
]  # fmt: skip


def help_of(capsys, *words):
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_the_help_lists_every_command(capsys):
    listed = re.findall(r"^    (\S+)", help_of(capsys), flags=re.MULTILINE)

    assert listed == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example_of_itself(command, capsys):
    last = help_of(capsys, command).strip().splitlines()[-2:]

    assert last[0] == "example:"
    assert last[1].startswith(f"  muster {command}")


def test_help_answers_before_django_is_there():
    told = (
        "import sys\n"
        "from muster.cli.__main__ import main\n"
        "try: main(['load', '--help'])\n"
        "except SystemExit: print(sorted({'django', 'granian'} & set(sys.modules)))\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines()[-1] == "[]"


def test_no_command_is_a_mistake_that_is_answered_with_the_help(capsys):
    wanted = help_of(capsys)

    assert main([]) == 2
    assert capsys.readouterr() == ("", wanted)
