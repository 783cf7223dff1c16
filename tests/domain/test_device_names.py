"""A device is called a laptop once: people mostly begin its name so themselves."""

import unicodedata

import pytest

from danvan_desktop.domain.device_names import device_called, device_of_unit
from danvan_desktop.localization import Translator

APART = unicodedata.normalize("NFD", "MÁY 2")


@pytest.mark.parametrize(
    ("name", "told", "quoted"),
    [
        ("Máy thôn 1", "Máy thôn 1", "“Máy thôn 1”"),
        ("máy thôn Đông", "máy thôn Đông", "“máy thôn Đông”"),
        (APART, APART, f"“{APART}”"),
        ("Thôn 1", "máy Thôn 1", "máy “Thôn 1”"),
        ("Mây trắng", "máy Mây trắng", "máy “Mây trắng”"),
        ("Máy{tính}", "máy Máy{tính}", "máy “Máy{tính}”"),
    ],
)
def test_a_device_is_called_a_laptop_once(name, told, quoted):
    say = Translator()
    assert say(device_called(name)) == told
    assert say(device_called(name, quoted=True)) == quoted
    assert say(device_of_unit("Thôn Đông", name)) == f"Thôn Đông ({told})"
