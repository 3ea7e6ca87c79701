"""What the rooms hold of one person, and how they let go of it.

Rooms register what they hold in their `AppConfig.ready`; whoever answers a person, or erases one on
request, asks all rooms and never has to know which there are. `core` knows no people: who is meant
comes as a `Subject`, with every key, name and address that the program has of them.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from unicodedata import normalize

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from muster.core.models import Program

# One row of what is held: names of fields with what stands in them.
Row = dict[str, str]
Words = str | Promise
# What both databases find in capitals and small letters, and in whatever letters are composed of.
_PLAIN = re.compile(r"[!-~]+")
_NOT_PLAIN = "[^\t-~]"
# What fields are called; a field that is not here goes by its name.
FIELDS: dict[str, Words] = {
    "address": _("number or address"),
    "at": _("when"),
    "audience": _("shown to"),
    "build": _("build"),
    "by": _("by"),
    "checked_in_at": _("came at"),
    "checked_in_on": _("came on"),
    "confirmed_by": _("confirmed by"),
    "confirmed_on": _("confirmed on"),
    "consent_on": _("agreed on"),
    "consent_until": _("agreed until"),
    "day": _("day"),
    "decides": _("decides for the organization"),
    "decision": _("decision"),
    "draft": _("in the draft"),
    "email": _("e-mail"),
    "ended_on": _("ended on"),
    "expires_on": _("holds until"),
    "field": _("field"),
    "file": _("file"),
    "from_on": _("from"),
    "kept": _("still kept"),
    "key": _("key"),
    "kind": _("kind"),
    "label": _("label"),
    "language": _("language"),
    "last_signed_in": _("last signed in"),
    "left_at": _("left at"),
    "may_name": _("leave to name"),
    "may_print": _("may be printed"),
    "may_record": _("may be recorded"),
    "name": _("name"),
    "new": _("after"),
    "number": _("number"),
    "old": _("before"),
    "on": _("day"),
    "organization": _("organization"),
    "permission": _("permission"),
    "place": _("for"),
    "reason": _("why"),
    "role": _("role"),
    "roles": _("roles"),
    "says": _("words"),
    "sector": _("sector"),
    "session": _("session"),
    "since": _("since"),
    "site": _("site"),
    "source": _("from where"),
    "stage": _("how far"),
    "status": _("status"),
    "status_says": _("why"),
    "text": _("words"),
    "title": _("title"),
    "to_on": _("until"),
    "verb": _("did what"),
    "verified_by": _("confirmed by"),
    "verified_on": _("confirmed on"),
    "version": _("version"),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """One person, by all that the program knows them by.

    Attributes:
        people: the numbers of their record and of those that were merged into it.
        keys: the keys of these records.
        names: the names in them, each once.
        addresses: the numbers and e-mail addresses that reach this person.
        erased_as: the key that stands wherever a key of theirs stood, once they are erased.
    """

    program: Program
    people: Sequence[int]
    keys: Sequence[str]
    names: Sequence[str]
    addresses: Sequence[str]
    erased_as: str

    @property
    def needles(self) -> list[str]:
        """The names and addresses that say something, as they are looked for."""
        return [needle for needle in (*self.names, *self.addresses) if needle.strip()]

    def is_in(self, text: str) -> bool:
        """Whether *text* has one of their names or addresses in it, as a word of its own."""
        text = alike(text)
        return any(_as_a_word(needle).search(text) for needle in self.needles)

    def is_called(self, name: str) -> bool:
        """Whether *name* is one of their names, however it is spelt."""
        return alike(name).split() in [alike(each).split() for each in self.names]

    def may_be_in(self, *fields: str) -> Q:
        """Rows of which one of *fields* may have them in it: `is_in` has the last word.

        A database knows the capitals of ASCII alone, or not those of a letter and its accent; so it
        is asked for the longest run of signs that all know. A name without any stands in no row
        that has such signs alone.
        """
        found = Q(pk__in=[])
        for needle in self.needles:
            plain = max(_PLAIN.findall(normalize("NFC", needle)), key=len, default="")
            for name in fields:
                how, what = ("icontains", plain) if plain else ("regex", _NOT_PLAIN)
                found |= Q(**{f"{name}__{how}": what})
        return found


def alike(text: str) -> str:
    """*text* as it is compared: in small letters, an accent and its letter as one sign.

    >>> alike("JOSE\u0301") == alike("Jos\u00e9")
    True
    """
    if text.isascii():
        return text.lower()
    return normalize("NFC", normalize("NFC", text).casefold())


@lru_cache(maxsize=256)
def _as_a_word(needle: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in alike(needle).split())
    return re.compile(rf"(?<!\w){words}(?!\w)")


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a person cannot be erased yet.

    Attributes:
        says: what stands in the way, where, and what to do.
        href: where that is done, or empty.
        after_a_look: it stands in the way until whoever erases says that they have looked: the name
            alone stands there, and may be somebody else's, or more goes than theirs.
    """

    says: str
    href: str = ""
    after_a_look: bool = False


def _nothing(subject: Subject) -> list[Stop]:
    return []


def _no_row(subject: Subject, on: date) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of rows that a room holds of people.

    Attributes:
        name: "directory.posts".
        title: what it is, for the person: "Posts".
        held: gives the rows, as the person may read them.
        erase: lets go of them, and says of how many; what counts people stays and counts.
        stops: gives what must be settled before.
        stays: what of it stays after an erasure, in a sentence; empty where nothing does.
    """

    name: str
    title: Words
    held: Callable[[Subject], list[Row]]
    erase: Callable[[Subject, date], int] = _no_row
    stops: Callable[[Subject], list[Stop]] = _nothing
    stays: Words = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What one holding has of a person."""

    holding: Holding
    rows: list[Row] = field(default_factory=list)

    @property
    def lines(self) -> list[list[tuple[str, str]]]:
        """The rows for people: what each field is called, and what stands in it."""
        return [
            [(str(FIELDS.get(name, name)), value) for name, value in row.items() if value]
            for row in self.rows
        ]


HOLDINGS: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    """Let *holding* be asked for what it has of a person; a name registers once."""
    HOLDINGS[holding.name] = holding


def held_of(subject: Subject) -> list[Held]:
    """All that is held of *subject*, the lowest floor first; also holdings that have nothing."""
    return [Held(each, each.held(subject)) for each in HOLDINGS.values()]


def stops_of(subject: Subject) -> list[Stop]:
    """All that stands in the way of erasing *subject*."""
    return [stop for each in HOLDINGS.values() for stop in each.stops(subject)]


@transaction.atomic
def erase(subject: Subject, on: date) -> dict[str, int]:
    """Let every room let go of *subject*, the highest floors first; of how many rows each."""
    erased = {name: each.erase(subject, on) for name, each in reversed(HOLDINGS.items())}
    return {name: many for name, many in sorted(erased.items()) if many}


def in_words(value: object) -> str:
    """*value* as it stands in a row: a moment to the minute, a day as numbers; nothing for none."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return "" if value is None else str(value)


def mentions(subject: Subject, texts: Iterable[str]) -> bool:
    """Whether any of *texts* has them in it."""
    return any(subject.is_in(text) for text in texts)
