"""What others made and we serve is what they published, byte for byte."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAPERS = sorted([*ROOT.glob("muster/**/VENDOR.txt"), *ROOT.glob("tests/**/VENDOR.txt")])
PAIRS = re.compile(r"^file: (\S+)\nsha256: ([0-9a-f]{64})$", re.MULTILINE)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.parent.name)
def test_every_file_is_the_one_that_was_published(paper):
    said = dict(PAIRS.findall(paper.read_text(encoding="utf-8")))
    found = {
        each.name: sha256(each.read_bytes()).hexdigest()
        for each in paper.parent.iterdir()
        if each.name != "VENDOR.txt"
    }

    assert found == said


def test_whatever_is_vendored_says_its_package_version_and_licence():
    said = [
        {word: len(re.findall(rf"^{word}: \S", paper.read_text(encoding="utf-8"), re.MULTILINE))
         for word in ("package", "version", "licence")}
        for paper in PAPERS
    ]  # fmt: skip

    assert len(said) == 4
    assert [each for each in said if len(set(each.values())) != 1 or 0 in each.values()] == []
