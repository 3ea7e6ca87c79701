"""Nouns that are counted in a report: people, the places they work at, and cases.

Singular forms; `plurals` makes the rest. Two checks share them: a small number of any of these can
point at somebody, and a number before one of them is a count.
"""

from collections.abc import Iterable

PEOPLE = frozenset(
    {
        "person", "individual", "participant", "attendee", "representative", "respondent",
        "employee", "worker", "staff member", "member", "driver", "trucker", "officer", "deputy",
        "sheriff", "trooper", "detective", "investigator", "agent", "dispatcher", "prosecutor",
        "manager", "owner", "executive", "director", "supervisor", "leader", "specialist",
        "trainer", "speaker", "stakeholder", "victim", "survivor", "woman", "man", "child", "girl",
        "boy", "teenager", "minor", "adult", "caller", "witness", "student", "volunteer",
        "advocate",
    }
)  # fmt: skip
PLACES = frozenset(
    {
        "casino", "truck stop", "travel center", "travel plaza", "plaza", "terminal", "station",
        "bus station", "rest area", "weigh station", "store", "hotel", "motel", "plant", "site",
        "location", "facility", "company", "carrier", "fleet", "shipper", "organization", "agency",
        "department", "office", "association", "task force", "school", "business", "nonprofit",
    }
)  # fmt: skip
CASES = frozenset(
    {
        "tip", "case", "call", "report", "lead", "investigation", "arrest", "referral", "recovery",
        "incident",
    }
)  # fmt: skip

# What else a report counts; a group of them points at nobody.
THINGS = frozenset(
    {
        "truck", "bus", "vehicle", "mile", "hour", "day", "week", "month", "dollar", "poster",
        "card", "decal", "copy", "material", "restroom", "room", "city", "county", "state", "town",
        "answer", "response", "question", "form", "introduction", "promise", "partner", "sponsor",
        "page", "time",
    }
)  # fmt: skip

# What cannot stand between a number and what it counts: "two months after the meeting, tips came".
NOT_BETWEEN = (
    "seconds?|minutes?|hours?|days?|weeks?|months?|years?|times?|percent|builds?|CBs?|meetings?"
    "|trainings?|briefings?|events?|goals?|of|or|and|the|a|an|in|on|at|to|by|for|from|with|after"
    "|before|since|until|than|as|but|that|which|who|is|are|was|were|be|been|has|have|had|will|can"
    "|may|did|do|does|not|out|per|more|other|others|ones?"
)

_IRREGULAR = {
    "person": ("people", "persons"),
    "woman": ("women",),
    "man": ("men",),
    "child": ("children",),
    "staff member": ("staff members", "staff"),
}


def plurals(nouns: Iterable[str]) -> list[str]:
    """The plural forms of *nouns*, longest first, as a pattern wants them.

    >>> plurals(["tip", "agency", "person", "witness"])
    ['witnesses', 'agencies', 'persons', 'people', 'tips']
    """
    forms = {form for noun in nouns for form in _IRREGULAR.get(noun, (_plural(noun),))}
    return sorted(forms, key=lambda form: (-len(form), form))


def _plural(noun: str) -> str:
    """The regular plural of *noun*."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def with_article(noun: str) -> str:
    """*noun* with the article that its first letter asks for.

    >>> with_article("agency"), with_article("truck stop")
    ('an agency', 'a truck stop')
    """
    return f"{'an' if noun[:1].casefold() in 'aeiou' else 'a'} {noun}"
