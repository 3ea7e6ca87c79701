"""A copy that nobody brings in goes after two weeks; answers that are in stay."""

from datetime import timedelta

from django.conf import settings

from muster.core.retention import KINDS
from muster.surveys.imports.apply import apply
from muster.surveys.models import AnswerImport, Response
from tests.rows import NOW
from tests.surveys.imports.conftest import table

LATER = timedelta(days=15)


def test_what_waits_too_long_goes_with_its_copy(taken_in, larkhaven, dana):
    kept = apply(taken_in(table("next_steps,x", *["Agree,1"] * 5)), by=dana.user.email, now=NOW)
    run = taken_in(table("next_steps,x", "Disagree,2"))
    kind = KINDS["answer-files"]
    assert (kind.due(larkhaven.program, run.at), kind.oldest(larkhaven.program)) == (0, run.at)

    gone = kind.purge(larkhaven.program, run.at + LATER, NOW.date())

    assert gone == 1
    assert list(AnswerImport.objects.all()) == [kept]
    assert Response.objects.count() == 5
    assert not (settings.HOME / "imports" / f"answers-{run.key}").exists()
