"""Every layout stands in the reference with a sample that ships, and the sample is that layout."""

import re

import pytest

from muster.core.models import Program
from muster.directory.imports.apply import apply
from muster.directory.imports.check import check
from muster.directory.imports.layouts import LAYOUTS, layout_named
from muster.directory.imports.take_in import take_in
from muster.directory.models import Import
from tests import rows
from tests.docs.documents import DOCS, read
from tests.docs.documents import rows as table

pytestmark = pytest.mark.django_db
PAGE = DOCS / "reference" / "importers.md"
SAMPLES = DOCS / "examples" / "imports"


def listed() -> list[tuple[str, str, str]]:
    """The layout in words, the kind and the sample of each importer of the reference."""
    told = [row for row in table(read(PAGE)) if len(row) == 4]
    return [(re.sub(r"\[(.+)\]\(.+\)", r"\1", name), kind, sample.strip("`"))
            for name, kind, sample, _key in told]  # fmt: skip


# What has no names of its own comes to agencies that are there.
COMES_AFTER = {"agencies-points.csv": "agencies-ori.csv"}


@pytest.fixture
def larch(db: None) -> Program:
    return rows.program()


def taken(into: Program, sample: str, kind: str | None = None) -> Import:
    path = SAMPLES / sample
    return take_in(into, path, file_name=path.name, kind=kind, by="tests", now=rows.NOW)


def test_the_reference_has_every_layout_and_every_sample() -> None:
    *known, own = listed()

    assert sorted(name for name, _kind, _sample in known) == sorted(
        str(layout.name) for layout in LAYOUTS
    )
    assert own[0] == "Your own list"
    assert {sample for _name, _kind, sample in listed()} == {
        path.name for path in SAMPLES.iterdir()
    }


@pytest.mark.parametrize(
    ("name", "kind", "sample"), listed()[:-1], ids=[sample for _n, _k, sample in listed()[:-1]]
)
def test_a_sample_is_recognised_and_comes_in_once(
    larch: Program, name: str, kind: str, sample: str
) -> None:
    if sample in COMES_AFTER:
        first = check(taken(larch, COMES_AFTER[sample]), now=rows.NOW)
        apply(first, by="tests", now=rows.NOW)
    run = check(taken(larch, sample), now=rows.NOW)
    layout = layout_named(run.layout)

    assert (layout and str(layout.name), run.kind) == (name, kind)
    assert (run.asks, run.refused, run.rows_read > 0) == (0, 0, True)
    if run.new or run.changed:
        apply(run, by="tests", now=rows.NOW)
    again = check(taken(larch, sample), now=rows.NOW)
    assert (again.new, again.changed, again.same) == (0, 0, run.rows_read)


def test_a_list_of_ones_own_is_read_once_its_columns_are_said(larch: Program) -> None:
    run = taken(larch, "casinos.csv", kind="places")

    assert (run.encoding, run.separator, run.first_header_line) == ("cp1252", ";", 3)
    fields = dict(run.columns.values_list("header", "field"))
    assert fields["Property"] in ("", "site.name")
    assert check(run, now=rows.NOW).refused == 0
