"""Lưu trữ năm cũ: which years can leave the store for a file of their own, which did, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _
from danvan_desktop.store import ArchiveNote, ArchivePlan
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import export_folder
from danvan_desktop.ui.dialogs.thin_row import ThinRow
from danvan_desktop.ui.operations import ChangeSummary, Operation, short_work
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.files import ask_for_file, ask_where_to_save
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog
from danvan_desktop.ui.widgets.labels import quiet_text

_COLUMNS = (_("Năm"), _("Hồ sơ"), _("Ở đâu"), _("Thay đổi đến sau"))
_YEAR = Qt.ItemDataRole.UserRole
_FILES = _("Tệp dữ liệu (*.db)")


class ArchiveDialog(FramedDialog):
    """One row a year: in the store, or in which file."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Read what there is."""
        super().__init__(context.translator, parent, _("Lưu trữ năm cũ"))
        self._context = context
        self.years = QTreeWidget()
        self.years.setRootIsDecorated(False)
        self.years.setAccessibleName(self._say(_("Các năm trên máy này và đã lưu trữ")))
        self.years.setHeaderLabels([self._say(column) for column in _COLUMNS])
        self.years.currentItemChanged.connect(lambda _now, _before: self._refresh_buttons())
        self.archive_button = plain_button(self._say(_("Lưu trữ ra tệp…")), self._choose_out)
        self.back_button = plain_button(self._say(_("Lấy lại…")), self._choose_file)
        self.told = quiet_text("")
        self.thin = ThinRow(context)
        self._arrange()
        self.refresh()

    def refresh(self) -> None:
        """Read the years anew."""
        self._context.operations.read(
            lambda store: (store.archives.years(), store.archives.notes()),
            lambda found: self._show(*found),
            key=("archives", id(self)),
            owner=self,
        )

    def archive(self, year: int, out: Path) -> None:
        """Put a year into a file."""
        work = short_work(lambda store: store.archive(year, out))
        self._run(
            Operation(_("Lưu trữ năm {year}", year=str(year)), work, self._archived, self._refused, changes=self._all)
        )

    def take_back(self, file: Path) -> None:
        """Bring a file's year back."""
        work = short_work(lambda store: store.take_back(file))
        self._run(Operation(_("Lấy lại năm đã lưu trữ"), work, self._taken_back, self._refused, changes=self._all))

    def _run(self, operation: Operation[ArchivePlan] | Operation[ArchiveNote]) -> None:
        self.archive_button.setEnabled(False)
        self.back_button.setEnabled(False)
        self._context.operations.run(operation)

    def _archived(self, plan: ArchivePlan) -> None:
        told = _(
            "Đã lưu trữ {n} hồ sơ năm {year}; {stay} hồ sơ còn việc hoặc còn được dẫn tới thì ở lại. Hãy giữ tệp lưu"
            " trữ như bản sao lưu.",
            n=len(plan.records),
            year=str(plan.year),
            stay=plan.staying,
        )
        self.told.setText(self._say(told))
        self.refresh()

    def _taken_back(self, note: ArchiveNote) -> None:
        self.told.setText(self._say(note.told_back))
        self.refresh()

    def _refused(self, error: DanvanError) -> bool:
        self.told.setText(self._say(error.message))
        self.refresh()
        return True

    def _choose_out(self) -> None:
        item = self.years.currentItem()
        year = None if item is None else item.data(0, _YEAR)
        if not isinstance(year, int):
            return
        suggested = export_folder() / f"luu-tru-{year}.db"
        if path := ask_where_to_save(self, self._say, _("Lưu trữ ra tệp…"), _FILES, suggested):
            self.archive(year, path)

    def _choose_file(self) -> None:
        item = self.years.currentItem()
        if path := ask_for_file(self, self._say, _("Lấy lại…"), _FILES, "" if item is None else item.text(2)):
            self.take_back(path)

    def _show(self, years: Mapping[int, int], notes: Sequence[ArchiveNote]) -> None:
        self.years.clear()
        for year, count in years.items():
            item = QTreeWidgetItem([str(year), str(count), self._say(_("trên máy này")), ""])
            item.setData(0, _YEAR, year)
            self.years.addTopLevelItem(item)
        for note in notes:
            late = str(note.late) if note.late else ""
            self.years.addTopLevelItem(QTreeWidgetItem([str(note.year), str(note.records), note.path, late]))
        first = self.years.topLevelItem(0)
        if first is not None:
            self.years.setCurrentItem(first)
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        item = self.years.currentItem()
        is_free = not self._context.store.is_read_only
        self.archive_button.setEnabled(is_free and item is not None and item.data(0, _YEAR) is not None)
        self.back_button.setEnabled(is_free)

    def _arrange(self) -> None:
        hint = _(
            "Hồ sơ đã xong của một năm cũ được chuyển ra một tệp riêng để sổ nhẹ và nhanh. Tệp đó mở xem, in được"
            " và lấy lại được. Hồ sơ còn việc, còn được dẫn tới thì ở lại."
        )
        close = plain_button(self._say(_("Đóng")), self.accept)
        parts = (quiet_text(self._say(hint)), self.years, self.told, self.thin)
        buttons = (self.archive_button, self.back_button, None, close)
        self.lay_out(*parts, buttons=buttons, grows=self.years, size=(640, 420))

    def _all(self, _result: object) -> ChangeSummary:
        """Records of all kinds came or went."""
        return ChangeSummary(frozenset(kind.name for kind in self._context.store.kinds))
