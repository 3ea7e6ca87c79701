"""The published schema of a packet, made from the declarations of its tables.

`python -m muster.packets` writes it to docs/reference. A test fails where it is not what this
makes.
"""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models

from muster.core.cells import LONGEST_FIELD, PATTERNS, RANGES
from muster.core.tables import Column, Kind, Table
from muster.packets.limits import MOST_ROWS, MOST_SHARED_ROWS
from muster.packets.tables import FIELDS, FORMAT, SECTIONS, SNAPSHOT, TABLES

_FORMATS = {Kind.DATE: "date", Kind.INSTANT: "date-time"}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a packet as one document; each row has its own."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:muster:build-packet:{FORMAT}",
        "title": f"Build packet, version {FORMAT}",
        "description": "One whole build. A row of a CSV file is an object: what is empty is left "
        "out, whole numbers and yes or no are JSON’s own, all else is the text of the cell.",
        "type": "object",
        "properties": {
            "packet": {
                "type": "object",
                "properties": {"format": {"const": FORMAT}},
                "required": ["format"],
                "additionalProperties": False,
            },
            **{table.name: {"$ref": f"#/$defs/{table.name}"} for table in SECTIONS},
            **{
                table.name: {
                    "type": "array",
                    "items": {"$ref": f"#/$defs/{table.name}"},
                    "maxItems": MOST_SHARED_ROWS if table.shared else MOST_ROWS,
                }
                for table in TABLES
            },
        },
        "required": ["packet", *(table.name for table in SECTIONS)],
        "additionalProperties": False,
        "$defs": {table.name: _row_schema(table) for table in (*SECTIONS, *TABLES)},
    }


def limits_of(column: Column, model_field: "models.Field[Any, Any]") -> tuple[int, int]:
    """The least and the most that a whole number may be."""
    least, most = RANGES[model_field.get_internal_type()]
    floors = [
        validator.limit_value
        for validator in model_field.validators
        if isinstance(validator, MinValueValidator)
    ]
    return max([least, *floors]), most


def longest(model_field: "models.Field[Any, Any]") -> int:
    """How many characters a text may have."""
    return min(model_field.max_length or LONGEST_FIELD, LONGEST_FIELD)


def digits_of(model_field: "models.Field[Any, Any]") -> tuple[int, int]:
    """How many digits a number may have before the point and after it."""
    if not isinstance(model_field, models.DecimalField):
        raise TypeError(f"{model_field} is no field of decimal numbers")
    return model_field.max_digits - model_field.decimal_places, model_field.decimal_places


def _row_schema(table: Table) -> dict[str, Any]:
    return {
        "description": " ".join([table.says, *table.rules]),
        "type": "object",
        "properties": {
            column.name: {"description": column.says, **_cell_schema(column, model_field)}
            for column, model_field in FIELDS[table.name].values()
        },
        "required": [column.name for column in table.columns if column.required],
        "additionalProperties": False,
    }


def _cell_schema(column: Column, model_field: "models.Field[Any, Any]") -> dict[str, Any]:
    match column.kind:
        case Kind.INTEGER:
            least, most = limits_of(column, model_field)
            return {"type": "integer", "minimum": least, "maximum": most}
        case Kind.YES_NO:
            return {"type": "boolean"}
        case Kind.CHOICE:
            return {"enum": list(column.choices)}
        case Kind.DECIMAL:
            return {"type": "string", "pattern": _decimals(model_field)}
        case Kind.FILE:
            return {"type": "string", "pattern": _whole(SNAPSHOT)}
        case Kind.REFERENCE:
            return {"type": "string", "minLength": 1, "maxLength": LONGEST_FIELD}
        case Kind.TEXT | Kind.ZONE:
            return {"type": "string", "minLength": 1, "maxLength": longest(model_field)}
    schema: dict[str, Any] = {"type": "string", "pattern": _whole(PATTERNS[column.kind])}
    if column.kind in (Kind.KEY, Kind.LANGUAGE):
        schema["maxLength"] = longest(model_field)
    if column.kind in _FORMATS:
        schema["format"] = _FORMATS[column.kind]
    return schema


def _decimals(model_field: "models.Field[Any, Any]") -> str:
    whole, places = digits_of(model_field)
    return _whole(rf"-?[0-9]{{1,{whole}}}(\.[0-9]{{1,{places}}})?")


def _whole(pattern: str) -> str:
    return f"^(?:{pattern})$"
