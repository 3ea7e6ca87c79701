"""What the page of one import says: where it stands, what came of it, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.directory.imports.check import is_stale
from muster.directory.imports.undo import Undone
from muster.directory.intake.onward import Onward
from muster.directory.intake.steps import rows_read
from muster.directory.models import Import
from muster.shell.counts import counted
from muster.shell.days import day_words

State = Import.State
# So many records that were kept are named one by one.
_NAMED = 10
WORKING = (State.CHECKING, State.APPLYING, State.UNDOING)


@dataclass(frozen=True, slots=True)
class Act:
    """A link that goes on from here."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Told:
    """A heading, what it says, what was kept, and where to go on; the first act is the main one."""

    title: str
    says: Sequence[str] = ()
    acts: Sequence[Act] = ()
    kept: Sequence[str] = field(default=())


@dataclass(frozen=True, slots=True)
class Working:
    """How far the work on a long file has come."""

    title: str
    says: str
    done: int
    all: int
    percent: int


def working_on(run: Import) -> Working:
    """What the page says while *run* is checked or applied."""
    everything = max(run.total or 0, run.rows_read, run.done, 1)
    if run.state == State.UNDOING:
        return Working(
            _("Taking back %(n)s rows") % {"n": counted(run.new + run.changed)},
            _("All of them go together, or none. It takes a moment."),
            0,
            everything,
            0,
        )
    if run.state == State.APPLYING:
        everything = max(run.new + run.changed, run.done, 1)
        title, says = _("Bringing in %(n)s rows"), _("%(done)s of %(n)s rows are written")
        if not run.done:
            says = _("All of them go in together, or none. It takes a moment.")
    else:
        title, says = _("Reading %(n)s rows"), _("%(done)s of %(n)s rows read; nothing is changed")
    words = {"n": counted(everything), "done": counted(run.done)}
    percent = 100 * run.done // everything
    return Working(title % words, says % words, run.done, everything, percent)


def heading_of(run: Import) -> str:
    """The heading of the page."""
    return {
        State.READ: _("The file is read"),
        State.CHECKING: _("The dry run is under way"),
        State.CHECKED: _("The dry run is done"),
        State.APPLYING: _("The rows are going in"),
        State.APPLIED: _("The rows are in"),
        State.UNDOING: _("The import is being undone"),
        State.UNDONE: _("The import is undone"),
        State.FAILED: _("The file could not be read to its end"),
    }[State(run.state)]


def lede_of(run: Import) -> str:
    """The line under the heading: which file, how many rows, who, when."""
    words = {"kind": capfirst(run.get_kind_display()), "day": day_words(localdate(run.at))}
    told = [run.file, _("%(kind)s, brought in on %(day)s") % words, rows_read(run)]
    return " · ".join(part for part in told if part)


def told_of(run: Import, *, today: date, may_merge: bool, onward: Sequence[Onward] = ()) -> Told:
    """What stands under the heading of *run*, which nobody is working on right now.

    Args:
        may_merge: whether the member decides about possible duplicates.
        onward: where other rooms go on with it.
    """
    if run.state == State.APPLIED:
        return _applied(run, today, may_merge=may_merge, onward=onward)
    of_state = {
        State.READ: _read,
        State.CHECKED: _checked,
        State.UNDONE: _undone,
        State.FAILED: _failed,
    }
    return of_state[State(run.state)](run)


def may_undo(run: Import, *, today: date) -> bool:
    """Whether *run* can be taken back as a whole."""
    return run.state == State.APPLIED and (run.undo_until is None or today <= run.undo_until)


def undo_words(run: Import) -> list[str]:
    """What undoing *run* does, and what it leaves."""
    goes = ngettext(
        "The %(n)s record that this file added leaves the directory, and with it what stands on"
        " it alone.",
        "The records of the %(n)s rows that this file added leave the directory, and with them"
        " what stands on them alone.",
        run.new,
    )
    back = ngettext(
        "The fields of %(n)s changed row go back to what they said before.",
        "The fields of %(n)s changed rows go back to what they said before.",
        run.changed,
    )
    return [
        *([goes % {"n": counted(run.new)}] if run.new else []),
        *([back % {"n": counted(run.changed)}] if run.changed else []),
        _(
            "What somebody has edited by hand since, or what something else stands on by now, is"
            " kept, and you are told which."
        ),
    ]


