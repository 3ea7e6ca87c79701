"""The room as it stands, made in one step instead of six."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from muster.core.at_once import ModelsAtOnce

MODELS = [
    migrations.CreateModel(
        name="User",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("password", models.CharField(max_length=128, verbose_name="password")),
            ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
            ("email", models.EmailField(max_length=254, unique=True)),
            ("name", models.CharField(max_length=120)),
            ("is_active", models.BooleanField(default=True)),
            ("date_joined", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="Member",
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
                    related_name="members",
                    to="core.program",
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="memberships",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("since", models.DateField()),
            ("ended_on", models.DateField(blank=True, null=True)),
        ],
        options={
            "ordering": ["program__name", "user__name"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "user"), name="one_membership_per_user_and_program"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="SignedIn",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="signed_in",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("session", models.CharField(max_length=40, unique=True)),
            (
                "device",
                models.CharField(blank=True, help_text="“Firefox on Windows”.", max_length=60),
            ),
            ("since", models.DateTimeField()),
            ("seen_at", models.DateTimeField()),
        ],
        options={
            "verbose_name_plural": "signed in",
            "ordering": ["-seen_at"],
        },
    ),
    migrations.CreateModel(
        name="MemberRole",
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
                    related_name="held",
                    to="accounts.member",
                ),
            ),
            (
                "role",
                models.CharField(
                    choices=[
                        ("coordinator", "coordinator"),
                        ("host", "host"),
                        ("desk", "desk"),
                        ("liaison", "liaison"),
                        ("state_lead", "state lead"),
                        ("viewer", "viewer"),
                        ("custodian", "custodian"),
                        ("administrator", "administrator"),
                    ],
                    max_length=20,
                ),
            ),
            (
                "until_on",
                models.DateField(blank=True, help_text="The last day that it holds.", null=True),
            ),
        ],
        options={
            "ordering": ["role"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("member", "role"), name="a_member_holds_each_role_once"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="MemberState",
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
                    related_name="states",
                    to="accounts.member",
                ),
            ),
            (
                "role",
                models.CharField(
                    choices=[
                        ("coordinator", "coordinator"),
                        ("host", "host"),
                        ("desk", "desk"),
                        ("liaison", "liaison"),
                        ("state_lead", "state lead"),
                        ("viewer", "viewer"),
                        ("custodian", "custodian"),
                        ("administrator", "administrator"),
                    ],
                    max_length=20,
                ),
            ),
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
        ],
        options={
            "ordering": ["role", "state"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("member", "role", "state"), name="a_member_works_in_each_state_once"
                ),
                models.CheckConstraint(
                    condition=models.Q(("role__in", ["host", "state_lead"])),
                    name="hosts_and_leads_have_states",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Invitation",
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
                    related_name="invitations",
                    to="core.program",
                ),
            ),
            ("email", models.EmailField(max_length=254)),
            (
                "role",
                models.CharField(
                    choices=[
                        ("coordinator", "coordinator"),
                        ("host", "host"),
                        ("desk", "desk"),
                        ("liaison", "liaison"),
                        ("state_lead", "state lead"),
                        ("viewer", "viewer"),
                        ("custodian", "custodian"),
                        ("administrator", "administrator"),
                    ],
                    max_length=20,
                ),
            ),
            (
                "place",
                models.CharField(
                    blank=True, help_text="What the role is for: “build:larkhaven”.", max_length=120
                ),
            ),
            ("until_on", models.DateField(blank=True, null=True)),
            (
                "secret",
                models.CharField(help_text="A digest of the link.", max_length=64, unique=True),
            ),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="invitations",
                    to="accounts.member",
                ),
            ),
            ("at", models.DateTimeField()),
            ("sent_at", models.DateTimeField(blank=True, null=True)),
            ("expires_at", models.DateTimeField()),
            ("accepted_at", models.DateTimeField(blank=True, null=True)),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["-at", "-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("accepted_at", None), ("withdrawn_at", None), _connector="OR"
                    ),
                    name="an_invitation_is_taken_up_or_back",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("accepted_at", None), ("withdrawn_at", None)),
                    fields=("program", "email", "role", "place"),
                    name="nobody_is_invited_twice_to_the_same",
                ),
            ],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_roles_of_everybody"),
        ("accounts", "0003_a_member_may_hold_several_roles"),
        ("accounts", "0004_roles_move_to_their_table"),
        ("accounts", "0005_the_single_role_goes"),
        ("accounts", "0006_people_are_invited_and_sessions_are_seen"),
    ]

    # By the names of the old steps: a database that is half way along them is gone on with there.
    dependencies = [
        ("core", "0006_programs_say_when_a_second_factor_is_needed"),
    ]

    operations = [ModelsAtOnce(MODELS)]
