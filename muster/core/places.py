"""What places are called."""

import us


def state_name(code: str) -> str:
    """The state of a two-letter code; a code that no state has (an invented place) stands as it is.

    >>> state_name("MS"), state_name("ZZ")
    ('Mississippi', 'ZZ')
    """
    found = us.states.lookup(code)
    return str(found.name) if found else code
