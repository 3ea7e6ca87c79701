"""The documents as a reader meets them: pages, headings, links, tables and blocks of code."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

_FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,6} +(.+?)\s*$", re.MULTILINE)
_LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^)\s]+)\)")


class Block(NamedTuple):
    """A block of code, and on which line of its page it begins."""

    language: str
    text: str
    line: int


def pages() -> list[Path]:
    """Every page that is written for readers."""
    return [
        *sorted(ROOT.glob("*.md")),
        *sorted(ROOT.glob("program_packs/*.md")),
        *sorted(DOCS.rglob("*.md")),
    ]


def name_of(page: Path) -> str:
    """How a test names a page."""
    return str(page.relative_to(ROOT))


def read(page: Path) -> str:
    """The page's text."""
    return page.read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[Block]:
    """The blocks of code in *language* on *page*, in their order."""
    text = read(page)
    return [
        Block(found["language"], found["text"], text.count("\n", 0, found.start()) + 2)
        for found in _FENCE.finditer(text)
        if found["language"] == language
    ]


def prose(page: Path) -> str:
    """The page without its blocks of code."""
    return _FENCE.sub("", read(page))


def links(page: Path) -> list[str]:
    """Where the links and pictures of *page* lead."""
    return _LINK.findall(prose(page))


def anchors(page: Path) -> set[str]:
    """What a link into *page* may end with, as the usual readers of Markdown name headings."""
    return {_anchor(heading) for heading in _HEADING.findall(prose(page))}


def _anchor(heading: str) -> str:
    kept = re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower())
    return kept.replace(" ", "-")


def section(page: Path, heading: str) -> str:
    """What stands under *heading*, up to the next heading of any depth."""
    _before, found, after = f"\n{read(page)}".partition(f" {heading}\n")
    assert found, f"{name_of(page)} has no heading “{heading}”"
    return re.split(r"^#{1,6} ", after, maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> Iterator[list[str]]:
    """The cells of every table in *text*, without headers."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    for number, line in enumerate(lines):
        is_rule = set(line) <= set("|-: ")
        is_header = number + 1 < len(lines) and set(lines[number + 1]) <= set("|-: ")
        if not is_rule and not is_header:
            cells = re.split(r"(?<!\\)\|", line.strip()[1:-1])
            yield [cell.replace("\\|", "|").strip() for cell in cells]
