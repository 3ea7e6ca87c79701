"""Names of towns and counties, brought to one spelling: here, and in the database alike.

"De Soto County" and "DeSoto", "St. Clair" and "SAINT CLAIR", "LaSalle Parish" and "La Salle" are
one. Registers spell them each in their own way, and an agency must not lose a site over a space.
"""

from functools import lru_cache

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Lower, Replace

_TURNS = (
    (" county", ""),
    (" parish", ""),
    (" borough", ""),
    (" census area", ""),
    (" municipality", ""),
    ("saint ", "st "),
    ("fort ", "ft "),
    ("mount ", "mt "),
    (".", ""),
    ("'", ""),
    ("’", ""),
    ("-", ""),
    (" ", ""),
)


@lru_cache(maxsize=20_000)
def place_key(name: str) -> str:
    """The one spelling of a town or county.

    >>> place_key("De Soto County"), place_key("St. Clair"), place_key("SAINT CLAIR")
    ('desoto', 'stclair', 'stclair')
    """
    key = name.lower()
    for old, new in _TURNS:
        key = key.replace(old, new)
    return key


def key_of(column: str) -> models.GeneratedField:
    """A column of the database that always holds `place_key` of *column*."""
    expression: models.Expression = Lower(F(column))
    for old, new in _TURNS:
        expression = Replace(expression, Value(old), Value(new))
    return models.GeneratedField(
        expression=expression, output_field=models.CharField(max_length=80), db_persist=True
    )
