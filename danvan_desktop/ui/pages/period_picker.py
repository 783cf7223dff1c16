"""Chooses a reporting period: a quarter, half-year, nine months, a month or the whole of a year."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from danvan_desktop.domain.period import Period
from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.widgets.steady import ChoiceBox

_FIRST_YEAR = 2016
"""Nobody has records in this program from before."""
_PARTS = (
    ("Q1", _("Quý I")),
    ("Q2", _("Quý II")),
    ("Q3", _("Quý III")),
    ("Q4", _("Quý IV")),
    ("H1", _("6 tháng đầu năm")),
    ("H2", _("6 tháng cuối năm")),
    ("9M", _("9 tháng đầu năm")),
    ("", _("Cả năm")),
    *((f"{month:02d}", _("Tháng {month}", month=str(month))) for month in range(1, 13)),
)


class PeriodPicker(QWidget):
    """A part of the year and the year."""

    chosen = Signal(object)
    """Period."""

    def __init__(self, translator: Translator, today: dt.date) -> None:
        """Begin with the quarter of ``today``."""
        super().__init__()
        self._part, self._year = ChoiceBox(), ChoiceBox()
        for code, words in _PARTS:
            self._part.addItem(translator(words), code)
        self._part.setCurrentIndex((today.month - 1) // 3)
        for year in range(today.year + 1, _FIRST_YEAR - 1, -1):
            self._year.addItem(str(year), str(year))
        self._year.setCurrentIndex(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for words, field, share in ((_("Kỳ"), self._part, 1), (_("Năm"), self._year, 0)):
            field.setAccessibleName(translator(words))
            field.setToolTip(translator(words))
            row.addWidget(field, share)
        self._part.currentIndexChanged.connect(self._tell)
        self._year.currentIndexChanged.connect(self._tell)

    @property
    def period(self) -> Period:
        """The period that is chosen."""
        year, part = self._year.currentData(), self._part.currentData()
        return Period.parse(f"{year}-{part}" if part else str(year))

    def choose(self, period: Period) -> None:
        """Show a period."""
        year, _dash, part = period.code.partition("-")
        self._year.setCurrentIndex(self._year.findData(year))
        self._part.setCurrentIndex(self._part.findData(part))

    def _tell(self) -> None:
        self.chosen.emit(self.period)
