"""A list of two lines an item: what is measured at once, and what is brought into view."""

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.widgets import two_line_list
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList
from danvan_desktop.ui.widgets.wrapped_text import text_height, wrapped

MANY = tuple(Item(str(number), f"Kiến nghị số {number} " + "của Nhân dân " * 9, "Thôn Đông") for number in range(500))


@pytest.fixture
def shown(qtbot: QtBot) -> TwoLineList:
    found = TwoLineList()
    qtbot.addWidget(found)
    found.resize(320, 400)
    found.show()
    return found


def test_of_many_items_only_those_that_are_seen_first_are_measured_at_once(
    shown: TwoLineList, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[int] = []
    size_of = two_line_list._Delegate.sizeHint

    def counted(delegate: two_line_list._Delegate, option: QStyleOptionViewItem, index: QModelIndex) -> object:
        measured.append(index.row())
        return size_of(delegate, option, index)

    monkeypatch.setattr(two_line_list._Delegate, "sizeHint", counted)
    shown.set_items(MANY)
    shown.choose("3")
    assert len(set(measured)) <= two_line_list._AT_ONCE + 1
    qtbot.waitUntil(lambda: len(set(measured)) == len(MANY))


def test_an_item_far_below_is_brought_into_view(shown: TwoLineList) -> None:
    shown.set_items(MANY)
    assert shown.choose("480")
    assert shown.viewport().rect().intersects(shown.visualRect(shown.currentIndex()))
    shown.set_items(MANY[5:])
    assert shown.current == "480"
    assert shown.viewport().rect().intersects(shown.visualRect(shown.currentIndex()))


@pytest.mark.parametrize("text", ["", "Đường", "Đường thôn Đông bị ngập " * 2, "Đường thôn Đông bị ngập " * 20, "a\nb"])
def test_a_row_is_as_high_as_its_lines(shown: TwoLineList, text: str) -> None:
    font = shown.font()
    assert text_height(font, text, 200) == len(wrapped(font, text, 200)) * text_height(font, "x", 200)