def undone_words(undone: Undone) -> str:
    """What undoing did, in one line."""
    removed = ngettext("%(n)s record was removed", "%(n)s records were removed", undone.removed) % {
        "n": counted(undone.removed)
    }
    restored = ngettext(
        "%(n)s field says what it said before",
        "%(n)s fields say what they said before",
        undone.restored,
    ) % {"n": counted(undone.restored)}
    says = _("The import is undone: %(removed)s, %(restored)s.")
    told = [says % {"removed": removed, "restored": restored}]
    if undone.decisions:
        went = ngettext(
            "%(n)s decision about two that may be one went with them.",
            "%(n)s decisions about two that may be one went with them.",
            undone.decisions,
        )
        told.append(went % {"n": counted(undone.decisions)})
    return " ".join(told)


def rows_waiting(run: Import) -> str:
    """“21 rows still need you, 8 are refused.”; nothing where none is open."""
    parts = []
    if run.asks:
        asks = ngettext("%(n)s row still needs you", "%(n)s rows still need you", run.asks)
        parts.append(asks % {"n": counted(run.asks)})
    if run.refused:
        refused = ngettext("%(n)s row is refused", "%(n)s rows are refused", run.refused)
        parts.append(refused % {"n": counted(run.refused)})
    return _("%(rows)s.") % {"rows": _(" and ").join(parts)} if parts else ""


def _read(run: Import) -> Told:
    return Told(
        _("Next: which column is what"),
        [_("Nothing is in the directory yet.")],
        [Act(_("Go to the columns"), reverse("import-columns", args=[run.key]))],
    )


def _checked(run: Import) -> Told:
    going = run.new + run.changed
    says = ngettext("%(n)s row would go in.", "%(n)s rows would go in.", going)
    return Told(
        _("Next: look at the rows, and apply"),
        [
            *([run.trouble] if run.trouble else []),
            says % {"n": counted(going)},
            _("Nothing is in the directory yet."),
            *([_("The directory has changed since: check again there.")] if is_stale(run) else []),
        ],
        [Act(_("Go to the dry run"), reverse("import-rows", args=[run.key]))],
    )


def _applied(run: Import, today: date, *, may_merge: bool, onward: Sequence[Onward]) -> Told:
    going = run.new + run.changed
    title = ngettext("%(n)s row is in.", "%(n)s rows are in.", going) % {"n": counted(going)}
    waiting = rows_waiting(run) if run.purged_on is None else ""
    open_until = _("They stay here until %(day)s.") % {"day": day_words(run.undo_until)}
    if run.purged_on is not None:
        gone = _("The file and its open rows were thrown away on %(day)s; what it brought stays.")
        says = [gone % {"day": day_words(run.purged_on)}]
    else:
        says = [f"{waiting} {open_until}"] if waiting else [_("No row waits for you.")]
    if may_undo(run, today=today):
        promise = _("You can take it all back until %(day)s.")
    else:
        promise = _("It could be taken back until %(day)s.")
    if run.undo_until is not None:
        says.append(promise % {"day": day_words(run.undo_until)})
    if run.trouble:
        says.insert(0, run.trouble)
    says.append(_("Records that may be doubles of others are looked for now; a member decides."))
    says.extend(one.says for one in onward)
    rows = reverse("import-rows", args=[run.key])
    acts = [Act(_("Go to the open rows"), f"{rows}?show=open")] if waiting else []
    acts.extend(Act(one.words, one.href) for one in onward)
    if may_merge:
        acts.append(Act(_("Possible duplicates"), reverse("pairs")))
    return Told(title, says, [*acts, Act(_("See the directory"), reverse("organizations"))])


def _undone(run: Import) -> Told:
    day = day_words(localdate(run.undone_at)) if run.undone_at else ""
    kept = run.trouble.splitlines()
    says = [_("What the file added has left the directory, and changed fields say what they said.")]
    if kept:
        says.append(_("This is kept, because somebody has worked with it since:"))
    if (more := len(kept) - _NAMED) > 0:
        words = ngettext("and %(n)s more", "and %(n)s more", more) % {"n": counted(more)}
        kept = [*kept[:_NAMED], words]
    return Told(
        _("It was taken back on %(day)s.") % {"day": day},
        says,
        [Act(_("Import a file"), reverse("new-import"))],
        kept,
    )


def _failed(run: Import) -> Told:
    return Told(
        _("Nothing of it is in the directory"),
        [run.trouble] if run.trouble else [],
        [Act(_("Choose another file"), reverse("new-import"))],
    )
