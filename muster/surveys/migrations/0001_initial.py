import django.db.models.deletion
from django.db import migrations, models

import muster.core.keys


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("builds", "0001_initial"),
        ("programs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(default=muster.core.keys.random_key, max_length=20)),
                ("day", models.DateField(blank=True, null=True)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("collected", "collected on a phone"),
                            ("paper", "typed in from paper"),
                            ("imported", "imported"),
                            ("reconstructed", "reconstructed from a published percentage"),
                        ],
                        max_length=14,
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=8)),
                (
                    "build",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responses",
                        to="builds.build",
                    ),
                ),
                (
                    "questionnaire",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.questionnaire",
                    ),
                ),
            ],
            options={
                "ordering": ["key"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("build", "key"), name="a_response_sent_twice_is_stored_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(default=muster.core.keys.random_key, max_length=20)),
                (
                    "number",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True),
                ),
                (
                    "counted",
                    models.BooleanField(
                        blank=True,
                        help_text="Reconstructed answers only: counted or not.",
                        null=True,
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.option",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.item",
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.option",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="surveys.response",
                    ),
                ),
            ],
            options={
                "ordering": ["key"],
                "indexes": [models.Index(fields=["item", "response"], name="answers_to_an_item")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("response", "item", "option"),
                        name="one_answer_per_option_and_response",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counted__isnull", True),
                            models.Q(
                                ("before__isnull", True),
                                ("number__isnull", True),
                                ("option__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_reconstructed_answer_has_no_value",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counted__isnull", False),
                            ("option__isnull", False),
                            ("before__isnull", False),
                            ("number__isnull", False),
                            _connector="OR",
                        ),
                        name="an_answer_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "about",
                    models.CharField(help_text="The heading that it stands under.", max_length=120),
                ),
                ("text", models.TextField(blank=True)),
                ("language", models.CharField(default="en", max_length=8)),
                (
                    "permission",
                    models.CharField(
                        choices=[
                            ("named", "Yes, with name"),
                            ("role_only", "Role only"),
                            ("unnamed", "No name"),
                            ("do_not_use", "Do not use"),
                            ("not_recorded", "Not recorded"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True, help_text="Printed with leave only.", max_length=160
                    ),
                ),
                ("role_words", models.CharField(blank=True, max_length=120)),
                (
                    "sense",
                    models.CharField(
                        choices=[
                            ("praise", "Praise"),
                            ("critique", "Critique"),
                            ("mixed", "Mixed"),
                        ],
                        default="praise",
                        max_length=10,
                    ),
                ),
                ("large", models.BooleanField(default=False, help_text="Printed large.")),
                (
                    "decision",
                    models.CharField(
                        choices=[("later", "Decide later"), ("show", "Show"), ("hide", "Hide")],
                        default="later",
                        max_length=6,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                (
                    "build",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotes",
                        to="builds.build",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.item",
                    ),
                ),
                (
                    "touches",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.goal",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("build", "key"), name="one_quote_per_key_and_build"
                    ),
                    models.UniqueConstraint(
                        fields=("build", "position"), name="quotes_stand_in_one_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("permission", "do_not_use"), _negated=True),
                            models.Q(("decision", "show"), _negated=True),
                            _connector="OR",
                        ),
                        name="what_may_not_be_used_is_not_shown",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), ("permission", "named"), _connector="OR"),
                        name="a_name_is_kept_only_with_leave",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_on__isnull", True),
                            models.Q(("name", ""), ("role_words", ""), ("text", "")),
                            _connector="OR",
                        ),
                        name="a_withdrawn_quote_keeps_no_words",
                    ),
                ],
            },
        ),
    ]
