"""What the database would refuse is found before it is asked, and told by file and row."""

import pytest
from django.db import models
from django.db.models import F, Q

from muster.core.tables import Kind
from muster.directory.models import Organization, Post
from muster.packets.constraints import checks, holds, uniques
from muster.packets.tables import FIELDS, SECTIONS, TABLES
from tests.packets.broken import BROKEN
from tests.packets.papers import (
    ROWS,
    changed,
    load,
    refused,
    small,
)

MODELS = [table.model for table in (*SECTIONS, *TABLES)]


# Those that one packet alone cannot break: it holds one program and one build.
BEYOND = {"Program.key", "Build.key"}


def test_for_every_constraint_there_is_a_packet_that_breaks_it():
    named = {constraint.name for model in MODELS for constraint in model._meta.constraints}
    single = {
        f"{model.__name__}.{field.name}"
        for model in MODELS
        for field in model._meta.local_fields
        if field.unique and not field.primary_key
    }

    assert set(BROKEN) | BEYOND == named | single


@pytest.mark.django_db
@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_a_constraint_is_told_by_file_row_and_column(name):
    files, where = BROKEN[name]

    found = refused(files())

    assert [problem.split(": ")[0] for problem in found] == [where]


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in BROKEN if "threshold" not in name])
def test_without_the_words_of_its_table_a_constraint_is_told_all_the_same(name, monkeypatch):
    """A constraint that somebody adds to a model is found, though no rule was written for it."""
    monkeypatch.setattr("muster.packets.place._Placing._values", without_rules)
    monkeypatch.setattr("muster.core.tables.Table.wrong", property(lambda table: lambda row: []))
    files, where = BROKEN[name]

    found = refused(files())

    assert {problem.split(", ")[0].split(": ")[0] for problem in found} == {where.split(", ")[0]}


def without_rules(placing, row, own):
    values = dict(row.values)
    for column in row.table.columns:
        if column.kind is Kind.REFERENCE and column not in own:
            values[column.name] = placing._referred(row, column, values)
    return {**values, **{column.name: None for column in own}}


@pytest.mark.django_db
def test_what_another_build_of_the_program_has_is_told_too():
    load(small(public_addresses=()))
    other = small(evidence=(), public_addresses=())
    other = changed(other, "packet.toml", "harbor-2026", "harbor-2027")

    assert refused(other) == [
        "adoptions.csv, row 2, key: a row that is not in this packet has the same key."
    ]


@pytest.mark.django_db
def test_what_another_organization_of_the_program_has_is_told_too():
    load(small())
    rows = [{**ROWS["organizations"][0], "key": "other"}, ROWS["organizations"][1]]
    rows[1] = {**rows[1], "parent": "other"}
    other = small(
        organizations=rows,
        other_names=(),
        partners=(),
        outcomes=(),
        introductions=(),
        adoptions=(),
        evidence=(),
        public_addresses=(),
    )
    other = changed(other, "packet.toml", "harbor-2026", "harbor-2027")

    assert refused(other, replace=True) == [
        "organizations.csv, row 2, usdot: a row that is not in this packet has the same usdot."
    ]


@pytest.mark.django_db
def test_a_public_address_of_any_program_is_told_too():
    load(small())
    other = small(adoptions=(), evidence=())
    other = changed(other, "packet.toml", "harbor-2026", "harbor-2027")
    other = changed(other, "packet.toml", 'key = "harbor"', 'key = "haven"')

    assert refused(other) == [
        "public_addresses.csv, row 2, slug: a row that is not in this packet has the same slug."
    ]


@pytest.mark.django_db
def test_a_build_that_is_replaced_keeps_what_is_its_own():
    load(small())

    assert (
        load(changed(small(), "packet.toml", "Larkhaven", "Port"), replace=True).was == "replaced"
    )


def test_what_is_unique_beyond_a_build_is_one_column():
    beyond = {
        (table.name, unique.fields)
        for table in TABLES
        for unique in uniques(table)
        if unique.beyond and not (table.shared and set(unique.fields) == set(table.key))
    }

    assert beyond == {
        ("organizations", ("usdot",)),
        ("organizations", ("ori",)),
        ("sites", ("register_key",)),
        ("adoptions", ("key",)),
        ("public_addresses", ("slug",)),
    }


def test_every_check_of_the_models_is_understood():
    for table in (*SECTIONS, *TABLES):
        empty = table.model()
        for model_field in table.model._meta.local_fields:
            if isinstance(model_field, models.ForeignKey) and model_field.null:
                setattr(empty, model_field.name, None)
        for check in checks(table):
            assert holds(check.condition, empty) in (True, False, None)


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        (Q(), True),
        (~Q(), False),
        (Q(name="Pinewick"), True),
        (~Q(name="Pinewick"), False),
        (Q(name__in=["Pinewick", "Alder"]) & Q(key__startswith="pine"), True),
        (Q(name="Alder") | Q(ended_on__isnull=True), True),
        (Q(name="Alder") & Q(ended_on__gte="2020-01-01"), False),
        (Q(name="Pinewick") & Q(ended_on="2020-01-01"), None),
        (~Q(ended_on="2020-01-01"), None),
        (Q(name="Pinewick") | Q(ended_on="2020-01-01"), True),
        (Q(name__gte=F("key")), False),
        (Q(ended_on__gte=F("name")), None),
    ],
)
def test_a_condition_is_answered_as_sql_answers_it(condition, answer):
    row = Organization(key="pinewick", name="Pinewick")

    assert holds(condition, row) is answer


def test_a_lookup_that_is_not_known_is_not_passed_over():
    with pytest.raises(NotImplementedError):
        holds(Q(title__regex="x"), Post(title="x"))


@pytest.mark.parametrize("table", [*SECTIONS, *TABLES], ids=lambda table: table.name)
def test_a_packet_asks_for_what_the_model_asks_for(table):
    """What the model cannot do without is required, and nothing that it does without."""
    for column, model_field in FIELDS[table.name].values():
        without = model_field.null or model_field.blank or model_field.has_default()
        if column.kind is Kind.CHOICE or (table.name, column.name) in CHOSEN:
            continue
        assert column.required is not without, (table.name, column.name)


# The model has a default for forms; a packet says it.
CHOSEN = {
    ("program", "time_zone"),
    ("program", "language"),
    ("build", "time_zone"),
    ("passages", "position"),
    ("quotes", "language"),
    ("responses", "key"),
    ("answers", "key"),
    ("overrides", "on"),
}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_have_one_order(table):
    """The columns that a table is written by tell any two rows apart."""
    order = {path.split("__")[0] for path in table.order or table.key}
    names = [set(table.key), *(set(unique.fields) for unique in uniques(table))]

    assert any(name <= order for name in names)
