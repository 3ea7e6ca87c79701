"""The room as it stands, made in one step instead of 24.

The tables of the search are no models: they are put up when all migrations are done.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Func, Value
from django.db.models.functions import Lower, Replace, Upper

from muster.core.at_once import ModelsAtOnce

# Spellings as they are when this is written, and not by the modules of today: who changes them
# there changes the tables in a migration of its own.
_SIGNS = " .,'’-&/"
_TURNS = (
    (" county", ""),
    (" parish", ""),
    (" borough", ""),
    (" census area", ""),
    (" municipality", ""),
    ("saint ", "st "),
    ("fort ", "ft "),
    ("mount ", "mt "),
    *((sign, "") for sign in ".'’- "),
)


def _plainly(column: str) -> Func:
    bare: Func | F = F(column)
    for sign in _SIGNS:
        bare = Replace(bare, Value(sign), Value(""))
    return Upper(bare)


def _key_of(column: str) -> models.GeneratedField:
    key: Func = Lower(F(column))
    for old, new in _TURNS:
        key = Replace(key, Value(old), Value(new))
    return models.GeneratedField(
        expression=key, output_field=models.CharField(max_length=80), db_persist=True
    )


# On the way back they go before what they tell of; SQLite's index of words before its rows.
_NO_SEARCH = [
    "DROP TABLE IF EXISTS directory_foundtext",
    "DROP TABLE IF EXISTS directory_found",
    "DROP TABLE IF EXISTS directory_foundwordtext",
    "DROP TABLE IF EXISTS directory_foundword",
]

MODELS = [
    migrations.CreateModel(
        name="Source",
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
                "kind",
                models.CharField(
                    choices=[
                        ("register", "register"),
                        ("file", "file"),
                        ("hand", "by hand"),
                        ("packet", "build packet"),
                        ("merge", "merge"),
                        ("erasure", "erasure"),
                    ],
                    max_length=10,
                ),
            ),
            (
                "name",
                models.CharField(help_text="As it is printed beside a field.", max_length=200),
            ),
            ("on", models.DateField(help_text="The day that the values are of.")),
            ("by", models.CharField(help_text="Who brought them in.", max_length=200)),
        ],
        options={
            "ordering": ["-on", "name"],
            "indexes": [
                models.Index(fields=["program", "kind", "on"], name="sources_of_a_program")
            ],
        },
    ),
    migrations.CreateModel(
        name="RememberedColumn",
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
                "kind",
                models.CharField(
                    choices=[
                        ("attendees", "attendees"),
                        ("contacts", "contacts"),
                        ("carriers", "carriers"),
                        ("agencies", "police agencies"),
                        ("places", "places"),
                    ],
                    max_length=10,
                ),
            ),
            ("header", models.CharField(max_length=400)),
            ("field", models.CharField(blank=True, max_length=60)),
            ("on", models.DateField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "kind", "header"), name="one_memory_per_column_name"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="SavedList",
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
                "owner",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.member",
                ),
            ),
            (
                "noun",
                models.CharField(
                    choices=[
                        ("organizations", "organizations"),
                        ("sites", "sites"),
                        ("people", "people"),
                    ],
                    max_length=15,
                ),
            ),
            ("name", models.CharField(max_length=80)),
            (
                "query",
                models.CharField(
                    blank=True,
                    help_text="The address, after the “?”; empty for a list that is filled by hand.",
                    max_length=1000,
                ),
            ),
            (
                "by_hand",
                models.BooleanField(default=False, help_text="It holds what was put into it."),
            ),
            ("shared", models.BooleanField(default=False)),
            (
                "deleted_at",
                models.DateTimeField(
                    blank=True,
                    help_text="It is kept for a while, so that it can come back.",
                    null=True,
                ),
            ),
        ],
        options={
            "ordering": ["name"],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("deleted_at__isnull", True)),
                    fields=("owner", "name"),
                    name="a_member_names_each_list_differently",
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
            (
                "field",
                models.CharField(help_text="The key of the field: “touch.came”.", max_length=60),
            ),
            (
                "word",
                models.CharField(help_text="In small letters, with single spaces.", max_length=100),
            ),
            (
                "value",
                models.CharField(
                    blank=True, help_text="A word that is known; empty: left out.", max_length=40
                ),
            ),
            ("on", models.DateField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "field", "word"), name="a_word_of_a_field_has_one_value"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Organization",
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
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="organizations",
                    to="core.program",
                ),
            ),
            ("key", models.SlugField(db_index=False, max_length=60)),
            ("name", models.CharField(max_length=200)),
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
                "parent",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="parts",
                    to="directory.organization",
                ),
            ),
            (
                "usdot",
                models.CharField(blank=True, help_text="USDOT number, for carriers", max_length=12),
            ),
            (
                "ori",
                models.CharField(blank=True, help_text="ORI, for police agencies", max_length=9),
            ),
            ("url", models.CharField(blank=True, max_length=200)),
            ("city", models.CharField(blank=True, max_length=80)),
            ("county", models.CharField(blank=True, max_length=80)),
            ("state", models.CharField(blank=True, max_length=2)),
            (
                "agency",
                models.CharField(
                    blank=True,
                    choices=[
                        ("police", "city or town police"),
                        ("sheriff", "county sheriff"),
                        ("state", "state police or highway patrol"),
                        ("tribal", "tribal police"),
                        ("campus", "campus or school police"),
                        ("other", "another agency"),
                    ],
                    max_length=8,
                ),
            ),
            ("trucks", models.PositiveIntegerField(blank=True, null=True)),
            ("drivers", models.PositiveIntegerField(blank=True, null=True)),
            (
                "natural_person",
                models.BooleanField(
                    default=False,
                    help_text="An owner-operator under their own name: never published.",
                ),
            ),
            ("confirmed_on", models.DateField(blank=True, null=True)),
            ("confirmed_by", models.CharField(blank=True, max_length=200)),
            ("ended_on", models.DateField(blank=True, null=True)),
            (
                "merged_into",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="absorbed",
                    to="directory.organization",
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="directory.source",
                ),
            ),
        ],
        options={
            "ordering": [Lower("name"), "key"],
            "indexes": [
                models.Index(
                    models.F("program"),
                    Lower("name"),
                    name="organizations_by_name",
                ),
                models.Index(
                    models.F("program"),
                    _plainly("name"),
                    name="organizations_by_plain_name",
                ),
                models.Index(fields=["program", "state", "county"], name="organizations_by_place"),
                models.Index(
                    condition=models.Q(("confirmed_on__isnull", False)),
                    fields=["program", "confirmed_on"],
                    name="organizations_confirmed",
                ),
                models.Index(
                    condition=models.Q(("ended_on__isnull", False)),
                    fields=["program"],
                    name="organizations_ended",
                ),
                models.Index(
                    condition=models.Q(("parent__isnull", False)),
                    fields=["parent"],
                    name="parts_of_organizations",
                ),
                models.Index(
                    condition=models.Q(("merged_into__isnull", False)),
                    fields=["merged_into"],
                    name="organizations_merged_into",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "key"), name="one_organization_per_key_and_program"
                ),
                models.UniqueConstraint(
                    condition=models.Q(("usdot", ""), _negated=True),
                    fields=("program", "usdot"),
                    name="one_organization_per_usdot_number",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("ori", ""), _negated=True),
                    fields=("program", "ori"),
                    name="one_organization_per_ori",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Person",
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
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="people",
                    to="core.program",
                ),
            ),
            ("key", models.SlugField(db_index=False, max_length=60)),
            ("name", models.CharField(max_length=120)),
            ("language", models.CharField(blank=True, max_length=8)),
            ("confirmed_on", models.DateField(blank=True, null=True)),
            ("confirmed_by", models.CharField(blank=True, max_length=200)),
            (
                "merged_into",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="absorbed",
                    to="directory.person",
                ),
            ),
            (
                "erased_on",
                models.DateField(
                    blank=True, help_text="Erased on request: counted still, and nobody.", null=True
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="directory.source",
                ),
            ),
        ],
        options={
            "verbose_name_plural": "people",
            "ordering": [Lower("name"), "key"],
            "indexes": [
                models.Index(
                    models.F("program"),
                    Lower("name"),
                    name="people_by_name",
                ),
                models.Index(
                    models.F("program"),
                    _plainly("name"),
                    name="people_by_plain_name",
                ),
                models.Index(
                    condition=models.Q(("confirmed_on__isnull", False)),
                    fields=["program", "confirmed_on"],
                    name="people_confirmed",
                ),
                models.Index(
                    condition=models.Q(("merged_into__isnull", False)),
                    fields=["merged_into"],
                    name="people_merged_into",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "key"), name="one_person_per_key_and_program"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Import",
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
                    related_name="imports",
                    to="core.program",
                ),
            ),
            ("key", models.SlugField(max_length=12, unique=True)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("attendees", "attendees"),
                        ("contacts", "contacts"),
                        ("carriers", "carriers"),
                        ("agencies", "police agencies"),
                        ("places", "places"),
                    ],
                    max_length=10,
                ),
            ),
            (
                "file",
                models.CharField(help_text="The name that the file came under.", max_length=200),
            ),
            ("sha256", models.CharField(max_length=64)),
            ("size", models.PositiveBigIntegerField(help_text="bytes")),
            (
                "layout",
                models.CharField(blank=True, help_text="The layout recognised.", max_length=40),
            ),
            (
                "format",
                models.CharField(blank=True, help_text="csv, xlsx, vcard, json", max_length=8),
            ),
            ("encoding", models.CharField(blank=True, max_length=20)),
            ("separator", models.CharField(blank=True, max_length=4)),
            ("sheet", models.CharField(blank=True, max_length=60)),
            ("first_header_line", models.PositiveIntegerField(default=1)),
            ("header_lines", models.PositiveSmallIntegerField(default=1)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("read", "read"),
                        ("checking", "being checked"),
                        ("checked", "dry run done"),
                        ("applying", "being applied"),
                        ("applied", "applied"),
                        ("undoing", "being undone"),
                        ("undone", "undone"),
                        ("failed", "could not be read"),
                    ],
                    default="read",
                    max_length=10,
                ),
            ),
            (
                "audience",
                models.CharField(
                    default="site", help_text="Who may see new contact points.", max_length=10
                ),
            ),
            ("source_name", models.CharField(blank=True, max_length=200)),
            ("source_on", models.DateField(blank=True, null=True)),
            (
                "total",
                models.PositiveIntegerField(
                    blank=True,
                    help_text="About how many rows it has, where that is known.",
                    null=True,
                ),
            ),
            ("rows_read", models.PositiveIntegerField(default=0)),
            ("new", models.PositiveIntegerField(default=0)),
            ("changed", models.PositiveIntegerField(default=0)),
            ("same", models.PositiveIntegerField(default=0)),
            ("asks", models.PositiveIntegerField(default=0)),
            ("refused", models.PositiveIntegerField(default=0)),
            ("done", models.PositiveIntegerField(default=0, help_text="Rows worked on so far.")),
            ("trouble", models.TextField(blank=True)),
            (
                "checked_after",
                models.PositiveBigIntegerField(
                    blank=True,
                    help_text="The last act of the record before its dry run.",
                    null=True,
                ),
            ),
            (
                "source",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="import_run",
                    to="directory.source",
                ),
            ),
            ("by", models.CharField(max_length=200)),
            (
                "member",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    help_text="Who brought it in: it reaches what they see. Of a command it is nobody.",
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.member",
                ),
            ),
            ("at", models.DateTimeField()),
            ("applied_at", models.DateTimeField(blank=True, null=True)),
            ("undo_until", models.DateField(blank=True, null=True)),
            ("undone_at", models.DateTimeField(blank=True, null=True)),
            (
                "purged_on",
                models.DateField(
                    blank=True, help_text="The file and its rows went; the counts stay.", null=True
                ),
            ),
        ],
        options={
            "ordering": ["-at", "-pk"],
            "indexes": [models.Index(fields=["program", "-at"], name="imports_of_a_program")],
        },
    ),
    migrations.CreateModel(
        name="OtherName",
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
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="core.program",
                ),
            ),
            (
                "organization",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="other_names",
                    to="directory.organization",
                ),
            ),
            ("name", models.CharField(max_length=200)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("legal", "legal name"),
                        ("also", "also called"),
                        ("formerly", "formerly"),
                    ],
                    default="also",
                    max_length=8,
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="directory.source",
                ),
            ),
        ],
        options={
            "ordering": ["kind", "name"],
            "indexes": [
                models.Index(
                    models.F("program"),
                    _plainly("name"),
                    name="other_names_by_plain_name",
                )
            ],
            "constraints": [
                models.UniqueConstraint(
                    fields=("organization", "name"), name="an_organization_has_each_other_name_once"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Jurisdiction",
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
                "organization",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="jurisdictions",
                    to="directory.organization",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("city", "city or town"),
                        ("county", "county"),
                        ("state", "state"),
                        ("tribal", "tribal land"),
                    ],
                    max_length=8,
                ),
            ),
            ("state", models.CharField(max_length=2)),
            ("county", models.CharField(blank=True, max_length=80)),
            ("city", models.CharField(blank=True, max_length=80)),
            (
                "source",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="directory.source",
                ),
            ),
            (
                "city_key",
                _key_of("city"),
            ),
            (
                "county_key",
                _key_of("county"),
            ),
        ],
        options={
            "ordering": ["state", "county", "city"],
            "indexes": [
                models.Index(
                    fields=["program", "state", "county_key", "city_key"], name="who_covers_a_place"
                )
            ],
            "constraints": [
                models.UniqueConstraint(
                    fields=("organization", "kind", "state", "county", "city"),
                    name="an_agency_covers_each_place_once",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Site",
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
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="sites",
                    to="core.program",
                ),
            ),
            (
                "organization",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="sites",
                    to="directory.organization",
                ),
            ),
            ("key", models.SlugField(db_index=False, max_length=60)),
            ("name", models.CharField(max_length=200)),
            ("street", models.CharField(blank=True, max_length=200)),
            ("city", models.CharField(blank=True, max_length=80)),
            ("county", models.CharField(blank=True, max_length=80)),
            ("state", models.CharField(blank=True, max_length=2)),
            ("zip", models.CharField(blank=True, max_length=10)),
            (
                "kind",
                models.CharField(
                    blank=True,
                    choices=[
                        ("truck_stop", "truck stop"),
                        ("terminal", "terminal"),
                        ("casino", "casino"),
                        ("weigh_station", "weigh station"),
                        ("station", "police station"),
                        ("transit", "bus or transit station"),
                        ("office", "office"),
                        ("other", "another place"),
                    ],
                    max_length=14,
                ),
            ),
            (
                "register_key",
                models.CharField(
                    blank=True, help_text="Its number in a register: “osm:node/1”.", max_length=60
                ),
            ),
            ("time_zone", models.CharField(blank=True, max_length=60)),
            (
                "latitude",
                models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True),
            ),
            (
                "longitude",
                models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True),
            ),
            ("ended_on", models.DateField(blank=True, null=True)),
            (
                "merged_into",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="absorbed",
                    to="directory.site",
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="directory.source",
                ),
            ),
            (
                "city_key",
                _key_of("city"),
            ),
            (
                "county_key",
                _key_of("county"),
            ),
        ],
        options={
            "ordering": [Lower("name"), "key"],
            "indexes": [
                models.Index(
                    models.F("program"),
                    Lower("name"),
                    name="sites_by_name",
                ),
                models.Index(fields=["program", "state", "county"], name="sites_by_county"),
                models.Index(
                    condition=models.Q(("merged_into__isnull", False)),
                    fields=["merged_into"],
                    name="sites_merged_into",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(
                    fields=("program", "key"), name="one_site_per_key_and_program"
                ),
                models.UniqueConstraint(
                    condition=models.Q(("register_key", ""), _negated=True),
                    fields=("program", "register_key"),
                    name="one_site_per_number_in_a_register",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Erasure",
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
                "person",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="erasures",
                    to="directory.person",
                ),
            ),
            (
                "reason",
                models.CharField(
                    blank=True, help_text="How they asked; it goes with the person.", max_length=300
                ),
            ),
            ("asked_by", models.CharField(max_length=200)),
            ("asked_at", models.DateTimeField()),
            ("confirmed_by", models.CharField(blank=True, max_length=200)),
            ("confirmed_at", models.DateTimeField(blank=True, null=True)),
            ("taken_back_by", models.CharField(blank=True, max_length=200)),
            ("taken_back_at", models.DateTimeField(blank=True, null=True)),
            (
                "refused_why",
                models.CharField(
                    blank=True,
                    help_text="Why the program keeps them: they are told so.",
                    max_length=300,
                ),
            ),
        ],
        options={
            "ordering": ["-asked_at"],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("confirmed_at", None), ("taken_back_at", None)),
                    fields=("person",),
                    name="an_erasure_is_asked_for_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("confirmed_at", None),
                        models.Q(("confirmed_by", models.F("asked_by")), _negated=True),
                        _connector="OR",
                    ),
                    name="an_erasure_takes_two_members",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("confirmed_at", None), ("taken_back_at", None), _connector="OR"
                    ),
                    name="an_erasure_is_done_or_taken_back",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Liaison",
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
                    related_name="liaisons",
                    to="accounts.member",
                ),
            ),
            (
                "organization",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="liaisons",
                    to="directory.organization",
                ),
            ),
        ],
        options={
            "ordering": ["organization"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("member", "organization"), name="a_member_speaks_for_an_agency_once"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ImportColumn",
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
                    to="directory.import",
                ),
            ),
            ("position", models.PositiveSmallIntegerField(help_text="0 is the first.")),
            ("header", models.CharField(blank=True, max_length=400)),
            ("field", models.CharField(blank=True, help_text="Empty: not used.", max_length=60)),
            ("why", models.CharField(blank=True, max_length=200)),
            (
                "private",
                models.BooleanField(
                    default=False, help_text="Could tell where somebody was and when: never stored."
                ),
            ),
        ],
        options={
            "ordering": ["position"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("run", "position"), name="one_row_per_column_of_a_file"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="RowAnswer",
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
                    related_name="answers",
                    to="directory.import",
                ),
            ),
            ("line", models.PositiveIntegerField()),
            ("question", models.CharField(max_length=20)),
            ("choice", models.CharField(max_length=40)),
            ("by", models.CharField(max_length=200)),
            ("at", models.DateTimeField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    fields=("run", "line", "question"), name="one_answer_per_question_of_a_row"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="CorrectedCell",
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
                    related_name="corrections",
                    to="directory.import",
                ),
            ),
            ("line", models.PositiveIntegerField()),
            ("position", models.PositiveSmallIntegerField()),
            ("value", models.CharField(blank=True, max_length=400)),
            ("by", models.CharField(max_length=200)),
            ("at", models.DateTimeField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    fields=("run", "line", "position"), name="one_correction_per_cell"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Touch",
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
                "organization",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="touches",
                    to="directory.organization",
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="touches",
                    to="directory.person",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("call", "call"),
                        ("visit", "visit"),
                        ("mail", "mail"),
                        ("meeting", "meeting"),
                        ("note", "note"),
                    ],
                    max_length=8,
                ),
            ),
            ("on", models.DateField()),
            ("says", models.TextField(blank=True)),
            ("private", models.BooleanField(default=False, help_text="For coordinators only.")),
            ("by", models.CharField(max_length=200)),
            ("at", models.DateTimeField()),
            (
                "sent",
                models.CharField(
                    blank=True,
                    help_text="The key of the form that sent it: sent twice, stored once.",
                    max_length=36,
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    blank=True,
                    help_text="The import that it came with.",
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="directory.source",
                ),
            ),
        ],
        options={
            "verbose_name_plural": "touches",
            "ordering": ["-on", "-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("organization__isnull", False), ("person__isnull", False), _connector="OR"
                    ),
                    name="a_touch_is_with_somebody",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("sent", ""), _negated=True),
                    fields=("program", "sent"),
                    name="a_touch_sent_twice_is_stored_once",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Pair",
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
                "left_organization",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="directory.organization",
                ),
            ),
            (
                "right_organization",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="directory.organization",
                ),
            ),
            (
                "left_person",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="directory.person",
                ),
            ),
            (
                "right_person",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="directory.person",
                ),
            ),
            ("score", models.FloatField(help_text="The sum of the weights, in bits.")),
            (
                "band",
                models.CharField(
                    choices=[("same", "same"), ("review", "review"), ("different", "different")],
                    max_length=10,
                ),
            ),
            (
                "decided",
                models.CharField(
                    blank=True,
                    choices=[("same", "same"), ("different", "different")],
                    max_length=10,
                ),
            ),
            ("by", models.CharField(blank=True, max_length=200)),
            ("at", models.DateTimeField(blank=True, null=True)),
            ("later_at", models.DateTimeField(blank=True, help_text="Put off then.", null=True)),
            ("found_at", models.DateTimeField()),
        ],
        options={
            "ordering": ["-score", "pk"],
            "indexes": [
                models.Index(fields=["program", "decided", "-score"], name="pairs_to_review")
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("left_organization__isnull", False)),
                    fields=("left_organization", "right_organization"),
                    name="one_row_per_pair_of_organizations",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("left_person__isnull", False)),
                    fields=("left_person", "right_person"),
                    name="one_row_per_pair_of_people",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("left_organization__isnull", False),
                            ("left_organization__lt", models.F("right_organization")),
                            ("left_person__isnull", True),
                            ("right_organization__isnull", False),
                            ("right_person__isnull", True),
                        ),
                        models.Q(
                            ("left_organization__isnull", True),
                            ("left_person__isnull", False),
                            ("left_person__lt", models.F("right_person")),
                            ("right_organization__isnull", True),
                            ("right_person__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="a_pair_is_two_records_of_one_kind_in_one_order",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Post",
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
                "person",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="posts",
                    to="directory.person",
                ),
            ),
            (
                "organization",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="posts",
                    to="directory.organization",
                ),
            ),
            (
                "site",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="posts",
                    to="directory.site",
                ),
            ),
            ("title", models.CharField(blank=True, max_length=120)),
            ("from_on", models.DateField(blank=True, null=True)),
            ("to_on", models.DateField(blank=True, null=True)),
            (
                "source",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="directory.source",
                ),
            ),
        ],
        options={
            "ordering": ["person", "organization", "title"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("person", "organization", "title"),
                    name="one_row_per_post_that_somebody_holds",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("from_on__isnull", True),
                        ("to_on__isnull", True),
                        ("to_on__gte", models.F("from_on")),
                        _connector="OR",
                    ),
                    name="a_post_ends_after_it_began",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ContactPoint",
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
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="core.program",
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="contact_points",
                    to="directory.person",
                ),
            ),
            (
                "site",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="contact_points",
                    to="directory.site",
                ),
            ),
            (
                "organization",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="contact_points",
                    to="directory.organization",
                ),
            ),
            (
                "kind",
                models.CharField(choices=[("phone", "phone"), ("email", "e-mail")], max_length=8),
            ),
            ("address", models.CharField(max_length=200)),
            ("label", models.CharField(blank=True, max_length=80)),
            (
                "audience",
                models.CharField(
                    choices=[
                        ("site", "one site only"),
                        ("coalition", "the coalition"),
                        ("public", "public"),
                    ],
                    default="site",
                    max_length=10,
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[("ok", "ok"), ("bad", "bad"), ("do_not_contact", "do not contact")],
                    default="ok",
                    max_length=15,
                ),
            ),
            (
                "status_says",
                models.CharField(
                    blank=True,
                    help_text="Why it is bad, or who asked not to be contacted.",
                    max_length=200,
                ),
            ),
            ("verified_on", models.DateField(blank=True, null=True)),
            ("verified_by", models.CharField(blank=True, max_length=120)),
            ("expires_on", models.DateField(blank=True, null=True)),
            (
                "source",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="directory.source",
                ),
            ),
        ],
        options={
            "ordering": ["kind", "address"],
            "indexes": [
                models.Index(fields=["program", "address"], name="contact_points_by_address"),
                models.Index(
                    condition=models.Q(("person__isnull", False)),
                    fields=["person"],
                    name="contact_points_of_person",
                ),
                models.Index(
                    condition=models.Q(("site__isnull", False)),
                    fields=["site"],
                    name="contact_points_of_site",
                ),
                models.Index(
                    condition=models.Q(("organization__isnull", False)),
                    fields=["organization"],
                    name="contact_points_of_organization",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("organization__isnull", True),
                            ("person__isnull", False),
                            ("site__isnull", True),
                        ),
                        models.Q(
                            ("organization__isnull", True),
                            ("person__isnull", True),
                            ("site__isnull", False),
                        ),
                        models.Q(
                            ("organization__isnull", False),
                            ("person__isnull", True),
                            ("site__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="a_contact_point_reaches_one_person_site_or_organization",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ImportRow",
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
                    related_name="rows",
                    to="directory.import",
                ),
            ),
            (
                "line",
                models.PositiveIntegerField(help_text="The line of the file, 1 is the first."),
            ),
            (
                "verdict",
                models.CharField(
                    choices=[
                        ("new", "new"),
                        ("changed", "changed"),
                        ("same", "same"),
                        ("asks", "needs you"),
                        ("refused", "refused"),
                    ],
                    max_length=8,
                ),
            ),
            ("who", models.CharField(blank=True, max_length=200)),
            ("column", models.CharField(blank=True, max_length=400)),
            ("says", models.TextField(blank=True)),
            (
                "question",
                models.CharField(
                    blank=True,
                    help_text="What is asked: a date, which person, which company.",
                    max_length=20,
                ),
            ),
            (
                "answer",
                models.CharField(blank=True, help_text="What a member chose.", max_length=40),
            ),
            ("done", models.BooleanField(default=False, help_text="It stands in the directory.")),
            (
                "organization",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="directory.organization",
                ),
            ),
            (
                "site",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="directory.site",
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="directory.person",
                ),
            ),
        ],
        options={
            "ordering": ["line"],
            "indexes": [models.Index(fields=["run", "verdict", "line"], name="rows_by_verdict")],
            "constraints": [
                models.UniqueConstraint(
                    fields=("run", "line"), name="one_verdict_per_line_of_a_file"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ListEntry",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "saved_list",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="entries",
                    to="directory.savedlist",
                ),
            ),
            (
                "organization",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="directory.organization",
                ),
            ),
            (
                "site",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="directory.site",
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="directory.person",
                ),
            ),
        ],
        options={
            "verbose_name_plural": "list entries",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("organization__isnull", False),
                            ("person__isnull", True),
                            ("site__isnull", True),
                        ),
                        models.Q(
                            ("organization__isnull", True),
                            ("person__isnull", True),
                            ("site__isnull", False),
                        ),
                        models.Q(
                            ("organization__isnull", True),
                            ("person__isnull", False),
                            ("site__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="an_entry_is_of_one_record",
                ),
                models.UniqueConstraint(
                    fields=("saved_list", "organization"), name="a_list_has_each_organization_once"
                ),
                models.UniqueConstraint(
                    fields=("saved_list", "site"), name="a_list_has_each_site_once"
                ),
                models.UniqueConstraint(
                    fields=("saved_list", "person"), name="a_list_has_each_person_once"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="PairWeight",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "pair",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="weights",
                    to="directory.pair",
                ),
            ),
            ("position", models.PositiveSmallIntegerField()),
            ("field", models.CharField(max_length=20)),
            ("level", models.CharField(blank=True, max_length=20)),
            ("bits", models.FloatField(help_text="Above 0 speaks for one, below 0 for two.")),
            (
                "others",
                models.PositiveIntegerField(
                    default=0, help_text="How many further records say the same."
                ),
            ),
        ],
        options={
            "ordering": ["position"],
            "constraints": [
                models.UniqueConstraint(fields=("pair", "field"), name="each_field_is_weighed_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Merge",
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
                "kept_organization",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="merges",
                    to="directory.organization",
                ),
            ),
            (
                "ended_organization",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="directory.organization",
                ),
            ),
            (
                "kept_person",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="merges",
                    to="directory.person",
                ),
            ),
            (
                "ended_person",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="directory.person",
                ),
            ),
            (
                "kept_site",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="merges",
                    to="directory.site",
                ),
            ),
            (
                "ended_site",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="directory.site",
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="directory.source",
                ),
            ),
            ("by", models.CharField(max_length=200)),
            ("at", models.DateTimeField()),
            ("undone_by", models.CharField(blank=True, max_length=200)),
            ("undone_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["-at", "-pk"],
        },
    ),
    migrations.CreateModel(
        name="FieldChange",
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
                "organization",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="changes",
                    to="directory.organization",
                ),
            ),
            (
                "site",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="changes",
                    to="directory.site",
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="changes",
                    to="directory.person",
                ),
            ),
            (
                "post",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="changes",
                    to="directory.post",
                ),
            ),
            (
                "contact_point",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="changes",
                    to="directory.contactpoint",
                ),
            ),
            ("field", models.CharField(max_length=40)),
            ("old", models.TextField(blank=True)),
            ("new", models.TextField(blank=True)),
            (
                "source",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="changes",
                    to="directory.source",
                ),
            ),
            ("by", models.CharField(max_length=200)),
            ("at", models.DateTimeField()),
        ],
        options={
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("contact_point__isnull", True),
                            ("organization__isnull", False),
                            ("person__isnull", True),
                            ("post__isnull", True),
                            ("site__isnull", True),
                        ),
                        models.Q(
                            ("contact_point__isnull", True),
                            ("organization__isnull", True),
                            ("person__isnull", True),
                            ("post__isnull", True),
                            ("site__isnull", False),
                        ),
                        models.Q(
                            ("contact_point__isnull", True),
                            ("organization__isnull", True),
                            ("person__isnull", False),
                            ("post__isnull", True),
                            ("site__isnull", True),
                        ),
                        models.Q(
                            ("contact_point__isnull", True),
                            ("organization__isnull", True),
                            ("person__isnull", True),
                            ("post__isnull", False),
                            ("site__isnull", True),
                        ),
                        models.Q(
                            ("contact_point__isnull", False),
                            ("organization__isnull", True),
                            ("person__isnull", True),
                            ("post__isnull", True),
                            ("site__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="a_change_is_of_one_record",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ImportChoice",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "row",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="choices",
                    to="directory.importrow",
                ),
            ),
            ("position", models.PositiveSmallIntegerField()),
            ("key", models.CharField(max_length=40)),
            ("label", models.CharField(max_length=300)),
        ],
        options={
            "ordering": ["position"],
            "constraints": [
                models.UniqueConstraint(fields=("row", "key"), name="a_row_offers_each_answer_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="MovedRow",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "merge",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="moved",
                    to="directory.merge",
                ),
            ),
            ("table", models.CharField(help_text="The model: builds.participant.", max_length=60)),
            ("column", models.CharField(max_length=60)),
            ("row", models.BigIntegerField()),
        ],
        options={
            "ordering": ["pk"],
        },
    ),
    migrations.CreateModel(
        name="FoldedRow",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "merge",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="folded",
                    to="directory.merge",
                ),
            ),
            ("table", models.CharField(max_length=60)),
            ("row", models.BigIntegerField()),
            ("says", models.TextField(help_text="The row as Django writes it out.")),
        ],
        options={
            "ordering": ["pk"],
        },
    ),
    migrations.CreateModel(
        name="NewestRow",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "merge",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="newest",
                    to="directory.merge",
                ),
            ),
            ("table", models.CharField(max_length=60)),
            ("row", models.BigIntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("merge", "table"), name="one_newest_row_per_table")
            ],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("directory", "0001_initial"),
        ("directory", "0002_names_are_looked_up"),
        ("directory", "0003_where_it_comes_from"),
        ("directory", "0004_places_have_one_spelling"),
        ("directory", "0005_imports_ask_and_indexes_are_few"),
        ("directory", "0006_contact_points_say_why"),
        ("directory", "0007_an_import_knows_its_format"),
        ("directory", "0008_liaisons_speak_for_an_agency"),
        ("directory", "0009_names_are_found_without_signs"),
        ("directory", "0010_people_are_erased_by_two"),
        ("directory", "0011_lists_are_filled_by_hand_and_come_back"),
        ("directory", "0012_merges_can_be_taken_back"),
        ("directory", "0013_words_are_given_values"),
        ("directory", "0014_an_import_may_be_on_its_way_out"),
        ("directory", "0015_sources_are_asked_for_seldom"),
        ("directory", "0016_organizations_are_listed_by_place"),
        ("directory", "0017_what_was_confirmed_is_found_by_its_day"),
        ("directory", "0018_a_dry_run_knows_what_it_saw"),
        ("directory", "0019_an_import_knows_its_member"),
        ("directory", "0020_names_are_listed_without_capitals"),
        ("directory", "0021_answers_are_no_list"),
        ("directory", "0022_an_erasure_can_be_refused"),
        ("directory", "0023_what_is_found_knows_its_state"),
        ("directory", "0024_other_names_have_two_indexes"),
    ]

    # By the names of the old steps: a database that is half way along them is gone on with there.
    dependencies = [
        ("accounts", "0006_people_are_invited_and_sessions_are_seen"),
        ("core", "0009_values_keep_their_place"),
        ("programs", "0001_initial"),
    ]

    operations = [
        ModelsAtOnce(MODELS),
        migrations.RunSQL(migrations.RunSQL.noop, reverse_sql=_NO_SEARCH),
    ]
