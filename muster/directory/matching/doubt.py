"""What no score may say alone: when a pair is not shown, and when it is in doubt however high.

The weights add up as if each field spoke for itself. They do not where two share a house: the
police and the constable of one courthouse have its street, its town and its phone, and two people
of one office its mailbox, its firm and its town. Then the names decide.
"""

from collections.abc import Mapping, Sequence

from muster.directory.matching.model import MISSING, SHARED
from muster.directory.matching.rows import Noun, Row, Weight
from muster.directory.matching.spell import divisions_of, state_of
from muster.directory.names import normal_name

DOUBT = "doubt"
# What speaks against agencies of two states.
STATES = "states"
# As likely as not: a pair in doubt is to be looked at, and never called the same.
AS_LIKELY_AS_NOT = 0.0
# About one in a thousand: not shown.
HARDLY = -10.0
# Names of two offices, whoever they are; and names that share too little where they are agencies.
_OFFICES = frozenset(("unit",))
_AGENCIES = _OFFICES | {MISSING, "partly", "differs"}
# Names of two people.
_PEOPLE = frozenset((MISSING, "letter", "relative", "given", "differs"))


def is_spoken_for(noun: Noun, weights: Sequence[Weight]) -> bool:
    """Whether something besides a mailbox, a website or a place says that the two are one.

    A mailbox is used by several, a website belongs to a chain, and a place holds many: two records
    are never one on these alone. People need their name; organizations their name, a number in a
    register, or a street and a phone together. Two kinds of agency may have those in common too.
    """
    bits = {weight.field: weight.bits for weight in weights}
    if bits["name"] > 0:
        return True
    if noun is Noun.PEOPLE:
        return False
    if _is_registered(bits):
        return True
    return bits["agency"] >= 0 and min(bits["street"], bits["phone"]) > 0


def doubt_of(
    noun: Noun, weights: Sequence[Weight], score: float, *, pair: tuple[Row, Row]
) -> Weight | None:
    """What speaks against a pair that everything but the names calls one; None if nothing does.

    It brings the *score* down to as likely as not, and of agencies of two states to nearly nothing.
    """
    if score > HARDLY and noun is Noun.ORGANIZATIONS and _are_of_two_states(weights, *pair):
        return Weight(DOUBT, STATES, HARDLY - score)
    if score <= AS_LIKELY_AS_NOT:
        return None
    told = {weight.field: weight for weight in weights}
    if noun is Noun.PEOPLE:
        is_doubtful = told["name"].level in _PEOPLE and not _are_at_home(told)
    else:
        are_agencies = any(row.agency for row in pair)
        names = _AGENCIES if are_agencies else _OFFICES
        bits = {field: weight.bits for field, weight in told.items()}
        are_two = told["name"].level in names or (are_agencies and _are_divisions(*pair))
        is_doubtful = are_two and not _is_registered(bits)
    return Weight(DOUBT, str(noun), AS_LIKELY_AS_NOT - score) if is_doubtful else None


def _are_of_two_states(weights: Sequence[Weight], left: Row, right: Row) -> bool:
    """Whether two agencies are each of another state, and no number says that they are one.

    An agency is of one state alone, unlike a company with its offices and terminals.
    """
    if not any(row.agency or row.ori for row in (left, right)):
        return False
    mine, other = state_of(left), state_of(right)
    bits = {weight.field: weight.bits for weight in weights}
    return bool(mine and other) and mine != other and not _is_registered(bits)


def _are_divisions(left: Row, right: Row) -> bool:
    """Whether one names a part of an agency, a bureau or a substation, that the other does not."""
    mine, other = normal_name(left.name), normal_name(right.name)
    parts = divisions_of(mine) | divisions_of(other)
    return bool(parts) and set(mine.split()) != set(other.split())


def _are_at_home(told: Mapping[str, Weight]) -> bool:
    """Whether the two have a street in common that is no office's, as far as they say.

    A mistake in a name at one front door is likelier than two people of nearly one name there.
    """
    shared = any(told[field].level == SHARED for field in ("phone", "email"))
    return told["street"].bits > 0 and told["organization"].level == MISSING and not shared


def _is_registered(bits: Mapping[str, float]) -> bool:
    return max(bits["usdot"], bits["ori"]) > 0
