"""What in a text could be a name, so that a directory of any size can be asked for exactly that.

A name begins with a capital letter or a digit and has up to six words. Everything that begins so is
a candidate, with and without the marks at its ends; whoever knows the names says which are some.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from muster.evidence.spans import sentences

LONGEST = 6

_BEFORE = "“\"'‘([{«*_#-–"
_AFTER = ".,;:!?…)]}\"”’'»*_-–"
# Between two names there may stand a dash without spaces, or what a figure fills in.
_APART = re.compile(r"[—…]|\{[^{}\n]*\}|(?<=[^\W\d_])/(?=[^\W\d_])")
_SMALL = re.compile(r"(?<![\w’'])[a-zà-öø-ÿ][\w’'-]*")
_ENDS = re.compile(r"[;:!?)\]}”»]\Z")
# After so many small words in a row a name is over: "County of the", "County tag office".
_SMALL_IN_A_ROW = 2


def possible_names(texts: Iterable[str]) -> set[str]:
    """Every run of up to six words in *texts* that could be somebody's name.

    A single word that begins a sentence is none where the texts also write it small.

    >>> found = possible_names(["Drivers met Riley Okafor’s team. All the drivers did."])
    >>> "Riley Okafor" in found, "Drivers" in found
    (True, False)
    """
    plain = [_APART.sub(" ", text) for text in texts]
    small = {word for text in plain for word in _SMALL.findall(text)}
    found: set[str] = set()
    for text in plain:
        for start, end in sentences(text):
            words = text[start:end].split()
            for at, word in enumerate(words):
                if _begins_a_name(word):
                    first = at == 0 and word.strip(_BEFORE + _AFTER).casefold() in small
                    found.update(_runs(words[at : at + LONGEST], more_than_one=first))
    return found


def _begins_a_name(word: str) -> bool:
    first = word.lstrip(_BEFORE)[:1]
    return first.isupper() or first.isdigit()


def _runs(words: Sequence[str], *, more_than_one: bool) -> Iterator[str]:
    """The runs that begin with the first of *words*."""
    small = 0
    for length, word in enumerate(words, start=1):
        small = 0 if _begins_a_name(word) or not word[:1].isalpha() else small + 1
        if small > _SMALL_IN_A_ROW:
            return
        if length > 1 or not more_than_one:
            yield from _written(" ".join(words[:length]))
        if length > 1 and not small:
            yield from _of_a_person(words[:length])
        if _ENDS.search(word):
            return


def _written(run: str) -> Iterator[str]:
    """*run* without the marks at its ends, in the ways in which a directory may have written it."""
    whole = run.lstrip(_BEFORE)
    bare = whole.rstrip(_AFTER)
    forms = {bare, bare.removesuffix("’s").removesuffix("'s")}
    if whole.startswith(f"{bare}."):
        forms.add(f"{bare}.")  # Acme Co.
    if bare.isupper() and " " in bare:
        forms |= {bare.title()}
    for form in forms:
        if not any(letter.isalpha() for letter in form):
            continue
        yield form
        if "’" in form or "'" in form:
            yield form.replace("’", "'")
            yield form.replace("'", "’")


def _of_a_person(words: Sequence[str]) -> Iterator[str]:
    """First and last name of *words*: without what stands between, and put in order."""
    first, last = words[0].strip(_BEFORE), words[-1]
    if first.endswith(","):
        yield from _written(f"{words[1].rstrip(_AFTER)} {first[:-1]}")  # Ruiz, Ana
    elif 2 < len(words) <= 4:
        yield from _written(f"{first} {last}")  # Ana M. Ruiz
