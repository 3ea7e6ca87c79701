from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0005_imports_ask_and_indexes_are_few"),
    ]

    operations = [
        migrations.AddField(
            model_name="contactpoint",
            name="status_says",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Why it is bad, or who asked not to be contacted.",
                max_length=200,
            ),
            preserve_default=False,
        ),
    ]
