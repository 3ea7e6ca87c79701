import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from muster.core.at_once import ModelsAtOnce

MODELS = [
    migrations.CreateModel(
        name="Framework",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("key", models.SlugField(max_length=40)),
            ("position", models.PositiveSmallIntegerField()),
            ("name", models.CharField(max_length=120)),
            ("version", models.CharField(blank=True, max_length=40)),
            ("note", models.TextField(blank=True)),
            ("source", models.CharField(blank=True, max_length=300)),
            (
                "program",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="frameworks",
                    to="core.program",
                ),
            ),
        ],
        options={
            "ordering": ["position", "key"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "key"), name="one_framework_per_key_and_program"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Component",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("key", models.SlugField(max_length=60)),
            ("number", models.PositiveSmallIntegerField()),
            ("name", models.CharField(max_length=160)),
            ("description", models.TextField(blank=True)),
            (
                "applies_note",
                models.TextField(
                    blank=True,
                    help_text="Where it may not apply, for example states without such stations.",
                ),
            ),
            ("source", models.CharField(blank=True, max_length=300)),
            (
                "framework",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="components",
                    to="programs.framework",
                ),
            ),
        ],
        options={
            "ordering": ["framework__position", "number", "key"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("framework", "key"), name="one_component_per_key_and_framework"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Goal",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "code",
                models.CharField(
                    max_length=3,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^[SL][1-9][0-9]?\\Z",
                            "'%(value)s' is not a goal code like S1 or L6.",
                        )
                    ],
                ),
            ),
            (
                "horizon",
                models.CharField(
                    choices=[("short", "Short term"), ("long", "Long term")], max_length=5
                ),
            ),
            ("position", models.PositiveSmallIntegerField()),
            ("text", models.TextField(help_text="Word for word, as the program prints it.")),
            ("text_es", models.TextField(blank=True)),
            (
                "aim",
                models.CharField(
                    help_text="A few words, for pages that list goals.", max_length=120
                ),
            ),
            (
                "program",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="goals",
                    to="core.program",
                ),
            ),
        ],
        options={
            "ordering": ["position", "code"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "code"), name="one_goal_per_code_and_program"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("code__startswith", "S"), ("horizon", "short")),
                        models.Q(("code__startswith", "L"), ("horizon", "long")),
                        _connector="OR",
                    ),
                    name="a_goal_code_says_its_horizon",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Guidance",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "state",
                models.CharField(
                    max_length=2,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^[A-Z]{2}\\Z",
                            "'%(value)s' is not a state’s two capital letters like MS, or US.",
                        )
                    ],
                ),
            ),
            ("checked_on", models.DateField()),
            ("checked_by", models.CharField(max_length=160)),
            ("source", models.CharField(max_length=300)),
            ("note", models.TextField(blank=True)),
            ("spanish_checked_on", models.DateField(blank=True, null=True)),
            ("spanish_checked_by", models.CharField(blank=True, max_length=160)),
            (
                "program",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="guidance",
                    to="core.program",
                ),
            ),
        ],
        options={
            "verbose_name_plural": "guidance",
            "ordering": ["state"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "state"), name="one_guidance_per_state_and_program"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("checked_by", ""), _negated=True),
                        models.Q(("source", ""), _negated=True),
                    ),
                    name="guidance_says_who_checked_it_and_where",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("spanish_checked_by", ""), ("spanish_checked_on__isnull", True)),
                        models.Q(
                            ("spanish_checked_on__isnull", False),
                            models.Q(("spanish_checked_by", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="who_checked_the_spanish_guidance_and_when",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="GuidanceLine",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("position", models.PositiveSmallIntegerField()),
            ("who", models.CharField(max_length=160)),
            ("who_es", models.CharField(blank=True, max_length=160)),
            ("number", models.CharField(blank=True, max_length=40)),
            ("when", models.CharField(max_length=240)),
            ("when_es", models.CharField(blank=True, max_length=240)),
            (
                "guidance",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="lines",
                    to="programs.guidance",
                ),
            ),
        ],
        options={
            "ordering": ["position"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("guidance", "position"), name="guidance_lines_stand_in_one_order"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Questionnaire",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("key", models.SlugField(max_length=40)),
            ("version", models.PositiveSmallIntegerField()),
            ("position", models.PositiveSmallIntegerField()),
            ("title", models.CharField(max_length=120)),
            ("title_es", models.CharField(blank=True, max_length=120)),
            (
                "program",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="questionnaires",
                    to="core.program",
                ),
            ),
        ],
        options={
            "ordering": ["position", "key", "version"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "key", "version"),
                    name="one_questionnaire_per_key_and_version",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Item",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("code", models.SlugField(max_length=40)),
            ("position", models.PositiveSmallIntegerField()),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("agree", "Agree or disagree"),
                        ("yes_no", "Yes or no"),
                        ("single", "One of several"),
                        ("multiple", "Any of several"),
                        ("number", "A number"),
                        ("text", "In one’s own words"),
                        ("pair", "Before and after"),
                    ],
                    max_length=8,
                ),
            ),
            ("text", models.TextField()),
            ("text_es", models.TextField(blank=True)),
            (
                "sensitive",
                models.BooleanField(
                    default=False,
                    help_text="What one person answered could hurt; the whole room is treated as a row.",
                ),
            ),
            (
                "goal",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="items",
                    to="programs.goal",
                ),
            ),
            (
                "questionnaire",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="items",
                    to="programs.questionnaire",
                ),
            ),
        ],
        options={
            "ordering": ["questionnaire__position", "position", "code"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("questionnaire", "code"), name="one_item_per_code_and_questionnaire"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="LoadedPack",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("key", models.SlugField(max_length=40)),
            ("version", models.CharField(max_length=20)),
            ("name", models.CharField(max_length=120)),
            ("description", models.TextField(blank=True)),
            ("sources", models.TextField(blank=True, help_text="One source on each line.")),
            (
                "program",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="loaded_pack",
                    to="core.program",
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="Measure",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("key", models.SlugField(max_length=40)),
            ("position", models.PositiveSmallIntegerField()),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("response_rate", "Who answered, of the room"),
                        ("participants", "Who was in the room"),
                        ("item", "Answers to an item"),
                        ("pair_before", "The word used before"),
                        ("pair_after", "The word used now"),
                    ],
                    max_length=14,
                ),
            ),
            ("item_code", models.SlugField(blank=True, max_length=40)),
            ("label", models.CharField(max_length=80)),
            ("label_es", models.CharField(blank=True, max_length=80)),
            (
                "says",
                models.CharField(
                    help_text="What stands after “46 of 50” in a sentence.", max_length=200
                ),
            ),
            ("says_es", models.CharField(blank=True, max_length=200)),
            (
                "counted_words",
                models.CharField(
                    help_text="What was counted: “agree” or “strongly agree”.", max_length=160
                ),
            ),
            ("headline", models.BooleanField(default=False)),
            (
                "goal",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="measures",
                    to="programs.goal",
                ),
            ),
            (
                "program",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="measures",
                    to="core.program",
                ),
            ),
        ],
        options={
            "ordering": ["position", "key"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "key"), name="one_measure_per_key_and_program"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("item_code", ""), ("kind__in", ["response_rate", "participants"])
                        ),
                        models.Q(
                            ("kind__in", ["item", "pair_before", "pair_after"]),
                            models.Q(("item_code", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="a_measure_of_answers_names_its_item",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Option",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("value", models.SlugField(max_length=40)),
            ("position", models.PositiveSmallIntegerField()),
            ("label", models.CharField(max_length=160)),
            ("label_es", models.CharField(blank=True, max_length=160)),
            ("counts", models.BooleanField(default=False)),
            (
                "item",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="options",
                    to="programs.item",
                ),
            ),
        ],
        options={
            "ordering": ["position", "value"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("item", "value"), name="one_option_per_value_and_item"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Role",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("key", models.SlugField(max_length=40)),
            ("position", models.PositiveSmallIntegerField()),
            ("name", models.CharField(max_length=80)),
            ("name_es", models.CharField(blank=True, max_length=80)),
            (
                "counts",
                models.BooleanField(
                    help_text="Whether who comes in this role is one of the room that percentages are of."
                ),
            ),
            (
                "program",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="roles",
                    to="core.program",
                ),
            ),
        ],
        options={
            "ordering": ["position", "key"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "key"), name="one_role_per_key_and_program"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Sector",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("key", models.SlugField(max_length=40)),
            ("position", models.PositiveSmallIntegerField()),
            ("name", models.CharField(max_length=80)),
            ("name_es", models.CharField(blank=True, max_length=80)),
            (
                "noun",
                models.CharField(
                    blank=True,
                    help_text="One organization of the sector: “a truck stop”.",
                    max_length=80,
                ),
            ),
            (
                "program",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="sectors",
                    to="core.program",
                ),
            ),
        ],
        options={
            "ordering": ["position", "key"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "key"), name="one_sector_per_key_and_program"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Material",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("key", models.SlugField(max_length=60)),
            ("position", models.PositiveSmallIntegerField()),
            ("name", models.CharField(max_length=160)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("wallet_card", "Wallet card"),
                        ("decal", "Window decal"),
                        ("poster", "Poster"),
                        ("video", "Video"),
                        ("guide", "Guide"),
                    ],
                    max_length=11,
                ),
            ),
            (
                "version",
                models.CharField(
                    blank=True,
                    help_text="Empty when the print run is not known.",
                    max_length=40,
                ),
            ),
            ("language", models.CharField(max_length=8)),
            ("note", models.TextField(blank=True)),
            ("source", models.CharField(blank=True, max_length=300)),
            (
                "program",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="materials",
                    to="core.program",
                ),
            ),
            (
                "sector",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="materials",
                    to="programs.sector",
                ),
            ),
        ],
        options={
            "ordering": ["position", "key"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "key"), name="one_material_per_key_and_program"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Term",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("pattern", models.CharField(max_length=300)),
            ("position", models.PositiveSmallIntegerField()),
            (
                "level",
                models.CharField(
                    choices=[
                        ("block", "Not in our own text"),
                        ("warn", "Look at it"),
                        ("note", "Depends on the context"),
                    ],
                    max_length=5,
                ),
            ),
            ("prefer", models.CharField(blank=True, max_length=300)),
            ("why", models.CharField(blank=True, max_length=300)),
            ("source", models.CharField(blank=True, max_length=300)),
            (
                "program",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="terms",
                    to="core.program",
                ),
            ),
        ],
        options={
            "ordering": ["position", "pattern"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "pattern"), name="one_term_per_pattern_and_program"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Curriculum",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("key", models.SlugField(max_length=60)),
            ("position", models.PositiveSmallIntegerField()),
            ("name", models.CharField(max_length=160)),
            ("provider", models.CharField(blank=True, max_length=160)),
            (
                "minutes",
                models.PositiveSmallIntegerField(
                    blank=True,
                    help_text="Empty when no source says how long it takes.",
                    null=True,
                ),
            ),
            ("audience", models.CharField(blank=True, max_length=160)),
            ("note", models.TextField(blank=True)),
            ("source", models.CharField(blank=True, max_length=300)),
            (
                "program",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="curricula",
                    to="core.program",
                ),
            ),
        ],
        options={
            "verbose_name_plural": "curricula",
            "ordering": ["position", "key"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "key"), name="one_curriculum_per_key_and_program"
                )
            ],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
    ]

    operations = [ModelsAtOnce(MODELS)]
