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

    def get(self, number: str) -> int | None:
        """What the first row of *number* told; None if there was none."""
        if not _is_plain(number):
            return self._others.get(number)
        which = int(number)
        if not self._seen or not self._seen[which >> 3] & (1 << (which & 7)):
            return None
        if self._by_number is None:
            self._by_number = dict(zip(self._numbers, self._told, strict=True))
        return self._by_number[which]

    def keep(self, number: str, told: int) -> None:
        """Remember what the row of *number* told."""
        if not _is_plain(number):
            self._others[number] = told
            return
        which = int(number)
        if not self._seen:
            self._seen = bytearray(10**_DIGITS // 8)
        self._seen[which >> 3] |= 1 << (which & 7)
        if self._by_number is not None:
            self._by_number[which] = told
        self._numbers.append(which)
        self._told.append(told)


def _is_plain(number: str) -> bool:
    return number.isdecimal() and number.isascii() and len(number) <= _DIGITS and number[0] != "0"
