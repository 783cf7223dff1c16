"""What the package of the store offers, each loaded when it is first asked for."""

import subprocess
import sys

import pytest

from danvan_desktop import store


@pytest.mark.parametrize("name", store.__all__)
def test_every_name_is_found_in_its_module(name):
    assert getattr(store, name) is not None
    assert name in vars(store)


def test_the_list_of_names_is_whole():
    assert set(store.__all__) == set(store._HOMES)


def test_an_unknown_name_is_refused_as_in_any_module():
    with pytest.raises(AttributeError, match="has no attribute 'Shop'"):
        store.Shop  # noqa: B018


def test_one_name_loads_its_own_module_alone():
    seen = "import sys; from danvan_desktop.store import StoreError; print('danvan_desktop.store.store' in sys.modules)"
    child = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert child.stdout == "False\n"
