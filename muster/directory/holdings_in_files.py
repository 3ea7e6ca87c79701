"""What imported files and the record of acts hold of a person, and how it is let go."""

from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from muster.core import audit
from muster.core.models import AuditEvent, AuditValue
from muster.core.subjects import Holding, Row, Stop, Subject, in_words, register
from muster.directory.forget_files import forget_run
from muster.directory.models import (
    ContactPoint,
    FieldChange,
    Import,
    ImportChoice,
    ImportRow,
    Person,
    Post,
)
from muster.directory.named_in_files import Names, files_naming
from muster.shell.counts import counted

State = Import.State
_KEPT = {Names.PERHAPS: "yes, and may name them"}
# What had somebody's address for a key.
_BY_ADDRESS = ("invitation", "member")
_STILL_OPEN = (State.READ, State.CHECKING, State.CHECKED, State.APPLYING)


def _files(subject: Subject) -> list[tuple[Import, Names]]:
    """The imports that have something of them, and how surely."""
    known = {run.pk: run for run in _runs(subject)}
    named = files_naming(subject)
    runs = {run.pk: run for run in Import.objects.filter(pk__in=named)} | known
    found = [
        (run, Names.SURELY if number in known else named[number]) for number, run in runs.items()
    ]
    return sorted(found, key=lambda each: each[0].at)


def _runs(subject: Subject) -> "QuerySet[Import]":
    """The imports that brought them or anything of them, or that have a row about them."""
    people = subject.people
    changes = FieldChange.objects.filter(
        Q(person__in=people) | Q(post__person__in=people) | Q(contact_point__person__in=people)
    )
    sources = (
        Q(source__in=Person.objects.filter(pk__in=people).values("source"))
        | Q(source__in=Post.objects.filter(person__in=people).values("source"))
        | Q(source__in=ContactPoint.objects.filter(person__in=people).values("source"))
        | Q(source__in=changes.values("source"))
    )
    named = Q(pk__in=_runs_with_a_row(subject))
    return Import.objects.filter(sources | named, program=subject.program).order_by("at")


def _runs_with_a_row(subject: Subject) -> set[int]:
    """The imports that say something of them in a row, or offer them as an answer."""
    about = Q(person__in=subject.people) | subject.may_be_in("who", "says")
    rows = ImportRow.objects.filter(about, run__program=subject.program)
    choices = ImportChoice.objects.filter(
        subject.may_be_in("label"), row__run__program=subject.program
    )
    named = {
        row.run_id
        for row in rows
        if row.person_id in subject.people or subject.is_in(f"{row.who} {row.says}")
    }
    offered = choices.values_list("row__run", "label")
    return named | {run for run, label in offered if subject.is_in(label)}


def _held_in_files(subject: Subject) -> list[Row]:
    return [
        {
            "file": run.file,
            "kind": run.kind,
            "at": in_words(run.at),
            "kept": "no" if run.purged_on else _KEPT.get(names, "yes"),
        }
        for run, names in _files(subject)
    ]


def _stops_in_files(subject: Subject) -> list[Stop]:
    """Files whose rows have not gone in: they would bring them back; and those nobody has read."""
    stops = []
    for run, names in _files(subject):
        says, href = _why_it_stops(run, names), reverse("import", args=[run.key])
        if says:
            stops.append(Stop(says % {"file": run.file}, href, names is not Names.SURELY))
        elif _goes(run, names) and run.open_rows:
            stops.append(Stop(_what_goes_too(run), href, after_a_look=True))
    return stops


def _what_goes_too(run: Import) -> str:
    says = ngettext(
        "“%(file)s” names them and is thrown away, with %(n)s row that waits for somebody. Finish"
        " it first, if it is wanted.",
        "“%(file)s” names them and is thrown away, with %(n)s rows that wait for somebody. Finish"
        " them first, if they are wanted.",
        run.open_rows,
    )
    return says % {"file": run.file, "n": counted(run.open_rows)}


