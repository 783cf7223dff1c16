"""The fingerprint of a device, large enough to be read aloud."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from danvan_desktop.localization import Translator, _
from danvan_desktop.sync import Fingerprint
from danvan_desktop.ui.widgets.labels import quiet_text, text_label

_PER_ROW = 5


class FingerprintView(QWidget):
    """Ten words in two rows, the digits below."""

    def __init__(self, fingerprint: Fingerprint, translator: Translator) -> None:
        """Show a fingerprint."""
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(8)
        for place, word in enumerate(fingerprint.words):
            label = text_label(f"{place + 1}. {word}", "fingerprintWord")
            grid.addWidget(label, place // _PER_ROW, place % _PER_ROW)
        grid.setColumnStretch(_PER_ROW, 1)
        digits = quiet_text(translator(_("Viết bằng số: {digits}", digits=fingerprint.digits)))
        grid.addWidget(digits, grid.rowCount(), 0, 1, _PER_ROW + 1)
        self.setAccessibleName(translator(_("Mười từ nhận dạng của máy: {words}", words=", ".join(fingerprint.words))))
