"""The tables of the search are made anew, with the marks of each record.

They are no models. When all migrations are done, those that are not there are put up and filled
from the directory, so that no question meets a row without its marks: some minutes for a million.
"""

from django.db import migrations

# On SQLite the index of words stands upon the table of rows, so it goes first; PostgreSQL has none.
_PUT_AWAY = [
    "DROP TABLE IF EXISTS directory_foundtext",
    "DROP TABLE IF EXISTS directory_found",
    "DROP TABLE IF EXISTS directory_foundwordtext",
    "DROP TABLE IF EXISTS directory_foundword",
]


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0022_an_erasure_can_be_refused"),
    ]

    operations = [migrations.RunSQL(_PUT_AWAY, reverse_sql=_PUT_AWAY)]
