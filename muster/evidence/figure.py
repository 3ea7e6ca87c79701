"""A number that can be printed: k of n who answered, of N who could have.

Whole numbers and fractions until the last moment; only Wilson's interval, which has a square root
in it, is a float.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from statistics import NormalDist

from muster.evidence.finite import CountInterval, plausible_people
from muster.evidence.rounding import percent_of

# The normal quantile of a two-sided 95 % interval, 1.959964.
_Z = NormalDist().inv_cdf(0.975)
# From this many answers on, a tenth of a percent is more than noise.
_DECIMALS_FROM = 1000


@dataclass(frozen=True, slots=True)
class Interval:
    """From *low* to *high*, both shares between 0 and 1."""

    low: float
    high: float

    @property
    def percent(self) -> tuple[float, float]:
        """Both ends in percent with one decimal, half up; 100.0 and 0.0 only where they are exact.

        >>> Interval(0.81161, 0.96845).percent
        (81.2, 96.8)
        """
        low, high = (percent_of(Fraction(end), 1) for end in (self.low, self.high))
        return float(low), float(high)


@dataclass(frozen=True, slots=True)
class Figure:
    """k of n who answered, of N who could have.

    >>> f = Figure(k=49, n=50, N=67)
    >>> f.percent
    98
    >>> f.bounds  # if all 17 silent people had said no; yes
    (Fraction(49, 67), Fraction(66, 67))

    More people may have answered than were in the room (51 forms, 50 people): the figure then
    contradicts the room, says so, and draws no conclusion about the room.

    Raises:
        ValueError: the numbers do not satisfy 0 <= k <= n and 0 <= N.
    """

    k: int
    n: int
    N: int

    def __post_init__(self) -> None:
        """Refuse numbers that cannot be."""
        if not (0 <= self.k <= self.n and self.N >= 0):
            raise ValueError(
                f"k={self.k}, n={self.n}, N={self.N} is no figure: 0 <= k <= n and 0 <= N."
            )

    @property
    def contradicts_room(self) -> bool:
        """Whether more people answered than were there.

        >>> Figure(40, 51, 50).contradicts_room
        True
        """
        return self.n > self.N

    @property
    def share(self) -> Fraction | None:
        """k of n, exactly; nothing when nobody answered."""
        return Fraction(self.k, self.n) if self.n else None

    @property
    def percent(self) -> int | Decimal | None:
        """The share as it is printed: whole percent, from 1,000 answers on with one decimal.

        100 is printed of everyone only and 0 of nobody only.

        >>> Figure(46, 50, 67).percent, Figure(50, 50, 67).percent, Figure(249, 250, 300).percent
        (92, 100, 99)
        >>> Figure(1234, 2000, 2500).percent
        Decimal('61.7')
        """
        return _printed(self.k, self.n)

    @property
    def wilson(self) -> Interval | None:
        """95 % score interval for k of n; nothing when nobody answered.

        Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical
        inference", JASA 22, 209-212. For a unanimous answer the lower limit stays below 1:

        >>> low_and_high = Figure(50, 50, 67).wilson
        >>> low_and_high is not None and round(low_and_high.low, 4)
        0.9287
        """
        if not self.n:
            return None
        k, n, zz = self.k, self.n, _Z * _Z
        middle = (k + zz / 2) / (n + zz)
        reach = _Z * sqrt(k * (n - k) / n + zz / 4) / (n + zz)
        # Ends that are exact in theory are so in print: a float may miss them by a digit.
        return Interval(
            low=max(0.0, middle - reach) if k else 0.0,
            high=min(1.0, middle + reach) if k < n else 1.0,
        )

    @property
    def finite(self) -> CountInterval | None:
        """How many of the N think so, if who stayed silent is a matter of chance (exact, 95 %).

        Nothing when nobody answered, or when the figure contradicts the room.

        >>> Figure(49, 50, 67).finite
        CountInterval(low=63, high=66, N=67)
        """
        if not self.n or self.contradicts_room:
            return None
        return plausible_people(self.k, self.n, self.N)

    @property
    def bounds(self) -> tuple[Fraction, Fraction] | None:
        """The shares of the room if all the silent had said no, and if all had said yes.

        Nothing when there is no room, or when the figure contradicts it.
        """
        if not self.N or self.contradicts_room:
            return None
        return Fraction(self.k, self.N), Fraction(self.k + self.N - self.n, self.N)

    @property
    def bounds_percent(self) -> tuple[int, int] | None:
        """The bounds in whole percent.

        >>> Figure(46, 50, 67).bounds_percent, Figure(50, 50, 67).bounds_percent
        ((69, 94), (75, 100))
        """
        if self.bounds is None:
            return None
        low, high = self.bounds
        return int(percent_of(low)), int(percent_of(high))


@dataclass(frozen=True, slots=True)
class HeadCount:
    """k of the N people themselves: nobody was asked, so it has neither interval nor bounds.

    A response rate is one. It reads like a `Figure`; more answers than people contradict the room,
    and no percentage is printed then.

    >>> HeadCount(50, 67).percent
    75
    >>> HeadCount(51, 50).percent is None
    True

    Raises:
        ValueError: a number is negative.
    """

    k: int
    N: int

    def __post_init__(self) -> None:
        """Refuse numbers that cannot be."""
        if self.k < 0 or self.N < 0:
            raise ValueError(f"k={self.k}, N={self.N} is no head count: no number is negative.")

    @property
    def n(self) -> int:
        """All N: a count leaves nobody silent."""
        return self.N

    @property
    def contradicts_room(self) -> bool:
        """Whether more are counted than were there."""
        return self.k > self.N

    @property
    def share(self) -> Fraction | None:
        """k of N, exactly; nothing of an empty room or against it."""
        return Fraction(self.k, self.N) if self.N and not self.contradicts_room else None

    @property
    def percent(self) -> int | Decimal | None:
        """The share as it is printed, rounded like that of a `Figure`."""
        return None if self.contradicts_room else _printed(self.k, self.N)

    @property
    def wilson(self) -> None:
        """Nothing: a count has no interval."""
        return None

    @property
    def finite(self) -> None:
        """Nothing: a count has no interval."""
        return None

    @property
    def bounds(self) -> None:
        """Nothing: nobody is silent in a count."""
        return None

    @property
    def bounds_percent(self) -> None:
        """Nothing: nobody is silent in a count."""
        return None


def _printed(k: int, n: int) -> int | Decimal | None:
    """k of n in percent: whole below 1,000, with one decimal from there on."""
    if not n:
        return None
    if n < _DECIMALS_FROM:
        return int(percent_of(Fraction(k, n)))
    return percent_of(Fraction(k, n), 1)
