"""The room as it stands, made in one step instead of four."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from muster.core.at_once import ModelsAtOnce

MODELS = [
    migrations.CreateModel(
        name="Build",
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
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="builds",
                    to="core.program",
                ),
            ),
            ("key", models.SlugField(max_length=60, unique=True)),
            ("name", models.CharField(max_length=120)),
            ("city", models.CharField(max_length=80)),
            (
                "state",
                models.CharField(
                    max_length=2,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^[A-Z]{2}\\Z", "Two capital letters, like MS."
                        )
                    ],
                ),
            ),
            ("venue", models.CharField(blank=True, max_length=160)),
            ("day", models.DateField(blank=True, null=True)),
            ("starts", models.TimeField(blank=True, null=True)),
            ("ends", models.TimeField(blank=True, null=True)),
            ("time_zone", models.CharField(default="America/Chicago", max_length=60)),
            (
                "status",
                models.CharField(
                    choices=[
                        ("planned", "Planned"),
                        ("inviting", "Inviting"),
                        ("open", "Open"),
                        ("closed", "Closed"),
                        ("following_up", "Following up"),
                        ("reported", "Reported"),
                        ("cancelled", "Cancelled"),
                    ],
                    default="planned",
                    max_length=14,
                ),
            ),
            ("tagline", models.CharField(blank=True, max_length=160)),
            (
                "from_history",
                models.BooleanField(
                    default=False,
                    help_text="Loaded from history: its measures were not fixed beforehand.",
                ),
            ),
            ("source", models.TextField(blank=True, help_text="What the rows were taken from.")),
            ("measures_fixed_on", models.DateField(blank=True, null=True)),
            ("follow_up_opens_on", models.DateField(blank=True, null=True)),
            ("follow_up_closes_on", models.DateField(blank=True, null=True)),
            (
                "prints_guidance",
                models.BooleanField(
                    default=False, help_text="Its report tells people whom to call."
                ),
            ),
        ],
        options={
            "ordering": ["-day", "key"],
            "indexes": [
                models.Index(fields=["program", "-day", "key"], name="builds_of_a_program")
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("from_history", False),
                        ("measures_fixed_on__isnull", True),
                        _connector="OR",
                    ),
                    name="history_is_not_pre_registered",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="PastBuild",
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
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="past_builds",
                    to="core.program",
                ),
            ),
            ("key", models.SlugField(max_length=60)),
            ("place", models.CharField(max_length=80)),
            (
                "state",
                models.CharField(
                    max_length=2,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^[A-Z]{2}\\Z", "Two capital letters, like MS."
                        )
                    ],
                ),
            ),
            ("year", models.PositiveSmallIntegerField()),
            ("source", models.CharField(max_length=200)),
        ],
        options={
            "ordering": ["year", "place"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "key"), name="one_past_build_per_key_and_program"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="BuildAlias",
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
                    related_name="aliases",
                    to="builds.build",
                ),
            ),
            ("name", models.CharField(max_length=120)),
            ("source", models.CharField(blank=True, max_length=200)),
        ],
        options={
            "ordering": ["name"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("build", "name"), name="one_row_per_alias_of_a_build"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Partner",
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
                    related_name="partners",
                    to="builds.build",
                ),
            ),
            (
                "organization",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="directory.organization",
                ),
            ),
            (
                "part",
                models.CharField(
                    choices=[
                        ("host", "host"),
                        ("primary_sponsor", "primary sponsor"),
                        ("sponsor", "sponsor"),
                        ("supporter", "supporter"),
                    ],
                    max_length=16,
                ),
            ),
            ("position", models.PositiveSmallIntegerField()),
            (
                "words",
                models.CharField(blank=True, help_text="The words of thanks.", max_length=200),
            ),
        ],
        options={
            "ordering": ["position"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("build", "organization", "part"), name="one_row_per_part_in_a_build"
                ),
                models.UniqueConstraint(
                    fields=("build", "position"), name="partners_stand_in_one_order"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Session",
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
                    related_name="sessions",
                    to="builds.build",
                ),
            ),
            ("position", models.PositiveSmallIntegerField()),
            ("title", models.CharField(max_length=160)),
            ("starts", models.TimeField(blank=True, null=True)),
            ("ends", models.TimeField(blank=True, null=True)),
            (
                "curriculum",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="programs.curriculum",
                ),
            ),
        ],
        options={
            "ordering": ["position"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("build", "position"), name="sessions_stand_in_one_order"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ReportedFigure",
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
                    related_name="reported_figures",
                    to="builds.build",
                ),
            ),
            (
                "past_build",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="reported_figures",
                    to="builds.pastbuild",
                ),
            ),
            ("key", models.SlugField(max_length=60)),
            ("about", models.CharField(max_length=120)),
            ("value", models.DecimalField(decimal_places=2, max_digits=14)),
            ("unit", models.CharField(blank=True, max_length=40)),
            (
                "qualifier",
                models.CharField(
                    choices=[
                        ("exact", "exactly"),
                        ("over", "over"),
                        ("under", "under"),
                        ("about", "about"),
                        ("nearly", "nearly"),
                    ],
                    default="exact",
                    max_length=8,
                ),
            ),
            ("words", models.CharField(help_text="As printed.", max_length=300)),
            ("source", models.CharField(max_length=300)),
            ("published_on", models.DateField(blank=True, null=True)),
        ],
        options={
            "ordering": ["key"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("build", "key"), name="one_reported_figure_per_key_and_build"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Host",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "member",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="hosted",
                    to="accounts.member",
                ),
            ),
            (
                "build",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="hosts",
                    to="builds.build",
                ),
            ),
        ],
        options={
            "ordering": ["build"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("member", "build"), name="a_member_is_host_of_a_build_once"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Desk",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "member",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="desks",
                    to="accounts.member",
                ),
            ),
            (
                "build",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="desks",
                    to="builds.build",
                ),
            ),
            (
                "until_on",
                models.DateField(blank=True, help_text="The last day that it holds.", null=True),
            ),
        ],
        options={
            "ordering": ["build"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("member", "build"), name="a_member_has_a_desk_at_a_build_once"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Participant",
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
                    related_name="participants",
                    to="builds.build",
                ),
            ),
            ("number", models.PositiveIntegerField()),
            (
                "person",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="directory.person",
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
            (
                "sector",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="programs.sector",
                ),
            ),
            (
                "role",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="programs.role",
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("invited", "invited"),
                        ("pending", "pending"),
                        ("registered", "registered"),
                        ("refused", "refused"),
                        ("waitlisted", "on the waiting list"),
                        ("declined", "declined"),
                        ("cancelled", "cancelled"),
                        ("checked_in", "in the room"),
                        ("left", "left early"),
                    ],
                    default="invited",
                    max_length=12,
                ),
            ),
            ("walked_in", models.BooleanField(default=False)),
            (
                "decides",
                models.BooleanField(
                    default=False,
                    help_text="An owner, executive, safety director or general manager.",
                ),
            ),
            (
                "delegate_for",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="delegates",
                    to="builds.participant",
                ),
            ),
            ("checked_in_on", models.DateField(blank=True, null=True)),
            ("checked_in_at", models.DateTimeField(blank=True, null=True)),
            ("left_at", models.DateTimeField(blank=True, null=True)),
            (
                "listed_in",
                models.ForeignKey(
                    blank=True,
                    help_text="The list of attendees that gave them their place.",
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="directory.import",
                ),
            ),
        ],
        options={
            "ordering": ["number"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("build", "number"), name="one_number_per_participant_of_a_build"
                ),
                models.UniqueConstraint(
                    fields=("build", "person"), name="one_row_per_person_and_build"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status__in", ["checked_in", "left"]), _negated=True),
                        ("checked_in_on__isnull", False),
                        _connector="OR",
                    ),
                    name="who_came_has_a_day",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Proposal",
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
                    related_name="proposals",
                    to="builds.build",
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="directory.person",
                ),
            ),
            (
                "words",
                models.CharField(blank=True, help_text="Why, as they say it.", max_length=300),
            ),
            ("by", models.CharField(max_length=200)),
            ("at", models.DateTimeField()),
            (
                "state",
                models.CharField(
                    choices=[
                        ("waiting", "waits for an answer"),
                        ("accepted", "accepted"),
                        ("declined", "declined"),
                        ("taken_back", "taken back"),
                    ],
                    default="waiting",
                    max_length=10,
                ),
            ),
            (
                "answer",
                models.CharField(blank=True, help_text="The word of who declined.", max_length=300),
            ),
            ("answered_by", models.CharField(blank=True, max_length=200)),
            ("answered_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["-at", "-pk"],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("state", "waiting")),
                    fields=("build", "person"),
                    name="a_person_is_proposed_for_a_build_once_at_a_time",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("state", "waiting"), ("answered_at__isnull", False), _connector="OR"
                    ),
                    name="what_became_of_a_proposal_has_a_time",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Speaker",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "session",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="speakers",
                    to="builds.session",
                ),
            ),
            ("position", models.PositiveSmallIntegerField()),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("trainer", "trainer"),
                        ("survivor_leader", "survivor-leader"),
                        ("officer", "officer"),
                        ("moderator", "moderator"),
                        ("host", "host"),
                        ("other", "speaker"),
                    ],
                    max_length=16,
                ),
            ),
            (
                "name_chosen",
                models.CharField(
                    blank=True, help_text="The name to print; empty prints none.", max_length=120
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
            ("may_print", models.BooleanField(default=False)),
            ("may_record", models.BooleanField(default=False)),
            ("consent_on", models.DateField(blank=True, null=True)),
            ("consent_until", models.DateField(blank=True, null=True)),
            ("withdrawn_on", models.DateField(blank=True, null=True)),
        ],
        options={
            "ordering": ["session", "position"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("session", "position"), name="speakers_stand_in_one_order"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("may_print", False), ("may_record", False)),
                        models.Q(("consent_on__isnull", False), ("consent_until__isnull", False)),
                        _connector="OR",
                    ),
                    name="what_a_speaker_allowed_has_a_day_and_an_end",
                ),
            ],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("builds", "0001_initial"),
        ("builds", "0002_members_host_builds_and_have_desks"),
        ("builds", "0003_a_list_of_attendees_gives_places"),
        ("builds", "0004_people_are_proposed"),
    ]

    # By the names of the old steps: a database that is half way along them is gone on with there.
    dependencies = [
        ("accounts", "0005_the_single_role_goes"),
        ("core", "0001_initial"),
        ("directory", "0017_what_was_confirmed_is_found_by_its_day"),
        ("programs", "0001_initial"),
    ]

    operations = [ModelsAtOnce(MODELS)]
