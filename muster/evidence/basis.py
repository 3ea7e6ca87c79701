"""The line under a figure: what it rests on, and what the silent could change.

`basis` speaks of a figure that was just counted. A frozen report says the same sentences of the
numbers that it holds: `answered`, `counted` and `contradiction` take plain numbers.
"""

from collections.abc import Sequence

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
        return contradiction(held, figure.N, gettext=gettext)
    if isinstance(figure, HeadCount):
        return counted(figure.k, figure.N, gettext=gettext)
    finite = figure.finite
    return answered(
        figure.k,
        figure.n,
        figure.N,
        people=(finite.low, finite.high) if finite else None,
        bounds=figure.bounds_percent,
        gettext=gettext,
    )


def answered(
    k: int,
    n: int,
    N: int,
    *,
    people: Sequence[int] | None,
    bounds: Sequence[int] | None,
    gettext: Gettext = as_written,
) -> str:
    """The basis of a figure that people gave answers to.

    Args:
        people: the ends of the exact interval, in people of the room.
        bounds: the share of the room if all the silent had said no, and yes, in percent.
    """
    if people is None or bounds is None:
        return gettext("Nobody answered.")
    numbers = {"k": k, "n": n, "N": N}
    if n == N:
        return gettext("%(k)s of the %(n)s in the room. Everyone answered.") % numbers
    numbers |= {"few": people[0], "many": people[1], "low": bounds[0], "high": bounds[1]}
    if people[0] == people[1]:
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


def counted(
    k: int,
    N: int,
    *,
    gettext: Gettext = as_written,
) -> str:
    """The basis of a count of people."""
    if N == 0:
        return gettext("Nobody was in the room.")
    if N == 1:
        return gettext("%(k)s of the 1 person in the room. A count, so it has no interval.") % {
            "k": k
        }
    return gettext(
        "%(k)s of the %(N)s people in the room. A count of people, so it has no interval."
    ) % {"k": k, "N": N}


def contradiction(held: int, people: int, *, gettext: Gettext = as_written) -> str:
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
