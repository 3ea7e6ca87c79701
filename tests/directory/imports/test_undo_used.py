"""What members made of records before the import that brought them is taken back: told, not lost
in silence.
"""

import pytest

from muster.core.models import AuditEvent
from muster.directory.imports.undo import undo
from muster.directory.intake.one import undone_words
from muster.directory.models import ListEntry, Organization, Pair, SavedList
from tests import rows
from tests.directory.imports.bring import DANA, NOW, brought, file_of
from tests.directory.imports.test_undo import CARRIERS, CENSUS
from tests.people import join


@pytest.fixture
def run(larch, tmp_path):
    return brought(larch, file_of(tmp_path, [CENSUS, *CARRIERS]))


@pytest.mark.parametrize(("deleted_at", "stays"), [(None, True), (NOW, False)])
def test_what_somebody_put_into_a_list_stays_and_is_told(larch, run, deleted_at, stays):
    dana = join(larch, name="Dana")
    listed = SavedList.objects.create(
        program=larch, owner=dana, noun="organizations", name="Coast", by_hand=True,
        deleted_at=deleted_at,
    )  # fmt: skip
    tern = Organization.objects.get(usdot="9904102")
    ListEntry.objects.create(saved_list=listed, organization=tern)

    undone = undo(run, by=DANA, now=NOW)

    told = [("organization", tern.name, "in a list since")] if stays else []
    assert [(kept.noun, kept.name, kept.why) for kept in undone.kept] == told
    assert list(Organization.objects.all()) == ([tern] if stays else [])
    assert listed.entries.count() == stays


def test_what_somebody_decided_of_two_is_counted(larch, run):
    known = rows.organization(larch, "Ternwick Haulage")
    one, other = Organization.objects.exclude(pk=known.pk).order_by("pk")
    for left, decided in ((one, "different"), (other, "")):
        Pair.objects.create(
            program=larch, left_organization=left, right_organization=known, score=50,
            band="review", decided=decided, found_at=NOW,
        )  # fmt: skip

    undone = undo(run, by=DANA, now=NOW)

    assert (undone.decisions, undone.kept, Pair.objects.count()) == (1, (), 0)
    assert "1 decision about two that may be one went with them." in undone_words(undone)
    assert ["decisions", 1] in AuditEvent.objects.get(verb="undid").counts
    assert list(Organization.objects.all()) == [known]
