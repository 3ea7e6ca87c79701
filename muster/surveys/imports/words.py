"""What a word of a scale stands for: a value of the question, no answer, or nobody knows yet.

The same word, in English or Spanish, is that value. Tools have words of their own for the ends of a
scale, and numbers: for these a value is proposed, and said why. A word that is none of these is
left to a member: nothing is guessed, because each answer that is left out makes the room smaller.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from muster.programs.models import Item, Option

NO_ANSWER = "-"
YES, NO = "yes", "no"
LONGEST_WORD = 300

_SCALE: dict[str, frozenset[str]] = {
    "strongly_agree": frozenset(
        {"strongly agree", "completely agree", "totally agree", "fully agree", "agree strongly",
         "very much agree", "muy de acuerdo", "totalmente de acuerdo", "completamente de acuerdo",
         "stimme voll und ganz zu", "stimme voll zu"}
    ),
    "agree": frozenset(
        {"agree", "somewhat agree", "mostly agree", "slightly agree", "agree somewhat",
         "de acuerdo", "algo de acuerdo", "estoy de acuerdo", "stimme zu", "stimme eher zu"}
    ),
    "disagree": frozenset(
        {"disagree", "somewhat disagree", "mostly disagree", "slightly disagree",
         "disagree somewhat", "en desacuerdo", "algo en desacuerdo", "no estoy de acuerdo",
         "stimme nicht zu", "stimme eher nicht zu"}
    ),
    "strongly_disagree": frozenset(
        {"strongly disagree", "completely disagree", "totally disagree", "fully disagree",
         "disagree strongly", "muy en desacuerdo", "totalmente en desacuerdo",
         "completamente en desacuerdo", "stimme überhaupt nicht zu"}
    ),
    "neutral": frozenset(
        {"neutral", "neither agree nor disagree", "neither", "undecided",
         "ni de acuerdo ni en desacuerdo", "weder noch"}
    ),
    "yes": frozenset({"yes", "y", "true", "1", "sí", "si", "s", "verdadero", "ja", "yes it was"}),
    "no": frozenset({"no", "n", "false", "0", "2", "falso", "nein"}),
}  # fmt: skip
# Where a scale has no "strongly", who agrees strongly agrees.
_WIDER = {"strongly_agree": "agree", "strongly_disagree": "disagree"}
_CHOSEN = frozenset({"yes", "y", "true", "1", "x", "checked", "selected", "sí", "si", "ja"})
_NOT_CHOSEN = frozenset(
    {"no", "n", "false", "0", "unchecked", "not selected", "nein", "quoted", "not quoted"}
)
_NONE = frozenset(
    {"-", "--", "n/a", "na", "n.a.", "none given", "no answer", "no response", "not applicable",
     "prefer not to answer", "prefer not to say", "no aplica", "sin respuesta",
     "prefiero no contestar", "prefiero no responder", "keine antwort", "keine angabe", "-99",
     "-oth-"}
)  # fmt: skip
_MAYBE_NONE = frozenset(
    {"don't know", "dont know", "do not know", "not sure", "unsure", "no opinion", "no sé",
     "no sabe", "weiß nicht"}
)  # fmt: skip
_REFUSES = re.compile(
    r"\b(no|not|don'?t|do not|never|nein|nicht|rather not)\b|\bkeine?\b", re.IGNORECASE
)
_AGREES = re.compile(r"\b(yes|y|ok|okay|sure|agree|may|sí|si|claro|ja|true|1)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(?:\d+\s*[-–.:)=]\s*(?P<after>\D.*)|(?P<before>.*\D)\s*\(\d+\))\s*")
_CODE = re.compile(r"(?:A|AO)0*(\d{1,2})")
_MOST = Decimal(10**10)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word is taken for; an empty value says that nobody knows yet."""

    value: str
    why: str = ""
    sure: bool = True


_UNKNOWN = Meaning("", sure=False)


def spoken(word: str) -> str:
    """*word* as it is compared: small letters, plain spaces and apostrophes, no dot at its end."""
    text = word.replace("\xa0", " ").replace("’", "'")
    return _SPACES.sub(" ", text).strip().rstrip(".").casefold()


def degree_of(word: str) -> str:
    """How far *word* agrees: “strongly_agree”; empty if it is no word of such a scale.

    >>> degree_of("5 - Strongly agree")
    'strongly_agree'
    >>> degree_of("Owner")
    ''
    """
    numbered = _NUMBERED.fullmatch(word)
    text = spoken(numbered["after"] or numbered["before"] if numbered else word)
    found = (name for name, words in _SCALE.items() if text in words and name not in (YES, NO))
    return next(found, "")


def meanings(
    item: Item, words: Mapping[str, int], remembered: Mapping[str, str]
) -> dict[str, Meaning]:
    """What each word of a column that answers *item* stands for."""
    options = list(item.options.all())
    # Of a number, what is none is read by a member: it is no answer, or the column is another.
    if item.kind == Item.Kind.NUMBER:
        options = []
    known = {option.value for option in options} | {NO_ANSWER}
    numbers = _numbers(words, options)
    codes = _codes(words, options)
    found = {}
    for word in words:
        if remembered.get(word) in known:
            found[word] = Meaning(remembered[word], _("as the last time"))
        else:
            found[word] = (
                _meaning(word, options) or numbers.get(word) or codes.get(word) or _UNKNOWN
            )
    return found


