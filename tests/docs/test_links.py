from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.docs.documents import DOCS, ROOT, anchors, links, name_of, pages

INDEX = DOCS / "README.md"


@pytest.mark.parametrize("document", pages(), ids=name_of)
def test_links_lead_somewhere(document: Path) -> None:
    assert [link for link in links(document) if not _leads_somewhere(document, link)] == []


def test_the_index_names_every_document() -> None:
    named = {(DOCS / link).resolve() for link in links(INDEX)}

    assert [name_of(page) for page in pages() if DOCS in page.parents and page != INDEX] == [
        name_of(page) for page in pages() if page in named and DOCS in page.parents
    ]


@pytest.mark.parametrize("document", pages(), ids=name_of)
def test_pages_stay_within_the_project(document: Path) -> None:
    # An absolute path would be one of somebody's machine.
    assert [link for link in links(document) if link.startswith(("/", "file:"))] == []


def _leads_somewhere(page: Path, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme:
        return parts.scheme == "https"
    target = (page.parent / parts.path).resolve() if parts.path else page
    if ROOT not in target.parents or not target.exists():
        return False
    return not parts.fragment or parts.fragment in anchors(target)
