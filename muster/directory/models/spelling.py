"""A name as an index finds it: in capitals, without points and commas."""

from django.db.models import F, Func, Value
from django.db.models.functions import Replace, Upper


def plainly(column: str) -> Func:
    """*column* in capitals, without points and commas: “Pinewick Freight, Inc.” is “PINEWICK …”."""
    bare = Replace(Replace(F(column), Value("."), Value("")), Value(","), Value(""))
    return Upper(bare)


# As the database reads it. A query must spell the expression as its index does, without parameters.
PLAIN_NAME = "UPPER(REPLACE(REPLACE(\"name\", '.', ''), ',', ''))"
