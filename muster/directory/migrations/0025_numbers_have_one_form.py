"""Numbers and addresses that came with a build packet are kept as all others are.

Before, a packet’s “(228) 555-0131” and the same number out of a list were two: one that may not be
called came back as one that may. Where both stand beside each other, both get the word that keeps
more people from calling; none is taken away, as what was decided about it points at it.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

from muster.directory.values import read_email, read_phone

# Who is asked least comes first.
_STRICTEST = ("do_not_contact", "bad", "ok")


def keep_in_one_form(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Spell what is not spelled so, as far as it can be read."""
    points = apps.get_model("directory", "ContactPoint")._default_manager.using(
        schema_editor.connection.alias
    )
    as_written = Q(kind="phone") & ~Q(address__startswith="+")
    as_written |= Q(kind="email", address__regex="[A-Z]")
    for point in points.filter(as_written).order_by("pk").iterator():
        read = read_phone if point.kind == "phone" else read_email
        address = read(point.address).value
        if not address:
            continue
        whose = {"person": point.person_id, "site": point.site_id}
        whose["organization"] = point.organization_id
        same = points.filter(program=point.program_id, kind=point.kind, address=address, **whose)
        stand = [point, *same.exclude(pk=point.pk)]
        strictest = min(stand, key=lambda one: _STRICTEST.index(one.status))
        for one in stand:
            points.filter(pk=one.pk).update(
                address=address, status=strictest.status, status_says=strictest.status_says
            )


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_squashed_0024_in_one_step")]

    operations = [migrations.RunPython(keep_in_one_form, migrations.RunPython.noop, elidable=True)]
