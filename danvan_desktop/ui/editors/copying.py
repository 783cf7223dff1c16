"""New records after earlier ones: a copy of one, or what the last of the same row is taken over from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from danvan_desktop.domain.record import Record
from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.store.repeating import Copied, copied, held_on, last_of_row

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


class LikeLast(QObject):
    """Offers in the editor of a new record what the last one of the same unit had: place, chair, agenda."""

    def __init__(self, editor: RecordEditor) -> None:
        """Offer nothing until there is an earlier one."""
        super().__init__(editor)
        self._editor = editor
        self._found: Copied | None = None
        self._last, self._taken = "", ""
        self.button = editor.add_button(_("Lấy từ lần trước"), self.take_over)
        self.button.hide()
        editor.form.edited.connect(self._edited)

    def ask(self) -> None:
        """Look for the last one in the background."""
        editor = self._editor
        kind, values = editor.kind, editor.live_record().values
        if editor.record is not None:
            self._show((None, None))
            return

        def read(store: Store) -> tuple[Record | None, Copied | None]:
            last = last_of_row(store, kind, values)
            if last is None or last.uid == self._taken:
                return None, None
            day = Record(kind.name, "", values).date(kind.date or "") or store.today()
            return last, held_on(store, copied(store, last), last, day)

        editor.context.operations.read(read, self._show, key=(self, "last"), owner=self)

    def take_over(self) -> None:
        """Write what the last one had into the fields that are empty, and its parts where there are none."""
        if self._found is None:
            return
        self._taken = self._last
        editor = self._editor
        now, typed = editor.live_record().values, editor.form.touched
        usual = {field.name: field.default for field in editor.kind.fields}
        for name, value in self._found.values.items():
            if editor.form.has(name) and name not in typed and now.get(name) in (None, usual[name]):
                editor.form.put(name, value)
        editor.parts.add_given(self._found.parts)
        self.button.hide()

    def _edited(self, name: str) -> None:
        if name in (*self._editor.kind.follows_by, self._editor.kind.date):
            self.ask()

    def _show(self, found: tuple[Record | None, Copied | None]) -> None:
        last, self._found = found
        self._last = "" if last is None else last.uid
        self.button.setVisible(last is not None)
        day = last.date(self._editor.kind.date or "") if last is not None else None
        if day is not None:
            say = self._editor.say
            self.button.setText(say(_("Lấy từ lần trước ({day})", day=day)))
            self.button.setToolTip(say(_("Điền những ô còn trống như lần trước; ngày giờ, kết quả thì không lấy.")))
