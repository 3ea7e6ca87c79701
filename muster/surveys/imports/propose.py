"""Which question each column answers, and why that is proposed.

A column is what it was the last time; else what its code says; else what its words say, when they
are nearly those of a question. What is only near is proposed to be looked at.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from muster.programs.models import Item, Option, Questionnaire
from muster.surveys.imports.models import AnswerColumn, RememberedQuestion
from muster.surveys.imports.tools import Name, plain

Use = AnswerColumn.Use
SAME, NEAR = 88, 72
_TAG = re.compile(r"<[^>]+>")
_NO_WORD = re.compile(r"[^\w']+")
_BEFORE = re.compile(r"\b(before|beforehand|antes|prior|previously|vorher)\b", re.IGNORECASE)
_NOW = re.compile(r"\b(now|today|after|afterwards|ahora|hoy|después|jetzt|heute)\b", re.IGNORECASE)
_PERMISSION = re.compile(
    r"\b(share|sharing|quote[ds]?|publish|permission|consent|may we use|can we use"
    r"|compartir|citar|publicar|permiso|teilen|veröffentlichen)\b",
    re.IGNORECASE,
)
_LANGUAGES = {"userlanguage", "user language", "startlanguage", "start language", "language",
              "idioma", "sprache", "benutzersprache"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a column is taken for."""

    use: Use
    item: Item | None = None
    option: Option | None = None
    why: str = ""
    sure: bool = True

    @property
    def place(self) -> tuple[object, ...]:
        """What only one column can fill."""
        if self.use in (Use.UNUSED, Use.DROPPED):
            return (self.use, id(self))
        return (self.use, self.item and self.item.pk, self.option and self.option.pk)


_UNUSED = Proposal(Use.UNUSED)


def items_of(questionnaire: Questionnaire) -> list[Item]:
    """The questions of *questionnaire* with what can be chosen."""
    return list(questionnaire.items.prefetch_related("options"))


def propose(
    names: Sequence[Name | None],
    items: Sequence[Item],
    remembered: Mapping[str, RememberedQuestion],
) -> list[Proposal]:
    """What each column is taken for; None stands for one that was dropped."""
    found: list[tuple[float, int, Proposal]] = []
    for at, name in enumerate(names):
        if name is None:
            continue
        if (memory := _from_memory(name, items, remembered)) is not None:
            found.append((200, at, memory))
            continue
        found += [(score, at, each) for score, each in _candidates(name, items)]
    proposals = [_UNUSED] * len(names)
    taken: set[tuple[object, ...]] = set()
    for _score, at, each in sorted(found, key=lambda one: (-one[0], one[1])):
        if proposals[at] is _UNUSED and each.place not in taken:
            proposals[at] = each
            taken.add(each.place)
    return _in_order(proposals, names, items)


def likeness(one: str, other: str) -> float:
    """How alike the words of two questions are, 0 to 100.

    >>> likeness("1. <b>What could be better?</b>", "What could be better?") > 90
    True
    """
    first, second = _words(one), _words(other)
    if not first or not second:
        return 0
    if first == second:
        return 100
    if len(second) > 14 and second in first:
        return 96
    return max(fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second))


def best_option(words: str, options: Iterable[Option]) -> tuple[float, Option | None]:
    """The option whose words are the nearest to *words*, and how near."""
    scored = [
        (max(likeness(words, each) for each in _labels(option)), option) for option in options
    ]
    return max(scored, key=lambda one: one[0], default=(0, None))


def _labels(option: Option) -> tuple[str, ...]:
    return (option.label, option.label_es or option.label, option.value.replace("_", " "))


def _words(text: str) -> str:
    return (
        _NO_WORD.sub(" ", _TAG.sub(" ", text.replace("\xa0", " ")).replace("’", "'"))
        .strip()
        .casefold()
    )


def _from_memory(
    name: Name, items: Sequence[Item], remembered: Mapping[str, RememberedQuestion]
) -> Proposal | None:
    memory = remembered.get(name.header[:400])
    if memory is None:
        return None
    item = next((each for each in items if each.code == memory.item), None)
    if memory.item and item is None:
        return None
    option = None
    if memory.option and item is not None:
        option = next((each for each in item.options.all() if each.value == memory.option), None)
        if option is None:
            return None
    return Proposal(Use(memory.use), item, option, _("as the last time"))


