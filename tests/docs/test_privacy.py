"""What the document on privacy says of the tables is so."""

import pytest
from django.db import models

from muster.accounts.models import User
from muster.builds.models import Participant, Speaker
from muster.core.models import Program
from muster.directory.models import Organization, Person
from muster.surveys.models import Answer, Quote, Response
from tests.docs.documents import DOCS, rows, section

PAGE = DOCS / "explanation" / "privacy.md"
SOMEBODY = {Participant, Person, Speaker, User}


def columns(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.name != "id"]


def leads_to(model: type[models.Model]) -> set[type[models.Model]]:
    """Every table that foreign keys lead to from *model*, however far."""
    found: set[type[models.Model]] = set()
    ahead = [model]
    while ahead:
        for field in ahead.pop()._meta.concrete_fields:
            target = field.related_model
            if target is not None and not isinstance(target, str) and target not in found:
                found.add(target)
                ahead.append(target)
    return found


def test_the_columns_of_a_response_are_those_that_the_document_lists() -> None:
    listed = [row[0].strip("`") for row in rows(section(PAGE, "What a response holds"))]

    assert listed == columns(Response)


@pytest.mark.parametrize("model", [Response, Answer, Quote])
def test_what_somebody_said_leads_to_nobody(model: type[models.Model]) -> None:
    assert {Person, Program} < leads_to(Participant)  # the walk finds somebody where somebody is

    assert leads_to(model) & (SOMEBODY | {Organization}) == set()


def test_a_quote_leads_to_no_answer() -> None:
    assert Response in leads_to(Answer)

    assert leads_to(Quote) & {Response, Answer} == set()


@pytest.mark.parametrize("model", [Response, Answer])
def test_an_answer_knows_the_day_and_no_time(model: type[models.Model]) -> None:
    finer = (models.DateTimeField, models.TimeField, models.GenericIPAddressField)

    assert [field for field in model._meta.concrete_fields if isinstance(field, finer)] == []
