"""Whether a single value of a pack may stand where it stands.

The models say how long a text may be, which words may be chosen and what a code looks like; the
row's class says of which type a value is. This puts both into a sentence.
"""

from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, get_args

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext as _

from muster.core.closest import closest

_SLUG = RegexValidator(r"^[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")
# What every database takes for a small whole number.
_LARGEST = 32767


def plain_type(annotation: Any) -> type[Any]:
    """The type that a value must have: `int` for `int | None`."""
    if isinstance(annotation, UnionType):
        annotation = next(part for part in get_args(annotation) if part is not NoneType)
    kind: type[Any] = annotation
    return kind


def column_of(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    """The column of *model* that a row's field *name* goes into."""
    column = model._meta.get_field(name)
    if not isinstance(column, models.Field):
        raise TypeError(f"{model.__name__}.{name} is not a column")
    return column


def is_of(value: object, kind: type[Any]) -> bool:
    """Whether *value* is of *kind*; `true` is no number and a time of day no date."""
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if kind is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, kind)


def in_words(kind: type[Any]) -> str:
    """*kind* as the person who wrote the file knows it."""
    words = {
        str: _("text in quotation marks"),
        int: _("a whole number"),
        bool: _("true or false"),
        date: _("a date like 2024-10-02, without quotation marks"),
        list: _("a list"),
        dict: _("a table"),
        float: _("a number with a fraction"),
        datetime: _("a date with a time"),
    }
    return words.get(kind, kind.__name__)


def wrong_type(value: object, kind: type[Any]) -> str:
    """What is wrong with the type of *value*, or nothing."""
    if is_of(value, kind):
        return ""
    return _("this is %(found)s and must be %(wanted)s.") % {
        "found": in_words(type(value)),
        "wanted": in_words(kind),
    }


def wrong_text(value: str, column: "models.Field[Any, Any]") -> str:
    """What is wrong with a text for *column*, or nothing."""
    if not value.strip():
        return "" if column.blank and not value else _("this is empty.")
    if "\x00" in value:
        return _("this holds a NUL character, which no text has.")
    if isinstance(column, models.SlugField) and _refused_by(_SLUG, value):
        return _(
            "'%(value)s' is not a key: small letters without accents and digits, joined by - or _."
        ) % {"value": value}
    if column.choices:
        known = [str(choice) for choice, _label in column.flatchoices]
        if value not in known:
            says = _("'%(value)s' is none of %(known)s.")
            return says % {"value": value, "known": ", ".join(known)} + closest(value, known)
    for validator in column.validators:
        if isinstance(column, models.SlugField) or isinstance(validator, MaxLengthValidator):
            continue  # both said above, in words that name the value
        if message := _refused_by(validator, value):
            return message
    if column.max_length and len(value) > column.max_length:
        return _("this has %(length)s characters; at most %(most)s fit.") % {
            "length": len(value),
            "most": column.max_length,
        }
    return ""


def wrong_number(value: int) -> str:
    """What is wrong with a whole number, or nothing."""
    if 0 <= value <= _LARGEST:
        return ""
    return _("%(value)s is not between 0 and %(most)s.") % {"value": value, "most": _LARGEST}


def _refused_by(validator: Any, value: str) -> str:
    """The message with which *validator* refuses *value*, or nothing."""
    try:
        validator(value)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""
