"""The line under a figure: what it rests on, and what the silent could change."""

from muster.evidence.figure import Figure, HeadCount
from muster.evidence.wording import Gettext, as_written


def basis(figure: Figure | HeadCount, *, gettext: Gettext = as_written) -> str:
    """What *figure* rests on, in the reader's language.

    >>> print(basis(HeadCount(50, 67)))
    50 of the 67 people in the room. A count of people, so it has no interval.
    >>> print(basis(Figure(0, 0, 67)))
    Nobody answered.
    """
    if figure.contradicts_room:
        held = figure.k if isinstance(figure, HeadCount) else figure.n
        return _contradiction(held, figure.N, gettext)
    if isinstance(figure, HeadCount):
        return _counted(figure, gettext)
    return _answered(figure, gettext)


def _answered(figure: Figure, gettext: Gettext) -> str:
    """The basis of a figure that people gave answers to."""
    people, bounds = figure.finite, figure.bounds_percent
    if people is None or bounds is None:
        return gettext("Nobody answered.")
    numbers = {"k": figure.k, "n": figure.n, "N": figure.N}
    if figure.n == figure.N:
        return gettext("%(k)s of the %(n)s in the room. Everyone answered.") % numbers
    numbers |= {"few": people.low, "many": people.high, "low": bounds[0], "high": bounds[1]}
    if people.low == people.high:
        return (
            gettext(
                "%(k)s of %(n)s who answered, of %(N)s in the room. %(few)s of the %(N)s if silence"
                " was by chance; %(low)s–%(high)s%% whatever the silent think."
            )
            % numbers
        )
    return (
        gettext(
            "%(k)s of %(n)s who answered, of %(N)s in the room. %(few)s to %(many)s of the %(N)s if"
            " silence was by chance; %(low)s–%(high)s%% whatever the silent think."
        )
        % numbers
    )


def _counted(count: HeadCount, gettext: Gettext) -> str:
    """The basis of a count of people."""
    if count.N == 0:
        return gettext("Nobody was in the room.")
    if count.N == 1:
        return gettext("%(k)s of the 1 person in the room. A count, so it has no interval.") % {
            "k": count.k
        }
    return gettext(
        "%(k)s of the %(N)s people in the room. A count of people, so it has no interval."
    ) % {"k": count.k, "N": count.N}


def _contradiction(held: int, people: int, gettext: Gettext) -> str:
    """That more answers are held than people were there; neither number is corrected."""
    if held == 1:  # then the room was empty
        return gettext(
            "One answer is held and nobody was in the room; this contradiction is printed as it is."
        )
    if people == 0:
        return gettext(
            "%(held)s answers are held and nobody was in the room; this contradiction is printed"
            " as it is."
        ) % {"held": held}
    if people == 1:
        return gettext(
            "%(held)s answers are held and one person was in the room; this contradiction is"
            " printed as it is."
        ) % {"held": held}
    return gettext(
        "%(held)s answers are held and %(people)s people were in the room; this contradiction is"
        " printed as it is."
    ) % {"held": held, "people": people}
