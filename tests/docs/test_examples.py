import doctest
import json
from pathlib import Path

import pytest

from muster.builds.models import Build
from muster.reports.snapshot import canonical, snapshot_of
from tests.docs.documents import DOCS, Block, blocks, name_of, pages, read

PROMPT = ">>> "
EVIDENCE = DOCS / "explanation" / "evidence.md"


def python_blocks() -> list[tuple[Path, Block]]:
    return [(page, block) for page in pages() for block in blocks(page, "python")]


def with_examples() -> list[Path]:
    return list(dict.fromkeys(page for page, block in python_blocks() if PROMPT in block.text))


@pytest.mark.parametrize(
    "document", [pytest.param(page, id=name_of(page)) for page in with_examples()]
)
def test_examples_on_a_page_say_what_they_give(document: Path) -> None:
    results = doctest.testfile(str(document), module_relative=False, encoding="utf-8")

    assert results.failed == 0
    assert results.attempted == read(document).count(PROMPT)


def test_every_python_block_is_run() -> None:
    others = [name_of(page) for page, block in python_blocks() if PROMPT not in block.text]

    assert others == [name_of(EVIDENCE)]


@pytest.mark.django_db
def test_anybody_can_compute_the_hash_again(
    gulfport: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    four_lines = blocks(EVIDENCE, "python")[0].text
    monkeypatch.chdir(tmp_path)
    report = tmp_path / "gulfport.json"
    report.write_text(f"{canonical(snapshot_of(gulfport))}\n", encoding="utf-8")

    exec(four_lines, {})  # noqa: S102 (the four lines of our own page)

    changed = json.loads(report.read_text()) | {"participants": 68}
    report.write_text(canonical(changed), encoding="utf-8")
    with pytest.raises(AssertionError):
        exec(four_lines, {})  # noqa: S102
