"""Of which numbers of a register a file has told so far, in a few bytes for each."""

from array import array

_DIGITS = 8


class Told:
    """By number: what its row told. A number that nobody told of is known by one bit.

    A census has each of a million numbers once; as a dictionary they would fill the memory. It is
    made of them when the first number comes again.
    """

    def __init__(self) -> None:
        self._seen = bytearray()
        self._numbers, self._told = array("I"), array("q")
        self._by_number: dict[int, int] | None = None
        # What is not digits alone: the numbers of agencies.
        self._others: dict[str, int] = {}
        # The number that was read last, and as what: whoever is asked for is mostly kept next.
        self._asked, self._which = "", 0

    def get(self, number: str) -> int | None:
        """What the first row of *number* told; None if there was none."""
        which = self._read(number)
        if not which:
            return self._others.get(number)
        if not self._seen or not self._seen[which >> 3] & (1 << (which & 7)):
            return None
        if self._by_number is None:
            self._by_number = dict(zip(self._numbers, self._told, strict=True))
        return self._by_number[which]

    def keep(self, number: str, told: int) -> None:
        """Remember what the row of *number* told."""
        which = self._read(number)
        if not which:
            self._others[number] = told
            return
        if not self._seen:
            self._seen = bytearray(10**_DIGITS // 8)
        self._seen[which >> 3] |= 1 << (which & 7)
        if self._by_number is not None:
            self._by_number[which] = told
        self._numbers.append(which)
        self._told.append(told)

    def _read(self, number: str) -> int:
        """*number*, where it is a few digits, as USDOT numbers are; else 0."""
        if number is not self._asked:
            is_plain = number.isdecimal() and number.isascii() and len(number) <= _DIGITS
            self._which = int(number) if is_plain and number[0] != "0" else 0
            self._asked = number
        return self._which
