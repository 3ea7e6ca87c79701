"""What a row of somebody's part would join and change, for who decides whether to let it in.

It is worked out when the page is shown and kept nowhere: who brought the file in reads the row too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.accounts.rights import Reach, Right, reach_of
from muster.core.parts import Turn
from muster.directory.history import label_of, value_words
from muster.directory.imports.admit import let_in
from muster.directory.imports.decide import WHOLE
from muster.directory.imports.foresee import Foreseen, foresee
from muster.directory.imports.plan import Change
from muster.directory.models import Import, ImportRow, Organization, Person, Post, Site
from muster.directory.provenance import from_text
from muster.directory.records import place_words

Record = Organization | Site | Person
_Records = Mapping[tuple[type[Record], int], Record]
Verdict = ImportRow.Verdict


@dataclass(frozen=True, slots=True)
class Joined:
    """A record that stands, which the row goes to, and the fields of it that get other values."""

    lead: str
    name: str
    href: str
    place: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class LettingIn:
    """What comes of letting a row in."""

    joined: tuple[Joined, ...]
    says: str


def letting_in(run: Import, rows: Iterable[ImportRow], member: Member) -> dict[int, LettingIn]:
    """By line: what comes of those of *rows* that wait for *member*, or that were let in.

    It is told to nobody who sees a part alone.

    Raises:
        SheetError: the file can no longer be read.
    """
    if reach_of(member, Right.IMPORT_FILES) is not Reach.ALL:
        return {}
    here = {row.line: row for row in rows if not row.done}
    if run.member_id in (None, member.pk):  # nobody has to let in what they bring themselves
        admitted: set[int] = set()
    else:
        admitted = let_in(run, here)
    lines = {line for line, row in here.items() if row.question == WHOLE or line in admitted}
    if not lines:
        return {}
    found = foresee(run, lines)
    records, homes = _records(found.values(), member), _homes(found.values(), member)
    return {
        line: _told(run, each, records, homes, waits=here[line].verdict == Verdict.ASKS)
        for line, each in found.items()
    }


def _records(found: Iterable[Foreseen], member: Member) -> _Records:
    """The records that the rows go to, in one question for each noun."""
    wanted: dict[type[Record], set[int]] = {}
    for each in found:
        for model, row in _goes_to(each):
            wanted.setdefault(model, set()).add(row)
    return {
        (model, record.pk): record
        for model, keys in wanted.items()
        for record in model.objects.visible_to(member).filter(pk__in=keys)
    }


def _goes_to(each: Foreseen) -> list[tuple[type[Record], int]]:
    told: list[tuple[type[Record], int | None]] = [
        (Person, each.person),
        (Organization, each.organization),
        (Site, each.site),
    ]
    return [(model, row) for model, row in told if row is not None]


def _told(
    run: Import, each: Foreseen, records: _Records, homes: Mapping[int, str], *, waits: bool
) -> LettingIn:
    standing = [at for at in _goes_to(each) if at in records]
    if run.kind == Import.Kind.PLACES:  # a place is what such a row names; whose it is comes after
        standing.sort(key=lambda at: at[0] is not Site)
    lead = _("It would join") if waits else _("It joins")
    turns: dict[tuple[type[Record], int], list[Turn]] = {at: [] for at in standing}
    for change in each.changes if standing else ():
        # A post has no page: what changes of it stands with who holds it.
        at = next((at for at in standing if at == (change.model, change.row)), standing[0])
        turns[at].append(_turn(change))
    joined = tuple(
        Joined(
            lead=lead,
            name=str(records[at]),
            href=reverse(str(at[0]._meta.model_name), args=[records[at].key]),
            place=_place(records[at], homes),
            turns=tuple(turns[at]),
        )
        for at in standing
    )
    return LettingIn(joined, _says(each, stands=bool(standing)))


def _says(each: Foreseen, *, stands: bool) -> str:
    if each.verdict == Verdict.ASKS:
        says = _("More than one record fits, so it would be refused: %(why)s")
        return says % {"why": each.says}
    if each.verdict == Verdict.REFUSED:
        return _("It would be refused: %(why)s") % {"why": each.says}
    if not stands:
        return _("The record that its number named is no longer here. It would be new.")
    if each.verdict == Verdict.SAME:
        return capfirst(each.says) or _("It would change nothing.")
    added = [_("A place is added: %(place)s.") % {"place": place} for place in each.places]
    return " ".join(part for part in (capfirst(each.says), *added) if part)


def _homes(found: Iterable[Foreseen], member: Member) -> dict[int, str]:
    """Where the people whom the rows name work now."""
    people = {each.person for each in found if each.person is not None}
    if not people:
        return {}
    posts = Post.objects.visible_to(member).filter(person__in=people, to_on=None)
    told: dict[int, list[str]] = {}
    for person, name in posts.order_by("pk").values_list("person", "organization__name"):
        told.setdefault(person, []).append(name)
    return {person: ", ".join(dict.fromkeys(names)) for person, names in told.items()}


def _place(record: Record, homes: Mapping[int, str]) -> str:
    return homes.get(record.pk, "") if isinstance(record, Person) else place_words(record)


def _turn(change: Change) -> Turn:
    model, field = change.model, change.field

    def in_words(text: str) -> str:
        return value_words(model, field, from_text(model(), field, text))  # type: ignore[arg-type]

    return Turn(
        capfirst(label_of(field)), in_words(change.old), change.called or in_words(change.new)
    )
