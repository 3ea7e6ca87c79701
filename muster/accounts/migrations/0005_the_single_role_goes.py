from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_roles_move_to_their_table"),
    ]

    operations = [migrations.RemoveField(model_name="member", name="role")]
