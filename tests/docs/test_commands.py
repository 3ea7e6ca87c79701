"""Commands that documents show exist, and those of the reference do what they say."""

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from muster.cli.__main__ import _parser, main
from tests.docs.documents import DOCS, ROOT, blocks, name_of, pages, rows, section

REFERENCE = DOCS / "reference" / "command-line.md"
# What a reader types beside our own commands.
SYSTEM = {"cd", "cp", "createdb", "createuser", "git", "ls", "mkdir", "source", "sudo"}


def shown(document: Path) -> list[list[str]]:
    """Every command that *document* shows, in words; `NAME=value` in front is left off."""
    lines = [
        line for block in blocks(document, "sh") for line in block.text.splitlines() if line.strip()
    ]
    return [_without_settings(shlex.split(line, comments=True)) for line in lines]


def _without_settings(words: list[str]) -> list[str]:
    if words[:1] == ["export"]:
        return []
    while words and re.match(r"[A-Z_]+=", words[0]):
        words = words[1:]
    return words


def subcommands() -> dict[str, argparse.ArgumentParser]:
    """The commands of `muster`, by name."""
    for action in _parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("muster has no commands")


def options_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Each option as the reference writes it, those that stand alone first."""
    actions = [action for action in parser._actions if action.dest != "help"]
    for action in sorted(actions, key=lambda action: bool(action.option_strings)):
        value = ""
        if action.choices:
            value = ",".join(map(str, action.choices))
        elif action.nargs != 0:
            value = action.metavar or action.dest.upper()
        yield f"`{' '.join([*action.option_strings[-1:], *([value] if value else [])])}`"


def test_the_reference_has_every_command() -> None:
    headings = re.findall(r"^## muster (\S+)$", REFERENCE.read_text("utf-8"), re.MULTILINE)

    assert headings == list(subcommands())


@pytest.mark.parametrize("command", subcommands())
def test_the_reference_has_every_option(command: str) -> None:
    named = [row[0] for row in rows(section(REFERENCE, f"muster {command}"))]

    assert sorted(named) == sorted(options_of(subcommands()[command]))


@pytest.mark.parametrize("document", pages(), ids=name_of)
def test_commands_that_are_shown_are_understood(document: Path) -> None:
    strange = [words for words in shown(document) if words and not _is_understood(words)]

    assert strange == []


def _is_understood(words: list[str]) -> bool:
    command, rest = words[0], words[1:]
    if command in ("muster", ".venv/bin/muster"):
        _parser().parse_args(rest)  # leaves with the mistake, if there is one
        return True
    if command == "make":
        return all(word in _targets() or re.match(r"[A-Z]+=", word) for word in rest)
    return command in SYSTEM


def _targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))


@pytest.mark.django_db
def test_the_examples_of_the_reference_do_what_they_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for name in ("program_packs", "build_packets", "docs"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    ended = {}
    for words in shown(REFERENCE):
        serves = words[1] == "serve" or (words[1] == "demo" and "--no-serve" not in words)
        if words[0] == "muster" and not serves:
            ended[" ".join(words)] = main(words[1:])
    said = capfdbinary.readouterr()

    assert [words for words, code in ended.items() if code] == []
    assert said.err == b""
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "gulfport.docx",
        "gulfport.html",
        "gulfport.pdf",
        "gulfport.zip",
    ]
