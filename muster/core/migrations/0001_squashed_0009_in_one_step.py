"""The room as it stands, made in one step instead of nine.

The record of acts is kept by the database from the first of them on.
"""

from typing import Any

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from muster.core import append_only
from muster.core.at_once import ModelsAtOnce


def keep(apps: Any, schema_editor: Any) -> None:
    append_only.keep(schema_editor.connection)


def let_go(apps: Any, schema_editor: Any) -> None:
    append_only.let_go(schema_editor.connection)


MODELS = [
    migrations.CreateModel(
        name="Program",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("key", models.SlugField(max_length=40, unique=True)),
            ("name", models.CharField(max_length=120)),
            ("url", models.CharField(blank=True, max_length=200)),
            ("time_zone", models.CharField(default="America/Chicago", max_length=60)),
            ("language", models.CharField(default="en", max_length=8)),
            (
                "sample",
                models.BooleanField(
                    default=False, help_text="Everything in this program is invented."
                ),
            ),
            ("pack_key", models.SlugField(blank=True, max_length=40)),
            ("pack_version", models.CharField(blank=True, max_length=20)),
            (
                "second_factor_from",
                models.DateField(
                    blank=True,
                    help_text="From this day on who runs the program signs in with a second factor.",
                    null=True,
                ),
            ),
            (
                "whole_room",
                models.PositiveSmallIntegerField(
                    default=20, validators=[django.core.validators.MinValueValidator(3)]
                ),
            ),
            (
                "row_answers",
                models.PositiveSmallIntegerField(
                    default=10, validators=[django.core.validators.MinValueValidator(3)]
                ),
            ),
            (
                "cell",
                models.PositiveSmallIntegerField(
                    default=5, validators=[django.core.validators.MinValueValidator(3)]
                ),
            ),
            (
                "heads",
                models.PositiveSmallIntegerField(
                    default=5, validators=[django.core.validators.MinValueValidator(3)]
                ),
            ),
        ],
        options={
            "ordering": ["name"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("whole_room__gte", 3),
                        ("row_answers__gte", 3),
                        ("cell__gte", 3),
                        ("heads__gte", 3),
                    ),
                    name="no_threshold_for_people_is_under_three",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Beat",
        fields=[
            ("name", models.SlugField(max_length=60, primary_key=True, serialize=False)),
            ("next_at", models.DateTimeField()),
        ],
    ),
    migrations.CreateModel(
        name="AuditEvent",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "program",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="core.program",
                ),
            ),
            ("sequence", models.PositiveBigIntegerField()),
            ("at", models.DateTimeField()),
            (
                "actor",
                models.CharField(help_text="The member’s e-mail, or the command.", max_length=200),
            ),
            ("verb", models.CharField(max_length=60)),
            (
                "noun",
                models.CharField(help_text="What kind of thing it was done to.", max_length=80),
            ),
            ("subject_digest", models.CharField(max_length=64)),
            ("reason_digest", models.CharField(blank=True, max_length=64)),
            ("changed", models.JSONField(default=list)),
            ("counts", models.JSONField(default=list)),
            ("previous", models.CharField(blank=True, max_length=64)),
            ("hash", models.CharField(max_length=64)),
        ],
        options={
            "ordering": ["pk"],
            "indexes": [
                models.Index(fields=["program", "at", "id"], name="acts_by_time"),
                models.Index(fields=["program", "actor", "at"], name="acts_by_actor"),
            ],
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "sequence"), name="the_chain_of_a_program_has_no_fork"
                ),
                models.UniqueConstraint(
                    condition=models.Q(("program__isnull", True)),
                    fields=("sequence",),
                    name="the_chain_of_no_program_has_no_fork",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="RetentionPeriod",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "program",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.program"
                ),
            ),
            ("kind", models.SlugField(max_length=40)),
            (
                "days",
                models.PositiveIntegerField(
                    blank=True, help_text="Empty: it is kept for good.", null=True
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "kind"), name="a_kind_is_kept_for_one_period"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="AuditWords",
        fields=[
            (
                "event",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    primary_key=True,
                    related_name="words",
                    serialize=False,
                    to="core.auditevent",
                ),
            ),
            ("subject", models.CharField(max_length=200)),
            ("reason", models.TextField(blank=True)),
            ("salt", models.CharField(blank=True, max_length=32)),
            ("emptied_on", models.DateField(blank=True, null=True)),
        ],
        options={
            "verbose_name_plural": "words of acts",
            "indexes": [
                models.Index(
                    fields=["subject"], name="acts_by_subject", opclasses=["varchar_pattern_ops"]
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("emptied_on__isnull", False), ("salt", "")),
                        models.Q(
                            models.Q(("salt", ""), _negated=True), ("emptied_on__isnull", True)
                        ),
                        _connector="OR",
                    ),
                    name="words_without_salt_were_taken_back_on_a_day",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="AuditValue",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "event",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="values",
                    to="core.auditevent",
                ),
            ),
            ("field", models.CharField(max_length=60)),
            ("old", models.TextField(blank=True)),
            ("new", models.TextField(blank=True)),
            ("salt", models.CharField(blank=True, max_length=32)),
            ("emptied_on", models.DateField(blank=True, null=True)),
        ],
        options={
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("event", "field"), name="a_field_changes_once_in_an_act"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("emptied_on__isnull", False), ("new", ""), ("old", ""), ("salt", "")
                        ),
                        models.Q(
                            models.Q(("salt", ""), _negated=True), ("emptied_on__isnull", True)
                        ),
                        _connector="OR",
                    ),
                    name="values_without_salt_are_empty_since_a_day",
                ),
            ],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("core", "0001_initial"),
        ("core", "0002_work_is_due_every_so_often"),
        ("core", "0003_acts_get_a_chain"),
        ("core", "0004_the_acts_that_were_are_chained"),
        ("core", "0005_acts_are_written_once"),
        ("core", "0006_programs_say_when_a_second_factor_is_needed"),
        ("core", "0007_each_kind_is_kept_for_a_period"),
        ("core", "0008_words_are_taken_back_one_way"),
        ("core", "0009_values_keep_their_place"),
    ]

    dependencies = []

    operations = [ModelsAtOnce(MODELS), migrations.RunPython(keep, let_go)]
