"""Words that stand for one of a few values: “Attending”, “Police”, “Español”.

The readers know the words that lists commonly have. What they do not know, or take for something
else than it is, a member gives a value; it is remembered for every file of the program.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from muster.core.models import Program
from muster.directory.imports.fields import Field
from muster.directory.models import Organization, Site
from muster.directory.models.words import RememberedWord
from muster.directory.values import Read

LONGEST = 100
# What a value is called, by a word for it that its reader knows.
VALUES: dict[str, dict[str, str | Promise]] = {
    "came": {"yes": _("came"), "no": _("did not come")},
    "language": {
        "en": _("English"),
        "es": _("Spanish"),
        "fr": _("French"),
        "vi": _("Vietnamese"),
        "zh": _("Chinese"),
        "pa": _("Punjabi"),
        "ru": _("Russian"),
    },
    "agency": {kind.value: kind.label for kind in Organization.Agency},
    "site_kind": {kind.value: kind.label for kind in Site.Kind},
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a column.

    Attributes:
        text: as it stands in the file.
        times: in how many of the rows that were looked at.
        value: the key in `VALUES` of what it stands for; empty where it is left out.
    """

    text: str
    times: int
    value: str


def plain_word(text: str) -> str:
    """*text* as it is remembered.

    >>> plain_word("  No   Show ")
    'no show'
    """
    return " ".join(text.split()).lower()[:LONGEST]


def with_words(fields: Iterable[Field], program: int) -> list[Field]:
    """*fields*, each with the words that the program has given values."""
    rows = RememberedWord.objects.filter(program=program).values_list("field", "word", "value")
    known: dict[str, dict[str, str]] = {}
    for key, word, value in rows:
        known.setdefault(key, {})[word] = value
    return [
        replace(field, words=tuple(sorted(known[field.key].items())))
        if field.key in known
        else field
        for field in fields
    ]


def keep_words(program: Program, field: str, words: Mapping[str, str], *, on: date) -> None:
    """Remember what *words* of *field* stand for; an empty value leaves the word out.

    Args:
        words: the key in `VALUES` by the word, as it stands in a file.
    """
    RememberedWord.objects.bulk_create(
        [
            RememberedWord(program=program, field=field, word=plain_word(word), value=value, on=on)
            for word, value in words.items()
        ],
        update_conflicts=True,
        unique_fields=["program", "field", "word"],
        update_fields=["value", "on"],
    )


def value_of(field: Field, read: Read) -> str:
    """The key in `VALUES` of what was *read* for a word of *field*."""
    if field.reads == "came":
        return {True: "yes", False: "no"}.get(read.value, "")
    if field.reads == "site_kind" and read.note:
        return ""  # “another place”, for want of a word
    return str(read.value)
