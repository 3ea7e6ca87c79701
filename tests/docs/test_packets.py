"""The packets that documents let a reader load are what the documents say of them."""

import re
from pathlib import Path

import pytest

from muster.builds.models import Build
from muster.packets.errors import BuildDiffers
from muster.packets.files import read_files
from muster.packets.load import load_packet
from muster.reports.checks import check_build
from muster.reports.figures import figures_of
from tests.conftest import LOADED_AT
from tests.docs.documents import DOCS, read

EXAMPLES = DOCS / "examples"
TUTORIAL = DOCS / "tutorial" / "first-build.md"
HISTORY = DOCS / "how-to" / "load-history.md"


def test_every_packet_of_the_examples_is_mentioned_where_it_is_used() -> None:
    text = read(TUTORIAL) + read(HISTORY)

    assert sorted(path.parent.name for path in EXAMPLES.glob("*/packet.toml")) == sorted(
        set(re.findall(r"docs/examples/([\w-]+)", text))
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("sample")
def test_the_smallest_packet_gives_a_figure_until_one_form_less() -> None:
    files = read_files(EXAMPLES / "tern-harbor-2026")
    build = load_packet(files, by="test", now=LOADED_AT).build

    figure = figures_of(build)["next_steps"].figure
    assert (figure.k, figure.n, figure.N) == (18, 20, 25)

    fewer = files | {
        name: b"".join(files[name].splitlines(keepends=True)[:-1])
        for name in ("responses.csv", "answers.csv")
    }
    with pytest.raises(BuildDiffers):
        load_packet(fewer, by="test", now=LOADED_AT)
    build = load_packet(fewer, by="test", now=LOADED_AT, replace=True).build

    line = figures_of(build)["next_steps"]
    assert (line.figure, line.withheld) == (
        None,
        "Not shown: fewer than 5 people are on one side.",
    )


@pytest.mark.django_db
def test_history_is_checked_as_the_page_says(sample: Build) -> None:
    files = read_files(EXAMPLES / "dovemere-depot-2025")
    build = load_packet(files, by="test", now=LOADED_AT).build

    checked = check_build(build, today=LOADED_AT.date())

    said = f"{build.key}: {len(checked.open)} red, {len(checked.to_look_at)} amber, 0 left standing"
    assert f"{said}, in {checked.texts} texts." in read(HISTORY)
    assert build.program == sample.program


def test_lines_of_a_packet_that_a_page_shows_stand_in_the_packet() -> None:
    shown = re.search(r"^attended,.*$", read(HISTORY), re.MULTILINE)

    assert shown
    assert shown[0] in _text(EXAMPLES / "dovemere-depot-2025" / "reported_figures.csv")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
