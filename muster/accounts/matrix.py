"""The table of rights in words: what each role may see and do, and how far.

It is drawn from the table that holds (`rights.py`), for the page of members and for the reference.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Member
from muster.accounts.rights import RIGHTS, Reach, Right

_ROLE = Member.Role

# What a role that reaches a part reaches, if nothing is said of the right.
_PART: dict[str, Promise] = {
    _ROLE.HOST: _("their builds"),
    _ROLE.DESK: _("this build"),
    _ROLE.LIAISON: _("their agency"),
    _ROLE.STATE_LEAD: _("their state"),
    _ROLE.CUSTODIAN: _("restricted rows"),
}
_SAID: dict[tuple[str, Right], Promise] = {
    (_ROLE.HOST, Right.SEE_DIRECTORY): _("their builds, states"),
    (_ROLE.HOST, Right.IMPORT_FILES): _("their own imports"),
    (_ROLE.HOST, Right.MANAGE_MEMBERS): _("desks of their builds"),
    (_ROLE.DESK, Right.SEE_DIRECTORY): _("to check in"),
    (_ROLE.LIAISON, Right.SEE_BUILDS): _("where invited"),
}
_REACH: dict[Reach, Promise] = {
    Reach.ALL: _("all"),
    Reach.PROPOSE: _("propose"),
    Reach.REASON: _("with a reason"),
    Reach.SECOND: _("with a second member"),
}
# Each has a shape of its own: full, half, hatched.
_SHAPE = {
    Reach.ALL: "d-all",
    Reach.OWN: "d-own",
    Reach.PROPOSE: "d-own",
    Reach.SECOND: "d-own",
    Reach.REASON: "d-seal",
}
GROUPS: tuple[tuple[Promise, tuple[Right, ...]], ...] = (
    (_("See"), tuple(right for right in Right if right.name.startswith("SEE_"))),
    (
        _("Run the program"),
        (Right.MANAGE_MEMBERS, Right.CHANGE_SETTINGS, Right.ERASE_PEOPLE, Right.CHECK_GUIDANCE),
    ),
)
_ROLE_FOR: dict[str, Promise] = {
    _ROLE.COORDINATOR: _("the whole program"),
    _ROLE.HOST: _("their builds, states"),
    _ROLE.DESK: _("one build"),
    _ROLE.LIAISON: _("their agency"),
    _ROLE.STATE_LEAD: _("their state"),
    _ROLE.VIEWER: _("sponsors, partners"),
    _ROLE.CUSTODIAN: _("restricted rows"),
    _ROLE.ADMINISTRATOR: _("settings"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """How far a right reaches for a role."""

    shape: str
    words: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A role, and what it is for."""

    role: str
    beside: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Rights that are alike, with their rows."""

    words: str
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def columns(mine: frozenset[str]) -> list[Column]:
    """The roles; *mine* are those of the one who looks."""
    return [Column(_capital(role.label), str(_ROLE_FOR[role]), role in mine) for role in _ROLE]


def groups(mine: frozenset[str]) -> list[Group]:
    """Every right once, in three groups."""
    see, run = GROUPS
    done = {*see[1], *run[1]}
    do = (_("Do"), tuple(right for right in Right if right not in done))
    return [_group(words, rights, mine) for words, rights in (see, do, run)]


def _group(words: Promise, rights: Sequence[Right], mine: frozenset[str]) -> Group:
    rows = tuple(
        (_capital(right_words(right)), tuple(_cell(role, right, mine) for role in _ROLE))
        for right in rights
    )
    return Group(str(words), rows)


def _cell(role: str, right: Right, mine: frozenset[str]) -> Cell:
    reach = RIGHTS[role].get(right)
    shape = _SHAPE[reach] if reach is not None else "d-r-no"
    return Cell(shape, reach_words(role, right) or str(_("no")), role in mine)


def reach_words(role: str, right: Right) -> str:
    """How far *right* reaches for *role*, in words; empty for not at all."""
    reach = RIGHTS[role].get(right)
    if reach is None:
        return ""
    if reach is Reach.OWN:
        return str(_SAID.get((role, right), _PART[role]))
    return str(_REACH[reach])


def right_words(right: Right) -> str:
    """What *right* allows, in the language of the reader."""
    return str(RIGHT_WORDS[right])


def _capital(words: object) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]


RIGHT_WORDS: dict[Right, Promise] = {
    Right.SEE_PUBLISHED: _("see what is published"),
    Right.SEE_BUILDS: _("see builds and their figures"),
    Right.SEE_PEOPLE: _("see who was in the room"),
    Right.SEE_ANSWERS: _("see single answers, which name nobody"),
    Right.SEE_DIRECTORY: _("see organizations, sites and people"),
    Right.SEE_SITE_NUMBERS: _("see numbers shown to one site only"),
    Right.SEE_COALITION_NUMBERS: _("see numbers shown to the coalition"),
    Right.SEE_AUDIT: _("see the record of acts"),
    Right.INVITE_PEOPLE: _("invite people to a build"),
    Right.EDIT_DIRECTORY: _("add and edit organizations, sites and people"),
    Right.CONFIRM_CONTACT_POINTS: _("confirm a number or an address"),
    Right.IMPORT_FILES: _("import files, and undo it"),
    Right.MERGE_RECORDS: _("merge records, and undo it"),
    Right.EXPORT_PEOPLE: _("export names and numbers"),
    Right.RECORD_OUTCOMES: _("record what came of a build"),
    Right.CLEAR_QUOTES: _("clear quotes"),
    Right.WRITE_REPORT: _("write and review reports"),
    Right.OVERRIDE_CHECKS: _("override a check with a reason"),
    Right.PUBLISH: _("sign, publish and withdraw"),
    Right.CHECK_GUIDANCE: _("check the reporting guidance"),
    Right.MANAGE_MEMBERS: _("invite members, change roles, end access"),
    Right.CHANGE_SETTINGS: _("change settings and retention"),
    Right.ERASE_PEOPLE: _("erase a person on request"),
}
