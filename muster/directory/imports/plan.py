"""What a batch of rows would do to the directory: rows to add, fields to change, what to say."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from muster.directory.history import label_of
from muster.directory.models import (
    ContactPoint,
    ImportRow,
    Organization,
    OtherName,
    Person,
    Post,
    Site,
    Touch,
)

Verdict = ImportRow.Verdict
Model = type[Organization | OtherName | Site | Person | Post | ContactPoint | Touch]

# The tables that an import adds to, in the order in which one refers to those before it, and the
# columns that each new row says; all others are as for any new row, or the same for all of them.
COLUMNS: dict[Model, tuple[str, ...]] = {
    Organization: (
        "id", "key", "sector_id", "name", "usdot", "ori", "url", "city", "county", "state",
        "agency", "trucks", "drivers", "natural_person",
    ),
    OtherName: ("organization_id", "name", "kind"),
    Site: (
        "id", "key", "organization_id", "name", "street", "city", "county", "state", "zip", "kind",
        "register_key", "time_zone", "latitude", "longitude",
    ),
    Person: ("id", "key", "name", "language"),
    Post: ("id", "person_id", "organization_id", "site_id", "title"),
    ContactPoint: ("person_id", "site_id", "organization_id", "kind", "address", "label"),
    Touch: ("organization_id", "person_id", "kind", "on", "says", "sent"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a record that stands, and what the file says of it.

    Attributes:
        value: as the column takes it; *old* and *new* are its texts.
        called: what a person calls the new value, where its text is the key of a row.
    """

    model: Model
    row: int
    field: str
    old: str
    new: str
    value: Any
    called: str = ""


@dataclass(frozen=True, slots=True)
class Says:
    """A row that is worth a look."""

    line: int
    verdict: str
    who: str
    column: str = ""
    says: str = ""
    question: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    organization: int | None = None
    site: int | None = None
    person: int | None = None


@dataclass(slots=True)
class Plan:
    """What a batch would do."""

    new: dict[Model, list[tuple[Any, ...]]] = field(
        default_factory=lambda: {model: [] for model in COLUMNS}
    )
    changes: list[Change] = field(default_factory=list)
    # Who asked not to be contacted, and has no number that could be marked so.
    silent: list[tuple[str, int]] = field(default_factory=list)
    says: list[Says] = field(default_factory=list)
    verdicts: Counter[str] = field(default_factory=Counter)

    def refuse(self, line: int, who: str, column: str, says: str) -> None:
        """The row cannot be stored as it is."""
        self.verdicts[Verdict.REFUSED] += 1
        self.says.append(Says(line, Verdict.REFUSED, who, column=column, says=says))

    def ask(
        self,
        line: int,
        who: str,
        question: str,
        column: str,
        says: str,
        choices: Sequence[tuple[str, str]],
        **record: Any,
    ) -> None:
        """The row waits for an answer; nothing of it goes in before."""
        self.verdicts[Verdict.ASKS] += 1
        self.says.append(
            Says(
                line,
                Verdict.ASKS,
                who,
                column=column,
                says=says,
                question=question,
                choices=tuple(choices),
                **record,
            )
        )


def in_words(changes: Sequence[Change]) -> str:
    """“trucks: “58” becomes “64”; title: Owner”, as a row of the dry run says it."""
    return "; ".join(_change_words(change) for change in changes)


def _change_words(change: Change) -> str:
    words = {"field": label_of(change.field), "old": change.old, "new": change.called or change.new}
    if not change.old:
        return _("%(field)s: %(new)s") % words
    if not change.new:
        return _("%(field)s: “%(old)s” is emptied") % words
    return _("%(field)s: “%(old)s” becomes “%(new)s”") % words
