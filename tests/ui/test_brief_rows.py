"""A list in a column beside a record: where something belongs is told whole wherever there is room."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from danvan_desktop.ui.widgets.brief_rows import Brief, place_below, room_for_standing, words_area

BRIEF = Brief("Tổ dân vận bản Khe Sim", "Xã Đông Sơn", "Đã thông báo", "2025")


def width_of(*texts: str) -> int:
    return sum(QFontMetrics(QFont()).horizontalAdvance(text) for text in texts)


def test_a_place_that_would_be_cut_goes_below_beside_a_short_content(qapp: QApplication) -> None:
    width = width_of(BRIEF.lead, BRIEF.standing) + 20
    assert place_below(BRIEF, QFont(), width, 2) == "Xã Đông Sơn"


def test_a_place_that_is_told_whole_stays(qapp: QApplication) -> None:
    width = 2 * width_of(BRIEF.lead, BRIEF.place, BRIEF.standing)
    assert place_below(BRIEF, QFont(), width, 2) == ""


def test_in_a_list_of_two_lines_all_places_stand_below(qapp: QApplication) -> None:
    width = 2 * width_of(BRIEF.lead, BRIEF.place, BRIEF.standing)
    assert place_below(BRIEF, QFont(), width, 1) == "Xã Đông Sơn"


def test_a_place_is_cut_where_the_content_leaves_no_room_or_it_stands_first(qapp: QApplication) -> None:
    width = width_of(BRIEF.lead, BRIEF.standing) + 20
    assert place_below(replace(BRIEF, content=BRIEF.lead * 3), QFont(), width, 2) == ""
    assert place_below(replace(BRIEF, lead="", place=BRIEF.place * 9), QFont(), width, 2) == ""


def test_a_long_standing_leaves_the_place_beside_a_short_lead_its_room() -> None:
    assert room_for_standing(310, 70, 85) == 310 - 70 - 16 - 85
    assert room_for_standing(310, 70, 200) == (310 - 70 - 16) // 2
    assert room_for_standing(310, 70, 10) == 310 * 2 // 3


def test_a_long_lead_takes_nothing_from_the_standing_for_a_place_that_has_no_room_anyway() -> None:
    assert room_for_standing(310, 200, 85) == 310 * 2 // 3
    assert room_for_standing(310, 0, 85) == 310


@pytest.mark.parametrize(("unused", "top"), [(0, 0), (1, 0.5), (2, 1)])
def test_words_stand_in_the_middle_of_a_row_that_short_names_leave_room_in(
    qapp: QApplication, unused: int, top: float
) -> None:
    metrics, row = QFontMetrics(qapp.font()), QRect(0, 0, 300, 100)
    full, area = words_area(row, metrics, 0), words_area(row, metrics, unused)
    assert area.top() - full.top() == int(top * metrics.lineSpacing())
    assert area.center().y() == full.center().y() == row.center().y()
