"""Python looks for cycles again after what keeps it from doing so, however that ends."""

from __future__ import annotations

import gc

import pytest

from danvan_desktop.store.garbage_collection import garbage_collector_off


def test_nothing_is_searched_inside() -> None:
    with garbage_collector_off():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_searched_again_after_a_fault() -> None:
    with pytest.raises(KeyError), garbage_collector_off():
        raise KeyError
    assert gc.isenabled()


def test_whoever_had_put_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with garbage_collector_off():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
