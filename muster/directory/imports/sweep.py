"""Python looks for cycles of dead objects between batches, and not while their rows are decided.

The rows of a batch are tens of thousands of objects that live, and hardly one is in a cycle: to
look through all of them again and again took a tenth of the time of an import.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Other threads of the process make cycles meanwhile: after so many batches it is looked for them,
# among what is not old. The rest goes when the import has ended.
_BATCHES = 32


@contextmanager
def sweeping() -> Iterator[Callable[[], None]]:
    """Inside the block, cycles are looked for when what it gives is called, after each batch."""
    batches, was_on = 0, gc.isenabled()

    def sweep() -> None:
        nonlocal batches
        batches += 1
        if batches % _BATCHES == 0:
            gc.collect(1)

    gc.disable()
    try:
        yield sweep
    finally:
        if was_on:
            gc.enable()
