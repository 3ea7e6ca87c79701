"""What an index of several columns begins with needs no index of its own."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0009_values_keep_their_place"),
        ("directory", "0023_what_is_found_knows_its_state"),
    ]

    operations = [
        migrations.AlterField(
            model_name="othername",
            name="organization",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="other_names",
                to="directory.organization",
            ),
        ),
        migrations.AlterField(
            model_name="othername",
            name="program",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.program",
            ),
        ),
    ]
