"""The step of the set-up about those who sign: officers are ticked, which gives them the right to approve and sign."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _, ngettext
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.setup.section import Due, Section
from danvan_desktop.ui.widgets.rows import FLUSH, column_of

_APPROVES, _ENTERS = "approve", "enter"
_UID = Qt.ItemDataRole.UserRole


class SignersSection(Section):
    """Space ticks; those who were ticked before and are not any more go back to entering."""

    code = "signers"
    title = _("Người ký văn bản")
    hint = _("Đánh dấu những người duyệt, ký văn bản (phím cách): chức vụ, họ tên của họ được in ở chỗ ký.")

    def __init__(self, context: UiContext) -> None:
        """List the officers."""
        super().__init__(context)
        self.list = QListWidget()
        self.list.setObjectName("roll")
        self.list.setAccessibleName(self.say(self.title))
        column_of(self.list, margins=FLUSH, on=self)
        self.list.itemChanged.connect(lambda _item: self.edited.emit())
        self.show_stored()

    def show_stored(self) -> None:
        """List the officers who work now."""
        store = self.context.store
        self.list.blockSignals(True)
        self.list.clear()
        for officer in store.list("officer", filters={"active": True}):
            item = QListWidgetItem(store.title(officer.uid))
            item.setData(_UID, officer.uid)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            signs = officer.text("role") == _APPROVES
            item.setCheckState(Qt.CheckState.Checked if signs else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)

    def due(self) -> Due | None:
        """Return the officers whose right changes."""
        store, drafts = self.context.store, list[Draft]()
        for item in self._items():
            officer, is_ticked = store.get(str(item.data(_UID))), item.checkState() == Qt.CheckState.Checked
            if officer is not None and is_ticked != (officer.text("role") == _APPROVES):
                drafts.append(Draft("officer", {"role": _APPROVES if is_ticked else _ENTERS}, officer.uid))
        return Due(drafts, _("Ghi người ký")) if drafts else None

    def told(self) -> str:
        """Count those who sign, or say that people come first."""
        if not self.list.count():
            return self.say(_("Hãy ghi người dùng máy trước."))
        count = sum(item.checkState() == Qt.CheckState.Checked for item in self._items())
        return self.say(ngettext("{n} người duyệt, ký", "{n} người duyệt, ký", count))

    def is_done(self) -> bool:
        """Tell whether somebody signs."""
        return self.context.store.count("officer", {"role": _APPROVES}) > 0

    def begin(self) -> None:
        """Stand in the list."""
        self.list.setFocus()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]
