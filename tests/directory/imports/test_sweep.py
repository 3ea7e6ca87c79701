"""Cycles of dead objects are looked for between the batches of an import."""

import gc
import weakref

import pytest

from muster.directory.imports.sweep import _BATCHES, sweeping


class Knot:
    """Refers to itself, so that it is not gone when nobody has it any more."""

    def __init__(self):
        self.itself = self


def test_cycles_are_swept_after_some_batches_and_not_before():
    with sweeping() as sweep:
        dead = weakref.ref(Knot())
        for _batch in range(_BATCHES - 1):
            sweep()
        assert dead() is not None
        sweep()
        assert dead() is None


def test_python_sweeps_again_afterwards_whatever_happens():
    assert gc.isenabled()
    with pytest.raises(ValueError, match="no such row"), sweeping():
        assert not gc.isenabled()
        raise ValueError("no such row")
    assert gc.isenabled()
    gc.disable()
    try:
        with sweeping():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
