"""How a sentence of this room reaches the reader's language.

The room knows no framework, so the translation is an argument. It is always called `gettext`, so
that the tools that collect messages find the sentences where they stand.
"""

from collections.abc import Callable

Gettext = Callable[[str], str]


def as_written(sentence: str) -> str:
    """*sentence* itself: the translation of whoever brings none.

    >>> as_written("Nobody answered.")
    'Nobody answered.'
    """
    return sentence
