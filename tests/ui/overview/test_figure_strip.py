"""The strip of figures above the work list stays one line, whatever is counted."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.localization import Translator
from danvan_desktop.ui.widgets.figure_strip import FigureButton, FigureStrip


@pytest.fixture
def strip(qtbot: QtBot) -> FigureStrip:
    made = FigureStrip(Translator("vi"), "Quý này:")
    qtbot.addWidget(made)
    made.resize(600, 44)
    made.show()
    return made


def _figures(count: int) -> list[FigureButton]:
    return [FigureButton(str(place), "cuộc họp thôn") for place in range(count)]


def test_figures_without_room_stand_behind_a_button_and_what_is_to_be_seen_to_never_does(strip: FigureStrip) -> None:
    figures = [*_figures(12), FigureButton("", "Chưa sao lưu ra USB", alarming=True)]
    strip.show_figures(figures, figures[-1:])
    shown = [button for button in figures if not button.isHidden()]
    assert 2 <= len(shown) < 12
    assert figures[-1] in shown
    assert strip.more_button.text() == f"Thêm {13 - len(shown)} số liệu"
    one_line = strip.heightForWidth(600)
    strip.more_button.click()
    assert all(not button.isHidden() for button in figures)
    assert strip.heightForWidth(600) > one_line
    strip.more_button.click()
    assert [button for button in figures if not button.isHidden()] == shown


def test_few_figures_need_no_button(strip: FigureStrip) -> None:
    figures = _figures(2)
    strip.show_figures(figures, ())
    assert strip.more_button.isHidden()
    assert all(not button.isHidden() for button in figures)