def _goes(run: Import, names: Names) -> bool:
    # Whoever erases has looked at the others, and found that they are about somebody else.
    is_theirs = names is Names.SURELY or (names is Names.THE_NAME and run.state not in _STILL_OPEN)
    return is_theirs and run.purged_on is None


def _why_it_stops(run: Import, names: Names) -> str:
    if run.purged_on is None and run.state == State.UNDOING:
        return _("“%(file)s” is being undone. Wait until that is done.")
    if names is Names.PERHAPS:
        return _(
            "“%(file)s” may name them: it is too long to be read through here, or cannot be read."
            " Look into it, or wait until it is thrown away."
        )
    if run.state not in _STILL_OPEN:
        return ""
    if names is Names.THE_NAME:
        return _(
            "“%(file)s” has this name in a row that has not gone in. If it is theirs, apply the"
            " file first, or leave it alone until it is thrown away."
        )
    return _(
        "“%(file)s” has a row about them that has not gone in. Apply the file first, or"
        " leave it alone until it is thrown away."
    )


def _erase_in_files(subject: Subject, on: date) -> int:
    """The files that name them are thrown away at once, with what was said of their rows."""
    gone = 0
    for run, names in _files(subject):
        if _goes(run, names):
            gone += forget_run(run, on)
    return gone


def _acts(subject: Subject) -> "QuerySet[AuditEvent]":
    """The acts on their record; those on their posts and numbers stand under its key as well.

    So are those on invitations and memberships of theirs, which went by their address once.
    """
    about = Q(words__subject__in=[f"person:{key}" for key in subject.keys])
    for key in subject.keys:
        about |= Q(words__subject__startswith=f"person:{key}/")
    for address in subject.addresses:
        for noun in _BY_ADDRESS if "@" in address else ():
            about |= Q(words__subject__iexact=f"{noun}:{address}"[:200])
    return AuditEvent.objects.filter(about, program=subject.program)


def _naming_acts(subject: Subject) -> list[AuditEvent]:
    """Acts on others that have their name or address in the reason."""
    held = AuditEvent.objects.filter(subject.may_be_in("words__reason"), program=subject.program)
    found = held.exclude(words__salt="")
    return [event for event in found if subject.is_in(event.reason)]


def _naming_values(subject: Subject) -> list[int]:
    """Values of acts on others that have their name or address in them."""
    found = AuditValue.objects.filter(
        subject.may_be_in("old", "new"), event__program=subject.program
    )
    return [value.pk for value in found if subject.is_in(f"{value.old} {value.new}")]


def _held_in_acts(subject: Subject) -> list[Row]:
    rows = []
    for event in _acts(subject).prefetch_related("values").order_by("sequence"):
        row = {"at": in_words(event.at), "by": event.actor, "verb": event.verb}
        if event.reason:
            row["reason"] = event.reason
        for value in event.values.all():
            row[value.field] = f"{value.old} → {value.new}"
        rows.append(row)
    return rows


def _erase_in_acts(subject: Subject, on: date) -> int:
    """The acts stay, about nobody: their words and values go, and the chain holds."""
    about = list(_acts(subject))
    values = Q(event__in=[event.pk for event in about]) | Q(pk__in=_naming_values(subject))
    emptied = audit.empty_values(values, on=on)
    for event in about:
        noun = event.subject.partition(":")[0]
        audit.take_back(event, subject=f"{noun}:{subject.erased_as}", on=on)
    naming = _naming_acts(subject)
    for event in naming:
        audit.take_back(event, subject=event.subject, on=on)
    return len(about) + len(naming) + emptied


def register_holdings() -> None:
    """Let subject rights ask for files and acts; they let go before the record itself does."""
    register(
        Holding(
            "directory.files", gettext_lazy("Files that came in"), _held_in_files,
            _erase_in_files, _stops_in_files,
            stays=gettext_lazy("That a file came in, with how many rows."),
        )
    )  # fmt: skip
    register(
        Holding(
            "directory.acts", gettext_lazy("What members did"), _held_in_acts,
            _erase_in_acts,
            stays=gettext_lazy("Who did what and when, under nobody’s name."),
        )
    )  # fmt: skip
