"""The one place where a fraction becomes a number that is printed.

Rounding is half up, as people learn it: 0.5 becomes 1 and 2.5 becomes 3 (Python's own `round` takes
the even neighbor).
"""

from decimal import Decimal
from fractions import Fraction
from math import floor


def half_up(value: Fraction, places: int = 0) -> Decimal:
    """*value*, not negative, rounded half up to *places* decimals, which are all kept.

    >>> half_up(Fraction(5, 2)), half_up(Fraction(1, 8), 2), half_up(Fraction(3), 1)
    (Decimal('3'), Decimal('0.13'), Decimal('3.0'))
    """
    if value < 0:
        raise ValueError(f"{value} is negative; shares and percentages are not.")
    return Decimal(floor(value * 10**places + Fraction(1, 2))).scaleb(-places)


def percent_of(share: Fraction, places: int = 0) -> Decimal:
    """*share* in percent, half up; 100 is said of everyone only, and 0 of nobody only.

    >>> percent_of(Fraction(46, 50))
    Decimal('92')
    >>> percent_of(Fraction(399, 400)), percent_of(Fraction(1, 400))
    (Decimal('99'), Decimal('1'))
    >>> percent_of(Fraction(1999, 2000), 1), percent_of(Fraction(1), 1)
    (Decimal('99.9'), Decimal('100.0'))
    """
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is no share: it lies outside 0 and 1.")
    rounded = half_up(share * 100, places)
    step = Decimal(1).scaleb(-places)
    if rounded == 100 and share < 1:
        return rounded - step
    if rounded == 0 and share > 0:
        return step
    return rounded
