import django.db.models.deletion
from django.db import migrations, models

from muster.core.at_once import ModelsAtOnce

MODELS = [
    migrations.CreateModel(
        name="Outcome",
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
                "stage",
                models.CharField(
                    choices=[
                        ("done", "Done"),
                        ("in_progress", "In progress"),
                        ("pledged", "Pledged"),
                        ("interest", "Interest"),
                        ("count_only", "Count only"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "lead",
                models.CharField(
                    blank=True, help_text="Who: the first words, printed bold.", max_length=160
                ),
            ),
            (
                "text",
                models.TextField(blank=True, help_text="What changed: the rest of the sentence."),
            ),
            (
                "unnamed",
                models.CharField(
                    blank=True,
                    help_text="What stands for the name where there is no leave to print it.",
                    max_length=160,
                ),
            ),
            (
                "may_name",
                models.CharField(
                    choices=[
                        ("yes", "agreed to be named"),
                        ("no", "did not agree to be named"),
                        ("not_recorded", "not recorded"),
                    ],
                    default="no",
                    max_length=14,
                ),
            ),
            (
                "contribution",
                models.TextField(blank=True, help_text="What the program did towards it."),
            ),
            ("significance", models.TextField(blank=True, help_text="Why it matters.")),
            ("source", models.CharField(blank=True, max_length=300)),
            ("observed_on", models.DateField(blank=True, null=True)),
            ("reported_on", models.DateField(blank=True, null=True)),
            (
                "reported_words",
                models.CharField(
                    blank=True,
                    help_text="When no day is known: “at the follow-up”.",
                    max_length=120,
                ),
            ),
            ("verified_on", models.DateField(blank=True, null=True)),
            (
                "verified_by",
                models.CharField(
                    blank=True,
                    help_text="Somebody independent who substantiates it.",
                    max_length=160,
                ),
            ),
            (
                "due_on",
                models.DateField(blank=True, help_text="When a pledge falls due.", null=True),
            ),
            ("withdrawn_on", models.DateField(blank=True, null=True)),
            (
                "build",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="outcomes",
                    to="builds.build",
                ),
            ),
            (
                "goal",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="programs.goal",
                ),
            ),
            (
                "organization",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="directory.organization",
                ),
            ),
        ],
        options={
            "ordering": ["position"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("build", "key"), name="one_outcome_per_key_and_build"
                ),
                models.UniqueConstraint(
                    fields=("build", "position"), name="outcomes_stand_in_one_order"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("verified_by", ""), ("verified_on__isnull", True)),
                        models.Q(
                            ("verified_on__isnull", False),
                            models.Q(("verified_by", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="who_substantiated_an_outcome_and_when",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("withdrawn_on__isnull", True),
                        models.Q(("lead", ""), ("text", "")),
                        _connector="OR",
                    ),
                    name="a_withdrawn_outcome_keeps_no_words",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Introduction",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("position", models.PositiveSmallIntegerField()),
            (
                "stage",
                models.CharField(
                    choices=[
                        ("offered", "offered"),
                        ("contacted", "contacted"),
                        ("met", "met"),
                        ("trained", "trained"),
                    ],
                    default="offered",
                    max_length=10,
                ),
            ),
            ("on", models.DateField(blank=True, null=True)),
            (
                "organization",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="directory.organization",
                ),
            ),
            (
                "outcome",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="introductions",
                    to="followup.outcome",
                ),
            ),
        ],
        options={
            "ordering": ["position"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("outcome", "organization"), name="one_introduction_per_organization"
                ),
                models.UniqueConstraint(
                    fields=("outcome", "position"), name="introductions_stand_in_one_order"
                ),
            ],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("builds", "0001_initial"),
        ("directory", "0001_initial"),
        ("programs", "0001_initial"),
    ]

    operations = [ModelsAtOnce(MODELS)]
