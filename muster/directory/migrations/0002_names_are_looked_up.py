"""A report is held against every name that the program knows: they are found by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="organization",
            index=models.Index(fields=["program", "name"], name="organizations_by_name"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["program", "name"], name="people_by_name"),
        ),
        migrations.AddIndex(
            model_name="site",
            index=models.Index(fields=["program", "name"], name="sites_by_name"),
        ),
    ]
