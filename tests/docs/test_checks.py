"""The document of the checks knows each of them, its words, its level, and whether it may stand."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from muster.builds.models import Build
from muster.evidence.figure import HeadCount
from muster.evidence.finding import Finding, Level
from muster.evidence.identity import KnownNames, NamedOrganization, NamedPerson, check_identity
from muster.evidence.language import Term
from muster.evidence.language import check_words as check_terms
from muster.evidence.numbers_in_text import check_numbers
from muster.evidence.thresholds import Thresholds
from muster.followup.models import Outcome
from muster.programs.models import Guidance, Measure
from muster.reports.checks.letters import check_letters
from muster.reports.checks.rows import (
    check_counts,
    check_days,
    check_guidance,
    check_leave,
    check_names_told,
)
from muster.reports.figures import Line
from muster.reports.overrides import check_words
from muster.surveys.models import Quote
from tests.docs.documents import DOCS, ROOT, read, rows, section

PAGE = DOCS / "explanation" / "checks.md"
TODAY = date(2026, 6, 1)


def listed() -> dict[str, tuple[str, str]]:
    """Each check with its levels and whether it may stand, as the table says."""
    return {
        found[1]: (row[1], row[2])
        for row in rows(read(PAGE))
        if (found := re.match(r"\[`(\w+)`\]", row[0])) and len(row) == 3
    }


def words() -> dict[str, str]:
    """Each check under its heading, with the words in which the document says what it is about."""
    headings = re.findall(r"^### (\w+)$", read(PAGE), re.MULTILINE)
    return {
        check: found[1].rstrip(".")
        for check in headings
        if (found := re.search(r"\*([^*]+)\*", section(PAGE, check)))
    }


def in_words() -> Iterable[Finding]:
    """What the checks of words find in words that each of them stops at."""
    known = KnownNames(
        people=[NamedPerson("Riley Okafor")],
        organizations=[NamedOrganization("Gannet Freight", noun="trucking company")],
    )
    for text in (
        "Write to riley@example.org or call 601-555-0142.",
        "Three local casinos came. Riley Okafor thanked Gannet Freight.",
        "A safety director of the Southern Division of Gannet Freight came.",
    ):
        yield from check_identity(text, place="x", known=known, thresholds=Thresholds())
    for level in Level:
        yield from check_terms("They said pimp.", [Term("pimp", level)], place="x")
    text = "75 people {figure} {figure:nobody_asked}"
    yield from check_numbers(text, place="x", known_keys=["recommend"])
    yield from check_letters("Thank you 🙏", place="x")


def in_rows(build: Build) -> Iterable[Finding]:
    """What the checks of rows find in rows that each of them stops at."""
    more = Line(Measure(key="x"), HeadCount(51, 50), contradiction="More.")
    yield from check_counts({"x": more})
    yield from check_days(build, {"check-ins": [TODAY + timedelta(days=1)]}, TODAY)
    yield from check_leave([Quote(key="x", text="x", permission="not_recorded")])
    yield from check_names_told([Outcome(key="x", lead="X", may_name="not_recorded")], frozenset())
    build.prints_guidance = True
    yield from check_guidance(build, None, TODAY)
    # What ships was last checked in 2024, and nobody has read its Spanish.
    stale = Guidance.objects.of(build.program).for_state("US")
    yield from check_guidance(build, stale, TODAY)


def test_the_list_has_every_check_that_the_code_makes() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in (ROOT / "muster").rglob("*.py"))

    assert sorted(set(re.findall(r'\bcheck="(\w+)"', sources))) == sorted(listed())


def test_every_check_is_listed_and_has_a_section_in_its_own_words() -> None:
    named = words()

    assert sorted(named) == sorted(listed())
    # A check that has no words of its own has none to head the desk with.
    assert {check: check_words(check) for check in named} == named


@pytest.mark.django_db
def test_the_list_says_how_strict_each_check_is(gulfport: Build) -> None:
    levels: dict[str, set[str]] = {}
    stand: dict[str, str] = {}
    for finding in (*in_words(), *in_rows(gulfport)):
        levels.setdefault(finding.check, set()).add(str(finding.level))
        if finding.level is Level.BLOCK:
            stand[finding.check] = "yes" if finding.overridable else "no"

    strictest_first = [str(level) for level in Level]
    assert {
        check: (", ".join(sorted(found, key=strictest_first.index)), stand.get(check, ""))
        for check, found in levels.items()
    } == listed()
