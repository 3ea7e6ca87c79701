"""Plain spelling: what of a name counts when it is looked for.

Capitals and accents are set aside, apostrophes and full stops go, all other signs are spaces. On
PostgreSQL the same is a function in SQL, and a test holds the two together.
"""

import re

ACCENTED = "áàâäãåéèêëíìîïóòôöõúùûüñç"
BARE = "aaaaaaeeeeiiiiooooouuuunc"
DROPPED = "'’."
# Set aside among several words: half of all companies have one of them.
LEGAL_FORMS = ("llc", "inc", "corp", "co", "ltd")

_FOLD = str.maketrans(ACCENTED, BARE, DROPPED)
_SIGNS = re.compile(r"[^\w]+|_")


def plain(text: str) -> str:
    """*text* in plain spelling.

    >>> plain("J.B. O’Ñate & Sons, L.L.C.")
    'jb onate sons llc'
    """
    return " ".join(_SIGNS.sub(" ", text.lower().translate(_FOLD)).split())


def terms_of(text: str) -> list[str]:
    """The words that are all required, each as a beginning; legal forms count only alone.

    >>> terms_of("Quilton quil Freight, LLC")
    ['quilton', 'freight']
    """
    words = list(dict.fromkeys(plain(text).split()))
    words = [word for word in words if word not in LEGAL_FORMS] or words
    # What a longer one begins with is required already.
    return [
        word
        for word in words
        if not any(other != word and other.startswith(word) for other in words)
    ]
