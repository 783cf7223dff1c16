"""The button of an editor that shows its record as it will be printed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from danvan_desktop.localization import Translator, _
from danvan_desktop.store import Store
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.widgets.buttons import Button


class PrintButton(Button):
    """Offers the forms of a kind; Ctrl+P takes the first that has something to say. Hidden when the kind has none.

    Those that have nothing to say of the record stand below the others; who asks for one is told why.
    ``show_form`` is called with the code of the form chosen; ``uid`` gives the record's, empty before it is saved.
    """

    def __init__(
        self,
        kind: str,
        translator: Translator,
        store: Store,
        uid: Callable[[], str],
        show_form: Callable[[str], object],
        parent: QWidget,
    ) -> None:
        """List the forms that print one record of ``kind``."""
        # The catalogue names every form of the program; lists open without it.
        from danvan_desktop.reports.catalogue import forms_of_kind

        super().__init__(translator(_("Xem bản in (Ctrl+P)")), parent, picture=icon("preview"))
        self._say, self._store, self._uid, self._show_form = translator, store, uid, show_form
        self._forms = forms_of_kind(kind)
        self.setVisible(bool(self._forms))
        if not self._forms:
            return
        shortcut = QShortcut(QKeySequence("Ctrl+P"), parent)
        # The list beside the record has the same key for what it shows.
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.show_first)
        if len(self._forms) == 1:
            self.clicked.connect(self.show_first)
            return
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self.fill)
        self.setMenu(menu)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the forms of the kind, in their order."""
        return tuple(form.code for form in self._forms)

    def show_first(self) -> None:
        """Show the form that is asked for most, of those that have something to say."""
        empty = self._with_nothing_to_say()
        self._show_form(next((code for code in self.codes if code not in empty), self.codes[0]))

    def fill(self) -> None:
        """Offer the forms, as the record is now."""
        menu, empty = self.menu(), self._with_nothing_to_say()
        menu.clear()
        for form in sorted(self._forms, key=lambda form: form.code in empty):
            if form.code in empty and not any(action.isSeparator() for action in menu.actions()):
                menu.addSection(self._say(_("Chưa có gì để in")))
            action = menu.addAction(self._say(form.title))
            action.setToolTip(empty.get(form.code, self._say(form.description)))
            action.triggered.connect(lambda _checked=False, code=form.code: self._show_form(code))

    def _with_nothing_to_say(self) -> dict[str, str]:
        """Return the codes of those that have nothing to say of the record as it is stored, with the reason."""
        from danvan_desktop.reports.context import ReportContext

        context = ReportContext(self._store, self._store.today(), self._uid())
        if self._store.get(context.uid) is None:
            return {}
        reasons = ((form.code, form.nothing_to_say(context)) for form in self._forms)
        return {code: self._say(reason) for code, reason in reasons if reason is not None}
