"""How many of the whole room think so, when only some of it answered.

The room is the population: K of its N people think so, n of them answered, k of those said so. If
who stays silent is a matter of chance, k follows the hypergeometric distribution, and the people K
that the answers leave plausible are those that neither one-sided test refuses. This is the exact
interval by inversion of tests: Katz, L. (1953), "Confidence intervals for the number showing a
certain characteristic in a population when sampling is without replacement", JASA 48, 256-261; see
also Buonaccorsi, J. P. (1987), "A note on confidence intervals for proportions in finite
populations", The American Statistician 41, 215-218.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import comb

# Half of what a two-sided 95 % interval leaves out.
_TAIL = Fraction(1, 40)
# Where a sum of floats lies this close to the tail, whole numbers decide.
_UNSURE = 1e-9
# A term this small beside the sum, and all that follow it, change nothing within that margin.
_NOTHING = 1e-30


@dataclass(frozen=True, slots=True)
class CountInterval:
    """From *low* to *high* people of a room of *N*."""

    low: int
    high: int
    N: int


@lru_cache(maxsize=4096)
def plausible_people(k: int, n: int, N: int) -> CountInterval:
    """The numbers K of a room of *N* that *k* of *n* answers leave plausible, at 95 %.

    K is kept when P(X >= k | K) > 1/40 and P(X <= k | K) > 1/40. The first probability grows with K
    and the second falls, so the kept numbers have no gap and both ends are found by halving.

    >>> plausible_people(46, 50, 67)
    CountInterval(low=58, high=63, N=67)
    >>> plausible_people(50, 50, 67)
    CountInterval(low=65, high=67, N=67)
    >>> plausible_people(67, 67, 67)
    CountInterval(low=67, high=67, N=67)

    Raises:
        ValueError: the numbers do not satisfy 0 <= k <= n <= N, or nobody answered.
    """
    if not (0 <= k <= n <= N and n > 0):
        raise ValueError(f"No interval for k={k}, n={n}, N={N}: 0 <= k <= n <= N and 0 < n.")
    least, most = k, N - (n - k)  # what the answers themselves prove
    return CountInterval(
        low=_first(least, most, lambda K: _at_least_is_plausible(k, K, n, N)),
        # "At most k" of the yes is "at least n - k" of the no, so one test serves both ends.
        high=N - _first(N - most, N - least, lambda no: _at_least_is_plausible(n - k, no, n, N)),
        N=N,
    )


def _first(least: int, most: int, kept: Callable[[int], bool]) -> int:
    """The smallest number from *least* to *most* that is *kept*; *most* always is."""
    while least < most:
        middle = (least + most) // 2
        if kept(middle):
            most = middle
        else:
            least = middle + 1
    return least


def _at_least_is_plausible(k: int, K: int, n: int, N: int) -> bool:
    """Whether P(X >= k) > 1/40, where X of *n* drawn from *N* are among the *K*.

    The weights of all outcomes are summed as floats from the most likely outcome outward, relative
    to it: every term is positive and each step rounds three times, so the quotient is far more
    exact than the margin in which whole numbers decide. Only a tie, or almost one, costs the exact
    sum.
    """
    tail, whole = _weights(k, K, n, N)
    quotient = tail / whole
    if abs(quotient - float(_TAIL)) > _UNSURE:
        return quotient > _TAIL
    return _exactly(k, K, n, N) > _TAIL


def _weights(k: int, K: int, n: int, N: int) -> tuple[float, float]:
    """The weight of the outcomes from *k* up, and of all outcomes."""
    fewest, most = max(0, n - (N - K)), min(n, K)
    likeliest = min(max((n + 1) * (K + 1) // (N + 2), fewest), most)
    whole = 1.0
    tail = 1.0 if likeliest >= k else 0.0
    weight = 1.0
    for x in range(likeliest, most):
        weight *= (K - x) * (n - x) / ((x + 1) * (N - K - n + x + 1))
        whole += weight
        tail += weight if x + 1 >= k else 0.0
        if weight < _NOTHING:
            break
    weight = 1.0
    for x in range(likeliest, fewest, -1):
        weight *= x * (N - K - n + x) / ((K - x + 1) * (n - x + 1))
        whole += weight
        tail += weight if x - 1 >= k else 0.0
        if weight < _NOTHING:
            break
    return tail, whole


def _exactly(k: int, K: int, n: int, N: int) -> Fraction:
    """P(X >= k), with nothing rounded."""
    outcomes = range(max(k, n - (N - K)), min(n, K) + 1)
    return Fraction(sum(comb(K, x) * comb(N - K, n - x) for x in outcomes), comb(N, n))
