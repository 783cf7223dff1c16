"""The button of an editor that shows its record as it will be printed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.icons import icon


class PrintButton(QPushButton):
    """Offers the forms of a kind; Ctrl+P takes the first. Hidden when the kind has none.

    ``show_form`` is called with the code of the form chosen.
    """

    def __init__(self, kind: str, translator: Translator, show_form: Callable[[str], object], parent: QWidget) -> None:
        """List the forms that print one record of ``kind``."""
        # The catalogue names every form of the program; lists open without it.
        from danvan_desktop.reports.catalogue import forms_of_kind

        super().__init__(icon("preview"), translator(_("Xem bản in (Ctrl+P)")), parent)
        self.setAutoDefault(False)
        self._show_form = show_form
        self.codes = tuple(form.code for form in forms_of_kind(kind))
        self.setVisible(bool(self.codes))
        if not self.codes:
            return
        QShortcut(QKeySequence("Ctrl+P"), parent).activated.connect(self.show_first)
        if len(self.codes) == 1:
            self.clicked.connect(self.show_first)
            return
        menu = QMenu(self)
        for form in forms_of_kind(kind):
            action = menu.addAction(translator(form.title))
            action.setToolTip(translator(form.description))
            action.triggered.connect(lambda _checked=False, code=form.code: self._show_form(code))
        menu.setToolTipsVisible(True)
        self.setMenu(menu)

    def show_first(self) -> None:
        """Show the form that is asked for most."""
        self._show_form(self.codes[0])
