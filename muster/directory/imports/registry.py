"""What rooms above know that no list may hold.

The directory never imports them; they register when the applications are ready.
"""

from collections.abc import Callable

from muster.core.sheets import Sheet

Refusal = Callable[[Sheet], None]
_REFUSALS: list[Refusal] = []


def register(refusal: Refusal) -> None:
    """Let *refusal* look at every file before it is kept.

    It raises a `SheetError` where the file must not be: its message says where it belongs.
    """
    _REFUSALS.append(refusal)


def refuse(sheet: Sheet) -> None:
    """Ask all, whatever a member said that the file is.

    Raises:
        SheetError: the file must not be kept.
    """
    for refusal in _REFUSALS:
        refusal(sheet)