def meaning_of_mark(word: str, option: Option) -> Meaning:
    """Whether a cell in the column of one *option* says that it was chosen."""
    text = spoken(word)
    if text in _NOT_CHOSEN:
        return Meaning(NO, _("not chosen"))
    if text in _CHOSEN or text in {spoken(option.label), spoken(option.label_es), option.value}:
        return Meaning(YES, _("chosen"))
    return Meaning(YES, _("something stands in it"), sure=False)


def meaning_of_leave(word: str) -> Meaning:
    """Whether *word*, answered to whether sentences may be shared, allows it.

    Whatever is not plainly a yes is a no: leave is given, never supposed.
    """
    text = spoken(word)
    if _REFUSES.search(text):
        return Meaning(NO, _("says no"))
    if _AGREES.search(text):
        return Meaning(YES, _("says yes"), sure=text in _SCALE["yes"])
    return Meaning(NO, _("does not plainly say yes"), sure=False)


def split_choices(cell: str, options: Iterable[Option]) -> list[str]:
    """The single choices in a cell that holds any of several.

    Tools put semicolons, line breaks or commas between them; a comma may also stand in a choice.
    """
    for separator in ("\n", ";", "|"):
        if separator in cell:
            return [part.strip() for part in cell.split(separator) if part.strip()]
    rest, found = cell.strip(), []
    labels = sorted(
        {label for option in options for label in (option.label, option.label_es) if "," in label},
        key=len,
        reverse=True,
    )
    for label in labels:
        if label in rest:
            found.append(label)
            rest = rest.replace(label, "", 1)
    return found + [part.strip() for part in rest.split(",") if part.strip()]


def number_of(cell: str) -> Decimal | None:
    """The number in *cell*, which may have commas between its thousands; none where it is none."""
    try:
        number = Decimal(cell.replace(",", "").strip()).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < _MOST else None


def language_of(word: str, options: Iterable[Option]) -> str:
    """The language that *word* shows to be: "es" where it is only the Spanish label."""
    text = spoken(word)
    english = {spoken(option.label) for option in options}
    spanish = {spoken(option.label_es) for option in options if option.label_es}
    if text in english ^ spanish:
        return "en" if text in english else "es"
    return ""


def count_words(cells: Iterable[str]) -> Counter[str]:
    """How often each word stands in a column."""
    return Counter(cell.strip()[:LONGEST_WORD] for cell in cells if cell.strip())


def _meaning(word: str, options: Sequence[Option]) -> Meaning | None:
    text = spoken(word)
    for option in options:
        if text in {spoken(option.label), spoken(option.label_es), option.value.casefold()} - {""}:
            return Meaning(option.value, _("the same word"))
    values = {option.value for option in options}
    for value, words in _SCALE.items():
        if text in words and not text.isdecimal():
            if value in values:
                return Meaning(value, _("another word for it"))
            if _WIDER.get(value) in values:
                return Meaning(_WIDER[value], _("the scale has no stronger word"))
    if text in _NONE:
        return Meaning(NO_ANSWER, _("says that there is no answer"))
    if text in _MAYBE_NONE:
        return Meaning(NO_ANSWER, _("perhaps no answer: please look"), sure=False)
    if match := _NUMBERED.fullmatch(word):
        return _meaning(match["after"] or match["before"], options)
    near = [
        (fuzz.ratio(text, spoken(label)), option.value)
        for option in options
        for label in (option.label, option.label_es)
        if label
    ]
    score, value = max(near, default=(0, ""))
    if score >= 90:
        return Meaning(value, _("nearly the same word"), sure=False)
    return None


def _numbers(words: Iterable[str], options: Sequence[Option]) -> dict[str, Meaning]:
    """What the numbers of a scale stand for, the highest being the strongest agreement."""
    numbers = {word: int(word) for word in words if re.fullmatch(r"\d{1,2}", word)}
    ends = {option.value: option for option in options}
    if set(ends) == {"yes", "no"} and set(numbers.values()) <= {0, 1}:
        why = _("1 is taken for yes, 0 for no")
        return {word: Meaning(YES if n else NO, why, sure=False) for word, n in numbers.items()}
    best_first = _best_first(options)
    most = max(numbers.values(), default=0)
    if not best_first or not 2 <= most <= 5 or min(numbers.values()) < 1:
        return {}
    most = max(most, 4 if len(best_first) == 4 else most)
    if most in (4, 5) and len(best_first) in (2, 4):
        best, *inner, worst = best_first
        second, third = inner or (best, worst)
        steps = [best, second, *([None] if most == 5 else []), third, worst]
    elif most == len(best_first):
        steps = list(best_first)
    else:
        return {}
    why = _("%(most)s is taken for the most agreement") % {"most": most}
    return {
        word: Meaning(option.value, why, sure=False)
        for word, n in numbers.items()
        if (option := steps[most - n]) is not None
    }


def _best_first(options: Sequence[Option]) -> list[Option]:
    """A scale from its best end; nothing where its ends do not differ."""
    if len(options) < 2 or options[0].counts == options[-1].counts:
        return []
    return list(options) if options[0].counts else list(reversed(options))


def _codes(words: Iterable[str], options: Sequence[Option]) -> dict[str, Meaning]:
    """What LimeSurvey's codes stand for: A1 is the first thing that could be chosen."""
    places = {word: int(match[1]) for word in words if (match := _CODE.fullmatch(word))}
    if not places or max(places.values()) > len(options) or min(places.values()) < 1:
        return {}
    why = _("by its place among the choices: please look")
    return {
        word: Meaning(options[place - 1].value, why, sure=False) for word, place in places.items()
    }
