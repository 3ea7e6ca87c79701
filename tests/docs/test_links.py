import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.docs.documents import DOCS, ROOT, anchors, links, name_of, pages, prose

INDEX = DOCS / "README.md"
LARGEST = 300_000


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


def test_pictures_are_small_and_have_words_for_those_who_do_not_see_them() -> None:
    shown = {
        (document.parent / source).resolve(): words
        for document in pages()
        for words, source in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", prose(document))
    }

    assert set(shown) == set((DOCS / "images").iterdir())
    assert [name_of(picture) for picture, words in shown.items() if len(words) < 40] == []
    assert [name_of(picture) for picture in shown if picture.stat().st_size > LARGEST] == []


def _leads_somewhere(page: Path, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme:
        return parts.scheme == "https"
    target = (page.parent / parts.path).resolve() if parts.path else page
    if ROOT not in target.parents or not target.exists():
        return False
    return not parts.fragment or parts.fragment in anchors(target)