def _candidates(name: Name, items: Sequence[Item]) -> list[tuple[float, Proposal]]:
    found = []
    if {plain(name.header), plain(name.code)} & _LANGUAGES:
        return [(150, Proposal(Use.LANGUAGE, why=_("by its name")))]
    for item in items:
        score, why = _of_item(name, item)
        if score < NEAR:
            continue
        proposal = _side(name, item, why, sure=score >= SAME)
        if proposal is not None:
            found.append((score, proposal))
    if not any(score >= SAME for score, _each in found) and _PERMISSION.search(name.header):
        found.append((80, Proposal(Use.PERMISSION, why=_("by its words"), sure=False)))
    return found


def _of_item(name: Name, item: Item) -> tuple[float, str]:
    """How surely the column is about *item*, and what says so."""
    code = plain(name.code)
    if code and code == plain(item.code):
        return 120, _("by its code")
    if code.startswith(f"{plain(item.code)} ") and item.kind in (
        Item.Kind.MULTIPLE,
        Item.Kind.PAIR,
    ):
        return 110, _("by its code")
    whole = f"{name.question}-{name.choice}" if name.choice else name.question
    score = max(
        likeness(words, text)
        for words in (name.question, name.choice, whole)
        for text in (item.text, item.text_es)
    )
    if item.kind == Item.Kind.PAIR and (_BEFORE.search(name.header) or _NOW.search(name.header)):
        sets = fuzz.token_set_ratio(_words(name.question), _words(item.text))
        score = max(score, min(sets, 86) if len(_words(name.question)) > 14 else 0)
    if score >= 100:
        return score, _("the same words")
    return score, _("by its words, %(score)s of 100 alike") % {"score": int(score)}


def _side(name: Name, item: Item, why: str, *, sure: bool) -> Proposal | None:
    """What of *item* the column fills: all of it, one of its options, or one side of a pair."""
    if item.kind == Item.Kind.PAIR:
        side = _before_or_now(name)
        if side is None:
            return Proposal(Use.BEFORE, item, None, why, sure=False)
        return Proposal(side, item, None, why, sure)
    if item.kind == Item.Kind.MULTIPLE:
        words = name.choice or _rest_of_code(name, item)
        if words:
            near, option = best_option(words, item.options.all())
            if option is not None and near >= NEAR:
                return Proposal(Use.OPTION, item, option, why, sure and near >= SAME)
            return None
    return Proposal(Use.ITEM, item, None, why, sure)


def _rest_of_code(name: Name, item: Item) -> str:
    code, whole = plain(item.code), plain(name.code)
    return whole.removeprefix(code).strip() if whole.startswith(f"{code} ") else ""


def _before_or_now(name: Name) -> Use | None:
    for words in (name.choice, plain(name.code), name.question):
        before, now = bool(_BEFORE.search(words)), bool(_NOW.search(words))
        if before != now:
            return Use.BEFORE if before else Use.NOW
    return None


def _in_order(
    proposals: list[Proposal], names: Sequence[Name | None], items: Sequence[Item]
) -> list[Proposal]:
    """Give columns without a choice in words what is left, in the order of the question.

    Two columns of a pair are before and now; columns that are only numbered are its options.
    """
    for item in items:
        if item.kind != Item.Kind.PAIR:
            continue
        about = [
            at
            for at, name in enumerate(names)
            if name is not None and proposals[at].item in (item, None)
            and proposals[at].use in (Use.BEFORE, Use.NOW, Use.UNUSED)
            and _of_item(name, item)[0] >= NEAR
        ]  # fmt: skip
        sides = {proposals[at].use for at in about}
        if len(about) == 2 and sides != {Use.BEFORE, Use.NOW}:
            why = _("by its place: before, then now")
            for at, use in zip(about, (Use.BEFORE, Use.NOW), strict=True):
                proposals[at] = Proposal(use, item, None, why, sure=False)
    return proposals
