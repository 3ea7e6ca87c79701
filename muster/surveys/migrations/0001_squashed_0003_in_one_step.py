"""The room as it stands, made in one step instead of three."""

import django.db.models.deletion
from django.db import migrations, models

import muster.core.keys
from muster.core.at_once import ModelsAtOnce

MODELS = [
    migrations.CreateModel(
        name="AnswerImport",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "build",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="answer_imports",
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
            (
                "key",
                models.SlugField(default=muster.core.keys.random_key, max_length=12, unique=True),
            ),
            (
                "file",
                models.CharField(help_text="The name that the file came under.", max_length=200),
            ),
            ("sha256", models.CharField(max_length=64)),
            (
                "tool",
                models.CharField(
                    choices=[
                        ("surveymonkey", "SurveyMonkey"),
                        ("qualtrics", "Qualtrics"),
                        ("limesurvey", "LimeSurvey"),
                        ("google_forms", "Google Forms"),
                        ("microsoft_forms", "Microsoft Forms"),
                        ("other", "a table of answers"),
                    ],
                    max_length=16,
                ),
            ),
            ("says", models.TextField(blank=True, help_text="How the file was read, in words.")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("read", "read, not brought in"),
                        ("applied", "brought in"),
                        ("undone", "taken back"),
                    ],
                    default="read",
                    max_length=8,
                ),
            ),
            ("rows", models.PositiveIntegerField(default=0, help_text="Lines of the file.")),
            ("responses", models.PositiveIntegerField(default=0)),
            ("answers", models.PositiveIntegerField(default=0)),
            ("quotes", models.PositiveIntegerField(default=0)),
            (
                "left_out",
                models.PositiveIntegerField(default=0, help_text="Lines without a response."),
            ),
            ("by", models.CharField(max_length=200)),
            ("at", models.DateTimeField()),
            ("applied_at", models.DateTimeField(blank=True, null=True)),
            ("undone_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["-at", "-pk"],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("state", "applied")),
                    fields=("build", "questionnaire", "sha256"),
                    name="the_same_answers_come_in_once",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="RememberedQuestion",
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
            (
                "questionnaire",
                models.CharField(help_text="Its key, in any version.", max_length=40),
            ),
            ("header", models.CharField(max_length=400)),
            (
                "use",
                models.CharField(
                    choices=[
                        ("item", "answers a question"),
                        ("option", "one of several that may be chosen"),
                        ("before", "the word before"),
                        ("now", "the word now"),
                        ("day", "the day"),
                        ("language", "the language"),
                        ("permission", "whether sentences may be shared"),
                        ("unused", "not used"),
                        ("dropped", "dropped"),
                    ],
                    max_length=10,
                ),
            ),
            ("item", models.CharField(blank=True, help_text="The item’s code.", max_length=40)),
            (
                "option",
                models.CharField(blank=True, help_text="The option’s value.", max_length=40),
            ),
            ("on", models.DateField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "questionnaire", "header"), name="one_memory_per_question"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="RememberedWord",
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
            ("item", models.CharField(help_text="The item’s code.", max_length=40)),
            ("word", models.CharField(max_length=300)),
            ("value", models.CharField(max_length=40)),
            ("on", models.DateField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "item", "word"), name="one_memory_per_word_of_an_item"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="AnswerColumn",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "run",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="columns",
                    to="surveys.answerimport",
                ),
            ),
            ("position", models.PositiveSmallIntegerField(help_text="0 is the first.")),
            ("header", models.TextField(blank=True)),
            (
                "code",
                models.CharField(blank=True, help_text="What the tool calls it.", max_length=200),
            ),
            ("question", models.TextField(blank=True)),
            (
                "choice",
                models.TextField(blank=True, help_text="Which choice or row of the question."),
            ),
            (
                "use",
                models.CharField(
                    choices=[
                        ("item", "answers a question"),
                        ("option", "one of several that may be chosen"),
                        ("before", "the word before"),
                        ("now", "the word now"),
                        ("day", "the day"),
                        ("language", "the language"),
                        ("permission", "whether sentences may be shared"),
                        ("unused", "not used"),
                        ("dropped", "dropped"),
                    ],
                    default="unused",
                    max_length=10,
                ),
            ),
            (
                "item",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="programs.item",
                ),
            ),
            (
                "option",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="programs.option",
                ),
            ),
            ("why", models.CharField(blank=True, max_length=200)),
            (
                "sure",
                models.BooleanField(default=True, help_text="Whether nobody needs to look at it."),
            ),
            (
                "values",
                models.PositiveIntegerField(default=0, help_text="Lines that say something in it."),
            ),
        ],
        options={
            "ordering": ["position"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("run", "position"), name="one_row_per_column_of_answers"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Response",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
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
                "brought_by",
                models.ForeignKey(
                    blank=True,
                    help_text="The import that it came with, as one of many; never a line of its file.",
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="brought",
                    to="surveys.answerimport",
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
        name="Quote",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
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
                models.CharField(blank=True, help_text="Printed with leave only.", max_length=160),
            ),
            ("role_words", models.CharField(blank=True, max_length=120)),
            (
                "sense",
                models.CharField(
                    choices=[("praise", "Praise"), ("critique", "Critique"), ("mixed", "Mixed")],
                    default="praise",
                    max_length=10,
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
                "brought_by",
                models.ForeignKey(
                    blank=True,
                    help_text="The import that it came with, as one of many.",
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="brought_quotes",
                    to="surveys.answerimport",
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
    migrations.CreateModel(
        name="AnswerWord",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "column",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="words",
                    to="surveys.answercolumn",
                ),
            ),
            ("word", models.CharField(max_length=300)),
            ("many", models.PositiveIntegerField(default=0)),
            (
                "value",
                models.CharField(blank=True, help_text="Empty: nobody knows yet.", max_length=40),
            ),
            ("why", models.CharField(blank=True, max_length=200)),
            (
                "sure",
                models.BooleanField(default=True, help_text="Whether nobody needs to look at it."),
            ),
        ],
        options={
            "ordering": ["-many", "word"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("column", "word"), name="one_row_per_word_of_a_column"
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
            (
                "response",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="answers",
                    to="surveys.response",
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
            ("key", models.CharField(default=muster.core.keys.random_key, max_length=20)),
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
                "before",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="programs.option",
                ),
            ),
            ("number", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
            (
                "counted",
                models.BooleanField(
                    blank=True, help_text="Reconstructed answers only: counted or not.", null=True
                ),
            ),
        ],
        options={
            "ordering": ["key"],
            "indexes": [models.Index(fields=["item", "response"], name="answers_to_an_item")],
            "constraints": [
                models.UniqueConstraint(
                    fields=("response", "item", "option"), name="one_answer_per_option_and_response"
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
        name="QuoteProposal",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "quote",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="proposals",
                    to="surveys.quote",
                ),
            ),
            (
                "decision",
                models.CharField(choices=[("show", "Show"), ("hide", "Hide")], max_length=6),
            ),
            ("why", models.CharField(blank=True, max_length=300)),
            ("by", models.CharField(max_length=200)),
            ("at", models.DateTimeField()),
        ],
        options={
            "ordering": ["at", "pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("quote", "by"), name="a_member_proposes_one_thing_about_a_quote"
                )
            ],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("surveys", "0001_initial"),
        ("surveys", "0002_answers_come_from_other_tools"),
        ("surveys", "0003_quotes_are_proposed"),
    ]

    # By the names of the old steps: a database that is half way along them is gone on with there.
    dependencies = [
        ("builds", "0002_members_host_builds_and_have_desks"),
        ("core", "0005_acts_are_written_once"),
        ("programs", "0001_initial"),
    ]

    operations = [ModelsAtOnce(MODELS)]
