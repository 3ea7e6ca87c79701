"""Every act is written down as it was done, in its own transaction."""

import pytest
from django.db import transaction

from muster.core.audit import record
from muster.core.models import AuditEvent
from tests import rows


def acts():
    return list(AuditEvent.objects.values_list("actor", "verb", "subject", "reason", "at"))


def test_who_did_what_to_what_when_and_why(db):
    program = rows.program()

    event = record(
        by="dana@example.org", verb="overrode", subject="build:larkhaven/summary:1",
        program=program, at=rows.NOW, reason="They said so.",
    )  # fmt: skip

    assert event.program == program
    assert acts() == [
        ("dana@example.org", "overrode", "build:larkhaven/summary:1", "They said so.", rows.NOW)
    ]
    assert str(event) == "dana@example.org overrode build/summary"


def test_acts_stand_in_the_order_in_which_they_were_written(db):
    for verb in ("loaded", "signed", "published"):
        record(by="dana", verb=verb, subject="build:a", program=None, at=rows.NOW)

    assert [verb for _by, verb, *_rest in acts()] == ["loaded", "signed", "published"]


def test_an_act_that_fails_leaves_no_trace(db):
    record(by="dana", verb="loaded", subject="build:a", program=None, at=rows.NOW)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(by="dana", verb="signed", subject="build:a", program=None, at=rows.NOW)
        1 / 0  # noqa: B018

    assert [verb for _by, verb, *_rest in acts()] == ["loaded"]
