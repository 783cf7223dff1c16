"""What the exchange keeps in the settings comes back as it was, and empty where it cannot be read."""

import pytest

from danvan_desktop.sync.remembered import remember, remembered


@pytest.fixture
def store(made):
    return made("xa", "Xã Đông Sơn", "DS", "commune")


def test_what_was_kept_comes_back_as_it_was(store):
    remember(store, "sync.tried", {"máy": ["một", "hai"]})
    assert remembered(store, "sync.tried", dict[str, list[str]]) == {"máy": ["một", "hai"]}


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", "[" * 100_000])
def test_what_is_not_there_or_cannot_be_read_is_empty(store, text):
    store.settings.set("sync.tried", text)
    assert remembered(store, "sync.tried", dict[str, list[str]]) == {}
