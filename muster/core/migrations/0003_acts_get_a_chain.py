"""The columns of the chain, and the tables of what can be taken back; the old words stay yet."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0002_work_is_due_every_so_often")]

    operations = [
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
                        fields=["subject"],
                        name="acts_by_subject",
                        opclasses=["varchar_pattern_ops"],
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("emptied_on__isnull", False), ("salt", ""))
                        | models.Q(
                            models.Q(("salt", ""), _negated=True), ("emptied_on__isnull", True)
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
                ("field", models.CharField(max_length=60)),
                ("old", models.TextField(blank=True)),
                ("new", models.TextField(blank=True)),
                ("salt", models.CharField(blank=True, max_length=32)),
                ("emptied_on", models.DateField(blank=True, null=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="core.auditevent",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "field"), name="a_field_changes_once_in_an_act"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("emptied_on__isnull", False), ("new", ""), ("old", ""), ("salt", "")
                        )
                        | models.Q(
                            models.Q(("salt", ""), _negated=True), ("emptied_on__isnull", True)
                        ),
                        name="values_without_salt_are_empty_since_a_day",
                    ),
                ],
            },
        ),
        migrations.AddField("auditevent", "changed", models.JSONField(default=list)),
        migrations.AddField("auditevent", "counts", models.JSONField(default=list)),
        migrations.AddField(
            "auditevent",
            "hash",
            models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            "auditevent",
            "noun",
            models.CharField(
                default="", help_text="What kind of thing it was done to.", max_length=80
            ),
            preserve_default=False,
        ),
        migrations.AddField("auditevent", "previous", models.CharField(blank=True, max_length=64)),
        migrations.AddField(
            "auditevent", "reason_digest", models.CharField(blank=True, max_length=64)
        ),
        migrations.AddField(
            "auditevent",
            "sequence",
            models.PositiveBigIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            "auditevent",
            "subject_digest",
            models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
    ]
