"""A name as an index finds it: in capitals, without spaces and signs."""

from functools import reduce

from django.db.models import F, Func, Value
from django.db.models.functions import Replace, Upper

# What is set aside when two names are held against each other.
SIGNS = " .,'’-&/"


def plainly(column: str) -> Func:
    """*column* without spaces and signs: “Buc-ee's” and “BUCEES” are one."""
    bare: Func | F = F(column)
    for sign in SIGNS:
        bare = Replace(bare, Value(sign), Value(""))
    return Upper(bare)


def plainly_in_sql(column: str) -> str:
    """The same as SQL. A query spells the expression as its index does, without parameters."""
    quoted = ("''" if sign == "'" else sign for sign in SIGNS)
    bare = reduce(lambda sql, sign: f"REPLACE({sql}, '{sign}', '')", quoted, column)
    return f"UPPER({bare})"
