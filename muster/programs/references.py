"""Whether the rows of a pack fit each other.

Every function yields what is wrong as the file, the path in it and a sentence. A row whose own
value was wrong stands here with an empty one; what is empty is not complained of twice.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from muster.core.closest import closest
from muster.evidence.language import BadPattern, compile_pattern
from muster.programs.models import Goal, Item, Measure
from muster.programs.rows import FILES, TABLES, Table, key_of
from muster.programs.toml_lines import Path

Wrong = tuple[str, Path, str]

_FILE_OF = {name: file for file, names in FILES.items() for name in names}
_OF_THE_ROOM = (Measure.Kind.RESPONSE_RATE, Measure.Kind.PARTICIPANTS)
_OF_A_PAIR = (Measure.Kind.PAIR_BEFORE, Measure.Kind.PAIR_AFTER)


def wrong_references(content: Mapping[str, Any]) -> Iterator[Wrong]:
    """What does not fit in *content*: rows by the name of their table."""
    for table in TABLES:
        rows = content.get(table.name, ())
        yield from _twice(table, rows, _FILE_OF[table.name], (table.name,))
        yield from _unknown(table, rows, _FILE_OF[table.name], (table.name,), content)
    if "goals" in content:
        yield from _goals(content["goals"])
    yield from _questionnaires(content.get("questionnaires", ()))
    if "questionnaires" in content:
        yield from _measures(content.get("measures", ()), _items(content["questionnaires"]))
    yield from _frameworks(content.get("frameworks", ()))
    yield from _terms(content.get("terms", ()))
    yield from _guidance(content.get("guidance", ()))


def _twice(table: Table, rows: tuple[Any, ...], file: str, path: Path) -> Iterator[Wrong]:
    """Rows that cannot be told apart by their keys."""
    seen: dict[tuple[Any, ...], int] = {}
    for index, row in enumerate(rows):
        key = key_of(table, row)
        if key and all(key):
            first = seen.setdefault(key, index)
            if first != index:
                words = " ".join(str(part) for part in key)
                says = _("'%(key)s' stands here twice; it is row %(first)s already.")
                yield (
                    file,
                    (*path, index, table.key[0]),
                    says % {"key": words, "first": first + 1},
                )
        for inner in table.inside:
            below = (*path, index, inner.name)
            yield from _twice(inner, getattr(row, inner.name), file, below)


def _unknown(
    table: Table, rows: tuple[Any, ...], file: str, path: Path, content: Mapping[str, Any]
) -> Iterator[Wrong]:
    """References to rows that are not in the pack. Of a file that is not there, nothing is said."""
    for index, row in enumerate(rows):
        for name, target in table.references.items():
            wanted = getattr(row, name)
            if not wanted or target not in content:
                continue
            known = [_key_in(target, other) for other in content[target]]
            if wanted not in known:
                says = _("there is no '%(wanted)s' in %(file)s.") % {
                    "wanted": wanted,
                    "file": _FILE_OF[target],
                }
                yield file, (*path, index, name), says + closest(wanted, known)
        for inner in table.inside:
            below = (*path, index, inner.name)
            yield from _unknown(inner, getattr(row, inner.name), file, below, content)


def _key_in(target: str, row: object) -> str:
    """How a row of the table *target* is named by others."""
    table = next(table for table in TABLES if table.name == target)
    return str(key_of(table, row)[0])


def _goals(rows: tuple[Any, ...]) -> Iterator[Wrong]:
    file = _FILE_OF["goals"]
    if not rows:
        yield file, (), _("a program has at least one goal; none stands here.")
    letters = {Goal.Horizon.SHORT: "S", Goal.Horizon.LONG: "L"}
    for index, row in enumerate(rows):
        if row.code and row.horizon and not row.code.startswith(letters[row.horizon]):
            says = _("the code of a %(horizon)s-term goal begins with %(letter)s, not %(code)s.")
            words = {
                "horizon": row.horizon,
                "letter": letters[row.horizon],
                "code": row.code,
            }
            yield file, ("goals", index, "horizon"), says % words


def _questionnaires(rows: tuple[Any, ...]) -> Iterator[Wrong]:
    """Items whose options do not suit their kind, and codes that change their kind."""
    file = _FILE_OF["questionnaires"]
    kinds: dict[str, str] = {}
    for place, questionnaire in enumerate(rows):
        for index, item in enumerate(questionnaire.items):
            path = ("questionnaires", place, "items", index)
            first = kinds.setdefault(item.code, item.kind)
            if item.code and item.kind and first != item.kind:
                says = _("'%(code)s' is of the kind %(kind)s already; a code keeps its kind.")
                yield file, (*path, "kind"), says % {"code": item.code, "kind": first}
            chosen = item.kind in Item.CHOSEN
            if chosen and len(item.options) < 2:
                says = _(
                    "an item of this kind needs at least two [[questionnaires.items.options]]."
                )
                yield file, (*path, "kind"), says
            if item.kind and not chosen and item.options:
                says = _("an item of the kind %(kind)s has no options.")
                yield file, (*path, "options"), says % {"kind": item.kind}


def _items(questionnaires: tuple[Any, ...]) -> dict[str, list[Any]]:
    """All items by their codes; a code has one item in each questionnaire that asks it."""
    found: dict[str, list[Any]] = {}
    for questionnaire in questionnaires:
        for item in questionnaire.items:
            found.setdefault(item.code, []).append(item)
    return found


def _measures(rows: tuple[Any, ...], items: Mapping[str, list[Any]]) -> Iterator[Wrong]:
    """Measures that count answers which nobody can give."""
    for index, row in enumerate(rows):
        if says := _wrong_item(row, items):
            yield _FILE_OF["measures"], ("measures", index, "item_code"), says


def _wrong_item(row: Any, items: Mapping[str, list[Any]]) -> str:
    """What is wrong with the item that a measure names, or nothing."""
    if not row.kind:
        return ""
    if row.kind in _OF_THE_ROOM:
        return _("a measure of the room names no item.") if row.item_code else ""
    if not row.item_code:
        return _("this measure must name the item whose answers it counts.")
    if row.item_code not in items:
        says = _("no questionnaire asks '%(code)s'.") % {"code": row.item_code}
        return says + closest(row.item_code, items)
    asked = items[row.item_code]
    if row.kind in _OF_A_PAIR and any(item.kind != Item.Kind.PAIR for item in asked):
        return _("'%(code)s' is not asked before and after.") % {"code": row.item_code}
    if row.kind == Measure.Kind.ITEM and any(item.kind == Item.Kind.PAIR for item in asked):
        return _("'%(code)s' is asked before and after; use pair_before or pair_after.") % {
            "code": row.item_code
        }
    if not all(any(option.counts for option in item.options) for item in asked):
        return _("no option of '%(code)s' counts, so nothing can be counted.") % {
            "code": row.item_code
        }
    return ""


def _frameworks(rows: tuple[Any, ...]) -> Iterator[Wrong]:
    """Components of one framework with the same number."""
    for place, framework in enumerate(rows):
        numbers: dict[int, int] = {}
        for index, component in enumerate(framework.components):
            if component.number and numbers.setdefault(component.number, index) != index:
                path = ("frameworks", place, "components", index, "number")
                says = _("%(number)s is the number of another component of this framework.")
                yield _FILE_OF["frameworks"], path, says % {"number": component.number}


def _terms(rows: tuple[Any, ...]) -> Iterator[Wrong]:
    """Patterns that cannot be looked for."""
    for index, row in enumerate(rows):
        if not row.pattern:
            continue
        try:
            compile_pattern(row.pattern)
        except BadPattern:
            says = _(
                "'%(pattern)s' is no pattern: | stands between alternatives, "
                "and * only at the end of a word."
            )
            path = ("terms", index, "pattern")
            yield _FILE_OF["terms"], path, says % {"pattern": row.pattern}


def _guidance(rows: tuple[Any, ...]) -> Iterator[Wrong]:
    file = _FILE_OF["guidance"]
    for index, row in enumerate(rows):
        path = ("guidance", index)
        if not row.lines:
            yield file, path, _("guidance needs at least one [[guidance.lines]].")
        if (row.spanish_checked_on is None) != (row.spanish_checked_by == ""):
            says = _("say who checked the Spanish text and on which day, or neither.")
            yield file, (*path, "spanish_checked_on"), says
