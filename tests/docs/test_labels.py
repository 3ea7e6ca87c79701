"""What a page tells a reader to choose stands on a page of ours, in these words."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.docs.documents import DOCS, ROOT, name_of, prose

GUIDES = [*sorted((DOCS / "tutorial").glob("*.md")), *sorted((DOCS / "how-to").glob("*.md"))]
# A number, or an ellipsis, stands for what differs from page to page.
_DIFFERS = re.compile(r"…|\d+ ?%?|\*")


def labels(guide: Path) -> list[str]:
    """The words in bold, each once: buttons, links and headings."""
    found = re.findall(r"\*\*(.+?)\*\*", prose(guide), re.DOTALL)
    return list(dict.fromkeys(" ".join(label.split()).rstrip(".:") for label in found))


@cache
def said_by_muster() -> str:
    """Everything that templates, code and the packets that ship say, in one line."""
    files = [
        *(ROOT / "muster").rglob("*.html"),
        *(ROOT / "muster").rglob("*.py"),
        *(ROOT / "build_packets").glob("*/packet.toml"),
        *(DOCS / "examples").glob("*/packet.toml"),
    ]
    return " ".join(" ".join(path.read_text("utf-8") for path in files).split())


@pytest.mark.parametrize("guide", GUIDES, ids=name_of)
def test_the_words_to_choose_stand_on_a_page(guide: Path) -> None:
    assert [label for label in labels(guide) if not _stands_somewhere(label)] == []


def _stands_somewhere(label: str) -> bool:
    parts = [part.strip() for part in _DIFFERS.split(label) if part.strip()]
    return re.search(r".{0,40}?".join(map(re.escape, parts)), said_by_muster()) is not None
