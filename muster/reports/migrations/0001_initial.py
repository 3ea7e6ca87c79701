import django.db.models.deletion
from django.db import migrations, models

from muster.core.at_once import ModelsAtOnce

MODELS = [
    migrations.CreateModel(
        name="PublicAddress",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("slug", models.SlugField(max_length=60, unique=True)),
            ("listed", models.BooleanField(default=False)),
            (
                "build",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="public_address",
                    to="builds.build",
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="Report",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("version", models.PositiveSmallIntegerField()),
            (
                "state",
                models.CharField(
                    choices=[
                        ("draft", "Draft"),
                        ("reviewed", "Reviewed"),
                        ("published", "Published"),
                        ("withdrawn", "Withdrawn"),
                    ],
                    default="draft",
                    max_length=10,
                ),
            ),
            ("snapshot", models.TextField(help_text="Canonical JSON.")),
            ("hash", models.CharField(max_length=64)),
            ("frozen_on", models.DateField()),
            ("published_on", models.DateField(blank=True, null=True)),
            (
                "build",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="reports",
                    to="builds.build",
                ),
            ),
        ],
        options={
            "ordering": ["build", "-version"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("build", "version"), name="one_report_per_version_and_build"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "published"), _negated=True),
                        ("published_on__isnull", False),
                        _connector="OR",
                    ),
                    name="what_is_published_has_a_day",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="SignOff",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "step",
                models.CharField(
                    choices=[
                        ("frozen", "Frozen for review"),
                        ("reviewed", "Reviewed"),
                        ("published", "Published"),
                        ("withdrawn", "Withdrawn"),
                    ],
                    max_length=10,
                ),
            ),
            ("by", models.CharField(max_length=120)),
            ("at", models.DateTimeField()),
            ("hash", models.CharField(max_length=64)),
            (
                "report",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="sign_offs",
                    to="reports.report",
                ),
            ),
        ],
        options={
            "ordering": ["at", "pk"],
        },
    ),
    migrations.CreateModel(
        name="Tombstone",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("kind", models.CharField(max_length=10)),
            ("key", models.SlugField(max_length=60)),
            ("on", models.DateField()),
            ("words", models.CharField(max_length=200)),
            ("hash_before", models.CharField(max_length=64)),
            ("hash_after", models.CharField(max_length=64)),
            (
                "report",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="tombstones",
                    to="reports.report",
                ),
            ),
        ],
        options={
            "ordering": ["on", "pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("report", "kind", "key"),
                    name="a_withdrawal_is_named_once_per_version",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Evidence",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("position", models.PositiveSmallIntegerField()),
            (
                "adoption",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="states.adoption",
                ),
            ),
            (
                "build",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="evidence",
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
                "measure",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="programs.measure",
                ),
            ),
            (
                "outcome",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="followup.outcome",
                ),
            ),
            (
                "quote",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="surveys.quote",
                ),
            ),
        ],
        options={
            "ordering": ["goal__position", "position"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("build", "goal", "position"), name="evidence_stands_in_one_order"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("adoption__isnull", True),
                            ("measure__isnull", False),
                            ("outcome__isnull", True),
                            ("quote__isnull", True),
                        ),
                        models.Q(
                            ("adoption__isnull", True),
                            ("measure__isnull", True),
                            ("outcome__isnull", True),
                            ("quote__isnull", False),
                        ),
                        models.Q(
                            ("adoption__isnull", True),
                            ("measure__isnull", True),
                            ("outcome__isnull", False),
                            ("quote__isnull", True),
                        ),
                        models.Q(
                            ("adoption__isnull", False),
                            ("measure__isnull", True),
                            ("outcome__isnull", True),
                            ("quote__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="evidence_is_one_thing",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Override",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("fingerprint", models.CharField(max_length=32)),
            ("check_name", models.CharField(max_length=40)),
            ("place", models.CharField(max_length=120)),
            ("words", models.CharField(max_length=300)),
            (
                "what",
                models.CharField(blank=True, help_text="As the report says it.", max_length=200),
            ),
            ("reason", models.CharField(max_length=300)),
            ("by", models.CharField(max_length=120)),
            ("on", models.DateField()),
            (
                "build",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="overrides",
                    to="builds.build",
                ),
            ),
        ],
        options={
            "ordering": ["place", "check_name", "fingerprint"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("build", "fingerprint"), name="one_override_per_finding"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("reason", ""), _negated=True),
                        models.Q(("by", ""), _negated=True),
                    ),
                    name="an_override_has_a_name_and_a_reason",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Passage",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("mission", "Mission"),
                        ("summary", "Final summary"),
                        ("goal", "Sentence of a goal"),
                        ("history", "History in the state"),
                        ("quotes", "About the quotes"),
                        ("method", "Method or limit"),
                        ("source", "Difference from the source"),
                    ],
                    max_length=8,
                ),
            ),
            ("position", models.PositiveSmallIntegerField(default=0)),
            ("heading", models.CharField(blank=True, max_length=160)),
            ("text", models.TextField(blank=True)),
            (
                "verbatim",
                models.BooleanField(
                    default=False, help_text="Published elsewhere and quoted word for word."
                ),
            ),
            (
                "build",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="passages",
                    to="builds.build",
                ),
            ),
            (
                "goal",
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
            "ordering": ["kind", "goal__position", "position"],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("kind", "goal")),
                    fields=("build", "goal", "position"),
                    name="one_sentence_per_place_of_a_goal",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("kind", "goal"), _negated=True),
                    fields=("build", "kind", "position"),
                    name="one_passage_per_place",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("goal__isnull", False), ("kind", "goal")),
                        models.Q(models.Q(("kind", "goal"), _negated=True), ("goal__isnull", True)),
                        _connector="OR",
                    ),
                    name="a_sentence_of_a_goal_has_its_goal",
                ),
            ],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("builds", "0001_initial"),
        ("followup", "0001_initial"),
        ("programs", "0001_initial"),
        ("states", "0001_initial"),
        ("surveys", "0001_initial"),
    ]

    operations = [ModelsAtOnce(MODELS)]
