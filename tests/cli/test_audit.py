"""`muster audit verify`: the exit code says whether the record of acts holds."""

import pytest

from muster.core.audit import record
from muster.core.chain import head_of
from muster.core.models import AuditEvent, Program
from tests import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def larch():
    program = Program.objects.create(key="larch", name="Larch")
    for verb in ("added", "merged", "exported"):
        told(program, verb)
    told(None, "signed in")
    return program


def told(program, verb):
    return record(by="dana", verb=verb, subject="person:x", program=program, at=rows.NOW)


def test_what_holds_is_said_with_the_head_of_each_chain(muster, larch):
    said = muster("audit", "verify")

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "larch: 3 acts hold",
        f"  head {head_of(larch).hash}",
        "of no program: 1 acts hold",
        f"  head {head_of(None).hash}",
    ]


def test_the_first_act_that_does_not_hold_is_named(muster, larch):
    AuditEvent.objects.filter(program=larch, sequence__gte=2).update(verb="viewed")

    said = muster("audit", "verify", "--program", "larch")

    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "larch: act 2 is altered: it is not as it was written. The 1 before it hold.\n"
    )


def test_json_tells_it_to_a_machine(muster, larch):
    told = muster("audit", "verify", "--program", "larch", "--format", "json")
    AuditEvent.objects.filter(program=larch, sequence=3).update(verb="viewed")
    broken = muster("audit", "verify", "--program", "larch", "--format", "json")

    head = AuditEvent.objects.get(program=larch, sequence=3).hash
    chain = {"program": "larch", "acts": 3, "head": head, "emptied": 0, "broken": None}
    assert (told.code, told.json) == (0, {"holds": True, "head_found": None, "chains": [chain]})
    assert (broken.code, broken.json["holds"]) == (1, False)
    assert broken.json["chains"][0]["broken"] == {
        "sequence": 3, "what": "altered", "says": "it is not as it was written",
    }  # fmt: skip


def test_a_chain_still_goes_through_a_head_that_was_kept(muster, larch):
    kept = head_of(larch).hash
    told(larch, "viewed")

    for words in ((), ("--program", "larch")):
        assert muster("audit", "verify", *words, "--head", kept.upper()).code == 0
        assert muster("audit", "verify", *words, "--head", kept[:12]).code == 0


def test_one_that_was_cut_off_does_not(muster, larch):
    kept = head_of(larch).hash
    last = AuditEvent.objects.get(hash=kept)
    last.words.delete()
    last.delete()

    assert muster("audit", "verify").code == 0
    said = muster("audit", "verify", "--head", kept)

    assert said.code == 1
    assert said.err.startswith(f"No chain goes through {kept}: acts were cut off at the end")


def test_a_head_of_few_letters_is_none(muster, larch):
    said = muster("audit", "verify", "--head", "abc")

    assert (said.code, said.out) == (1, "")
    assert said.err == "A head has 64 letters and digits; at least 12 are needed.\n"
